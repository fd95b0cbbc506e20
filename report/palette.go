package report

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/palette/brewer"
)

var (
	ink      = color.NRGBA{0x22, 0x22, 0x22, 0xff}
	grey     = color.NRGBA{0x99, 0x99, 0x99, 0xff}
	paleGrey = color.NRGBA{0xdd, 0xdd, 0xdd, 0xff} // unknown values of an annotation
)

// subtypeColors begin with the palette of Okabe and Ito (2008), which people
// with any kind of colour blindness can tell apart, and go on with tones of the
// "muted" palette of Paul Tol (2021).
var subtypeColors = []color.NRGBA{
	rgb(0x0072b2), rgb(0xe69f00), rgb(0x009e73), rgb(0xd55e00), rgb(0xcc79a7), rgb(0x56b4e9), rgb(0xf0e442), rgb(0x000000),
	rgb(0x332288), rgb(0x999933), rgb(0x882255), rgb(0x44aa99), rgb(0xddcc77), rgb(0x117733), rgb(0xaa4499), rgb(0x661100),
	rgb(0x6699cc), rgb(0x888888), rgb(0xaa4466), rgb(0x4477aa),
}

// categoryColors are for annotations, and differ from the subtypes'. They are
// the "light" palette of Paul Tol (2021).
var categoryColors = []color.NRGBA{
	rgb(0x77aadd), rgb(0xee8866), rgb(0xeedd88), rgb(0xffaabb), rgb(0x99ddff), rgb(0x44bb99), rgb(0xbbcc33), rgb(0xaaaa00),
}

func rgb(x uint32) color.NRGBA {
	return color.NRGBA{uint8(x >> 16), uint8(x >> 8), uint8(x), 0xff}
}

// subtypeColor is the colour of subtype s, from 0.
func subtypeColor(s int) color.NRGBA { return subtypeColors[s%len(subtypeColors)] }

// scale goes from 0 to 1 through colours.
type scale []color.NRGBA

// newScale takes one of ColorBrewer's sequential palettes, from light to dark.
func newScale(name string) scale {
	p, err := brewer.GetPalette(brewer.TypeSequential, name, 9)
	if err != nil {
		panic("report: " + err.Error()) // the name is ours
	}
	var s scale
	for _, c := range p.Colors() {
		s = append(s, color.NRGBAModel.Convert(c).(color.NRGBA))
	}
	return s
}

// shades is the number of colours of a scale: as many as an eye can tell apart,
// and few enough for a picture's palette of 256, which holds the text's too.
const shades = 100

// at is the colour of x, brought into 0 to 1 and to the nearest of the shades.
func (s scale) at(x float64) color.NRGBA {
	if math.IsNaN(x) {
		return paleGrey
	}
	x = math.Round(math.Max(0, math.Min(1, x))*(shades-1)) / (shades - 1) * float64(len(s)-1)
	i := min(int(x), len(s)-2)
	f := x - float64(i)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + float64(f*(float64(b)-float64(a))))) }
	a, b := s[i], s[i+1]
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}
