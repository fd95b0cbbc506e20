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

// Survival lays the figure out, two panels beside each other.
func (f *Fonts) Survival(s Survival) *Figure {
	across := min(2, len(s.Panels))
	most := 0
	for _, p := range s.Panels {
		most = max(most, len(p.Curves))
	}
	legend := float64((most+1)/2) * style.LegendRow
	risk := float64(most+1)*style.RiskRow + style.Margin
	high := style.LegendRow + legend + style.SurvivalHeight + 90 + risk
	top := float64(style.Margin + style.TitleHeight)
	paint := func(p page) {
		p.Write(style.Margin, style.Margin+style.TitleSize/2, canvas.Left, style.TitleSize, s.Heading, style.Ink, true, false)
		for i, panel := range s.Panels {
			x := float64(style.Margin + i%across*style.SurvivalWidth)
			p.survivalPanel(panel, x, top+float64(i/across)*high, legend)
		}
	}
	rows := (len(s.Panels) + across - 1) / across
	return &Figure{Name: s.Name, Title: s.Title, fonts: f, draw: paint,
		width:  2*style.Margin + max(across*style.SurvivalWidth, int(f.BoldWidth(s.Heading, style.TitleSize))+1),
		height: int(top + float64(rows)*high)}
}

// survivalPanel draws one endpoint.
func (p page) survivalPanel(panel SurvivalPanel, x, y, legend float64) {
	const room = 104 // of the axis of survival, and the names beside the numbers at risk
	p.Write(x, y+style.TextSize/2, canvas.Left, style.TextSize, panel.Title, style.Ink, true, false)
	y += style.LegendRow + 6
	wide := float64(style.SurvivalWidth - room - 40)
	for i, c := range panel.Curves {
		at, row := x+room+float64(i%2)*wide/2, y+float64(i/2)*style.LegendRow+style.LegendRow/2
		p.Lines(style.StepWidth, c.Color, false, [][2]float64{{at, row}, {at + 34, row}})
		p.Text(at+44, row, canvas.Left, style.SmallSize, p.Fonts.Shorten(c.Label, style.SmallSize, wide/2-54))
	}
	y += legend + 10
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
	for _, c := range panel.Curves {
		a.curve(c)
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
			a.Lines(1, style.GridLine, false, [][2]float64{from, a.place(a.end, s)})
		}
		a.Lines(style.AxisWidth, style.Grey, false, [][2]float64{{from[0] - style.TickLength, from[1]}, from})
		a.Text(from[0]-12, from[1], canvas.Right, style.SmallSize, fmt.Sprintf("%g", 100*s)+" %")
	}
	a.Lines(style.AxisWidth, style.Grey, false, [][2]float64{a.place(0, 1), a.place(0, 0), a.place(a.end, 0)})
	for _, t := range a.ticks() {
		at := a.place(t.at, 0)
		a.Lines(style.AxisWidth, style.Grey, false, [][2]float64{at, {at[0], at[1] + style.TickLength}})
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
		if a.end/(step*s) <= 8 || s == 10 {
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
func (a survivalArea) curve(c SurvivalCurve) {
	points := [][2]float64{a.place(0, 1)}
	last := 1.0
	for i, time := range c.Time {
		points = append(points, a.place(time, last), a.place(time, c.Survival[i]))
		last = c.Survival[i]
	}
	a.Lines(style.StepWidth, c.Color, false, points)
	for i, time := range c.Time {
		if c.Censored[i] {
			at := a.place(time, c.Survival[i])
			a.Lines(style.AxisWidth, c.Color, false, [][2]float64{{at[0], at[1] - 6}, {at[0], at[1] + 6}})
		}
	}
}

// risks writes the numbers at risk below the marks of the axis.
func (a survivalArea) risks(panel SurvivalPanel, x float64) {
	y := a.y + a.h + 90
	a.Write(x, y, canvas.Left, style.SmallSize, "Number at risk", style.Ink, true, false)
	for i, c := range panel.Curves {
		row := y + float64(i+1)*style.RiskRow
		a.Lines(style.StepWidth, c.Color, false, [][2]float64{{x, row}, {x + 20, row}})
		a.Text(x+28, row, canvas.Left, style.SmallSize, a.Fonts.Shorten(c.Name, style.SmallSize, 60))
		for _, t := range a.ticks() {
			a.Text(a.place(t.at, 0)[0], row, canvas.Centre, style.SmallSize, fmt.Sprint(c.Risk(t.at)))
		}
	}
}
