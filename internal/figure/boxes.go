package figure

import (
	"image/color"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// Boxes is a figure of panels, each with a box and points for every group.
type Boxes struct {
	Name, Title string
	Note        string
	Axis        string // what the values are
	Groups      []string
	Colors      []color.NRGBA
	Panels      []BoxPanel
}

// BoxPanel is one of them.
type BoxPanel struct {
	Title  string
	Values [][]float64 // of every group, rising
	Boxes  []Box
}

// Box is what is drawn of a group: the median and the quartiles, and whiskers to the
// outermost values no farther than 1.5 times the distance of the quartiles from them.
type Box struct{ Low, Q1, Median, Q3, High float64 }

// Boxes lays the figure out.
func (f *Fonts) Boxes(b Boxes) *Figure {
	const high = style.PanelHeight + 80
	across, wide := f.panels(len(b.Panels), style.PanelWidth, style.LeastPanel)
	rows := (len(b.Panels) + across - 1) / across
	head := f.heading(b.Title, b.Note)
	paint := func(p page) {
		p.heading(head)
		for i, panel := range b.Panels {
			p.boxes(b, panel, style.Margin+float64(i%across)*wide, head.height+float64(i/across*high), wide)
		}
	}
	width := 2*style.Margin + float64(across)*wide
	return f.figure(b.Name, b.Title, math.Max(width, head.width), head.height+float64(rows*high)+style.Margin, paint)
}

// boxes draws a panel from its upper left corner.
func (p page) boxes(b Boxes, panel BoxPanel, x0, y0, wide float64) {
	const room, height, head = 74.0, style.PanelHeight, 34.0
	x, y, width := x0+room, y0+head, wide-room-20.0
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, values := range panel.Values {
		if len(values) > 0 {
			lo, hi = math.Min(lo, values[0]), math.Max(hi, values[len(values)-1])
		}
	}
	if !(hi > lo) {
		lo, hi = lo-0.5, lo+0.5
	}
	lo, hi = lo-0.05*(hi-lo), hi+0.05*(hi-lo)
	at := func(v float64) float64 { return y + height*(hi-v)/(hi-lo) }
	title := p.Fonts.Shorten(panel.Title, style.TextSize, (width+room)/1.1)
	p.Write(x0, y0+12, canvas.Left, style.TextSize, title, style.Ink, true, false)
	for _, t := range ticks(lo, hi) {
		p.Lines(1, style.GridLine, canvas.Solid, [][2]float64{{x, at(t.at)}, {x + width, at(t.at)}})
		p.Text(x-8, at(t.at), canvas.Right, style.SmallSize, t.label)
	}
	p.Upright(x0+10, y+height/2, canvas.Centre, style.SmallSize, b.Axis)
	step := width / float64(len(b.Groups))
	half := math.Min(style.MostBox/2, 0.32*step)
	widest := 0.0
	for _, name := range b.Groups {
		widest = math.Max(widest, p.Fonts.Width(name, style.SmallSize))
	}
	for g, name := range b.Groups {
		middle := x + (float64(g)+0.5)*step
		p.box(panel.Boxes[g], panel.Values[g], middle, half, b.Colors[g], at)
		if skip := int(math.Ceil((widest + 6) / step)); g%skip == 0 {
			p.Text(middle, y+height+18, canvas.Centre, style.SmallSize, name)
		}
	}
	p.Lines(style.AxisWidth, style.Grey, canvas.Solid, [][2]float64{{x, y}, {x, y + height}, {x + width, y + height}})
}

// box draws one group: its points behind, then the box.
func (p page) box(box Box, values []float64, middle, half float64, c color.NRGBA, at func(float64) float64) {
	if len(values) == 0 {
		return
	}
	if len(values) <= style.MostPoints {
		for i, v := range values {
			// Spread sideways so that neighbours do not meet, the same each time.
			side := math.Mod(float64(i)*0.6180339887498949, 1) - 0.5
			p.Disc(middle+1.5*side*half, at(v), 2.6, style.Tint(c, 0.5))
		}
	}
	p.Lines(2, style.Ink, canvas.Solid, [][2]float64{{middle, at(box.Low)}, {middle, at(box.Q1)}})
	p.Lines(2, style.Ink, canvas.Solid, [][2]float64{{middle, at(box.Q3)}, {middle, at(box.High)}})
	top, bottom := at(box.Q3), at(box.Q1)
	p.Rect(middle-half, top, 2*half, math.Max(1, bottom-top), style.Through(c, 0.45))
	p.Frame(middle-half, top, 2*half, math.Max(1, bottom-top), 2, style.Ink)
	p.Lines(4, style.Ink, canvas.Solid, [][2]float64{{middle - half, at(box.Median)}, {middle + half, at(box.Median)}})
}
