package rank

import (
	"fmt"
	"math"
	"slices"
)

// Gains fills Gain and GainRatio of scores in rising order of k, from their
// residuals and that of the factorisation at rank 1: how much of the residual at
// rank 1 one more metagene takes away on the way to k, and how many times what
// it takes away on the way to k + 1 that is.
//
// The ratio is NaN unless k − 1 and k + 1 were surveyed too (rank 1 counts as
// surveyed): gains over wider steps are larger the earlier they are. It is mostRatio
// at most, also where the residual does not fall any more, and 0 where it did not
// fall on the way to k. A residual of NaN at rank 1 says that one metagene explains
// everything: then nothing is defined.
func Gains(scores []Score, one float64) {
	before, k := one, 1
	for i := range scores {
		s := &scores[i]
		s.Gain = (before - s.Residual) / float64(s.K-k) / one
		if i > 0 && math.IsNaN(one) {
			s.Gain = math.NaN()
		}
		s.GainRatio = math.NaN()
		if s.K != k+1 {
			before, k = s.Residual, s.K
			continue
		}
		before, k = s.Residual, s.K
		if i+1 == len(scores) || scores[i+1].K != k+1 {
			continue
		}
		switch next := (s.Residual - scores[i+1].Residual) / one; {
		case s.Gain <= 0:
			s.GainRatio = 0
		case next <= 0:
			s.GainRatio = mostRatio
		default:
			s.GainRatio = min(s.Gain/next, mostRatio)
		}
	}
}

const mostRatio = 100

// What a rank must have to be the elbow; docs/rank-rules.md says why.
const (
	clearRatio = 1.5 // times what the next rank gains
	stablePAC  = 0.1 // share of ambiguous pairs at most
	leastGain  = 0.1 // of the largest gain: below is noise, whose ratios mean nothing
)

// Elbow chooses the largest k at which the residual's curve has a clear bend and
// the consensus is stable: one more metagene improves the fit clearRatio times as
// much as the next one would, which is at least leastGain of the largest
// improvement, and at most stablePAC of the pairs of samples are ambiguous. Where
// no k is such, it takes the sharpest bend.
//
// Looking for the bend is Hutchins et al., Bioinformatics 24:2684 (2008), made
// precise; the bound on ambiguous pairs is that of the R package cola.
func Elbow(scores []Score) (int, string) {
	u := usable(scores)
	if len(u) == 0 {
		return 0, nothingUsable
	}
	largest := 0.0
	for _, s := range u {
		if math.IsNaN(s.Gain) {
			return 0, "one metagene explains the whole matrix already"
		}
		largest = max(largest, s.Gain)
	}
	u = slices.DeleteFunc(u, func(s Score) bool { return s.Gain < leastGain*largest })
	gain := func(s Score) string {
		if s.GainRatio >= mostRatio {
			return fmt.Sprintf("the step to %d metagenes improves the fit, and the next step hardly any more", s.K)
		}
		return fmt.Sprintf("the step to %d metagenes improves the fit %.1f times as much as the next step would", s.K, s.GainRatio)
	}
	for i := len(u) - 1; i >= 0; i-- {
		if s := u[i]; s.GainRatio >= clearRatio && s.PAC <= stablePAC {
			few := "hardly any pair of samples is"
			if s.PAC >= 0.0005 {
				few = "only " + percent(s.PAC) + " of all pairs of samples are"
			}
			return s.K, fmt.Sprintf("%s, and %s together in some runs and apart in others", gain(s), few)
		}
	}
	best, ok := argmax(u, func(s Score) float64 { return s.GainRatio })
	if !ok {
		if len(scores) == 1 {
			return scores[0].K, "it is the only rank surveyed"
		}
		k, why := LowestPAC(scores)
		return k, why + " (to see a bend of the residual, the rank before and the rank after must be surveyed)"
	}
	why := gain(best)
	if best.PAC > stablePAC {
		return best.K, fmt.Sprintf("%s, the sharpest bend of all, though %s of all pairs of samples are together in some runs and apart in others", why, percent(best.PAC))
	}
	return best.K, fmt.Sprintf("the step to %d metagenes improves the fit %.2f times as much as the next step would: no clear bend, which would be %.1f times, but the sharpest of all", best.K, best.GainRatio, clearRatio)
}

func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }
