package clinic

import (
	"fmt"
	"math"

	"subtype/internal/stat"
	"subtype/internal/survival"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// estimate is a row of the table of survival.
type estimate struct {
	endpoint, contrast, model string
	n, events                 int
	test                      survival.Test
	statistic                 float64 // where there is no test
	value                     survival.Interval
	ratio                     bool // the value is a hazard ratio
	p, q                      float64
	note                      string
}

// Models, as the file names them.
const (
	kaplanMeier = "kaplan_meier"
	logRank     = "logrank"
	logRankPair = "logrank_pair"
	plainCox    = "cox"
	adjustedCox = "cox_adjusted"
	hazards     = "zph"
	means       = "restricted_mean"
)

func (r *Result) estimates() []estimate {
	var out []estimate
	var overall []float64
	for _, e := range r.Survival {
		overall = append(overall, e.LogRank.P)
	}
	adjusted := stat.Adjusted(overall)
	for i, e := range r.Survival {
		for g, one := range e.Groups {
			out = append(out, estimate{contrast: words.Subtype(g), model: kaplanMeier, n: one.N, events: one.Events,
				statistic: nan, value: one.Median, p: nan, q: nan, note: "median" + notReached(one)})
		}
		out = append(out, tested(whole, logRank, e.N, e.Events, e.LogRank.Test, adjusted[i], noEvents(e.Events)))
		for _, p := range e.Pairs {
			a, b := e.Groups[p.A], e.Groups[p.B]
			out = append(out, tested(words.Subtype(p.A)+" vs "+words.Subtype(p.B), logRankPair, a.N+b.N, a.Events+b.Events,
				p.Test, p.Q, noEvents(a.Events+b.Events)))
		}
		out = append(out, e.model(plainCox, e.Plain)...)
		out = append(out, e.model(adjustedCox, e.Adjusted)...)
		for g, one := range e.Groups {
			out = append(out, estimate{contrast: words.Subtype(g), model: means, n: one.N, events: one.Events, statistic: nan,
				value: one.Restricted, p: nan, q: nan, note: "mean until " + withUnit(e.End, e.Unit)})
		}
		out = append(out, tested(whole, means, e.N, e.Events, e.Means, nan, "the same mean in all subtypes with events"))
		for j := range out {
			if out[j].endpoint == "" {
				out[j].endpoint = e.Name
			}
		}
	}
	return out
}

func tested(contrast, model string, n, events int, t survival.Test, q float64, note string) estimate {
	return estimate{contrast: contrast, model: model, n: n, events: events, test: t, statistic: t.Chi, p: t.P, q: q,
		value: survival.Interval{Value: nan, Low: nan, High: nan}, note: note}
}

func noEvents(events int) string {
	if events == 0 {
		return "no events"
	}
	return ""
}

func notReached(g survival.Group) string {
	switch {
	case g.N == 0:
		return "; no patients"
	case math.IsNaN(g.Median.Value):
		return " not reached"
	}
	return ""
}

// withUnit is a time with its unit.
func withUnit(time float64, unit string) string {
	if unit == "" {
		return fmt.Sprintf("%.4g", time)
	}
	return fmt.Sprintf("%.4g %s", time, unit)
}

// model is what one of Cox's says: each coefficient, the subtypes as a whole, and whether
// hazards are proportional.
func (e *Endpoint) model(name string, f *survival.Fit) []estimate {
	if f == nil {
		return nil
	}
	var out []estimate
	grouped := false
	for i, c := range f.Coefficients {
		row := estimate{contrast: f.Names[i], model: name, n: f.N, events: f.Events, value: c.Interval(), ratio: true,
			p: c.P(), q: nan, statistic: nan, note: e.why(f, i)}
		if c.State == survival.Estimated {
			row.statistic = c.Value / c.SE
		}
		if g := f.Groups[i]; g >= 0 {
			row.contrast, grouped = words.Subtype(g)+" vs "+words.Subtype(e.Reference), true
		}
		out = append(out, row)
	}
	if grouped {
		out = append(out, tested("subtype", name, f.N, f.Events, f.Group, nan, "likelihood ratio test of all subtypes"))
	}
	for i, t := range f.Hazards {
		term := whole
		if i < len(f.Terms) {
			term = f.Terms[i]
		}
		note := "proportional hazards in " + name
		if t.DF == 0 {
			note += ": not tested, as a hazard ratio has no end"
		}
		if len(f.Terms) > 1 || i == 0 { // of one term the test of all is the same
			out = append(out, tested(term, hazards, f.N, f.Events, t, nan, note))
		}
	}
	return out
}

// why says why a hazard ratio is not estimated.
func (e *Endpoint) why(f *survival.Fit, i int) string {
	g := f.Groups[i]
	switch c := f.Coefficients[i]; {
	case c.State == survival.Estimated:
		return ""
	case c.State == survival.Aliased:
		return "not estimated: the covariates before it determine it"
	case g >= 0 && e.Groups[g].Events == 0:
		return fmt.Sprintf("not estimated: no events in %s", words.Subtype(g))
	}
	return "not estimated: the likelihood rises without end"
}

func (r *Result) survivalTable() tabular.Table[estimate] {
	number := func(name string, value func(estimate) float64) tabular.Column[estimate] {
		return column(name, func(e estimate) any { return value(e) })
	}
	only := func(e estimate, ratio bool) float64 {
		if e.ratio != ratio {
			return nan
		}
		return e.value.Value
	}
	rows := r.estimates()
	return tabular.Table[estimate]{Name: "Survival", File: SurvivalFile, About: "How long the subtypes live, and " +
		"models of it.",
		Rows: func(yield func(estimate) bool) {
			for _, e := range rows {
				if !yield(e) {
					return
				}
			}
		},
		Columns: []tabular.Column[estimate]{
			column("endpoint", func(e estimate) any { return e.endpoint }),
			column("contrast", func(e estimate) any { return e.contrast }),
			column("model", func(e estimate) any { return e.model }),
			column("n", func(e estimate) any { return e.n }),
			column("events", func(e estimate) any { return e.events }),
			number("statistic", func(e estimate) float64 { return e.statistic }),
			column("df", func(e estimate) any {
				if e.test.DF == 0 {
					return nil
				}
				return e.test.DF
			}),
			number("hazard_ratio", func(e estimate) float64 { return only(e, true) }),
			number("time", func(e estimate) float64 { return only(e, false) }),
			number("low", func(e estimate) float64 { return e.value.Low }),
			number("high", func(e estimate) float64 { return e.value.High }),
			number("p", func(e estimate) float64 { return e.p }),
			number("q", func(e estimate) float64 { return e.q }),
			column("note", func(e estimate) any { return e.note }),
		}}
}

// step is a row of the table of curves.
type step struct {
	endpoint string
	group, i int
	curve    *survival.Curve
}

func (r *Result) curvesTable() tabular.Table[step] {
	number := func(name string, of func(*survival.Curve) []float64) tabular.Column[step] {
		return column(name, func(s step) any { return of(s.curve)[s.i] })
	}
	count := func(name string, of func(*survival.Curve) []int) tabular.Column[step] {
		return column(name, func(s step) any { return of(s.curve)[s.i] })
	}
	return tabular.Table[step]{Name: "Survival curves", File: CurvesFile, About: "Kaplan and Meier's curves.",
		Rows: func(yield func(step) bool) {
			for _, e := range r.Survival {
				for g := range e.Groups {
					for i := range e.Groups[g].Curve.Time {
						if !yield(step{e.Name, g, i, &e.Groups[g].Curve}) {
							return
						}
					}
				}
			}
		},
		Columns: []tabular.Column[step]{
			column("endpoint", func(s step) any { return s.endpoint }),
			column("subtype", func(s step) any { return group(s.group) }),
			number("time", func(c *survival.Curve) []float64 { return c.Time }),
			count("at_risk", func(c *survival.Curve) []int { return c.AtRisk }),
			count("events", func(c *survival.Curve) []int { return c.Events }),
			count("censored", func(c *survival.Curve) []int { return c.Censored }),
			number("survival", func(c *survival.Curve) []float64 { return c.Survival }),
			number("se", func(c *survival.Curve) []float64 { return c.SE }),
			number("low", func(c *survival.Curve) []float64 { return c.Low }),
			number("high", func(c *survival.Curve) []float64 { return c.High }),
		}}
}
