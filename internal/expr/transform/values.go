package transform

import (
	"cmp"
	"slices"
)

// clip makes values below 0 to 0, and counts them.
func clip(x []float64) (clipped int) {
	for j, v := range x {
		if v < 0 {
			x[j] = 0
			clipped++
		}
	}
	return clipped
}

// part is all of a gene's values (sign 0), its up part (+1) or its down part (−1).
// Missing values are missing in both.
func part(x []float64, sign int) []float64 {
	out := slices.Clone(x)
	if sign != 0 {
		for j, v := range x {
			out[j] = max(float64(sign)*v, 0)
		}
	}
	return out
}

// RankWithinSamples replaces values by their rank within the sample, a column, equal
// values sharing the mean rank, divided by the number of genes known there.
//
// Broad GDAC Firehose, mRNAseq_Clustering_CNMF.
func RankWithinSamples(values [][]float64) {
	if len(values) == 0 {
		return
	}
	order := make([]int, 0, len(values))
	rank := make([]float64, len(values))
	for j := range values[0] {
		order = order[:0]
		for i, x := range values {
			if x[j] == x[j] {
				order = append(order, i)
			}
		}
		at := func(i int) float64 { return values[i][j] }
		slices.SortFunc(order, func(a, b int) int { return cmp.Compare(at(a), at(b)) })
		for from := 0; from < len(order); {
			to := from + 1
			for to < len(order) && at(order[to]) == at(order[from]) {
				to++
			}
			for i := from; i < to; i++ {
				rank[i] = float64(from+1+to) / 2 / float64(len(order))
			}
			from = to
		}
		for i, r := range order {
			values[r][j] = rank[i]
		}
	}
}
