package report

import (
	"fmt"
	"image/color"
	"math"
	"strconv"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"subtype/rank"
)

// curve is one measure along the ranks.
type curve struct {
	title string
	note  string // which way is better
	value func(rank.Score) float64
	least float64 // range of the axis at least, so that noise does not look like a fall
	top   float64 // end of the axis, where the measure has one; 0: none
}

// curves are the measures of the survey's figure, row by row.
var curves = []curve{
	{"Cophenetic correlation", "higher is better", func(s rank.Score) float64 { return s.Cophenetic }, 0.1, 1},
	{"Silhouette of the consensus", "higher is better", func(s rank.Score) float64 { return s.SilhouetteConsensus }, 0.2, 1},
	{"Dispersion", "higher is better", func(s rank.Score) float64 { return s.Dispersion }, 0.2, 1},
	{"Ambiguously clustered pairs (PAC)", "lower is better", func(s rank.Score) float64 { return s.PAC }, 0.1, 0},
	{"Gain in area under the consensus CDF", "small: little gained", func(s rank.Score) float64 { return s.DeltaArea }, 0.1, 0},
	{"Residual of the best fit", "look for a bend", func(s rank.Score) float64 { return s.Residual }, 0, 0},
}

// surveyFigure shows the measures of every rank, the chosen one marked.
func (s *Study) surveyFigure() *Figure {
	const columns, panelWidth, panelHeight = 3, 520, 400
	title := "Rank survey"
	rows := (len(curves) + columns - 1) / columns
	width, height := 2*margin+columns*panelWidth, 2*margin+titleHeight+rows*panelHeight
	return &Figure{Name: "rank_survey", Title: title, width: width, height: height, fonts: s.Fonts, draw: func(p page) {
		p.write(margin, margin+titleSize/2, left, titleSize, s.marked(title+": "+s.chosenText()), ink, true, false)
		for i, c := range curves {
			x, y := float64(margin+i%columns*panelWidth), float64(margin+titleHeight+i/columns*panelHeight)
			area := draw.Canvas{Canvas: p.Canvas, Rectangle: vg.Rectangle{Min: p.pt(x, y+panelHeight-16), Max: p.pt(x+panelWidth-24, y)}}
			s.panel(c).Draw(area)
		}
	}}
}

// chosenText says what became of the rank: chosen, asked for, or only shown.
func (s *Study) chosenText() string {
	how, v := "chosen", s.Survey.Choice.Used()
	switch {
	case v == nil:
		how = "asked for"
	case v.K == 0:
		how = "shown, none was chosen"
	case len(s.Survey.Ranks) == 1:
		how = "the only rank"
	}
	return fmt.Sprintf("k = %d, %s", s.Survey.Choice.K, how)
}

// panel draws one curve.
func (s *Study) panel(c curve) *plot.Plot {
	p := plot.New()
	handler := text.Plain{Fonts: s.Fonts.cache}
	style := func(t *text.Style, size float64, bold bool) {
		t.Font = font.From(s.Fonts.face(size, bold).Font, vg.Length(size))
		t.Handler, t.Color = handler, ink
	}
	p.Title.Text = c.title
	style(&p.Title.TextStyle, textSize, true)
	p.Title.Padding = 8
	p.X.Label.Text, p.Y.Label.Text = "k", c.note
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		style(&a.Label.TextStyle, smallSize, false)
		style(&a.Tick.Label, smallSize, false)
		a.LineStyle.Width, a.Tick.LineStyle.Width, a.Tick.Length = 1.5, 1.5, 7
		a.LineStyle.Color, a.Tick.LineStyle.Color = grey, grey
		a.Padding = 8
	}
	var points plotter.XYs
	lo, hi := math.Inf(1), math.Inf(-1)
	var ticks []plot.Tick
	var chosen plotter.XYs
	for _, r := range s.Survey.Ranks {
		k, v := float64(r.K), c.value(r.Score)
		ticks = append(ticks, plot.Tick{Value: k, Label: fmt.Sprint(r.K)})
		if math.IsNaN(v) || math.IsInf(v, 0) {
			continue
		}
		points = append(points, plotter.XY{X: k, Y: v})
		lo, hi = math.Min(lo, v), math.Max(hi, v)
		if r.K == s.Survey.Choice.K {
			chosen = plotter.XYs{{X: k, Y: v}}
		}
	}
	p.X.Tick.Marker = plot.ConstantTicks(ticks)
	p.X.Min, p.X.Max = ticks[0].Value-0.3, ticks[len(ticks)-1].Value+0.3
	if len(points) == 0 {
		p.Y.Min, p.Y.Max = 0, 1
		return p
	}
	if c.top != 0 {
		hi = c.top
		lo = math.Min(lo, hi-c.least)
	} else {
		hi = math.Max(hi, lo+c.least)
	}
	room := 0.06 * (hi - lo)
	if room == 0 {
		room = math.Max(0.05*math.Abs(hi), 1e-12)
	}
	p.Y.Min, p.Y.Max = lo-room, hi+room
	p.Y.Tick.Marker = roundTicks{}

	grid := plotter.NewGrid()
	grid.Vertical.Width, grid.Horizontal.Width = 0, 1
	grid.Horizontal.Color, grid.Horizontal.Dashes = color.NRGBA{0xe4, 0xe4, 0xe4, 0xff}, nil
	p.Add(grid)
	line := &plotter.Line{XYs: points, LineStyle: draw.LineStyle{Color: subtypeColor(0), Width: 3}}
	dots := &plotter.Scatter{XYs: points, GlyphStyle: draw.GlyphStyle{Color: subtypeColor(0), Radius: 6, Shape: draw.CircleGlyph{}}}
	p.Add(line, dots)
	if chosen != nil {
		p.Add(&plotter.Scatter{XYs: chosen, GlyphStyle: draw.GlyphStyle{Color: subtypeColor(3), Radius: 11, Shape: draw.CircleGlyph{}}})
	}
	return p
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
		if math.Abs(x) >= 1e5 {
			label = strconv.FormatFloat(x, 'g', 4, 64)
		}
		out = append(out, plot.Tick{Value: x, Label: label})
	}
	return out
}
