package markers

import (
	"cmp"
	"slices"
)

// Best is how many genes the lists of a subtype hold at most, in each direction.
const Best = 50

// Direction is that of a gene in a subtype.
type Direction int

// Directions, against all other samples.
const (
	Up   Direction = 1
	Down Direction = -1
)

// Order gives the genes of a subtype in one direction, the best first: those that are higher
// (lower) than in every other subtype by the moderated t against the one that is nearest,
// then the others by the same. Equal ones stand in the order of their names. Genes that are
// not tested, and those that differ in the other direction, are left out.
func Order(all []Statistic, groups, q int, d Direction, names []string) []int {
	var genes []int
	sign := float64(d)
	of := func(g int) *Statistic { return &all[g*groups+q] }
	for g := range names {
		if sign*of(g).T > 0 {
			genes = append(genes, g)
		}
	}
	slices.SortFunc(genes, func(a, b int) int {
		x, y := of(a), of(b)
		return cmp.Or(cmp.Compare(sign*y.LeastT, sign*x.LeastT), cmp.Compare(sign*y.T, sign*x.T),
			cmp.Compare(names[a], names[b]))
	})
	return genes
}
