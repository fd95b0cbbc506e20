package rank

import (
	"fmt"
	"math"
	"slices"
)

// usable are the scores of ranks that may be chosen: those whose cophenetic
// correlation is defined.
func usable(scores []Score) []Score {
	return slices.DeleteFunc(slices.Clone(scores), func(s Score) bool { return math.IsNaN(s.Cophenetic) })
}

const (
	nothingUsable = "at every rank all pairs of samples have the same consensus, so that no groups can be seen"
	onlySurveyed  = "it is the only rank surveyed"
	onlyUsable    = "it is the only rank at which pairs of samples differ in their consensus"
	nothingBeside = "there was nothing to compare it with"
)

// few is the opinion of a rule that compares ranks where there are fewer than two
// that may be chosen.
func few(scores, usable []Score) (Opinion, bool) {
	switch {
	case len(usable) == 0:
		return Opinion{Why: nothingUsable}, true
	case len(scores) == 1:
		return Opinion{K: usable[0].K, Why: onlySurveyed}, true
	case len(usable) == 1:
		return Opinion{K: usable[0].K, Why: onlyUsable, Doubt: nothingBeside}, true
	}
	return Opinion{}, false
}

// clearFall is how far the cophenetic correlation must fall from one rank to
// the next to count: smaller falls come and go with the random starts.
const clearFall = 0.01

// CopheneticFall chooses the last k before the first clear fall of the
// cophenetic correlation. Where it never falls clearly the rule has no opinion,
// and takes the largest k with a doubt.
//
// Brunet et al., PNAS 101:4164 (2004), choose k where the correlation begins to
// fall; how far is left to the eye there.
func CopheneticFall(scores []Score) Opinion {
	u := usable(scores)
	if o, ok := few(scores, u); ok {
		return o
	}
	for i := range len(u) - 1 {
		a, b := u[i], u[i+1]
		if a.Cophenetic-b.Cophenetic > clearFall {
			return Opinion{K: a.K, Why: fmt.Sprintf("the cophenetic correlation is %.3f there and falls to %.3f "+
				"at k = %d", a.Cophenetic, b.Cophenetic, b.K)}
		}
	}
	last := u[len(u)-1]
	return Opinion{K: last.K, Why: fmt.Sprintf("the cophenetic correlation is %.3f there and falls by more than %g "+
		"nowhere before", last.Cophenetic, clearFall),
		Doubt: "a correlation that does not fall says nothing about k, and then the rule takes the largest"}
}

// BestSilhouette chooses the largest mean silhouette of the consensus, the
// smaller k of equal ones.
func BestSilhouette(scores []Score) Opinion {
	return best(scores, "the mean silhouette of the consensus is highest there, %s",
		func(s Score) float64 { return s.SilhouetteConsensus }, 1)
}

// LowestPAC chooses the lowest proportion of ambiguous clustering, the smaller
// k of equal ones.
//
// Șenbabaoğlu, Michailidis and Li, Scientific Reports 4:6207 (2014).
func LowestPAC(scores []Score) Opinion {
	return best(scores,
		"the proportion of ambiguous clustering is lowest there, %s", func(s Score) float64 { return s.PAC }, -1)
}

// best chooses the rank with the largest value times sign, the first of equal ones.
// why has room for the value.
func best(scores []Score, why string, value func(Score) float64, sign float64) Opinion {
	u := usable(scores)
	if o, ok := few(scores, u); ok {
		return o
	}
	best, ok := argmax(u, func(s Score) float64 { return sign * value(s) })
	if !ok {
		return Opinion{Why: "the measure is defined at no rank"}
	}
	o := Opinion{K: best.K}
	for _, s := range u {
		if s.K != best.K && value(s) == value(best) {
			o.Open = append(o.Open, s.K)
		}
	}
	o.Why = fmt.Sprintf(why, fmt.Sprintf("%.3f", value(best))) + alike(o.Open)
	return o
}

// alike adds that other ranks are as good.
func alike(others []int) string {
	if len(others) == 0 {
		return ""
	}
	var parts []string
	for _, k := range others {
		parts = append(parts, fmt.Sprint(k))
	}
	return ", as it is at k = " + list(parts)
}

// argmax is the first score with the largest value; NaN is never largest.
func argmax(scores []Score, value func(Score) float64) (best Score, ok bool) {
	for _, s := range scores {
		if x := value(s); !math.IsNaN(x) && (!ok || x > value(best)) {
			best, ok = s, true
		}
	}
	return best, ok
}

// Panoply chooses the largest dispersion^(1 − cophenetic). Ranks are looked at
// from the smallest; one replaces another only when it is better by more than
// 1e-6 of it. k = 2 is left out unless it is the only rank.
//
// PANOPLY (Broad Institute), module panoply_nmf.
func Panoply(scores []Score) Opinion {
	u := usable(scores)
	if o, ok := few(scores, u); ok {
		return o
	}
	var o Opinion
	unseen := ""
	if u[0].K == 2 {
		o.Open, u = []int{2}, u[1:]
		unseen = " (k = 2 is not looked at)"
	}
	index := func(s Score) float64 { return math.Pow(s.Dispersion, 1-s.Cophenetic) }
	better := func(s, t Score) bool { return index(s) > index(t)*(1+1e-6) }
	best := u[0]
	for _, s := range u[1:] {
		if better(s, best) {
			best = s
		}
	}
	o.K = best.K
	if len(u) == 1 {
		o.Why, o.Doubt = "it is the only rank that the rule looks at", nothingBeside
		return o
	}
	var equal []int
	for _, s := range u {
		if s.K != best.K && !better(best, s) {
			equal = append(equal, s.K)
		}
	}
	o.Open = append(o.Open, equal...)
	o.Why = fmt.Sprintf("dispersion^(1 − cophenetic) is highest there, %.3f", index(best)) + alike(equal) + unseen
	return o
}
