package lineage

import (
	"slices"

	"subtype/consensus"
)

// Grouping is that of one rank: the subtype of every sample, from 0 to K−1.
type Grouping struct {
	K        int
	Subtypes []int
}

// Flow is the samples that a subtype has in common with one of the next rank surveyed.
// Subtypes are counted from 0.
type Flow struct{ Rank, Subtype, NextRank, NextSubtype, Samples int }

// Lineage is what becomes of subtypes along the ranks.
type Lineage struct {
	Ranks  []int  // rising
	Chosen int    // the rank that colours come from
	Flows  []Flow // by rank, subtype and next subtype; none is of 0 samples

	sizes  [][]int // of the subtypes, by rank, like these:
	colors [][]int
	order  [][]int
}

// New compares groupings of the same samples, their ranks rising, with neighbours.
func New(groupings []Grouping, chosen int) *Lineage {
	l := &Lineage{Chosen: chosen}
	var common [][][]float64 // common[i][a][b]: samples in a at rank i and in b at the next
	for i, g := range groupings {
		l.Ranks = append(l.Ranks, g.K)
		sizes := make([]int, g.K)
		for _, q := range g.Subtypes {
			sizes[q]++
		}
		l.sizes = append(l.sizes, sizes)
		if i > 0 {
			common = append(common, inCommon(groupings[i-1], g))
		}
	}
	for i, table := range common {
		for a, row := range table {
			for b, n := range row {
				if n > 0 {
					l.Flows = append(l.Flows, Flow{l.Ranks[i], a, l.Ranks[i+1], b, int(n)})
				}
			}
		}
	}
	l.colors = colors(l.sizes, common, slices.Index(l.Ranks, chosen))
	l.order = untangled(l.sizes, common)
	return l
}

// inCommon counts the samples that subtypes of two groupings have in common.
func inCommon(from, to Grouping) [][]float64 {
	table := make([][]float64, from.K)
	for a := range table {
		table[a] = make([]float64, to.K)
	}
	for j, a := range from.Subtypes {
		table[a][to.Subtypes[j]]++
	}
	return table
}

// Sizes are the numbers of samples of the subtypes at a rank.
func (l *Lineage) Sizes(k int) []int { return l.sizes[slices.Index(l.Ranks, k)] }

// Color is the number of the colour of a subtype, from 0.
func (l *Lineage) Color(k, subtype int) int { return l.colors[slices.Index(l.Ranks, k)][subtype] }

// Colors is how many colours there are at all ranks together.
func (l *Lineage) Colors() int {
	most := 0
	for _, c := range l.colors {
		most = max(most, slices.Max(c)+1)
	}
	return most
}

// Order is the order of the subtypes at a rank in which the fewest samples cross on
// their way to the neighbouring ranks, as far as that was found.
func (l *Lineage) Order(k int) []int { return l.order[slices.Index(l.Ranks, k)] }

// Distinct is how many colours can be told apart.
const Distinct = 20

// colors are numbers of colours of the subtypes, rank by rank. Subtype i of the chosen
// rank has colour i. From there outwards, subtypes take the colours of those of the rank
// before that match them: each one at most, so that as many samples as possible lie in
// matching ones. Those that share no sample with their match, or have none, take colours
// that are new.
func colors(sizes [][]int, common [][][]float64, chosen int) [][]int {
	out := make([][]int, len(sizes))
	out[chosen] = make([]int, len(sizes[chosen]))
	for q := range out[chosen] {
		out[chosen][q] = q
	}
	for i := chosen + 1; i < len(sizes); i++ {
		out[i] = inherited(out[i-1], common[i-1], out)
	}
	for i := chosen - 1; i >= 0; i-- {
		out[i] = inherited(out[i+1], transposed(common[i]), out)
	}
	return out
}

// inherited are the colours of a rank, given those of its neighbour and the samples in
// common, by subtype of the neighbour and of the rank. used are those of all ranks so far.
func inherited(from []int, common [][]float64, used [][]int) []int {
	k := len(common[0])
	own := slices.Repeat([]int{-1}, k)
	pair := func(a, b int) {
		if common[a][b] > 0 {
			own[b] = from[a]
		}
	}
	if len(from) <= k {
		for a, b := range consensus.Assign(common) {
			pair(a, b)
		}
	} else {
		for b, a := range consensus.Assign(transposed(common)) {
			pair(a, b)
		}
	}
	for b := range own {
		if own[b] < 0 {
			own[b] = free(own, used)
		}
	}
	return own
}

// free is the lowest colour that no subtype of any rank has; where that could not be told
// from another one, the lowest that no subtype of this rank has.
func free(own []int, used [][]int) int {
	c := 0
	taken := func(all []int) bool { return slices.Contains(all, c) }
	for taken(own) || slices.ContainsFunc(used, taken) {
		c++
	}
	if c < Distinct {
		return c
	}
	for c = 0; taken(own); {
		c++
	}
	return c
}

func transposed(table [][]float64) [][]float64 {
	out := make([][]float64, len(table[0]))
	for b := range out {
		for _, row := range table {
			out[b] = append(out[b], row[b])
		}
	}
	return out
}
