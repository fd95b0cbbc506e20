package clinic

import (
	"fmt"
	"math"

	"subtype/internal/chapter"
	"subtype/internal/figure"
	"subtype/internal/words"
)

// FigureName is the figure of survival.
const FigureName = "survival"

// mostPanels is how many endpoints the figure shows.
const mostPanels = 4

// names of endpoints for people.
var endpointNames = map[string]string{"OS": "Overall survival", "PFS": "Progression-free survival",
	"DFS": "Disease-free survival", "DSS": "Disease-specific survival", "PFI": "Progression-free interval",
	"DFI": "Disease-free interval", "RFS": "Relapse-free survival", "EFS": "Event-free survival",
	"MFS": "Metastasis-free survival", "DMFS": "Distant metastasis-free survival", "TTP": "Time to progression",
	"CSS": "Cancer-specific survival", "BCR": "Freedom from biochemical recurrence", "LFS": "Leukemia-free survival",
	"TTR": "Time to recurrence"}

// endpointName is an endpoint for people.
func endpointName(name string) string {
	if long := endpointNames[name]; long != "" {
		return long
	}
	return name
}

func (r *Result) figure(c *chapter.Context) *figure.Figure {
	heading := fmt.Sprintf("Survival by subtype, k = %d", r.K)
	f := figure.Survival{Name: FigureName, Title: "Survival by subtype", Heading: c.Marked(heading)}
	colors := c.Colors()
	for _, e := range r.Survival[:min(mostPanels, len(r.Survival))] {
		p := figure.SurvivalPanel{Title: endpointName(e.Name), Axis: "Survival", Time: "Time", Months: e.Unit == "months"}
		if e.Unit != "" {
			p.Time = "Time (" + e.Unit + ")"
		}
		if !math.IsNaN(e.LogRank.P) {
			p.Note = "log-rank test: " + pEquals(e.LogRank.P)
		}
		for g := range e.Groups {
			one := &e.Groups[g]
			if one.N == 0 {
				continue
			}
			curve := figure.SurvivalCurve{Name: words.Subtype(g), Color: colors[g], Time: one.Curve.Time,
				Survival: one.Curve.Survival, Low: one.Curve.Low, High: one.Curve.High, Risk: one.Curve.Risk,
				Label: fmt.Sprintf("%s (n = %d, %s)", words.Subtype(g), one.N, words.Plural(one.Events, "event"))}
			for _, n := range one.Curve.Censored {
				curve.Censored = append(curve.Censored, n > 0)
			}
			p.Curves = append(p.Curves, curve)
		}
		f.Panels = append(f.Panels, p)
	}
	return c.Fonts.Survival(f)
}
