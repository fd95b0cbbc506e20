package rank

import (
	"fmt"
	"math"
	"slices"
)

// Gains fills Gain and GainRatio of scores in rising order of k, from their
// residuals and that of the factorisation at rank 1: how much of the residual at
// rank 1 one more metagene takes away on the way to k, and how many times what
// it takes away on the way to the next rank that is. The ratio of the last rank
// is NaN; it is mostRatio at most, also where the residual does not fall any more,
// and 0 where it did not fall on the way to the rank itself.
func Gains(scores []Score, one float64) {
	before, k := one, 1
	for i := range scores {
		s := &scores[i]
		s.Gain = (before - s.Residual) / float64(s.K-k) / one
		before, k = s.Residual, s.K
	}
	for i := range scores {
		s := &scores[i]
		switch {
		case i+1 == len(scores):
			s.GainRatio = math.NaN()
		case s.Gain <= 0:
			s.GainRatio = 0
		case scores[i+1].Gain <= 0:
			s.GainRatio = mostRatio
		default:
			s.GainRatio = min(s.Gain/scores[i+1].Gain, mostRatio)
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
		largest = max(largest, s.Gain)
	}
	u = slices.DeleteFunc(u, func(s Score) bool { return s.Gain < leastGain*largest })
	gain := func(s Score) string {
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
		k, why := LowestPAC(scores)
		return k, why + " (the bend of the residual needs a larger k beside it)"
	}
	why := gain(best)
	if best.PAC > stablePAC {
		return best.K, fmt.Sprintf("%s, the sharpest bend of all, though %s of all pairs of samples are together in some runs and apart in others", why, percent(best.PAC))
	}
	return best.K, fmt.Sprintf("%s: no clear bend (%.1f times), but the sharpest of all", why, clearRatio)
}

func percent(x float64) string { return fmt.Sprintf("%.1f %%", 100*x) }
