package genesets

import (
	"cmp"
	"slices"

	"subtype/internal/expr/names"
)

// Units are the genes that sets are about: rows of one symbol are one unit, for which the
// row with the highest level speaks.
type Units struct {
	Names []string
	Row   []int // of each unit: the row that speaks for it
	Of    []int // of each row: its unit

	at map[string]int // every spelling
}

// NewUnits are those of rows with their names, symbols ("": the name stands for it), and
// mean levels.
func NewUnits(genes, symbols []string, levels []float64) *Units {
	u := &Units{Of: make([]int, len(genes)), at: map[string]int{}}
	for g, name := range genes {
		label := cmp.Or(symbols[g], name)
		i, seen := u.at[label]
		if !seen {
			i = len(u.Names)
			u.at[label] = i
			u.Names, u.Row = append(u.Names, label), append(u.Row, g)
		}
		if levels[g] > levels[u.Row[i]] {
			u.Row[i] = g
		}
		u.Of[g] = i
	}
	for g, name := range genes {
		for _, s := range append(names.Spellings(name), names.Spellings(u.Names[u.Of[g]])...) {
			if _, ok := u.at[s]; !ok {
				u.at[s] = u.Of[g]
			}
		}
	}
	return u
}

// Match gives the units that a set names, rising, each once, by any spelling.
func (u *Units) Match(s Set) []int {
	var found []int
	for _, gene := range s.Genes {
		for _, spelling := range names.Spellings(gene) {
			if i, ok := u.at[spelling]; ok {
				found = append(found, i)
				break
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// Labels are the names of units.
func (u *Units) Labels(units []int) []string {
	out := make([]string, len(units))
	for i, g := range units {
		out[i] = u.Names[g]
	}
	return out
}
