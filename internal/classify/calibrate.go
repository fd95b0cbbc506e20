package classify

import (
	"math"
	"slices"
)

// left is a sample that was left out, with its subtype.
type left struct {
	fold, sample, subtype int
	scored                *Scored
}

// steepness are the slopes that are tried: from none to that of a rule that is nearly certain.
var steepness = func() []float64 {
	var out []float64
	for i := -4; i <= 20; i++ {
		out = append(out, math.Ldexp(1, i/2)*[]float64{1, math.Sqrt2}[i&1])
	}
	return out
}()

// slopes are of every rule the one by which the subtypes of samples are most likely. Those of
// a fold are not looked at; −1 is none.
func (m *Model) slopes(all []left, without int) []float64 {
	out := make([]float64, rules)
	for r := range out {
		best := math.Inf(1)
		for _, slope := range steepness {
			var loss float64
			for _, l := range all {
				if l.fold == without || l.scored.Scores[r] == nil {
					continue
				}
				p := m.chances(l.scored.Scores[r], slope)[l.subtype]
				loss -= math.Log(max(p, 1e-12))
			}
			if loss < best {
				best, out[r] = loss, slope
			}
		}
		out[r] = rounded(out[r], digits)
	}
	return out
}

// Thresholds of the probability from which one is chosen, untested that of a model that was not
// tested, and the share of the assigned that is to be right.
const (
	leastThreshold, mostThreshold = 0.5, 0.95
	untested                      = 0.9
	wanted                        = 0.95
)

// threshold is the least from which on the assigned of some answers are right as often as wanted,
// the largest where none does.
func threshold(answers []answered) float64 {
	for t := leastThreshold; t < mostThreshold; t += 0.05 {
		right, all := 0, 0
		for _, a := range answers {
			if a.Probability < t || a.Why != "" && a.Why != belowThreshold {
				continue
			}
			all++
			if a.Subtype == a.subtype {
				right++
			}
		}
		if all > 0 && float64(right) >= wanted*float64(all) {
			return rounded(t, 3)
		}
	}
	return mostThreshold
}

// answered is an answer about a sample whose subtype is known.
type answered struct {
	*Answer
	sample, subtype int
}

// answers are those of the rule with slopes that were fitted without the fold of a sample.
func (m *Model) answers(all []left) []answered {
	slopes := map[int][]float64{}
	var out []answered
	for _, l := range all {
		if slopes[l.fold] == nil {
			slopes[l.fold] = m.slopes(all, l.fold)
		}
		own := *m
		own.Slopes, own.Threshold = slopes[l.fold], 0
		out = append(out, answered{own.Answer(l.scored), l.sample, l.subtype})
	}
	t := threshold(out)
	for i, a := range out {
		if a.Why == "" && a.Probability < t {
			out[i].Answer.Assigned, out[i].Answer.Why = false, belowThreshold
		}
	}
	return out
}

// calibrate fits the slopes, the threshold and the limits to samples that were left out, and says
// how the rule did there.
func (m *Model) calibrate(all []left) {
	var of [][]float64
	for _, l := range all {
		of = append(of, l.scored.Measures)
	}
	m.Limits = limits(of)
	m.Slopes = m.slopes(all, -1)
	answers := m.answers(all)
	m.Threshold = threshold(answers)
	m.Test = newTest(answers, m.K)
}

// Bin are samples of like probability.
type Bin struct {
	From     float64 `json:"from"`
	To       float64 `json:"to"`
	Samples  int     `json:"samples"`
	Mean     float64 `json:"mean"`     // probability
	Observed float64 `json:"observed"` // the share of those whose subtype it was
}

var binEdges = []float64{0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1}

// bins are the calibration of answers, those with some.
func bins(answers []answered) []Bin {
	out := make([]Bin, len(binEdges)-1)
	for i := range out {
		out[i].From, out[i].To = binEdges[i], binEdges[i+1]
	}
	for _, a := range answers {
		if a.Subtype < 0 {
			continue
		}
		i := max(0, min(len(out)-1, slices.IndexFunc(binEdges, func(e float64) bool { return e > a.Probability })-1))
		if a.Probability >= 1 {
			i = len(out) - 1
		}
		out[i].Samples++
		out[i].Mean += a.Probability
		if a.Subtype == a.subtype {
			out[i].Observed++
		}
	}
	for i := range out {
		n := float64(max(out[i].Samples, 1))
		out[i].Mean, out[i].Observed = rounded(out[i].Mean/n, digits), rounded(out[i].Observed/n, digits)
	}
	return slices.DeleteFunc(out, func(b Bin) bool { return b.Samples == 0 })
}
