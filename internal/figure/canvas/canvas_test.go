package canvas

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"strings"
	"testing"
	"unicode/utf8"

	"gonum.org/v1/plot/vg"

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

// cells is an image with a pixel a cell.
func cells(w, h int, at func(x, y int) color.NRGBA) image.Image {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, at(x, y))
		}
	}
	return img
}

// Cells are painted to the pixel: no blur, no seams, in both formats.
func TestCellsAreCrisp(t *testing.T) {
	colors := []color.NRGBA{hexColor(0xff0000), hexColor(0x00ff00), hexColor(0x0000ff),
		hexColor(0x000000), hexColor(0xffff00), hexColor(0x00ffff)}
	at := func(x, y int) color.NRGBA { return colors[y*3+x] }
	const x0, y0, side = 14, 8, 12
	draw := func(c vg.Canvas) {
		Page{c, 60, nil}.Picture(x0, y0, 3*side, 2*side, cells(3, 2, at))
	}
	p := newPNG(80, 60)
	draw(p)
	const f = 3 // pixels of two of the layout
	for y := range 60 * f / 2 {
		for x := range 80 * f / 2 {
			want := color.NRGBA{255, 255, 255, 255}
			if x >= x0*f/2 && x < (x0+3*side)*f/2 && y >= y0*f/2 && y < (y0+2*side)*f/2 {
				want = at((x-x0*f/2)/(side*f/2), (y-y0*f/2)/(side*f/2))
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
	svg := newSVG(100, 20) // viewers have fonts for what ours lacks
	p := Page{Canvas: svg, Fonts: f}
	p.Text(0, 10, Left, 12, "T細胞 <b>\u202e")
	if got := svg.body.String(); !strings.Contains(got, `>T細胞 &lt;b&gt;\u202e</text>`) {
		t.Error(got)
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
		short := f.Shorten(s, style.SmallSize, style.MostLabel)
		if w := f.Width(short, style.SmallSize); w > style.MostLabel {
			t.Errorf("%.3s… is %v wide", s, w)
		}
	}
	for n := 1; n < 40; n++ { // as many characters as fit
		s := strings.Repeat("Wi", n)
		short := f.Shorten(s, style.SmallSize, 100)
		kept := len(strings.TrimSuffix(short, "…"))
		if fits := f.Width(s, style.SmallSize) <= 100; fits != (short == s) ||
			!fits && f.Width(s[:kept+1]+"…", style.SmallSize) <= 100 {
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
		p := Page{c, 60, builtIn(t)}
		p.Picture(10, 20, 30, 20, cells(1, 2, func(_, y int) color.NRGBA {
			return []color.NRGBA{hexColor(0xff0000), hexColor(0x0000ff)}[y]
		}))
		p.Write(10, 50, Left, 12, "Ωß", style.Ink, false, true)
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
	upper := "1.000 0.000 0.000 rg\n3.60 14.40 10.80 -3.90 re f"
	lower := "0.000 0.000 1.000 rg\n3.60 10.80 10.80 -3.60 re f"
	if !strings.Contains(got, upper) || !strings.Contains(got, lower) {
		t.Errorf("no cells as %q and %q", upper, lower)
	}
	if strings.Count(got, " c\n") < 10 {
		t.Error("letters have no curves")
	}
}

// A picture of many colours keeps the frequent ones to the bit, and rare ones nearly.
func TestPalettesKeepWhatIsSeen(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 100, 100))
	for i := range 100 * 100 {
		c := color.RGBA{uint8(i % 100), 10, 20, 255} // 100 frequent ones
		if i%31 == 0 {
			c = color.RGBA{uint8(i % 199), 12, uint8(20 + i%9), 255}
		}
		img.SetRGBA(i%100, i/100, c)
	}
	few := paletted(img)
	if few == nil || len(few.Palette) > mostColors {
		t.Fatal("no palette")
	}
	for i := range 100 * 100 {
		got, want := few.At(i%100, i/100).(color.RGBA), img.RGBAAt(i%100, i/100)
		_, far := nearest([][4]byte{{want.R, want.G, want.B, 255}}, [4]byte{got.R, got.G, got.B, got.A})
		if i%31 != 0 && far != 0 || far > 12 {
			t.Fatalf("pixel %d is %v, want %v", i, got, want)
		}
	}
	img = image.NewRGBA(image.Rect(0, 0, 200, 200))
	for i := range 200 * 200 { // 500 colours of 80 pixels each
		n := i / 80
		img.SetRGBA(i%200, i/200, color.RGBA{uint8(n % 8 * 36), uint8(n / 8 % 8 * 36), uint8(n / 64 * 36), 255})
	}
	if paletted(img) != nil {
		t.Error("colours far from each other have one number")
	}
}
