package figure

import (
	"fmt"
	"image/color"
	"math"
	"strconv"

	"subtype/internal/figure/canvas"
	"subtype/internal/style"
)

// Survival is a figure of survival curves: a panel each endpoint, with the numbers at risk
// below it.
type Survival struct {
	Name, Title string
	Heading     string // on the page
	Panels      []SurvivalPanel
}

// SurvivalPanel is one endpoint.
type SurvivalPanel struct {
	Title      string
	Axis, Time string // of survival, and of time
	Months     bool   // the time is in months
	Note       string // within the panel
	Curves     []SurvivalCurve
}

// SurvivalCurve is that of one group: a step at each time.
type SurvivalCurve struct {
	Label    string
	Name     string // beside the numbers at risk
	Color    color.Color
	Time     []float64
	Survival []float64
	Low      []float64 // of its interval
	High     []float64
	Censored []bool                 // somebody is censored at the time
	Risk     func(time float64) int // how many are under observation
}

// Survival lays the figure out, two panels beside each other where there is room. Curves have
// patterns of their own, too.
func (f *Fonts) Survival(s Survival) *Figure {
	across, wide := f.panels(len(s.Panels), style.SurvivalWidth, 1.5*style.LeastPanel)
	columns := 1 // of the key of a panel
	if wide >= style.SurvivalWidth {
		columns = 2
	}
	most := 0
	for _, p := range s.Panels {
		most = max(most, len(p.Curves))
	}
	legend := float64((most+columns-1)/columns) * style.LegendRow
	risk := float64(most+1)*style.RiskRow + style.Margin
	high := style.LegendRow + legend + style.SurvivalHeight + 100 + risk
	head := f.heading(s.Heading)
	paint := func(p page) {
		p.heading(head)
		for i, panel := range s.Panels {
			x, y := style.Margin+float64(i%across)*wide, head.height+float64(i/across)*high
			p.survivalPanel(panel, survivalRoom{x, y, wide, legend, columns})
		}
	}
	rows := (len(s.Panels) + across - 1) / across
	return f.figure(s.Name, s.Title, math.Max(2*style.Margin+float64(across)*wide, head.width),
		head.height+float64(rows)*high, paint).of(s)
}

// survivalRoom is the room of a panel, and of the key in it.
type survivalRoom struct {
	x, y, wide, legend float64
	columns            int // of the key
}

// survivalPanel draws one endpoint.
func (p page) survivalPanel(panel SurvivalPanel, at survivalRoom) {
	const room = 96 // of the axis of survival, and the names beside the numbers at risk
	x, y := at.x, at.y
	title := p.Fonts.Shorten(panel.Title, style.TextSize, (at.wide-20)/1.1)
	p.Write(x, y+style.TextSize/2, canvas.Left, style.TextSize, title, style.Ink, true, false)
	y += style.LegendRow + 6
	wide := at.wide - room - 30
	for i, c := range panel.Curves {
		column := (at.wide - 30) / float64(at.columns)
		from := x + float64(i%at.columns)*column
		row := y + float64(i/at.columns)*style.LegendRow + style.LegendRow/2
		p.Lines(style.StepWidth, c.Color, canvas.Pattern(i), [][2]float64{{from, row}, {from + 44, row}})
		p.Text(from+54, row, canvas.Left, style.SmallSize, p.Fonts.Shorten(c.Label, style.SmallSize, column-60))
	}
	y += at.legend + 20
	a := survivalArea{page: p, x: x + room, y: y, w: wide, h: style.SurvivalHeight, months: panel.Months}
	for _, c := range panel.Curves {
		if n := len(c.Time); n > 0 {
			a.end = math.Max(a.end, c.Time[n-1])
		}
	}
	if a.end <= 0 {
		a.end = 1
	}
	a.axes(panel, x)
	for i, c := range panel.Curves {
		a.curve(c, canvas.Pattern(i))
	}
	p.Text(a.x+14, a.y+a.h-20, canvas.Left, style.SmallSize, panel.Note)
	a.risks(panel, x)
}

