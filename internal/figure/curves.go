package figure

import (
	"cmp"
	"fmt"
	"math"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// Curves is a figure of measures along the ranks, or other whole numbers, a panel each, one marked.
type Curves struct {
	Name, Title string
	Heading     string // on the page
	Axis        string // what the ranks are; "": k
	Ranks       []int
	Marked      int
	Curves      []Curve // row by row
}

// Curve is one measure.
type Curve struct {
	Title  string
	Note   string    // which way is better
	Values []float64 // of every rank
	Least  float64   // range of the axis at least, so that noise does not look like a fall
	Top    float64   // end of the axis, where the measure has one; 0: none
	Beside []float64 // of every rank, what they are compared with; nil: nothing
	Marked int       // the rank marked here; 0: that of the figure, −1: none
}

// Curves lays the figure out.
func (f *Fonts) Curves(c Curves) *Figure {
	const wide, high = style.PanelWidth, style.PanelHeight
	across := min(style.PanelColumns, max(2, len(c.Curves))) // room for the heading
	rows := (len(c.Curves) + across - 1) / across
	top := style.Margin + style.TitleHeight
	paint := func(p page) {
		p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, c.Heading, style.Ink, true, false)
		for i, one := range c.Curves {
			p.curve(c, one, float64(style.Margin+i%across*wide), float64(top+i/across*high))
		}
	}
	return &Figure{Name: c.Name, Title: c.Title, width: 2*style.Margin + across*wide,
		height: top + style.Margin + rows*high, fonts: f, draw: paint}
}

// curve draws one panel from its upper left corner.
func (p page) curve(c Curves, one Curve, x0, y0 float64) {
	const room, head, foot = 84.0, 34.0, 60.0
	x, y, width, height := x0+room, y0+head, style.PanelWidth-room-24.0, style.PanelHeight-head-foot-16.0
	p.Write(x, y0+12, canvas.Left, style.TextSize, one.Title, style.Ink, true, false)
	p.Upright(x0+10, y+height/2, canvas.Centre, style.SmallSize, one.Note)
	p.Text(x+width/2, y+height+42, canvas.Centre, style.SmallSize, cmp.Or(c.Axis, "k"))
	along := axis{float64(c.Ranks[0]) - 0.3, float64(c.Ranks[len(c.Ranks)-1]) + 0.3, x, x + width}
	for _, k := range c.Ranks {
		at := along.at(float64(k))
		p.Lines(style.AxisWidth, style.Grey, false, [][2]float64{{at, y + height}, {at, y + height + style.TickLength}})
		p.Text(at, y+height+20, canvas.Centre, style.SmallSize, fmt.Sprint(k))
	}
	if lo, hi, any := one.limits(); any {
		up := axis{lo, hi, y + height, y}
		for _, t := range ticks(lo, hi) {
			p.Lines(1, style.GridLine, false, [][2]float64{{x, up.at(t.at)}, {x + width, up.at(t.at)}})
			p.Text(x-8, up.at(t.at), canvas.Right, style.SmallSize, t.label)
		}
		p.line(c, one, along, up)
	}
	p.Lines(style.AxisWidth, style.Grey, false, [][2]float64{{x, y}, {x, y + height}, {x + width, y + height}})
}

// line draws the curve and what it is compared with.
func (p page) line(c Curves, one Curve, along, up axis) {
	var points, beside [][2]float64
	mark := cmp.Or(one.Marked, c.Marked)
	marked := -1
	for i, rank := range c.Ranks {
		v, at := one.Values[i], along.at(float64(rank))
		if !finite(v) {
			continue
		}
		if rank == mark {
			marked = len(points)
		}
		points = append(points, [2]float64{at, up.at(v)})
		if one.Beside != nil {
			beside = append(beside, [2]float64{at, up.at(one.Beside[i])})
		}
	}
	if beside != nil {
		p.Lines(style.AxisWidth, style.Grey, false, beside)
	}
	p.Lines(style.CurveWidth, style.CurveColor, false, points)
	for i, q := range points {
		if i != marked {
			p.Disc(q[0], q[1], style.DotRadius, style.CurveColor)
		}
	}
	if marked >= 0 {
		p.Disc(points[marked][0], points[marked][1], style.MarkRadius, style.MarkColor)
	}
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// limits are the ends of the axis; without any value there are none.
func (c Curve) limits() (from, to float64, any bool) {
	lo, hi := math.Inf(1), math.Inf(-1)
	for i, v := range c.Values {
		if finite(v) {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
			if c.Beside != nil {
				lo, hi = math.Min(lo, c.Beside[i]), math.Max(hi, c.Beside[i])
			}
		}
	}
	if lo > hi {
		return 0, 1, false
	}
	if c.Top != 0 {
		hi = c.Top
		lo = math.Min(lo, hi-c.Least)
	} else {
		hi = math.Max(hi, lo+c.Least)
	}
	room := 0.06 * (hi - lo)
	if room == 0 {
		room = math.Max(0.05*math.Abs(hi), 1e-12)
	}
	return lo - room, hi + room, true
}
