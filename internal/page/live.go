package page

import (
	"encoding/json"
	"image/color"
	"slices"
	"strconv"

	"subtype/internal/expr/names"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/tabular"
)

// live are figures that the script draws from their descriptions, as they answer to a
// pointer; nil: the figure is shown as a picture.
func live(of any) []any {
	switch of := of.(type) {
	case figure.Survival:
		var out []any
		for _, p := range of.Panels {
			out = append(out, survivalOf(p))
		}
		return out
	case figure.Alluvial:
		return []any{flowsOf(of)}
	case figure.Curves:
		return []any{measuresOf(of)}
	}
	return nil
}

// lifetimes are survival curves over times that all of them share.
type lifetimes struct {
	Kind     string     `json:"kind"`
	Title    string     `json:"title"`
	Note     string     `json:"note"`
	Time     string     `json:"time"`
	Times    []any      `json:"times"`
	All      int        `json:"all"` // how many times there are
	Ticks    []float64  `json:"ticks"`
	Lifetime []lifetime `json:"curves"`
}

// lifetime is a curve: everything at each of the times.
type lifetime struct {
	Name     string `json:"name"`
	Label    string `json:"label"`
	Color    string `json:"color"`
	Survival []any  `json:"survival"`
	Low      []any  `json:"low"`
	High     []any  `json:"high"`
	Risk     []int  `json:"risk"`
	Censored []int  `json:"censored"` // places of the times at which somebody is
	AtTicks  []int  `json:"at_ticks"` // how many are at risk
}

// mostTimes is at how many times the page has the curves, and lastTimes how many of these are
// the last: few patients are left there, and steps are large.
const mostTimes, lastTimes = 400, 150

// thinned are some of the times, from the first to the last.
func thinned(times []float64) []float64 {
	early, most := len(times)-lastTimes, mostTimes-lastTimes
	if early <= most {
		return times
	}
	some := make([]float64, most)
	for i := range some {
		some[i] = times[i*early/most]
	}
	return append(some, times[early:]...)
}

func survivalOf(p figure.SurvivalPanel) lifetimes {
	times := []float64{0}
	for _, c := range p.Curves {
		times = append(times, c.Time...)
	}
	slices.Sort(times)
	times = slices.Compact(times)
	out := lifetimes{Kind: "survival", Title: names.Visible(p.Title), Note: names.Visible(p.Note),
		Time: names.Visible(p.Time), All: len(times), Ticks: roundTimes(times[len(times)-1], p.Months)}
	times = thinned(times)
	for _, t := range times {
		out.Times = append(out.Times, json.Number(strconv.FormatFloat(t, 'g', 6, 64)))
	}
	for _, c := range p.Curves {
		out.Lifetime = append(out.Lifetime, lifetimeOf(c, times, out.Ticks, out.All == len(times)))
	}
	return out
}

// roundTimes are some from 0 to the end, eight at most; of months they are years, or tenths of
// such.
func roundTimes(end float64, months bool) []float64 {
	step := 0.001
	if months {
		step = 0.012
	}
	for i := 0; end/step > 8; i++ {
		step *= []float64{2, 2.5, 2}[i%3]
	}
	var out []float64
	for i := 0.0; i*step <= end; i++ {
		t, _ := strconv.ParseFloat(strconv.FormatFloat(i*step, 'g', 6, 64), 64)
		out = append(out, t)
	}
	return out
}

// lifetimeOf is a curve at some times; it ends with its last patient.
func lifetimeOf(c figure.SurvivalCurve, times, ticks []float64, whole bool) lifetime {
	out := lifetime{Name: names.Visible(c.Name), Label: names.Visible(c.Label), Color: hex(c.Color), Censored: []int{}}
	at := -1 // the step that has been taken
	for i, t := range times {
		for at+1 < len(c.Time) && c.Time[at+1] <= t {
			at++
		}
		out.Risk = append(out.Risk, c.Risk(t))
		var survival, low, high any = share(1), share(1), share(1)
		if len(c.Time) == 0 || t > c.Time[len(c.Time)-1] {
			survival, low, high = nil, nil, nil
		} else if at >= 0 {
			survival, low, high = share(c.Survival[at]), share(c.Low[at]), share(c.High[at])
			if whole && c.Time[at] == t && c.Censored[at] {
				out.Censored = append(out.Censored, i)
			}
		}
		out.Survival, out.Low, out.High = append(out.Survival, survival), append(out.Low, low), append(out.High, high)
	}
	for _, t := range ticks {
		out.AtTicks = append(out.AtTicks, c.Risk(t))
	}
	return out
}

