package ranks

import (
	"fmt"

	"subtype/internal/chapter"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/words"
)

// OverviewFigure shows the consensus of all ranks on one page, and its distributions.
func OverviewFigure(s *chapter.Context) *figure.Figure {
	o := figure.Overview{Name: "overview", Title: s.Marked("Consensus at every number of subtypes"),
		Scale: figure.NewScale(style.ConsensusScale), Ends: [2]string{"0: never together", "1: always"},
		CDF: distributions(s)}
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		order := r.Tree.Order
		o.Panels = append(o.Panels, figure.OverviewPanel{Title: fmt.Sprintf("k = %d", r.K), Marked: r.K == s.Survey.Choice.K,
			Samples: len(order),
			At:      func(x, y int) float64 { return r.Counts.At(order[x], order[y]) }})
	}
	return s.Fonts.Overview(o)
}

// distributions are how the consensus of every rank is distributed.
func distributions(s *chapter.Context) *figure.Distributions {
	d := &figure.Distributions{Title: "Distribution of the consensus",
		Key: "Share of the pairs of samples with a consensus up to …; flat in the middle: few are ambiguous"}
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		d.Ranks = append(d.Ranks, figure.Distribution{Label: fmt.Sprintf("k = %d", r.K), Marked: r.K == s.Survey.Choice.K,
			CDF: r.Counts.CDF()})
	}
	return d
}

// SilhouetteFigure shows how much closer every sample is to its own subtype than to the next; the
// samples in the order that is given.
func SilhouetteFigure(s *chapter.Context, order []int) *figure.Figure {
	r := s.Chosen()
	f := figure.Silhouettes{Name: "silhouettes", Title: s.Marked(fmt.Sprintf("Silhouette of every sample at k = %d",
		r.K)), Axis: "Silhouette of the consensus: above 0 a sample is closer to its own subtype than to the next."}
	colors := s.Colors()
	for q := range r.K {
		g := figure.SilhouetteGroup{Label: words.Subtype(q), Color: colors[q]}
		for _, j := range order {
			if r.Subtypes[j] == q {
				g.Widths = append(g.Widths, r.Widths[j])
			}
		}
		f.Groups = append(f.Groups, g)
	}
	return s.Fonts.Silhouettes(f)
}
