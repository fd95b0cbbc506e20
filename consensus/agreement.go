package consensus

import (
	"fmt"
	"math"
)

// AdjustedRand returns the adjusted Rand index of two groupings of the same samples,
//
//	[Σ_ij C(n_ij,2) − e] / [½ (Σ_i C(a_i,2) + Σ_j C(b_j,2)) − e],   e = Σ_i C(a_i,2) · Σ_j C(b_j,2) / C(n,2)
//
// with C(x,2) = x(x−1)/2, n_ij the samples in group i of the one and j of the other, a_i
// and b_j those in each: 1 where the groupings are the same, 0 on average where they
// have nothing to do with each other, and less than 0 where they agree less than that.
// Samples that are Absent from one of them are left out. Two groupings that both hold
// every sample apart, or all together, are the same, so 1; the formula would be 0/0. It
// is NaN for fewer than two samples, of which there is no pair. It panics when the
// groupings are of different numbers of samples.
//
// Hubert and Arabie, Journal of Classification 2:193 (1985), as R's
// mclust::adjustedRandIndex, which gives NaN for all samples apart.
func AdjustedRand(a, b []int) float64 {
	if len(a) != len(b) {
		panic(fmt.Sprintf("consensus: groupings of %d and of %d samples", len(a), len(b)))
	}
	common, left, right := map[[2]int]int{}, map[int]int{}, map[int]int{}
	n := 0
	for i := range a {
		if a[i] != Absent && b[i] != Absent {
			common[[2]int{a[i], b[i]}]++
			left[a[i]]++
			right[b[i]]++
			n++
		}
	}
	if n < 2 {
		return math.NaN()
	}
	both, p, q, all := pairsOf(common), pairsOf(left), pairsOf(right), float64(n)*float64(n-1)/2
	if p == q && (p == 0 || p == all) {
		return 1
	}
	chance := float64(p * (q / all)) // rounded before it is subtracted, on any processor
	return (both - chance) / ((p+q)/2 - chance)
}

// pairsOf is the number of pairs within groups of some sizes: whole numbers, whose sum
// is exact in any order.
func pairsOf[K comparable](sizes map[K]int) float64 {
	pairs := 0
	for _, s := range sizes {
		pairs += s * (s - 1) / 2
	}
	return float64(pairs)
}
