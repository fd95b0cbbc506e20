package figure

import (
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
)

// disc fills a circle.
func (p page) disc(x, y, radius float64, c color.Color) {
	p.SetColor(c)
	var path vg.Path
	path.Move(p.pt(x+radius, y))
	path.Arc(p.pt(x, y), vg.Length(radius), 0, 2*math.Pi)
	path.Close()
	p.Fill(path)
}
