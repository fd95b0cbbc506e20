package consensus

import (
	"math"
	"slices"
)

// Dendrogram is the tree of an agglomerative clustering of n samples, in R's
// terms.
type Dendrogram struct {
	// Merges has n−1 rows in the order in which clusters were merged. −i is
	// sample i−1 (R counts from 1), a positive number the cluster that row
	// made, counted from 1. A sample comes before a cluster, a smaller number
	// before a larger one of the same kind.
	Merges [][2]int
	// Heights are the distances at which the rows merged, never falling but
	// for rounding.
	Heights []float64
	// Order lists the samples from left to right as the tree is drawn.
	Order []int
}

// Cluster builds the tree by average linkage (UPGMA), with R's way through
// ties, so that merges, heights and order are those of hclust(d, "average"):
// every cluster keeps its nearest neighbour among the later ones, the first of
// equally near ones; the first cluster with the smallest such distance is
// merged with its neighbour and takes the lower place; the distances of the
// new cluster are the mean over its members, by the formula of Lance and
// Williams.
//
// Sokal and Michener, Univ. Kansas Sci. Bull. 38:1409 (1958); the order of the
// steps is that of F. Murtagh's routine in R's package stats, described in
// Murtagh, Computational Statistics Quarterly 1:101 (1984).
func Cluster(distances Distances) *Dendrogram { return cluster(distances, nil) }

// cluster is Cluster of n entries that stand for so many samples each; nil is
// one each.
func cluster(distances Distances, weight []int) *Dendrogram {
	n := distances.n
	t := &Dendrogram{}
	if n == 0 {
		return t
	}
	p := places{
		Distances: Distances{n: n, d: slices.Clone(distances.d)},
		size:      make([]float64, n),
		near:      make([]int, n),
		dist:      make([]float64, n),
	}
	node := make([]int, n) // the name in Merges of the cluster at a place
	for i := range n {
		p.size[i], node[i] = 1, -(i + 1)
		if weight != nil {
			p.size[i] = float64(weight[i])
		}
	}
	for i := range n - 1 {
		p.findNearest(i)
	}
	for range n - 1 {
		i := p.closest()
		j, height := p.near[i], p.dist[i]
		t.Merges = append(t.Merges, pair(node[i], node[j]))
		t.Heights = append(t.Heights, height)
		p.merge(i, j)
		node[i] = len(t.Merges)
	}
	t.Order = t.leaves()
	return t
}

// places are the clusters while they are merged: a cluster stands at the place of the
// first of its samples.
type places struct {
	Distances
	size []float64 // members of the cluster at a place; 0: merged away
	near []int     // its nearest neighbour among later places
	dist []float64 // and that distance
}

// findNearest finds the nearest neighbour of the cluster at place i.
func (p *places) findNearest(i int) {
	p.near[i], p.dist[i] = -1, math.Inf(1)
	for j := i + 1; j < p.n; j++ {
		if p.size[j] == 0 {
			continue
		}
		if x := p.d[condensed(p.n, i, j)]; x < p.dist[i] {
			p.near[i], p.dist[i] = j, x
		}
	}
}

// closest is the first place whose nearest neighbour is the nearest of all.
func (p *places) closest() int {
	i := -1
	for c := range p.n - 1 {
		if p.size[c] > 0 && p.near[c] >= 0 && (i < 0 || p.dist[c] < p.dist[i]) {
			i = c
		}
	}
	return i
}

// merge puts the cluster at place j, a later one, to that at place i.
func (p *places) merge(i, j int) {
	p.near[i], p.dist[i] = -1, math.Inf(1)
	for c := range p.n {
		if p.size[c] == 0 || c == i || c == j {
			continue
		}
		at := condensed(p.n, i, c)
		// The conversions keep the two products from being fused with the sum.
		x := (float64(p.size[i]*p.d[at]) + float64(p.size[j]*p.d[condensed(p.n, j, c)])) / (p.size[i] + p.size[j])
		p.d[at] = x
		switch {
		case c > i && x < p.dist[i]:
			p.near[i], p.dist[i] = c, x
		case c < i && x < p.dist[c]:
			p.near[c], p.dist[c] = i, x
		}
	}
	p.size[i] += p.size[j]
	p.size[j] = 0
	for c := range p.n - 1 {
		if p.size[c] > 0 && (p.near[c] == i || p.near[c] == j) {
			p.findNearest(c)
		}
	}
}

// pair puts two cluster names into R's order.
func pair(a, b int) [2]int {
	switch {
	case a < 0 && b < 0: // the lower sample first
		return [2]int{max(a, b), min(a, b)}
	default: // a sample first, else the older cluster
		return [2]int{min(a, b), max(a, b)}
	}
}

// leaves walks the tree from the left.
func (t *Dendrogram) leaves() []int {
	order := make([]int, 0, len(t.Merges)+1)
	if len(t.Merges) == 0 {
		return append(order, 0)
	}
	stack := []int{len(t.Merges)}
	for len(stack) > 0 {
		c := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if c < 0 {
			order = append(order, -c-1)
			continue
		}
		m := t.Merges[c-1]
		stack = append(stack, m[1], m[0])
	}
	return order
}

// Cut returns the k clusters left after the first n−k merges, a label a
// sample, numbered from 0 by first appearance: R's cutree(h, k) less 1. It
// panics unless 1 ≤ k ≤ n.
func (t *Dendrogram) Cut(k int) []int {
	n := len(t.Merges) + 1
	if k < 1 || k > n {
		panic("consensus: a tree cannot be cut into fewer than 1 or more than n clusters")
	}
	top := make([]int, n-k+1) // of a row, from 1: the last row that took it up
	leaf := make([]int, n)    // of a sample: the row it was merged in, 0: none
	for r := n - k; r > 0; r-- {
		if top[r] == 0 {
			top[r] = r
		}
		for _, c := range t.Merges[r-1] {
			if c < 0 {
				leaf[-c-1] = top[r]
			} else {
				top[c] = top[r]
			}
		}
	}
	labels := make([]int, n)
	names := map[int]int{} // top row (or −sample) → label
	for i := range labels {
		name := leaf[i]
		if name == 0 {
			name = -(i + 1)
		}
		label, ok := names[name]
		if !ok {
			label = len(names)
			names[name] = label
		}
		labels[i] = label
	}
	return labels
}

// Gap is the range of heights over which a cut gives k clusters: the height of
// the merge that leaves k−1 less that of the one that left k. k must be from 2
// to n; at k = n the lower height is 0.
func (t *Dendrogram) Gap(k int) float64 {
	upper := t.Heights[len(t.Heights)-k+1]
	if k == len(t.Heights)+1 {
		return upper
	}
	return upper - t.Heights[len(t.Heights)-k]
}

// Cophenetic returns, for every pair of samples, the height at which they first
// share a cluster.
func (t *Dendrogram) Cophenetic() Distances {
	n := len(t.Merges) + 1
	d := NewDistances(n)
	members := make([][]int, n) // of a row, from 1
	of := func(c int) []int {
		if c < 0 {
			return []int{-c - 1}
		}
		return members[c]
	}
	for r, m := range t.Merges {
		a, b := of(m[0]), of(m[1])
		for _, i := range a {
			for _, j := range b {
				d.d[condensed(n, i, j)] = t.Heights[r]
			}
		}
		members[r+1] = append(a, b...)
		for _, c := range m {
			if c > 0 {
				members[c] = nil
			}
		}
	}
	return d
}
