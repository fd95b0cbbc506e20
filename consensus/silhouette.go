package consensus

import "math"

// Silhouette returns every sample's silhouette width for a grouping (labels
// from 0): with a the mean distance to the other members of its own group and
// b the smallest mean distance to another group,
//
//	s = (b − a) / max(a, b)
//
// 0 for a sample alone in its group, and where a = b. With one group all are 0.
//
// Rousseeuw, J. Comput. Appl. Math. 20:53 (1987), as R's cluster::silhouette.
func Silhouette(d Distances, labels []int) []float64 {
	sizes := sizes(labels)
	sums := make([]float64, len(sizes))
	widths := make([]float64, d.n)
	for i := range widths {
		clear(sums)
		for j, l := range labels {
			if i != j {
				sums[l] += d.d[condensed(d.n, i, j)]
			}
		}
		widths[i] = width(sums, sizes, labels[i])
	}
	return widths
}

// SilhouetteCorrelation returns silhouette widths for the distance 1 − Pearson's
// correlation between n vectors of length dim, as Silhouette. Row d of the
// vectors' matrix (dim × n) is filled into dst by row(d, dst), which is called
// for every d twice, in order. A vector without variance correlates with none:
// its distances are 1.
//
// The distances are never formed: with z the standardised vectors, the mean
// distance from i to a group is 1 − z_i·Σz_j/size, so the work is dim·n·k.
func SilhouetteCorrelation(dim, n int, row func(d int, dst []float64), labels []int) []float64 {
	x := make([]float64, n)
	means, norms := make([]float64, n), make([]float64, n)
	for d := range dim {
		row(d, x)
		for j, v := range x {
			// Welford's update keeps the variance right for large means.
			delta := v - means[j]
			means[j] += delta / float64(d+1)
			norms[j] = math.FMA(delta, v-means[j], norms[j])
		}
	}
	for j, s := range norms {
		// What rounding leaves of a vector without variance is none.
		if s <= 1e-28*float64(dim)*means[j]*means[j] {
			norms[j] = 0
			continue
		}
		norms[j] = 1 / math.Sqrt(s)
	}

	sizes := sizes(labels)
	k := len(sizes)
	dots := make([]float64, n*k) // z_i · Σ z_j of each group
	sums := make([]float64, k)
	for d := range dim {
		row(d, x)
		clear(sums)
		for j, v := range x {
			x[j] = (v - means[j]) * norms[j]
			sums[labels[j]] += x[j]
		}
		for j, z := range x {
			to := dots[j*k : (j+1)*k]
			for g, s := range sums {
				to[g] = math.FMA(z, s, to[g])
			}
		}
	}
	widths := make([]float64, n)
	for i, l := range labels {
		for g := range sums {
			others := float64(sizes[g])
			if g == l { // without the sample itself, whose correlation is 1
				others--
				if norms[i] != 0 {
					dots[i*k+g]--
				}
			}
			sums[g] = others - dots[i*k+g]
			if sums[g] <= rounding*others { // what rounding leaves of no distance
				sums[g] = 0
			}
		}
		widths[i] = width(sums, sizes, l)
	}
	return widths
}

// rounding is a mean distance 1 − r that counts as none.
const rounding = 1e-12

// width is the silhouette width of a sample of group own, given the sums of its
// distances to every group.
func width(sums []float64, sizes []int, own int) float64 {
	if sizes[own] < 2 {
		return 0
	}
	a, b := sums[own]/float64(sizes[own]-1), math.Inf(1)
	for g, s := range sums {
		if g != own && sizes[g] > 0 {
			b = math.Min(b, s/float64(sizes[g]))
		}
	}
	if a == b || math.IsInf(b, 1) {
		return 0
	}
	return (b - a) / math.Max(a, b)
}

func sizes(labels []int) []int {
	s := make([]int, groups(labels))
	for _, l := range labels {
		s[l]++
	}
	return s
}

// Mean is the arithmetic mean, NaN of none: the overall silhouette of a
// grouping from its widths.
func Mean(x []float64) float64 { return mean(x) }

// CalinskiHarabasz returns the index of a grouping of points into k groups,
//
//	[Σ_q n_q ‖c_q − c‖² / (k−1)] / [Σ_q Σ_{j∈q} ‖x_j − c_q‖² / (n−k)]
//
// with c_q the groups' centres and c the centre of all: the larger, the tighter
// and further apart. It is NaN for one group or as many groups as points, and
// +Inf when all points lie on their groups' centres.
//
// Caliński and Harabasz, Communications in Statistics 3:1 (1974).
func CalinskiHarabasz(p Points, labels []int) float64 {
	sizes, n := sizes(labels), p.Len()
	k := 0
	for _, s := range sizes {
		if s > 0 {
			k++
		}
	}
	if k < 2 || k >= n {
		return math.NaN()
	}
	centres := make([]float64, len(sizes)*p.dim)
	centre := make([]float64, p.dim)
	for j, l := range labels {
		for a, x := range p.at(j) {
			centres[l*p.dim+a] += x / float64(sizes[l])
			centre[a] += x / float64(n)
		}
	}
	var between, within float64
	for g, s := range sizes {
		if s > 0 {
			between = math.FMA(float64(s), squared(centres[g*p.dim:(g+1)*p.dim], centre), between)
		}
	}
	for j, l := range labels {
		within += squared(p.at(j), centres[l*p.dim:(l+1)*p.dim])
	}
	return between / float64(k-1) / (within / float64(n-k))
}
