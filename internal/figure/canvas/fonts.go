package canvas

import (
	"sort"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/vg"

	"subtype/internal/expr/names"
	"subtype/internal/words"
)

// Fonts are the faces that figures are written in: the built-in Liberation Sans,
// or a font given by the user for names that it cannot write.
type Fonts struct {
	cache  *font.Cache
	base   font.Font
	glyphs *sfnt.Font
}

// face is the face of a size.
func (f *Fonts) face(size float64, bold bool) font.Face {
	key := f.base
	if bold {
		key.Weight = xfont.WeightBold // where there is none, the cache gives the regular face
	}
	return f.cache.Lookup(key, vg.Length(size))
}

// Width is how wide a text is as it is written.
func (f *Fonts) Width(s string, size float64) float64 {
	face := f.face(size, false)
	return float64(face.Width(f.printable(s)))
}

// BoldWidth is how wide it is in bold letters.
func (f *Fonts) BoldWidth(s string, size float64) float64 {
	face := f.face(size, true)
	return float64(face.Width(f.printable(s)))
}

// Wrap divides a text into lines no wider than most, between words; a word that is wider is
// shortened.
func (f *Fonts) Wrap(s string, size float64, bold bool, most float64) []string {
	width := f.Width
	if bold {
		width = f.BoldWidth
		most *= 0.99
	}
	var lines []string
	for _, word := range strings.Fields(words.Cut(s, mostWritten)) {
		if n := len(lines); n > 0 && width(lines[n-1]+" "+word, size) <= most {
			lines[n-1] += " " + word
			continue
		}
		if width(word, size) > most {
			word = f.Shorten(word, size, most/1.1)
		}
		lines = append(lines, word)
	}
	return lines
}

// Shorten cuts a text so that it is no wider than most.
func (f *Fonts) Shorten(s string, size, most float64) string {
	if f.Width(s, size) <= most {
		return s
	}
	r := []rune(words.Cut(s, mostWritten-1))
	over := func(n int) bool { return f.Width(string(r[:n])+"…", size) > most }
	return string(r[:1+sort.Search(len(r)-1, func(n int) bool { return over(n + 2) })]) + "…"
}

// mostWritten is the number of characters of a text that are measured and
// written, more than fit on any page; there are some that take no room.
const mostWritten = 400

// printable is what is written of a text: not more than has room, and a box for
// every character that the font cannot draw, which would leave nothing on the
// page, or that would act on its surroundings.
func (f *Fonts) printable(s string) string {
	var b sfnt.Buffer
	return strings.Map(func(r rune) rune {
		if i, err := f.glyphs.GlyphIndex(&b, r); err == nil && i != 0 && names.Visible(string(r)) == string(r) {
			return r
		}
		return '□'
	}, words.Cut(s, mostWritten))
}

// Missing says whether the font lacks a character of s.
func (f *Fonts) Missing(s string) bool { return f.printable(s) != words.Cut(s, mostWritten) }

// NewFonts returns the built-in fonts, or, for the bytes of a TrueType or
// OpenType file, that font.
func NewFonts(file []byte) (*Fonts, error) {
	if len(file) == 0 {
		base := font.Font{Typeface: "Liberation", Variant: "Sans"}
		cache := font.NewCache(liberation.Collection())
		return &Fonts{cache: cache, base: base, glyphs: cache.Lookup(base, 12).Face}, nil
	}
	parsed, err := sfnt.Parse(file)
	if err != nil {
		return nil, err
	}
	base := font.Font{Typeface: "User"}
	return &Fonts{cache: font.NewCache(font.Collection{{Font: base, Face: parsed}}), base: base, glyphs: parsed}, nil
}