// survivalArea is where curves are drawn, from 0 to the end of time.
type survivalArea struct {
	page
	x, y, w, h, end float64
	months          bool
}

// place is that of a time and a survival.
func (a survivalArea) place(time, survival float64) [2]float64 {
	return [2]float64{a.x + a.w*math.Max(0, time)/a.end, a.y + a.h*(1-survival)}
}

func (a survivalArea) axes(panel SurvivalPanel, x float64) {
	for _, s := range []float64{0, 0.25, 0.5, 0.75, 1} {
		from := a.place(0, s)
		if s > 0 {
			a.Lines(1, style.GridLine, canvas.Solid, [][2]float64{from, a.place(a.end, s)})
		}
		a.Lines(style.AxisWidth, style.Grey, canvas.Solid, [][2]float64{{from[0] - style.TickLength, from[1]}, from})
		a.Text(from[0]-12, from[1], canvas.Right, style.SmallSize, fmt.Sprintf("%g", 100*s)+" %")
	}
	a.Lines(style.AxisWidth, style.Grey, canvas.Solid, [][2]float64{a.place(0, 1), a.place(0, 0), a.place(a.end, 0)})
	for _, t := range a.ticks() {
		at := a.place(t.at, 0)
		a.Lines(style.AxisWidth, style.Grey, canvas.Solid, [][2]float64{at, {at[0], at[1] + style.TickLength}})
		a.Text(at[0], at[1]+22, canvas.Centre, style.SmallSize, t.label)
	}
	a.Text(a.x+a.w/2, a.y+a.h+50, canvas.Centre, style.SmallSize, panel.Time)
	a.Upright(x+10, a.y+a.h/2, canvas.Centre, style.SmallSize, panel.Axis)
}

// ticks mark about seven round times, which of months are whole years.
func (a survivalArea) ticks() (out []tick) {
	step, steps := 1.0, []float64{1, 2, 2.5, 5, 10}
	if a.months {
		step, steps = 12, []float64{0.25, 0.5, 1, 2, 3, 4, 5, 10}
	} else {
		for step*10 < a.end/2 {
			step *= 10
		}
		for step > a.end {
			step /= 10
		}
	}
	for _, s := range steps {
		if a.end/(step*s) <= math.Min(8, a.w/60) || s == 10 {
			step *= s
			break
		}
	}
	for i := 0.0; i*step <= a.end; i++ {
		out = append(out, tick{i * step, strconv.FormatFloat(i*step, 'g', 6, 64)})
	}
	return out
}

// curve draws the steps, and a tick where somebody is censored.
func (a survivalArea) curve(c SurvivalCurve, pattern canvas.Pattern) {
	points := [][2]float64{a.place(0, 1)}
	last := 1.0
	for i, time := range c.Time {
		points = append(points, a.place(time, last), a.place(time, c.Survival[i]))
		last = c.Survival[i]
	}
	a.Lines(style.StepWidth, c.Color, pattern, points)
	for i, time := range c.Time {
		if c.Censored[i] {
			at := a.place(time, c.Survival[i])
			a.Lines(style.AxisWidth+0.5, c.Color, canvas.Solid, [][2]float64{{at[0], at[1] - 6}, {at[0], at[1] + 6}})
		}
	}
}

// risks writes the numbers at risk below the marks of the axis.
func (a survivalArea) risks(panel SurvivalPanel, x float64) {
	y := a.y + a.h + 90
	a.Write(x, y, canvas.Left, style.SmallSize, "Number at risk", style.Ink, true, false)
	for i, c := range panel.Curves {
		row := y + float64(i+1)*style.RiskRow
		a.Lines(style.StepWidth, c.Color, canvas.Solid, [][2]float64{{x, row}, {x + 16, row}})
		a.Text(x+22, row, canvas.Left, style.SmallSize, a.Fonts.Shorten(c.Name, style.SmallSize, 50))
		for _, t := range a.ticks() {
			a.Text(a.place(t.at, 0)[0], row, canvas.Centre, style.SmallSize, fmt.Sprint(c.Risk(t.at)))
		}
	}
}
