package consensus

import "math"

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
	d := Distances{n: n, d: append([]float64(nil), distances.d...)}
	size := make([]float64, n) // members of the cluster at a place; 0: merged away
	node := make([]int, n)     // its name in Merges
	near := make([]int, n)     // its nearest neighbour among later places
	dist := make([]float64, n) // and that distance
	for i := range n {
		size[i], node[i] = 1, -(i + 1)
		if weight != nil {
			size[i] = float64(weight[i])
		}
	}
	nearest := func(i int) {
		near[i], dist[i] = -1, math.Inf(1)
		for j := i + 1; j < n; j++ {
			if size[j] == 0 {
				continue
			}
			if x := d.d[condensed(n, i, j)]; x < dist[i] {
				near[i], dist[i] = j, x
			}
		}
	}
	for i := range n - 1 {
		nearest(i)
	}
	for range n - 1 {
		i := -1
		for c := range n - 1 {
			if size[c] > 0 && near[c] >= 0 && (i < 0 || dist[c] < dist[i]) {
				i = c
			}
		}
		j, height := near[i], dist[i]
		t.Merges = append(t.Merges, pair(node[i], node[j]))
		t.Heights = append(t.Heights, height)

		near[i], dist[i] = -1, math.Inf(1)
		for c := range n {
			if size[c] == 0 || c == i || c == j {
				continue
			}
			at := condensed(n, i, c)
			x := (float64(size[i]*d.d[at]) + float64(size[j]*d.d[condensed(n, j, c)])) / (size[i] + size[j])
			d.d[at] = x
			switch {
			case c > i && x < dist[i]:
				near[i], dist[i] = c, x
			case c < i && x < dist[c]:
				near[c], dist[c] = i, x
			}
		}
		size[i] += size[j]
		size[j] = 0
		node[i] = len(t.Merges)
		for c := range n - 1 {
			if size[c] > 0 && (near[c] == i || near[c] == j) {
				nearest(c)
			}
		}
	}
	t.Order = t.leaves()
	return t
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
