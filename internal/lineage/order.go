package lineage

import (
	"cmp"
	"slices"
)

// rounds is how often the ranks are gone through in both directions.
const rounds = 12

// untangled orders the subtypes of every rank so that few samples cross on their way to
// the next: each goes to the barycentre of the subtypes that its samples come from, from
// the first rank to the last, then where they go to, and back, as often as rounds says.
// Of all orders met it is that with the fewest crossings, the first of equal ones.
//
// Sugiyama, Tagawa and Toda, IEEE Transactions on Systems, Man, and Cybernetics 11:109
// (1981).
func untangled(sizes [][]int, common [][][]float64) [][]int {
	order := make([][]int, len(sizes))
	for i := range order {
		order[i] = make([]int, len(sizes[i]))
		for q := range order[i] {
			order[i][q] = q
		}
	}
	back := make([][][]float64, len(common))
	for i := range common {
		back[i] = transposed(common[i])
	}
	best, fewest := cloned(order), crossings(order, common)
	keep := func() {
		if n := crossings(order, common); n < fewest {
			best, fewest = cloned(order), n
		}
	}
	for range rounds {
		for i := 1; i < len(order); i++ {
			settle(order[i], order[i-1], sizes[i-1], back[i-1])
		}
		keep()
		for i := len(order) - 2; i >= 0; i-- {
			settle(order[i], order[i+1], sizes[i+1], common[i])
		}
		keep()
	}
	return best
}

func cloned(order [][]int) [][]int {
	out := make([][]int, len(order))
	for i, o := range order {
		out[i] = slices.Clone(o)
	}
	return out
}

// settle sorts the subtypes of a rank by their barycentres at a neighbouring one. Numbers
// are whole and so small that products of them are exact: ties are ties.
func settle(order, beside, sizes []int, common [][]float64) {
	middle := make([]float64, len(sizes)) // of each subtype beside, in half samples
	at := 0
	for _, b := range beside {
		middle[b] = float64(2*at + sizes[b])
		at += sizes[b]
	}
	sum, of := make([]float64, len(order)), make([]float64, len(order))
	for a := range sum {
		for b, n := range common[a] {
			sum[a] += float64(n * middle[b])
			of[a] += n
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(float64(sum[a]*of[b]), float64(sum[b]*of[a])) })
}

// crossings is how many pairs of samples cross between neighbouring ranks.
func crossings(order [][]int, common [][][]float64) float64 {
	var total float64
	for i, table := range common {
		above := make([]float64, len(order[i+1])) // samples of the subtypes passed that end at a place or before it
		for _, a := range order[i] {
			var sum, crossed float64
			for p, b := range order[i+1] {
				n := table[a][b]
				// Those passed that end below this place cross these.
				crossed += float64(n * (above[len(above)-1] - above[p]))
				sum += n
				above[p] += sum
			}
			total += crossed
		}
	}
	return total
}
