package consensus

import (
	"math"
	"slices"
)

// BySize renames a grouping so that group 0 is the largest, groups of the same
// size in the order of their first samples.
func BySize(labels []int) []int {
	count := sizes(labels)
	first := make([]int, len(count))
	for i := len(labels) - 1; i >= 0; i-- {
		first[labels[i]] = i
	}
	order := make([]int, len(count))
	for g := range order {
		order[g] = g
	}
	slices.SortFunc(order, func(a, b int) int {
		if count[a] != count[b] {
			return count[b] - count[a]
		}
		return first[a] - first[b]
	})
	name := make([]int, len(count))
	for new, old := range order {
		name[old] = new
	}
	return rename(labels, name)
}

// Match returns, for every group of labels (from 0 to k−1), a group of the
// reference, each once, so that as many samples as possible lie in matching
// groups. Of equally good matchings it is the one that gives group 0 the lowest
// partner, then group 1, and so on.
func Match(labels, reference []int, k int) []int {
	common := make([][]float64, k)
	for g := range common {
		common[g] = make([]float64, k)
	}
	for i, l := range labels {
		common[l][reference[i]]++
	}
	return Assign(common)
}

// Assign returns a column for every row of a table with as many columns as rows or
// more, each at most once, so that the sum of the entries there is as large as it can
// be. Entries are whole numbers from 0 on, so that sums are exact; those of the rows must
// stay below 1e15 together. Of equally good choices it is the one with the lowest column
// for row 0, then for row 1, and so on.
func Assign(gain [][]float64) []int {
	table := make([][]float64, len(gain[0])) // square: further rows gain nothing anywhere
	for g := range table {
		table[g] = make([]float64, len(table))
		if g < len(gain) {
			copy(table[g], gain[g])
		}
	}
	// Fix partners one by one, from the lowest, as long as the total can still
	// be reached.
	best := assign(table)
	partner := make([]int, len(gain))
	taken := make([]bool, len(table))
	for g := range partner {
		for p := range table {
			if taken[p] {
				continue
			}
			saved := slices.Clone(table[g])
			for q := range table[g] {
				if q != p {
					table[g][q] = math.Inf(-1)
				}
			}
			if assign(table) == best {
				partner[g], taken[p] = p, true
				break
			}
			copy(table[g], saved)
		}
	}
	return partner
}

// Rename replaces label l by partner[l].
func Rename(labels, partner []int) []int { return rename(labels, partner) }

func rename(labels, name []int) []int {
	out := make([]int, len(labels))
	for i, l := range labels {
		out[i] = name[l]
	}
	return out
}

// assign returns the largest total of a one-to-one assignment of rows to
// columns of a square table, by successive shortest augmenting paths.
//
// Kuhn, Naval Research Logistics Quarterly 2:83 (1955); in the O(k³) form of
// Jonker and Volgenant, Computing 38:325 (1987).
func assign(gain [][]float64) float64 {
	k := len(gain)
	const forbidden = 1e15 // above any total of counts
	cost := func(i, j int) float64 {
		if math.IsInf(gain[i][j], -1) {
			return forbidden
		}
		return -gain[i][j]
	}
	u, v := make([]float64, k+1), make([]float64, k+1) // duals of rows and columns
	row := make([]int, k+1)                            // of a column, from 1; 0: free
	way := make([]int, k+1)
	for i := 1; i <= k; i++ {
		row[0] = i
		slack := make([]float64, k+1)
		used := make([]bool, k+1)
		for j := range slack {
			slack[j] = math.Inf(1)
		}
		at := 0
		for row[at] != 0 {
			used[at] = true
			step, next := math.Inf(1), 0
			for j := 1; j <= k; j++ {
				if used[j] {
					continue
				}
				if c := cost(row[at]-1, j-1) - u[row[at]] - v[j]; c < slack[j] {
					slack[j], way[j] = c, at
				}
				if slack[j] < step {
					step, next = slack[j], j
				}
			}
			for j := range slack {
				if used[j] {
					u[row[j]] += step
					v[j] -= step
				} else {
					slack[j] -= step
				}
			}
			at = next
		}
		for at != 0 {
			row[at] = row[way[at]]
			at = way[at]
		}
	}
	var total float64
	for j := 1; j <= k; j++ {
		total += gain[row[j]-1][j-1]
	}
	return total
}
