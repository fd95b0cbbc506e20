package figure

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"

	"subtype/consensus"
	"subtype/internal/expr/annotation"
	"subtype/internal/style"
)

func builtIn(t *testing.T) *Fonts {
	t.Helper()
	f, err := NewFonts(nil)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func hexColor(x uint32) color.NRGBA {
	return color.NRGBA{uint8(x >> 16), uint8(x >> 8), uint8(x), 0xff}
}

// Cells are painted to the pixel: no blur, no seams, in both formats.
func TestCellsAreCrisp(t *testing.T) {
	colors := []color.NRGBA{hexColor(0xff0000), hexColor(0x00ff00), hexColor(0x0000ff),
		hexColor(0x000000), hexColor(0xffff00), hexColor(0x00ffff)}
	at := func(x, y int) color.NRGBA { return colors[y*3+x] }
	const x0, y0, side = 13, 7, 11
	draw := func(c vg.Canvas) {
		page{c, 60, nil}.picture(x0, y0, 3*side, 2*side, cells(3, 2, at))
	}
	p := newPNG(80, 60)
	draw(p)
	for y := range 60 {
		for x := range 80 {
			want := color.NRGBA{255, 255, 255, 255}
			if x >= x0 && x < x0+3*side && y >= y0 && y < y0+2*side {
				want = at((x-x0)/side, (y-y0)/side)
			}
			if got := color.NRGBAModel.Convert(p.Image().At(x, y)); got != want {
				t.Fatalf("pixel (%d, %d) is %v, want %v", x, y, got, want)
			}
		}
	}
	v := newSVG(80, 60)
	draw(v)
	for i := range colors {
		want := fmt.Sprintf(`<path d="M%d %dh%dv%dh-%dz" fill="#%s"/>`,
			x0+i%3*side, y0+i/3*side, side, side, side, strings.ToLower(style.Hex(colors[i])))
		if !strings.Contains(v.body.String(), want) {
			t.Errorf("SVG lacks %s in\n%s", want, v.body.String())
		}
	}
}

// A heatmap's columns and the tracks above it lie exactly over each other.
func TestTracksAlignWithTheHeatmap(t *testing.T) {
	const n, k = 23, 3
	counts := consensus.NewCounts(n)
	labels, names := make([]int, n), make([]string, n)
	for j := range n {
		labels[j], names[j] = j%k, fmt.Sprint("sample ", j)
	}
	counts.Add(labels)
	tree, _ := counts.Tree()
	scale := NewScale(style.ConsensusScale)
	f := builtIn(t).SampleMap(SampleMap{Name: "map", Title: "Map", Samples: names, Tree: tree, Cut: k, Rows: n,
		Tracks: []Track{SubtypeTrack("Subtype", labels, style.SubtypeColors[:k])},
		At:     func(sample, row int) color.NRGBA { return scale.At(counts.At(sample, tree.Order[row])) }})
	data, err := f.Pixels()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	// The first row that is in the subtypes' colours from end to end is the track.
	var starts []int
	for y := 0; y < f.height && starts == nil; y++ {
		for x := 1; x < f.width; x++ {
			if c := img.At(x, y); c != img.At(x-1, y) && isSubtype(c, k) {
				starts = append(starts, x)
			}
		}
		if len(starts) < k {
			starts = nil
		}
	}
	if len(starts) < k {
		t.Fatal("no track found")
	}
	pitch := int(cellSize(n))
	for _, x := range starts[1:] {
		if (x-starts[0])%pitch != 0 {
			t.Errorf("a subtype begins %d pixels after the first, not a multiple of %d", x-starts[0], pitch)
		}
	}
}

func isSubtype(c color.Color, k int) bool {
	for q := range k {
		if color.NRGBAModel.Convert(c) == style.SubtypeColor(q) {
			return true
		}
	}
	return false
}

func TestLabelsAreThinnedWhenMany(t *testing.T) {
	for pitch, want := range map[float64]int{32: 1, 19: 1, 18: 2, 10: 2, 3: 7, 1: 19} {
		if got := every(pitch); got != want {
			t.Errorf("%v pixels apart: one label in %d, want %d", pitch, got, want)
		}
	}
}

func TestCharactersWithoutGlyphShowAsBoxes(t *testing.T) {
	f, err := NewFonts(nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.printable("T細胞 µ Ж"); got != "T□□ µ Ж" {
		t.Errorf("%q", got)
	}
	if !f.Missing("細") || f.Missing("cell") {
		t.Error("Missing is wrong")
	}
}

func TestAnnotationTracks(t *testing.T) {
	groups := AnnotationTrack(annotation.Column{Name: "g", Values: []string{"b", "a", "", "b"}}, 0)
	if groups.Colors[0] != groups.Colors[3] || groups.Colors[0] == groups.Colors[1] || groups.Colors[2] != style.PaleGrey {
		t.Errorf("colours %v", groups.Colors)
	}
	e := groups.Legend.Entries
	if got := fmt.Sprint(e[0].Label, e[1].Label, e[2].Label); got != "a (1)b (2)not known" {
		t.Errorf("legend %s", got)
	}
	var ages annotation.Column
	for i := range 12 {
		ages.Values = append(ages.Values, strconv.Itoa(40+i))
	}
	tr := AnnotationTrack(ages, 0)
	if tr.Legend.Scale == nil || tr.Legend.Ends != [2]string{"40", "51"} || tr.Colors[0] == tr.Colors[11] {
		t.Errorf("numbers: %+v", tr.Legend)
	}
}

// One name of thousands of characters is measured and drawn like any other.
func TestLongTextsAreCutBeforeTheyAreDrawn(t *testing.T) {
	f := builtIn(t)
	for _, s := range []string{strings.Repeat("W", 100_000), strings.Repeat("i", 100_000),
		"e" + strings.Repeat("\u0301", 100_000)} {
		if n := utf8.RuneCountInString(f.printable(s)); n > mostWritten {
			t.Errorf("%d characters of %.3s… are drawn", n, s)
		}
		short := f.shorten(s, style.SmallSize, style.MostLabel)
		if w := f.width(short, style.SmallSize); w > style.MostLabel {
			t.Errorf("%.3s… is %v wide", s, w)
		}
	}
	for n := 1; n < 40; n++ { // as many characters as fit
		s := strings.Repeat("Wi", n)
		short := f.shorten(s, style.SmallSize, 100)
		kept := len(strings.TrimSuffix(short, "…"))
		if fits := f.width(s, style.SmallSize) <= 100; fits != (short == s) ||
			!fits && f.width(s[:kept+1]+"…", style.SmallSize) <= 100 {
			t.Errorf("%s is shortened to %s", s, short)
		}
	}
}

// A PDF shows pictures the right way up, letters of any script as outlines, and has the same
// bytes each time.
func TestPDF(t *testing.T) {
	write := func() string {
		c := newPDF(100, 60, "Größe, 名前")
		c.pdf.SetCompression(false)
		p := page{c, 60, builtIn(t)}
		p.picture(10, 20, 30, 20, cells(1, 2, func(_, y int) color.NRGBA {
			return []color.NRGBA{hexColor(0xff0000), hexColor(0x0000ff)}[y]
		}))
		p.write(10, 50, left, 12, "Ωß", style.Ink, false, true)
		var b bytes.Buffer
		if err := c.write(&b); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	got := write()
	if !strings.HasPrefix(got, "%PDF-") || got != write() {
		t.Error("another file each time, or none")
	}
	// The page is 36 × 21.6 points; the upper cell begins 20 pixels below its top.
	upper := "1.000 0.000 0.000 rg\n3.60 14.40 10.80 -3.60 re f"
	lower := "0.000 0.000 1.000 rg\n3.60 10.80 10.80 -3.60 re f"
	if !strings.Contains(got, upper) || !strings.Contains(got, lower) {
		t.Errorf("no cells as %q and %q", upper, lower)
	}
	if strings.Count(got, " c\n") < 10 {
		t.Error("letters have no curves")
	}
}
