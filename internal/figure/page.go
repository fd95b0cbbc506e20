package figure

import (
	"image"
	"image/color"
	"math"
	"sort"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"subtype/internal/expr/names"
	"subtype/internal/style"
	"subtype/internal/words"
)

// page draws in pixels from the upper left corner on either canvas.
type page struct {
	vg.Canvas
	height float64
	fonts  *Fonts
}

// pt is a point of the page on the canvas.
func (p page) pt(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(p.height - y)}
}

func (p page) rect(x, y, w, h float64, c color.Color) {
	p.SetColor(c)
	var path vg.Path
	path.Move(p.pt(x, y))
	path.Line(p.pt(x+w, y))
	path.Line(p.pt(x+w, y+h))
	path.Line(p.pt(x, y+h))
	path.Close()
	p.Fill(path)
}

// frame strokes the outline of a rectangle.
func (p page) frame(x, y, w, h, width float64, c color.Color) {
	p.lines(width, c, false, [][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}})
}

// lines strokes a chain of lines.
func (p page) lines(width float64, c color.Color, dashed bool, points [][2]float64) {
	p.chains(width, c, dashed, [][][2]float64{points})
}

// chains strokes chains of lines as one path.
func (p page) chains(width float64, c color.Color, dashed bool, chains [][][2]float64) {
	p.SetColor(c)
	p.SetLineWidth(vg.Length(width))
	if dashed {
		p.SetLineDash([]vg.Length{8, 6}, 0)
	} else {
		p.SetLineDash(nil, 0)
	}
	var path vg.Path
	for _, points := range chains {
		for i, q := range points {
			if i == 0 {
				path.Move(p.pt(q[0], q[1]))
			} else {
				path.Line(p.pt(q[0], q[1]))
			}
		}
	}
	p.Stroke(path)
}

// picture paints an image whose pixels are cells.
func (p page) picture(x, y, w, h float64, img image.Image) {
	p.DrawImage(vg.Rectangle{Min: p.pt(x, y+h), Max: p.pt(x+w, y)}, img)
}

// anchor says which end of a text stands at its place.
type anchor float64

const (
	left   anchor = 0
	centre anchor = 0.5
	right  anchor = 1
)

// text writes one line, its middle at height y.
func (p page) text(x, y float64, a anchor, size float64, s string) {
	p.write(x, y, a, size, s, style.Ink, false, false)
}

// upright writes one line turned by 90°, to be read from below, its middle at x.
func (p page) upright(x, y float64, a anchor, size float64, s string) {
	p.write(x, y, a, size, s, style.Ink, false, true)
}

func (p page) write(x, y float64, a anchor, size float64, s string, c color.Color, bold, turned bool) {
	s = p.fonts.printable(s)
	face := p.fonts.face(size, bold)
	shift := -float64(face.Width(s)) * float64(a)
	drop := size * 0.35 // half the height of capitals
	p.SetColor(c)
	if !turned {
		p.FillString(face, p.pt(x+shift, y+drop), s)
		return
	}
	p.Push()
	p.Translate(p.pt(x+drop, y))
	p.Rotate(math.Pi / 2)
	p.FillString(face, vg.Point{X: vg.Length(shift)}, s)
	p.Pop()
}

// Fonts are the faces that figures are written in: the built-in Liberation Sans,
// or a font given by the user for names that it cannot write.
type Fonts struct {
	cache  *font.Cache
	base   font.Font
	glyphs *sfnt.Font
}

func (f *Fonts) face(size float64, bold bool) font.Face {
	key := f.base
	if bold {
		key.Weight = xfont.WeightBold // where there is none, the cache gives the regular face
	}
	return f.cache.Lookup(key, vg.Length(size))
}

func (f *Fonts) width(s string, size float64) float64 {
	face := f.face(size, false)
	return float64(face.Width(f.printable(s)))
}

// shorten cuts a text so that it is no wider than most.
func (f *Fonts) shorten(s string, size, most float64) string {
	if f.width(s, size) <= most {
		return s
	}
	r := []rune(words.Cut(s, mostWritten-1))
	over := func(n int) bool { return f.width(string(r[:n])+"…", size) > most }
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
		return &Fonts{cache: font.DefaultCache, base: base, glyphs: font.DefaultCache.Lookup(base, 12).Face}, nil
	}
	parsed, err := sfnt.Parse(file)
	if err != nil {
		return nil, err
	}
	base := font.Font{Typeface: "User"}
	return &Fonts{cache: font.NewCache(font.Collection{{Font: base, Face: parsed}}), base: base, glyphs: parsed}, nil
}
