package figure

import (
	"cmp"
	"fmt"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

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
		p.write(style.Margin, style.Margin+style.TitleSize/2, left, style.TitleSize, c.Heading, style.Ink, true, false)
		for i, one := range c.Curves {
			x, y := float64(style.Margin+i%across*wide), float64(top+i/across*high)
			area := vg.Rectangle{Min: p.pt(x, y+high-16), Max: p.pt(x+wide-24, y)}
			f.panel(c, one).Draw(draw.Canvas{Canvas: p.Canvas, Rectangle: area})
		}
	}
	return &Figure{Name: c.Name, Title: c.Title, width: 2*style.Margin + across*wide,
		height: top + style.Margin + rows*high, fonts: f, draw: paint}
}

// panel draws one curve.
func (f *Fonts) panel(c Curves, one Curve) *plot.Plot {
	p := f.emptyPanel(one)
	p.X.Label.Text = cmp.Or(c.Axis, "k")
	var points, marked, beside plotter.XYs
	mark := cmp.Or(one.Marked, c.Marked)
	lo, hi := math.Inf(1), math.Inf(-1)
	var ticks []plot.Tick
	for i, rank := range c.Ranks {
		k, v := float64(rank), one.Values[i]
		ticks = append(ticks, plot.Tick{Value: k, Label: fmt.Sprint(rank)})
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		points = append(points, plotter.XY{X: k, Y: v})
		if one.Beside != nil {
			beside = append(beside, plotter.XY{X: k, Y: one.Beside[i]})
			lo, hi = math.Min(lo, one.Beside[i]), math.Max(hi, one.Beside[i])
		}
		lo, hi = math.Min(lo, v), math.Max(hi, v)
		if rank == mark {
			marked = plotter.XYs{{X: k, Y: v}}
		}
	}
	p.X.Tick.Marker = plot.ConstantTicks(ticks)
	p.X.Min, p.X.Max = ticks[0].Value-0.3, ticks[len(ticks)-1].Value+0.3
	if len(points) == 0 {
		p.Y.Min, p.Y.Max = 0, 1
		return p
	}
	p.Y.Min, p.Y.Max = one.axis(lo, hi)
	p.Y.Tick.Marker = roundTicks{}

	grid := plotter.NewGrid()
	grid.Vertical.Width, grid.Horizontal.Width = 0, 1
	grid.Horizontal.Color, grid.Horizontal.Dashes = style.GridLine, nil
	p.Add(grid)
	if beside != nil {
		p.Add(&plotter.Line{XYs: beside, LineStyle: draw.LineStyle{Color: style.Grey, Width: style.AxisWidth}})
	}
	line, dot := style.CurveColor, draw.CircleGlyph{}
	p.Add(&plotter.Line{XYs: points, LineStyle: draw.LineStyle{Color: line, Width: style.CurveWidth}},
		&plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{Color: line, Radius: style.DotRadius, Shape: dot}})
	if marked != nil {
		ring := draw.GlyphStyle{Color: style.MarkColor, Radius: style.MarkRadius, Shape: dot}
		p.Add(&plotter.Scatter{XYs: marked, GlyphStyle: ring})
	}
	return p
}

// emptyPanel is a panel with its titles and axes.
func (f *Fonts) emptyPanel(one Curve) *plot.Plot {
	p := plot.New()
	handler := text.Plain{Fonts: f.cache}
	set := func(t *text.Style, size float64, bold bool) {
		t.Font = font.From(f.face(size, bold).Font, vg.Length(size))
		t.Handler, t.Color = handler, style.Ink
	}
	p.Title.Text = one.Title
	set(&p.Title.TextStyle, style.TextSize, true)
	p.Title.Padding = 8
	p.Y.Label.Text = one.Note
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		set(&a.Label.TextStyle, style.SmallSize, false)
		set(&a.Tick.Label, style.SmallSize, false)
		a.LineStyle.Width, a.Tick.LineStyle.Width, a.Tick.Length = style.AxisWidth, style.AxisWidth, style.TickLength
		a.LineStyle.Color, a.Tick.LineStyle.Color = style.Grey, style.Grey
		a.Padding = 8
	}
	return p
}

// axis is the range of the axis for values from lo to hi.
func (c Curve) axis(lo, hi float64) (from, to float64) {
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
	return lo - room, hi + room
}

// roundTicks marks multiples of 1, 2 or 5 times a power of ten, about five of
// them, labelled with as many digits as they differ in.
type roundTicks struct{}

// Ticks returns the marks of an axis from lo to hi.
func (roundTicks) Ticks(lo, hi float64) []plot.Tick {
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/4)))
	for _, f := range []float64{1, 2, 5, 10} {
		if (hi-lo)/(step*f) <= 6 {
			step *= f
			break
		}
	}
	var out []plot.Tick
	for i := math.Ceil(lo / step); i*step <= hi; i++ {
		x := i*step + 0 // not −0
		label := strconv.FormatFloat(x, 'f', max(0, int(-math.Floor(math.Log10(step)+1e-9))), 64)
		if math.Abs(hi) >= 1e7 {
			label = strconv.FormatFloat(x, 'g', 4, 64)
		}
		out = append(out, plot.Tick{Value: x, Label: label})
	}
	return out
}
