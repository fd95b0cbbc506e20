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
	const across, wide, high = style.PanelColumns, style.PanelWidth, style.PanelHeight
	rows := (len(b.Panels) + across - 1) / across
	top := float64(style.Margin + style.TitleHeight + 24)
	paint := func(p page) {
		p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, b.Title, style.Ink, true, false)
		p.Text(style.Margin, style.Margin+style.TitleSize+18, canvas.Left, style.SmallSize, b.Note)
		for i, panel := range b.Panels {
			p.boxes(b, panel, float64(style.Margin+i%across*wide), top+float64(i/across*high))
		}
	}
	width := math.Max(2*style.Margin+float64(min(across, len(b.Panels))*wide),
		2*style.Margin+math.Max(1.1*f.Width(b.Title, style.TitleSize), f.Width(b.Note, style.SmallSize)))
	return &Figure{Name: b.Name, Title: b.Title, width: int(math.Ceil(width)),
		height: int(top) + style.Margin + rows*high, fonts: f, draw: paint}
}

// boxes draws a panel from its upper left corner.
func (p page) boxes(b Boxes, panel BoxPanel, x0, y0 float64) {
	const room, foot, head = 84.0, 44.0, 34.0
	x, y := x0+room, y0+head
	width, height := style.PanelWidth-room-30.0, style.PanelHeight-head-foot-26
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
	p.Write(x, y0+12, canvas.Left, style.TextSize, p.Fonts.Shorten(panel.Title, style.TextSize, width), style.Ink, true, false)
	for _, t := range ticks(lo, hi) {
		p.Lines(1, style.GridLine, false, [][2]float64{{x, at(t.at)}, {x + width, at(t.at)}})
		p.Text(x-8, at(t.at), canvas.Right, style.SmallSize, t.label)
	}
	p.Upright(x0+10, y+height/2, canvas.Centre, style.SmallSize, b.Axis)
	step := width / float64(len(b.Groups))
	half := math.Min(style.MostBox/2, 0.32*step)
	for g, name := range b.Groups {
		middle := x + (float64(g)+0.5)*step
		p.box(panel.Boxes[g], panel.Values[g], middle, half, b.Colors[g], at)
		if step >= p.Fonts.Width(name, style.SmallSize)+6 || g%2 == 0 {
			p.Text(middle, y+height+18, canvas.Centre, style.SmallSize, name)
		}
	}
	p.Lines(style.AxisWidth, style.Grey, false, [][2]float64{{x, y}, {x, y + height}, {x + width, y + height}})
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
	p.Lines(2, style.Ink, false, [][2]float64{{middle, at(box.Low)}, {middle, at(box.Q1)}})
	p.Lines(2, style.Ink, false, [][2]float64{{middle, at(box.Q3)}, {middle, at(box.High)}})
	top, bottom := at(box.Q3), at(box.Q1)
	p.Rect(middle-half, top, 2*half, math.Max(1, bottom-top), style.Through(c, 0.45))
	p.Frame(middle-half, top, 2*half, math.Max(1, bottom-top), 2, style.Ink)
	p.Lines(4, style.Ink, false, [][2]float64{{middle - half, at(box.Median)}, {middle + half, at(box.Median)}})
}
