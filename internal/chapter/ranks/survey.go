// Package ranks shows how the numbers of subtypes compare: figures of all of them.
package ranks

import (
	"fmt"
	"math"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/confidence"
	"subtype/internal/figure"
	"subtype/internal/survey"
	"subtype/rank"
)

// curve is a measure of the survey's figure.
type curve struct {
	title, note string
	value       func(rank.Score) float64
	least, top  float64
	more        func(s *chapter.Context, c *figure.Curve) // what it is held against; nil: nothing
}

// resampledCurves are what the default rule looks at, and whether subtypes come again.
var resampledCurves = []curve{
	{"Genes × expression × z (rule agreement)", "higher is better", rank.Score.Product, 0.1, 0, nil},
	{"Agreement of two halves of the genes", "higher is better", func(s rank.Score) float64 { return s.Genes }, 0.2, 1,
		agreed(func(r *confidence.Rank) confidence.Agreement { return r.Genes })},
	{"Agreement of two subsamples", "higher is better", func(s rank.Score) float64 { return s.Samples }, 0.2, 1,
		agreed(func(r *confidence.Rank) confidence.Agreement { return r.Samples })},
	{"Agreement by halves of the samples", "higher is better", func(s rank.Score) float64 { return s.Halves }, 0.2, 1,
		agreed(func(r *confidence.Rank) confidence.Agreement { return r.Halves })},
}

// agreed adds the interval of an agreement, and what a clear one is.
func agreed(of func(*confidence.Rank) confidence.Agreement) func(*chapter.Context, *figure.Curve) {
	return func(s *chapter.Context, c *figure.Curve) {
		c.Key = fmt.Sprintf("band: 95 %%; dashed: clear from %.1f", confidence.ClearFrom)
		c.Bound, c.Band = confidence.ClearFrom, band(s, func(r *survey.Rank) (low, high float64) {
			a := of(&r.Confidence)
			return a.Low, a.High
		})
	}
}

// nullCurve holds groups against those of samples without groups.
var nullCurve = curve{title: "Share between k groups of k-means", note: "share",
	least: 0.05, more: func(s *chapter.Context, c *figure.Curve) {
		c.Key = fmt.Sprintf("grey: %d sets without groups, ± 2 sd", s.Survey.Null.Nulls)
		for i := range s.Survey.Ranks {
			g := s.Survey.Groups(s.Survey.Ranks[i].K)
			c.Values, c.Beside = append(c.Values, g.Value), append(c.Beside, g.Mean)
		}
		c.Around = band(s, func(r *survey.Rank) (low, high float64) {
			g := s.Survey.Groups(r.K)
			return g.Mean - float64(2*g.SD), g.Mean + float64(2*g.SD)
		})
	}}

// curves are the measures of the survey's figure, row by row.
var curves = []curve{
	{"Gain of this step over the next (rule elbow)", "higher is better", shownRatio, 0.5, 0,
		func(_ *chapter.Context, c *figure.Curve) {
			c.Key = fmt.Sprintf("dashed: clear from %.1f; drawn up to %.0f", rank.ClearRatio, mostRatio)
			c.Bound = rank.ClearRatio
		}},
	{"Ambiguously clustered pairs (PAC)", "lower is better", func(s rank.Score) float64 { return s.PAC }, 0.1, 0,
		func(_ *chapter.Context, c *figure.Curve) {
			c.Key = fmt.Sprintf("dashed: the rule elbow allows %.1f", rank.StablePAC)
			c.Bound = rank.StablePAC
		}},
	{"Residual of the best fit", "look for a bend", func(s rank.Score) float64 { return s.Residual }, 0, 0, nil},
	{"Cophenetic correlation", "higher is better", func(s rank.Score) float64 { return s.Cophenetic }, 0.1, 1, nil},
	{"Silhouette of the consensus", "higher is better",
		func(s rank.Score) float64 { return s.SilhouetteConsensus }, 0.2, 1, nil},
	{"Dispersion", "higher is better", func(s rank.Score) float64 { return s.Dispersion }, 0.2, 1, nil},
	{"Gain in area under the consensus CDF", "small: little gained",
		func(s rank.Score) float64 { return s.DeltaArea }, 0.1, 0, nil},
}

// mostRatio is where the curve of the ratio of gains ends: larger ones would hide the bound.
const mostRatio = 5.0

func shownRatio(s rank.Score) float64 { return math.Min(s.GainRatio, mostRatio) }

// surveyCurves are the curves that there are numbers for: the figure shows what the choice
// rests on, and not only what speaks against it.
func surveyCurves(s *chapter.Context) []curve {
	var out []curve
	if len(s.Survey.Plan.Sets) > 0 {
		out = append(out, resampledCurves...)
	}
	if s.Survey.Null != nil && s.Survey.Null.Tested() {
		out = append(out, nullCurve)
	}
	return slices.Concat(out, curves)
}

// SurveyFigure shows the measures of every rank, the chosen one marked, below a heading.
func SurveyFigure(s *chapter.Context, heading string) *figure.Figure {
	return s.Fonts.Curves(shown(s, heading))
}

// shown is what it shows.
func shown(s *chapter.Context, heading string) figure.Curves {
	f := figure.Curves{Name: "rank_survey", Title: "Rank survey",
		Heading: heading, Marked: s.Survey.Choice.K, Last: distributions(s)}
	f.Last.Key = "share of the pairs with a consensus up to …"
	for i := range s.Survey.Ranks {
		f.Ranks = append(f.Ranks, s.Survey.Ranks[i].K)
	}
	for _, c := range surveyCurves(s) {
		one := figure.Curve{Title: c.title, Note: c.note, Least: c.least, Top: c.top}
		for i := 0; i < len(s.Survey.Ranks) && c.value != nil; i++ {
			one.Values = append(one.Values, c.value(s.Survey.Ranks[i].Score))
		}
		if c.more != nil {
			c.more(s, &one)
		}
		f.Curves = append(f.Curves, one)
	}
	return f
}

// band is an interval at every rank.
func band(s *chapter.Context, of func(*survey.Rank) (low, high float64)) *figure.Band {
	b := &figure.Band{}
	for i := range s.Survey.Ranks {
		low, high := of(&s.Survey.Ranks[i])
		b.Low, b.High = append(b.Low, low), append(b.High, high)
	}
	return b
}
