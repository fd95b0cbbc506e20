package report

import (
	"fmt"

	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/words"
)

// overviewFigure shows the consensus of all ranks on one page, and its distributions.
func (s *Study) overviewFigure() *figure.Figure {
	o := figure.Overview{Name: "overview", Title: s.context().Marked("Consensus at every number of subtypes"),
		Scale: figure.NewScale(style.ConsensusScale), Ends: [2]string{"0: never together", "1: always"}}
	for i := range s.Survey.Ranks {
		r := &s.Survey.Ranks[i]
		order := r.Tree.Order
		o.Panels = append(o.Panels, figure.OverviewPanel{Title: fmt.Sprintf("k = %d", r.K), Marked: r.K == s.Survey.Choice.K,
			Samples: len(order), CDF: r.Counts.CDF(),
			At: func(x, y int) float64 { return r.Counts.At(order[x], order[y]) }})
	}
	return s.Fonts.Overview(o)
}

// silhouetteFigure shows how much closer every sample is to its own subtype than to the next.
func (s *Study) silhouetteFigure() *figure.Figure {
	r := s.Survey.Chosen()
	f := figure.Silhouettes{Name: "silhouettes", Title: s.context().Marked(fmt.Sprintf("Silhouette of every sample at k "+
		"= %d",
		r.K)), Axis: "silhouette of the consensus; above 0 a sample is closer to its own subtype than to the next"}
	colors := s.context().ColorsAt(r.K)
	for q := range r.K {
		g := figure.SilhouetteGroup{Label: words.Subtype(q), Color: colors[q]}
		for _, j := range s.together(r) {
			if r.Subtypes[j] == q {
				g.Widths = append(g.Widths, r.Widths[j])
			}
		}
		f.Groups = append(f.Groups, g)
	}
	return s.Fonts.Silhouettes(f)
}
