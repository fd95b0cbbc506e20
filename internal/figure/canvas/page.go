package canvas

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"subtype/internal/style"
)

// Page draws in pixels from the upper left corner, whatever is written of it.
type Page struct {
	vg.Canvas
	height float64
	Fonts  *Fonts
}

// Point is a point of the page on the canvas.
func (p Page) Point(x, y float64) vg.Point {
	return vg.Point{X: vg.Length(x), Y: vg.Length(p.height - y)}
}

// Rect fills a rectangle.
func (p Page) Rect(x, y, w, h float64, c color.Color) {
	p.SetColor(c)
	var path vg.Path
	path.Move(p.Point(x, y))
	path.Line(p.Point(x+w, y))
	path.Line(p.Point(x+w, y+h))
	path.Line(p.Point(x, y+h))
	path.Close()
	p.Fill(path)
}

// Frame strokes the outline of a rectangle.
func (p Page) Frame(x, y, w, h, width float64, c color.Color) {
	p.Lines(width, c, false, [][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}})
}

// Lines strokes a chain of lines.
func (p Page) Lines(width float64, c color.Color, dashed bool, points [][2]float64) {
	p.Chains(width, c, dashed, [][][2]float64{points})
}

// Chains strokes chains of lines as one path.
func (p Page) Chains(width float64, c color.Color, dashed bool, chains [][][2]float64) {
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
				path.Move(p.Point(q[0], q[1]))
			} else {
				path.Line(p.Point(q[0], q[1]))
			}
		}
	}
	p.Stroke(path)
}

// Picture paints an image whose pixels are cells.
func (p Page) Picture(x, y, w, h float64, img image.Image) {
	p.DrawImage(vg.Rectangle{Min: p.Point(x, y+h), Max: p.Point(x+w, y)}, img)
}

// Anchor says which end of a text stands at its place.
type Anchor float64

// Where that is.
const (
	Left   Anchor = 0
	Centre Anchor = 0.5
	Right  Anchor = 1
)

// Text writes one line, its middle at height y.
func (p Page) Text(x, y float64, a Anchor, size float64, s string) {
	p.Write(x, y, a, size, s, style.Ink, false, false)
}

// Upright writes one line turned by 90°, to be read from below, its middle at x.
func (p Page) Upright(x, y float64, a Anchor, size float64, s string) {
	p.Write(x, y, a, size, s, style.Ink, false, true)
}

// Write writes one line, its middle at height y, or turned by 90° its middle at x.
func (p Page) Write(x, y float64, a Anchor, size float64, s string, c color.Color, bold, turned bool) {
	s = p.Fonts.printable(s)
	face := p.Fonts.face(size, bold)
	shift := -float64(face.Width(s)) * float64(a)
	drop := size * 0.35 // half the height of capitals
	p.SetColor(c)
	if !turned {
		p.FillString(face, p.Point(x+shift, y+drop), s)
		return
	}
	p.Push()
	p.Translate(p.Point(x+drop, y))
	p.Rotate(math.Pi / 2)
	p.FillString(face, vg.Point{X: vg.Length(shift)}, s)
	p.Pop()
}

// Disc fills a circle.
func (p Page) Disc(x, y, radius float64, c color.Color) {
	p.SetColor(c)
	var path vg.Path
	path.Move(p.Point(x+radius, y))
	path.Arc(p.Point(x, y), vg.Length(radius), 0, 2*math.Pi)
	path.Close()
	p.Fill(path)
}
