package figure

import (
	"cmp"
	"fmt"
	"image/color"
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
	Curves      []Curve        // row by row
	Last        *Distributions // the panel behind them; nil: none
}

// Curve is one measure.
type Curve struct {
	Title  string
	Note   string    // which way is better
	Key    string    // what lines, bands and bounds are, below the title
	Values []float64 // of every rank
	Least  float64   // range of the axis at least, so that noise does not look like a fall
	Top    float64   // end of the axis, where the measure has one; 0: none
	Band   *Band     // an interval of the values; nil: none
	Beside []float64 // of every rank, what they are compared with; nil: nothing
	Around *Band     // an interval of that; nil: none
	Bound  float64   // what the values are held against; 0: nothing
	Marked int       // the rank marked here; 0: that of the figure, −1: none
}

// Band is an interval at every rank; NaN where there is none.
type Band struct{ Low, High []float64 }

// curvesLayout is where panels stand.
type curvesLayout struct {
	Curves
	head   heading
	across int
	wide   float64
	high   float64 // of axes
	panels []curvePanel
}

// curvePanel is where one stands, with its title and key in lines.
type curvePanel struct {
	x, top, y, wide float64 // y: of the axes
	title, key      []string
}

const (
	curveRoom = 78 // left of a panel's axes
	curveEdge = 22 // right of them
	curveFoot = 70 // below them
)

// Curves lays the figure out. The last panel has a row for itself.
func (f *Fonts) Curves(c Curves) *Figure {
	l := &curvesLayout{Curves: c, head: f.heading(c.Heading)}
	l.across, l.wide = f.panels(len(c.Curves), style.PanelWidth, style.LeastPanel)
	if l.high = style.CurveHeight; f.widest < style.DoubleColumn {
		l.high = style.LowCurve // so that a page holds the rank survey
	}
	bottom := l.head.height
	for from := 0; from < len(c.Curves); from += l.across {
		bottom = l.row(f, c.Curves[from:min(from+l.across, len(c.Curves))], l.wide, bottom)
	}
	if c.Last != nil {
		bottom = l.row(f, []Curve{{Title: c.Last.Title, Key: c.Last.Key}}, float64(l.across)*l.wide, bottom)
	}
	width := 2*style.Margin + float64(l.across)*l.wide
	return f.figure(c.Name, c.Title, math.Max(width, l.head.width), bottom+style.Margin/2, l.draw).of(c)
}

// row places panels beside each other, and says where the next row begins.
func (l *curvesLayout) row(f *Fonts, curves []Curve, wide, top float64) (next float64) {
	first, high := len(l.panels), 0.0
	for i, one := range curves {
		panel := curvePanel{x: style.Margin + float64(i)*wide, top: top, wide: wide,
			title: f.Wrap(one.Title, style.TextSize, true, wide-16), key: f.Wrap(one.Key, style.SmallSize, false, wide-16)}
		high = math.Max(high, float64(len(panel.title)*style.LabelLine+len(panel.key)*style.NoteLine+12))
		l.panels = append(l.panels, panel)
	}
	for i := range l.panels[first:] {
		l.panels[first+i].y = top + high
	}
	return top + high + l.high + curveFoot
}

func (l *curvesLayout) draw(p page) {
	p.heading(l.head)
	for i, panel := range l.panels {
		line := panel.top + 12
		for _, s := range panel.title {
			p.Write(panel.x, line, canvas.Left, style.TextSize, s, style.Ink, true, false)
			line += style.LabelLine
		}
		for _, s := range panel.key {
			p.Text(panel.x, line-2, canvas.Left, style.SmallSize, s)
			line += style.NoteLine
		}
		if i == len(l.Curves.Curves) {
			p.distributions(l.Last, panel.x+curveRoom, panel.y, panel.wide-curveRoom-curveEdge, l.high)
			continue
		}
		p.curve(l.Curves, l.Curves.Curves[i], panel, l.high)
	}
}

