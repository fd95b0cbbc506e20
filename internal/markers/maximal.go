package markers

import (
	"cmp"
	"slices"
)

// Maximal are the genes of each column of weights by the criterion of Carmona-Saez and
// others (2006): by falling weight in the column, those that stand before the first that weighs more in
// another.
func Maximal(genes, columns int, weight func(gene, column int) float64) [][]int {
	out := make([][]int, columns)
	order := make([]int, genes)
	for q := range out {
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weight(b, q), weight(a, q)) })
		for _, g := range order {
			most := true
			for r := range columns {
				most = most && weight(g, r) <= weight(g, q)
			}
			if !most || weight(g, q) == 0 {
				break
			}
			out[q] = append(out[q], g)
		}
	}
	return out
}
