package rank

import (
	"fmt"
	"math"
	"slices"
)

// Firehose is Broad GDAC Firehose's rule. With r the cophenetic correlations
// and slopes s[i] = r[i+1] − r[i] (counted from 1): candidates are the ranks
// before the steepest of the slopes 2 to 6; with one slope ≥ 0, the rank after
// it; with more, the ranks after each slope ≥ 0 that is followed by one ≤ 0.
// Among the candidates the largest mean silhouette by expression wins, the
// smaller k of equal ones. It needs seven ranks without gaps, and can never
// choose the first.
//
// Broad GDAC Firehose, mRNAseq_Clustering_CNMF.
func Firehose(scores []Score) Opinion {
	if len(scores) < 7 {
		return Opinion{Why: fmt.Sprintf("it needs seven ranks or more, and %d %s surveyed", len(scores), were(len(scores)))}
	}
	for i, s := range scores {
		if math.IsNaN(s.Cophenetic) {
			return Opinion{Why: fmt.Sprintf("the cophenetic correlation is not defined at k = %d", s.K)}
		}
		if i > 0 && s.K != scores[i-1].K+1 {
			return Opinion{Why: "it needs ranks without gaps"}
		}
	}
	slope := make([]float64, len(scores)) // slope[i] from rank i to i+1, from 1
	for i := 1; i < len(scores); i++ {
		slope[i] = scores[i].Cophenetic - scores[i-1].Cophenetic
	}
	candidate := map[int]bool{} // index of the rank, from 1
	steepest := slices.Min(slope[2:7])
	rising := 0
	for i := 1; i < len(slope); i++ {
		if slope[i] == steepest {
			candidate[i] = true
		}
		if slope[i] >= 0 {
			rising++
		}
	}
	for i := 1; i < len(slope); i++ {
		if slope[i] >= 0 && (rising == 1 || i+1 < len(slope) && slope[i+1] <= 0) {
			candidate[i+1] = true
		}
	}
	var best *Score
	o := Opinion{Open: []int{scores[0].K}}
	candidates := 0
	for i := range scores {
		s := &scores[i]
		if !candidate[i+1] {
			continue
		}
		if candidates++; best == nil || s.SilhouetteExpression > best.SilhouetteExpression {
			best = s
		}
	}
	o.K, o.Why = best.K, "it is the only candidate of the rule"
	if candidates > 1 {
		o.Why = fmt.Sprintf("of the rule's %d candidates it has the largest mean silhouette by expression, %.3f",
			candidates, best.SilhouetteExpression)
	}
	return o
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}
