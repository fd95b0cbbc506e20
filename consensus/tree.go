package consensus

import "slices"

// expand turns a tree of entries into one of their samples, which are merged at
// height 0 first.
func (t *Dendrogram) expand(members [][]int) *Dendrogram {
	n := 0
	out := &Dendrogram{}
	node := make([]int, len(members)) // what an entry's samples have become
	for p, samples := range members {
		n += len(samples)
		node[p] = -(samples[0] + 1)
		for _, j := range samples[1:] {
			out.Merges = append(out.Merges, pair(-(j+1), node[p]))
			out.Heights = append(out.Heights, 0)
			node[p] = len(out.Merges)
		}
	}
	before := len(out.Merges)
	name := func(c int) int {
		if c < 0 {
			return node[-c-1]
		}
		return c + before
	}
	for r, m := range t.Merges {
		out.Merges = append(out.Merges, pair(name(m[0]), name(m[1])))
		out.Heights = append(out.Heights, t.Heights[r])
	}
	out.Order = out.leaves()
	return out
}

// Restrict returns the tree of some of the samples, who keep their names: merges
// of which one side has none of them fall away. Its order is that of the whole.
func (t *Dendrogram) Restrict(keep []int) *Dendrogram {
	kept := make([]bool, slices.Max(t.Order)+1)
	for _, j := range keep {
		kept[j] = true
	}
	out := &Dendrogram{}
	node := make([]int, len(t.Merges)+1) // of a row, from 1: what it has become; 0: nothing
	of := func(c int) int {
		switch {
		case c > 0:
			return node[c]
		case kept[-c-1]:
			return c
		}
		return 0
	}
	for r, m := range t.Merges {
		a, b := of(m[0]), of(m[1])
		switch {
		case a == 0 || b == 0:
			node[r+1] = a + b
		default:
			out.Merges, out.Heights = append(out.Merges, [2]int{a, b}), append(out.Heights, t.Heights[r])
			node[r+1] = len(out.Merges)
		}
	}
	for _, j := range t.Order {
		if kept[j] {
			out.Order = append(out.Order, j)
		}
	}
	return out
}

// Renamed returns the tree with sample i called names[i].
func (t *Dendrogram) Renamed(names []int) *Dendrogram {
	out := &Dendrogram{Heights: t.Heights}
	for _, m := range t.Merges {
		for side, c := range m {
			if c < 0 {
				m[side] = -(names[-c-1] + 1)
			}
		}
		out.Merges = append(out.Merges, m)
	}
	for _, j := range t.Order {
		out.Order = append(out.Order, names[j])
	}
	return out
}
