package stat

import "math"

// RankSum is the test of Mann, Whitney and Wilcoxon for two groups of given sizes, as R's
// wilcox.test does it: exact where both have fewer than 50 values and none are equal, else
// the normal approximation with the corrections for ties and for continuity.
type RankSum struct {
	n1, n2 int
	counts []float64 // of each W, where it may be exact
	all    float64
}

const exactBelow = 50

// NewRankSum is the test for n1 values against n2 others.
func NewRankSum(n1, n2 int) *RankSum {
	r := &RankSum{n1: n1, n2: n2}
	if n1 < 1 || n2 < 1 || n1 >= exactBelow || n2 >= exactBelow {
		return r
	}
	// The numbers of ways to get W are the coefficients of the Gaussian binomial, the
	// product of (1 − q^(n2+i))/(1 − qⁱ) for i from 1 to n1.
	r.counts = make([]float64, n1*n2+1)
	r.counts[0] = 1
	for i := 1; i <= n1; i++ {
		for w := len(r.counts) - 1; w >= n2+i; w-- {
			r.counts[w] -= r.counts[w-n2-i]
		}
		for w := i; w < len(r.counts); w++ {
			r.counts[w] += r.counts[w-i]
		}
	}
	for _, c := range r.counts {
		r.all += c
	}
	return r
}

// Result of a test: W is the number of pairs in which the value of the first group is the
// larger, half a pair where they are equal; the area under the ROC curve is W/(n1 n2).
type Result struct{ W, AUC, P float64 }

// Test tests the ranks of the first group, given their sum among all values, and the sum of
// t³ − t over groups of t equal values. P is two-sided; not a number where all are equal.
func (r *RankSum) Test(sum, ties float64) Result {
	n1, n2 := float64(r.n1), float64(r.n2)
	w := sum - n1*(n1+1)/2
	out := Result{W: w, AUC: w / (n1 * n2), P: math.NaN()}
	switch {
	case r.n1 < 1 || r.n2 < 1:
		out.AUC = math.NaN()
	case r.counts != nil && ties == 0:
		out.P = r.exact(int(w))
	default:
		n := n1 + n2
		z := w - n1*n2/2
		sd := math.Sqrt(n1 * n2 / 12 * (n + 1 - ties/(n*(n-1))))
		if sd == 0 {
			return out
		}
		if z > 0 {
			z -= 0.5
		} else if z < 0 {
			z += 0.5
		}
		out.P = TwoSided(NormalTail, z/sd)
	}
	return out
}

func (r *RankSum) exact(w int) float64 {
	w = min(w, len(r.counts)-1-w) // both tails are alike
	sum := 0.0
	for _, c := range r.counts[:w+1] {
		sum += c
	}
	return min(1, 2*sum/r.all)
}

// MannWhitney tests x against y.
func MannWhitney(x, y []float64) Result {
	all := append(append([]float64(nil), x...), y...)
	ranks, ties := Ranks(all)
	sum := 0.0
	for i := range x {
		sum += ranks[i]
	}
	return NewRankSum(len(x), len(y)).Test(sum, ties)
}