// curve draws one panel below its title.
func (p page) curve(c Curves, one Curve, panel curvePanel, height float64) {
	x0, y, room := panel.x, panel.y, float64(curveRoom)
	lo, hi, any := one.limits()
	marks := ticks(lo, hi)
	for _, t := range marks {
		room = math.Max(room, 30+p.Fonts.Width(t.label, style.SmallSize))
	}
	x, width := x0+room, panel.wide-room-curveEdge
	p.Upright(x0+8, y+height/2, canvas.Centre, style.SmallSize, one.Note)
	p.Text(x+width/2, y+height+44, canvas.Centre, style.SmallSize, cmp.Or(c.Axis, "k"))
	first, last := float64(c.Ranks[0]), float64(c.Ranks[len(c.Ranks)-1])
	edge := math.Max(0.3, 0.03*(last-first))
	along := axis{first - edge, last + edge, x, x + width}
	step := 1 // in which they are labelled, where they are many
	for len(c.Ranks) > 1 && along.at(float64(c.Ranks[step]))-along.at(first) < 34 && step+1 < len(c.Ranks) {
		step++
	}
	for i, k := range c.Ranks {
		at := along.at(float64(k))
		end := y + height + style.TickLength
		p.Lines(style.AxisWidth, style.Grey, canvas.Solid, [][2]float64{{at, y + height}, {at, end}})
		if i%step == 0 {
			p.Text(at, y+height+20, canvas.Centre, style.SmallSize, fmt.Sprint(k))
		}
	}
	if any {
		up := axis{lo, hi, y + height, y}
		for _, t := range marks {
			p.Lines(1, style.GridLine, canvas.Solid, [][2]float64{{x, up.at(t.at)}, {x + width, up.at(t.at)}})
			p.Text(x-8, up.at(t.at), canvas.Right, style.SmallSize, t.label)
		}
		p.band(c.Ranks, one.Around, along, up, style.Tint(style.Grey, 0.45))
		p.band(c.Ranks, one.Band, along, up, style.Through(style.CurveColor, 0.2))
		if one.Bound != 0 {
			at := up.at(one.Bound)
			p.Lines(2, style.CutLine, canvas.Dashed, [][2]float64{{x, at}, {x + width, at}})
		}
		p.line(c, one, along, up)
	}
	p.Lines(style.AxisWidth, style.Grey, canvas.Solid, [][2]float64{{x, y}, {x, y + height}, {x + width, y + height}})
}

// band fills an interval, rank by rank where its neighbours have none.
func (p page) band(ranks []int, b *Band, along, up axis, c color.Color) {
	if b == nil {
		return
	}
	for from := 0; from < len(ranks); {
		to := from
		for to < len(ranks) && finite(b.Low[to]) && finite(b.High[to]) {
			to++
		}
		var points [][2]float64
		for i := from; i < to; i++ {
			points = append(points, [2]float64{along.at(float64(ranks[i])), up.at(b.High[i])})
		}
		for i := to - 1; i >= from; i-- {
			points = append(points, [2]float64{along.at(float64(ranks[i])), up.at(b.Low[i])})
		}
		switch {
		case to == from+1: // a single rank has no width
			x, top, bottom := points[0][0], points[0][1], points[1][1]
			p.Rect(x-4, top, 8, math.Max(1, bottom-top), c)
		case to > from:
			p.Polygon(c, points)
		}
		from = max(to, from+1)
	}
}

// line draws the curve and what it is compared with.
func (p page) line(c Curves, one Curve, along, up axis) {
	var points, beside [][2]float64
	mark := cmp.Or(one.Marked, c.Marked)
	marked := -1
	for i, rank := range c.Ranks {
		v, at := one.Values[i], along.at(float64(rank))
		if one.Beside != nil && finite(one.Beside[i]) {
			beside = append(beside, [2]float64{at, up.at(one.Beside[i])})
		}
		if !finite(v) {
			continue
		}
		if rank == mark {
			marked = len(points)
		}
		points = append(points, [2]float64{at, up.at(v)})
	}
	if beside != nil {
		p.Lines(2, style.DarkGrey, canvas.Pattern(2), beside)
	}
	p.Lines(style.CurveWidth, style.CurveColor, canvas.Solid, points)
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
	add := func(values []float64) {
		for _, v := range values {
			if finite(v) {
				lo, hi = math.Min(lo, v), math.Max(hi, v)
			}
		}
	}
	add(c.Values)
	if lo > hi {
		return 0, 1, false
	}
	add(c.Beside)
	for _, b := range []*Band{c.Band, c.Around} {
		if b != nil {
			add(b.Low)
			add(b.High)
		}
	}
	if c.Bound != 0 {
		add([]float64{c.Bound})
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
