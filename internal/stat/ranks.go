package stat

import (
	"cmp"
	"math"
	"slices"
)

// Ranks gives the ranks of values from 1, mean ranks to equal ones, and the sum of t³ − t
// over the groups of t equal values. A value that is not a number is not allowed.
func Ranks(x []float64) (ranks []float64, ties float64) {
	ranks = make([]float64, len(x))
	return ranks, RanksInto(ranks, make([]int, len(x)), x)
}

// RanksInto is Ranks into memory that is there: order is overwritten with the numbers of the
// values from the least on.
func RanksInto(ranks []float64, order []int, x []float64) (ties float64) {
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Or(cmp.Compare(x[i], x[j]), i-j) })
	for from := 0; from < len(order); {
		to := from + 1
		for to < len(order) && x[order[to]] == x[order[from]] {
			to++
		}
		mean := float64(from+to+1) / 2
		for _, i := range order[from:to] {
			ranks[i] = mean
		}
		t := float64(to - from)
		ties += t * (t*t - 1)
		from = to
	}
	return ties
}

// Adjusted are p-values adjusted by Benjamini and Hochberg for the false discovery rate,
// as R's p.adjust gives them: a p that is not a number stays so and is not counted.
func Adjusted(p []float64) []float64 {
	var order []int
	for i, x := range p {
		if !math.IsNaN(x) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	out := slices.Clone(p)
	least := 1.0
	for r := len(order) - 1; r >= 0; r-- {
		least = min(least, float64(len(order))/float64(r+1)*p[order[r]])
		out[order[r]] = least
	}
	return out
}

// KruskalWallis tests whether groups of values have the same location; group gives the
// number of the group of each value. Groups without values are not counted. H is divided by
// its correction for ties, as in R's kruskal.test. With fewer than two groups, or where all
// values are equal, nothing can be tested and p is not a number.
func KruskalWallis(x []float64, group []int, groups int) (h float64, df int, p float64) {
	ranks, ties := Ranks(x)
	sums, sizes := make([]float64, groups), make([]float64, groups)
	for i, g := range group {
		sums[g] += ranks[i]
		sizes[g]++
	}
	n, sum := float64(len(x)), 0.0
	df = -1
	for g, s := range sums {
		if sizes[g] > 0 {
			df++
			sum += s * s / sizes[g]
		}
	}
	if df < 1 || n < 2 || ties == n*(n*n-1) {
		return math.NaN(), max(df, 0), math.NaN()
	}
	h = (12*sum/(n*(n+1)) - float64(3*(n+1))) / (1 - ties/(n*(n*n-1)))
	h = max(h, 0)
	return h, df, ChiSquareTail(h, float64(df))
}