// share is a number from 0 to 1; nil: it is none.
func share(x float64) any {
	if text := Number(tabular.Share, x); text != "" {
		return json.Number(text)
	}
	return nil
}

// flows are groupings and what their groups have in common.
type flows struct {
	Kind    string       `json:"kind"`
	Title   string       `json:"title"`
	Note    string       `json:"note"`
	Columns []flowColumn `json:"columns"`
	Ribbons []ribbon     `json:"ribbons"`
}

type flowColumn struct {
	Heading string      `json:"heading"`
	Marked  bool        `json:"marked"`
	Blocks  []flowBlock `json:"blocks"`
}

type flowBlock struct {
	Label string `json:"label"`
	Size  int    `json:"size"`
	Color string `json:"color"`
}

type ribbon struct {
	Column int    `json:"column"`
	From   int    `json:"from"`
	To     int    `json:"to"`
	Size   int    `json:"size"`
	Color  string `json:"color"`
}

func flowsOf(a figure.Alluvial) flows {
	out := flows{Kind: "flows", Title: names.Visible(a.Title), Note: names.Visible(a.Note)}
	for _, c := range a.Columns {
		one := flowColumn{Heading: names.Visible(c.Heading), Marked: c.Marked}
		for _, b := range c.Blocks {
			one.Blocks = append(one.Blocks, flowBlock{names.Visible(b.Label), b.Size, hex(b.Color)})
		}
		out.Columns = append(out.Columns, one)
	}
	for _, r := range a.Ribbons {
		out.Ribbons = append(out.Ribbons, ribbon{r.Column, r.From, r.To, r.Size, hex(r.Color)})
	}
	return out
}

// measures are curves of measures along whole numbers, in panels.
type measures struct {
	Kind   string    `json:"kind"`
	Title  string    `json:"title"`
	Axis   string    `json:"axis"`
	Ranks  []int     `json:"ranks"`
	Panels []measure `json:"panels"`
}

type measure struct {
	Title  string  `json:"title"`
	Note   string  `json:"note"`
	Key    string  `json:"key"`
	Values []any   `json:"values"`
	Low    []any   `json:"low,omitempty"` // of an interval
	High   []any   `json:"high,omitempty"`
	Beside []any   `json:"beside,omitempty"` // what they are compared with
	From   []any   `json:"from,omitempty"`   // of an interval of that
	To     []any   `json:"to,omitempty"`
	Bound  float64 `json:"bound"`  // what they are held against; 0: nothing
	Marked int     `json:"marked"` // the rank; below 0: none
	Least  float64 `json:"least"`
	Top    float64 `json:"top"`
}

func measuresOf(c figure.Curves) measures {
	out := measures{Kind: "measures", Title: names.Visible(c.Heading), Axis: names.Visible(c.Axis), Ranks: c.Ranks}
	if out.Axis == "" {
		out.Axis = "k"
	}
	for _, one := range c.Curves {
		m := measure{Title: names.Visible(one.Title), Note: names.Visible(one.Note), Key: names.Visible(one.Key),
			Values: rounded(one.Values), Beside: rounded(one.Beside), Bound: one.Bound, Marked: one.Marked,
			Least: one.Least, Top: one.Top}
		if b := one.Band; b != nil {
			m.Low, m.High = rounded(b.Low), rounded(b.High)
		}
		if b := one.Around; b != nil {
			m.From, m.To = rounded(b.Low), rounded(b.High)
		}
		if m.Marked == 0 {
			m.Marked = c.Marked
		}
		out.Panels = append(out.Panels, m)
	}
	return out
}

// rounded are numbers as a page shows them.
func rounded(values []float64) []any {
	var out []any
	for _, x := range values {
		if text := Number(tabular.Measure, x); text != "" {
			out = append(out, json.Number(text))
		} else {
			out = append(out, nil)
		}
	}
	return out
}

// hex is a colour for the script.
func hex(c color.Color) string {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return "#" + style.Hex(n)
}
