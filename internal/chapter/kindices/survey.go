package kindices

import (
	"math"

	"subtype/consensus"
	"subtype/internal/indices"
	"subtype/internal/survey"
	"subtype/internal/sweep"
)

// FromSurvey is what is shown of a survey: the indices of the coefficients at the chosen
// rank, and the errors of the ranks surveyed.
func FromSurvey(s *survey.Survey) *Result {
	chosen, ranks := s.Chosen(), s.Plan.Ranks
	points := consensus.NewPoints(chosen.Metagenes, chosen.CoefficientShares())
	r := &Result{Of: chosen.K, Rows: indices.Of(points, max(indices.Most, ranks[len(ranks)-1]),
		sweep.Stream(s.Plan.Seed, "indices"))}
	r.Errors, r.Ratios = make([]float64, len(r.Rows)), make([]float64, len(r.Rows))
	for i := range r.Rows {
		r.Errors[i], r.Ratios[i] = math.NaN(), math.NaN()
	}
	for _, rank := range s.Ranks {
		if rank.K <= len(r.Rows) {
			r.Errors[rank.K-1], r.Ratios[rank.K-1] = rank.Score.Residual, rank.Score.GainRatio
		}
	}
	return r
}
