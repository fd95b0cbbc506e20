package canvas

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"

	"subtype/internal/style"
	"subtype/internal/words"
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
	p.Polygon(c, [][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}})
}

// Frame strokes the outline of a rectangle.
func (p Page) Frame(x, y, w, h, width float64, c color.Color) {
	p.Lines(width, c, Solid, [][2]float64{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}})
}

// Pattern is how a line is broken, by which lines are told apart without colour.
type Pattern int

// Solid and Dashed are the patterns of single lines.
const (
	Solid Pattern = iota
	Dashed
)

// patterns are lengths of strokes and gaps.
var patterns = [][]vg.Length{nil, {8, 6}, {3, 4}, {14, 4, 3, 4}, {20, 5}, {14, 4, 3, 4, 3, 4}, {5, 3}, {2, 8}}

// Broken is the pattern of the line of that number, from 0, where none is solid.
func Broken(i int) Pattern { return Pattern(1 + i%(len(patterns)-1)) }

// Lines strokes a chain of lines.
func (p Page) Lines(width float64, c color.Color, pattern Pattern, points [][2]float64) {
	p.Chains(width, c, pattern, [][][2]float64{points})
}

// Chains strokes chains of lines as one path.
func (p Page) Chains(width float64, c color.Color, pattern Pattern, chains [][][2]float64) {
	p.SetColor(c)
	p.SetLineWidth(vg.Length(width))
	p.SetLineDash(patterns[int(pattern)%len(patterns)], 0)
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

// Polygon fills what lies within a chain of lines.
func (p Page) Polygon(c color.Color, points [][2]float64) {
	p.SetColor(c)
	var path vg.Path
	for i, q := range points {
		if i == 0 {
			path.Move(p.Point(q[0], q[1]))
		} else {
			path.Line(p.Point(q[0], q[1]))
		}
	}
	path.Close()
	p.Fill(path)
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
	face, drawn := p.Fonts.face(size, bold), p.Fonts.printable(s)
	shift := -float64(face.Width(drawn)) * float64(a)
	if _, ok := p.Canvas.(*svgCanvas); ok { // whose viewers have fonts of their own
		drawn = words.Cut(s, mostWritten)
	}
	drop := size * 0.35 // half the height of capitals
	p.SetColor(c)
	if !turned {
		p.FillString(face, p.Point(x+shift, y+drop), drawn)
		return
	}
	p.Push()
	p.Translate(p.Point(x+drop, y))
	p.Rotate(math.Pi / 2)
	p.FillString(face, vg.Point{X: vg.Length(shift)}, drawn)
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

// Shapes is how many marks Mark knows.
const Shapes = 6

// corners are those of marks that are no discs, as multiples of the radius of a disc of about the
// same area.
var corners = [Shapes][][2]float64{nil,
	{{-0.89, -0.89}, {0.89, -0.89}, {0.89, 0.89}, {-0.89, 0.89}},
	{{0, -1.4}, {1.25, 0.8}, {-1.25, 0.8}},
	{{0, -1.35}, {1.35, 0}, {0, 1.35}, {-1.35, 0}},
	{{0, 1.4}, {1.25, -0.8}, {-1.25, -0.8}},
	{{-0.45, -1.2}, {0.45, -1.2}, {0.45, -0.45}, {1.2, -0.45}, {1.2, 0.45}, {0.45, 0.45}, {0.45, 1.2}, {-0.45, 1.2},
		{-0.45, 0.45}, {-1.2, 0.45}, {-1.2, -0.45}, {-0.45, -0.45}}}

// Mark draws a mark by which groups are told apart without colour: a disc, a square, triangles, a
// diamond, a cross.
func (p Page) Mark(shape int, x, y, radius float64, c color.Color) {
	at := corners[shape%Shapes]
	if at == nil {
		p.Disc(x, y, radius, c)
		return
	}
	points := make([][2]float64, len(at))
	for i, q := range at {
		points[i] = [2]float64{x + float64(radius*q[0]), y + float64(radius*q[1])}
	}
	p.Polygon(c, points)
}
