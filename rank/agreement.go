package rank

import (
	"fmt"
	"math"
)

// Product is G·W·z of a rank: how well two halves of the genes agree on the groups,
// how tight the groups are by expression, and how far they are beyond those of samples
// without groups, in standard deviations. What is negative counts as 0. z is left out
// where there are no samples without groups. NaN where G or W is not defined.
func (s Score) Product() float64 {
	p := max(0, s.Genes) * max(0, s.SilhouetteExpression)
	if !math.IsNaN(s.Z) {
		p *= max(0, s.Z)
	}
	return p
}

// runnerUp is the rank beside k with the largest product, the smaller of equal ones; 0
// where none has any.
func runnerUp(scores []Score, k int) int {
	next, most := 0, 0.0
	for _, s := range usable(scores) {
		if p := s.Product(); s.K != k && p > most {
			next, most = s.K, p
		}
	}
	return next
}

// Rival is how near another rank comes: the largest product of another rank as a share
// of that of rank k. It is 0 where no other has any, and +Inf where only others have one.
func Rival(scores []Score, k int) float64 {
	var own, most float64
	for _, s := range usable(scores) {
		switch p := s.Product(); {
		case s.K == k:
			own = p
		case p > most:
			most = p
		}
	}
	if most == 0 {
		return 0
	}
	return most / own
}

// Agreement chooses the largest product of three numbers, the smaller k of
// equal ones. Where no rank has any, it takes the smallest, with a doubt.
//
// docs/rank-rules.md says on what evidence.
func Agreement(scores []Score) Opinion {
	u := usable(scores)
	if len(u) == 0 {
		return Opinion{Why: nothingUsable}
	}
	best, ok := argmax(u, Score.Product)
	if !ok {
		return Opinion{Why: "nothing was resampled"}
	}
	if len(scores) == 1 {
		return Opinion{K: u[0].K, Why: onlySurveyed}
	}
	o := Opinion{K: best.K}
	for _, s := range u {
		if p := s.Product(); math.IsNaN(p) || s.K != best.K && p == best.Product() {
			o.Open = append(o.Open, s.K)
		}
	}
	factors := []string{fmt.Sprintf("%.2f (agreement of two halves of the genes)", best.Genes),
		fmt.Sprintf("%.3f (silhouette by expression)", best.SilhouetteExpression)}
	if !math.IsNaN(best.Z) {
		factors = append(factors, fmt.Sprintf("%.1f (standard deviations beyond samples without groups)", best.Z))
	}
	number := []string{2: "two", 3: "three"}[len(factors)]
	o.Why = fmt.Sprintf("it has the largest product of %s numbers: %s", number, list(factors))
	if best.Product() == 0 {
		o.Why = "it is the smallest"
		o.Doubt = "no k has groups on which two halves of the genes agree and that are tighter than those of samples " +
			"without groups"
	}
	return o
}
