package survey

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
)

// coefficientShares are the columns of H scaled to sum 1, one after the other.
func coefficientShares(h *mat.Dense) []float64 {
	k, n := h.Dims()
	x := make([]float64, 0, n*k)
	for j := range n {
		var sum float64
		for a := range k {
			sum += h.At(a, j)
		}
		if sum == 0 {
			sum = 1
		}
		for a := range k {
			x = append(x, h.At(a, j)/sum)
		}
	}
	return x
}

// plain is the clustering without consensus: of the samples' coefficients.
type plain struct {
	tree            *consensus.Dendrogram
	labels          []int // of all samples, from 0
	silhouette, gap float64
}

// Tree is the tree of points by average linkage, and the points' groups where it is cut at
// k: of more than EverySample points it is that of so many, evenly spread, and the others
// go to the nearest group.
func Tree(points consensus.Points, k int) (tree *consensus.Dendrogram, labels []int) {
	p := plainTree(points, k)
	return p.tree, p.labels
}

// plainTree clusters points by average linkage and cuts the tree at k. Of more
// than EverySample points it clusters that many, evenly spread over their order;
// every other point goes to the group to whose members its mean distance is
// least, the lower of equal ones. The silhouette is of the points clustered.
func plainTree(points consensus.Points, k int) plain {
	n := points.Len()
	chosen := make([]int, min(n, EverySample))
	for i := range chosen {
		chosen[i] = i * n / len(chosen)
	}
	some := points.Some(chosen)
	d := consensus.Euclidean(some)
	tree := consensus.Cluster(d)
	labels := tree.Cut(k)
	p := plain{tree: tree, labels: labels, gap: math.NaN(), silhouette: math.NaN()}
	if k > 1 {
		p.gap, p.silhouette = tree.Gap(k), consensus.Mean(consensus.Silhouette(d, labels))
	}
	if len(chosen) == n {
		return p
	}
	p.tree = tree.Renamed(chosen)
	p.labels = make([]int, n)
	for i, j := range chosen {
		p.labels[j] = labels[i]
	}
	sizes := make([]float64, k)
	for _, l := range labels {
		sizes[l]++
	}
	sums := make([]float64, k)
	next := 0
	for j := range n {
		if next < len(chosen) && chosen[next] == j {
			next++
			continue
		}
		clear(sums)
		for i, l := range labels {
			sums[l] += points.Distance(j, chosen[i])
		}
		best := math.Inf(1)
		for g, s := range sums {
			if mean := s / sizes[g]; mean < best {
				best, p.labels[j] = mean, g
			}
		}
	}
	return p
}
