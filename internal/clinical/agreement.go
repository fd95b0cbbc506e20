package clinical

import (
	"math"

	"subtype/consensus"
	"subtype/internal/traits"
)

// Agreement is how far a grouping agrees with classes that were given.
type Agreement struct {
	Column      string
	K           int
	N           int     // samples with a class
	Rand        float64 // the adjusted Rand index
	Information float64 // mutual information over the mean of both entropies, 0 to 1
	Best        bool    // no other k has a larger adjusted Rand index
	Cross       Cross   // a row a class
}

// Agree compares groupings, by their number of groups, with every column of categories.
func Agree(columns []traits.Column, ranks []int, groupings [][]int) []Agreement {
	var out []Agreement
	for i := range columns {
		c := &columns[i]
		if !c.Categorical() {
			continue
		}
		first, best := len(out), math.Inf(-1)
		for r, k := range ranks {
			cross := newCross(c.Level, groupings[r], len(c.Levels), k)
			a := Agreement{Column: c.Name, K: k, N: cross.Total, Information: cross.information(), Cross: cross}
			var x, y []int
			for j, l := range c.Level {
				if l >= 0 && groupings[r][j] >= 0 {
					x, y = append(x, l), append(y, groupings[r][j])
				}
			}
			a.Rand = math.NaN()
			if cross.rows > 1 && len(x) > 1 {
				a.Rand = consensus.AdjustedRand(x, y)
			}
			if a.Rand > best {
				best = a.Rand
			}
			out = append(out, a)
		}
		for j := range out[first:] {
			out[first+j].Best = out[first+j].Rand == best
		}
	}
	return out
}

// information is the normalised mutual information; 0 where one side has one group only.
func (c Cross) information() float64 {
	n := float64(c.Total)
	if n == 0 {
		return math.NaN()
	}
	entropy := func(counts []int) (h float64) {
		for _, x := range counts {
			if x > 0 {
				p := float64(x) / n
				h -= float64(p * math.Log(p))
			}
		}
		return h
	}
	mean := (entropy(c.Rows) + entropy(c.Sums)) / 2
	if mean == 0 {
		return 0
	}
	mutual := 0.0
	for l := range c.Counts {
		for q, x := range c.Counts[l] {
			if x > 0 {
				mutual += float64(float64(x) / n * math.Log(float64(x)/c.expected(l, q)))
			}
		}
	}
	return min(1, max(0, mutual/mean))
}
