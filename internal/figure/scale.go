package figure

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/palette/brewer"

	"subtype/internal/style"
)

// Scale goes from 0 to 1 through colours.
type Scale []color.NRGBA

// NewScale takes one of ColorBrewer's sequential palettes, from light to dark.
func NewScale(name string) Scale {
	p, err := brewer.GetPalette(brewer.TypeSequential, name, 9)
	if err != nil {
		panic("figure: " + err.Error()) // the name is ours
	}
	var s Scale
	for _, c := range p.Colors() {
		s = append(s, color.NRGBAModel.Convert(c).(color.NRGBA))
	}
	return s
}

// Diverging goes from low through the middle to high: ColorBrewer's RdBu, turned round.
var Diverging = Scale(style.DivergingColors)

// shades is the number of colours of a scale: as many as an eye can tell apart,
// and few enough for a picture's palette of 256, which holds the text's too.
const shades = 100

// At is the colour of x, brought into 0 to 1 and to the nearest of the shades.
func (s Scale) At(x float64) color.NRGBA {
	if math.IsNaN(x) {
		return style.PaleGrey
	}
	x = math.Round(math.Max(0, math.Min(1, x))*(shades-1)) / (shades - 1) * float64(len(s)-1)
	i := min(int(x), len(s)-2)
	f := x - float64(i)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + float64(f*(float64(b)-float64(a))))) }
	a, b := s[i], s[i+1]
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 0xff}
}
