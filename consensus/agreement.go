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
	cells := common(a, b)
	n := 0
	left, right := map[int]int{}, map[int]int{}
	for c, size := range cells {
		left[c[0]] += size
		right[c[1]] += size
		n += size
	}
	if n < 2 {
		return math.NaN()
	}
	both, p, q, all := pairsOf(cells), pairsOf(left), pairsOf(right), float64(n)*float64(n-1)/2
	if p == q && (p == 0 || p == all) {
		return 1
	}
	chance := float64(p * (q / all)) // rounded before it is subtracted, on any processor
	return (both - chance) / ((p+q)/2 - chance)
}

// common is how many samples are in each pair of groups in which any is.
func common(a, b []int) map[[2]int]int {
	cells := map[[2]int]int{}
	// A table is faster by far, and groups are few beside samples but in odd cases.
	rows, columns := 0, 0
	for i := range a {
		rows, columns = max(rows, a[i]+1), max(columns, b[i]+1)
	}
	var table []int
	if few := 4*len(a) + 1024; rows < few && columns < few && rows*columns < few {
		table = make([]int, rows*columns)
	}
	for i := range a {
		switch {
		case a[i] == Absent || b[i] == Absent:
		case table == nil || a[i] < 0 || b[i] < 0:
			cells[[2]int{a[i], b[i]}]++
		default:
			table[a[i]*columns+b[i]]++
		}
	}
	for at, size := range table {
		if size > 0 {
			cells[[2]int{at / columns, at % columns}] = size
		}
	}
	return cells
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
