package rank

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
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
	ClearRatio = 1.5 // times what the next rank gains
	StablePAC  = 0.1 // share of ambiguous pairs at most
	leastGain  = 0.1 // of the largest gain: below is noise, whose ratios mean nothing
)

// Elbow chooses the largest k at which the residual's curve has a clear bend and
// few pairs of samples are ambiguous: one more metagene improves the fit ClearRatio
// times as much as the next one would, which is at least leastGain of the largest
// improvement, and at most StablePAC of the pairs have a consensus between 0.1 and
// 0.9. Where no k is such, it takes the sharpest bend, with a doubt.
//
// Looking for the bend is Hutchins et al., Bioinformatics 24:2684 (2008), made
// precise; the bound on ambiguous pairs is that of the R package cola.
func Elbow(scores []Score) Opinion {
	u := usable(scores)
	if len(u) == 0 {
		return Opinion{Why: nothingUsable}
	}
	largest := 0.0
	for _, s := range u {
		if math.IsNaN(s.Gain) {
			return Opinion{Why: "one group explains the whole matrix already"}
		}
		largest = max(largest, s.Gain)
	}
	if len(scores) == 1 {
		return Opinion{K: u[0].K, Why: onlySurveyed}
	}
	var o Opinion
	seen := 0
	for _, s := range u {
		if math.IsNaN(s.GainRatio) {
			o.Open = append(o.Open, s.K)
		} else {
			seen++
		}
	}
	u = slices.DeleteFunc(u, func(s Score) bool { return s.Gain < leastGain*largest })
	for i := len(u) - 1; i >= 0; i-- {
		if s := u[i]; s.GainRatio >= ClearRatio && s.PAC <= StablePAC {
			few := ""
			if s.PAC >= leastShown {
				few = "only "
			}
			o.K, o.Why = s.K, gain(s)+", and "+few+ambiguous(s.PAC)
			return o
		}
	}
	if s, ok := argmax(u, func(s Score) float64 { return s.GainRatio }); ok {
		o.sharpest(s, seen)
		return o
	}
	o = LowestPAC(scores)
	o.Doubt = "no bend of the residual can be seen, as for that the rank before and the rank after must be surveyed"
	if seen > 0 {
		o.Doubt = "where a bend of the residual can be seen the fit hardly improves"
	}
	return o
}

// sharpest takes a rank whose bend is not clear, or whose consensus is ambiguous;
// seen is at how many ranks a bend could be.
func (o *Opinion) sharpest(s Score, seen int) {
	o.K, o.Why = s.K, "the residual bends most there: "+gain(s)
	if seen == 1 {
		o.Why = "only there could a bend of the residual be seen: " + gain(s)
	}
	var doubts []string
	if s.GainRatio < ClearRatio {
		doubts = append(doubts, fmt.Sprintf("a clear bend would be %.1f times", ClearRatio))
	}
	if s.PAC > StablePAC {
		doubts = append(doubts, fmt.Sprintf("%s, more than the %.0f %% that the rule allows", ambiguous(s.PAC),
			100*StablePAC))
	}
	o.Doubt = strings.Join(doubts, ", and ")
}

// gain says how sharp the residual's bend at a rank is.
func gain(s Score) string {
	switch {
	case s.GainRatio >= mostRatio:
		return fmt.Sprintf("the step to %d groups improves the fit, and the next step hardly any more", s.K)
	case s.GainRatio == 0:
		return fmt.Sprintf("the step to %d groups does not improve the fit", s.K)
	}
	return fmt.Sprintf("the step to %d groups improves the fit %s times as much as the next step would", s.K,
		Apart(s.GainRatio, ClearRatio, 1))
}

// leastShown is the share from which a percentage with one decimal says how many.
const leastShown = 0.0005

// ambiguous says how many pairs of samples are, from PAC.
func ambiguous(pac float64) string {
	switch {
	case pac == 0:
		return "no pair of samples has a consensus between 0.1 and 0.9"
	case pac < leastShown:
		return "less than 0.1 % of the pairs of samples have a consensus between 0.1 and 0.9"
	}
	return Apart(100*pac, 100*StablePAC, 1) + " % of the pairs of samples have a consensus between 0.1 and 0.9"
}

// Apart writes a number with as many digits, from the given number on, as tell it
// from the bound that it was held against.
func Apart(x, bound float64, digits int) string {
	for ; ; digits++ {
		s := strconv.FormatFloat(x, 'f', digits, 64)
		if digits >= 9 || x == bound || s != strconv.FormatFloat(bound, 'f', digits, 64) {
			return s
		}
	}
}
