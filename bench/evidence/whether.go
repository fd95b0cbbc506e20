package main

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/null"
)

// whether holds a set against sets without groups, and groups it by other methods.
func whether(ctx context.Context, s *set, m *measured) error {
	for k := 2; k <= min(*ranks, len(s.truth)/2-1); k++ {
		m.Ranks = append(m.Ranks, k)
	}
	rows := make([][]float64, len(s.log)) // which are changed
	for i, row := range s.log {
		rows[i] = slices.Clone(row)
	}
	r, err := null.Test(ctx, rows, null.Options{Ranks: m.Ranks, Nulls: *nulls, Threads: 1,
		Rand: func(use string) *rand.Rand { return stream(s.name + use) }})
	if err != nil {
		return err
	}
	m.Z, m.Threshold, m.Called = digits(r.Any.Z), r.Threshold, r.Called
	for _, k := range m.Ranks {
		m.ZOfRank = append(m.ZOfRank, digits(r.Rank(k).Z))
	}
	if s.k > 1 {
		points := components(s.log, 20)
		c := consensus.KMeans(points, s.k, 20, stream(s.name+"kmeans"))
		m.KMeans = digits(consensus.AdjustedRand(c.Labels, s.truth))
		m.Ward = digits(consensus.AdjustedRand(ward(components(s.log, len(s.truth)), s.k), s.truth))
	}
	return nil
}

// digits are as many as anybody needs. What is unknown, which JSON cannot say, is 0.
func digits(x float64) float64 {
	if math.IsNaN(x) {
		return 0
	}
	return math.Round(x*1e4) / 1e4
}

// components are the samples on the strongest principal components.
func components(x [][]float64, most int) consensus.Points {
	n := len(x[0])
	centred := mat.NewDense(len(x), n, nil)
	for i, row := range x {
		mean := 0.0
		for _, v := range row {
			mean += v / float64(n)
		}
		for j, v := range row {
			centred.Set(i, j, v-mean)
		}
	}
	var gram mat.SymDense
	gram.SymOuterK(1, centred.T())
	var eigen mat.EigenSym
	if !eigen.Factorize(&gram, true) {
		panic("evidence: no eigenvalues")
	}
	values := eigen.Values(nil) // rising
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	most = min(most, n-1)
	points := make([]float64, n*most)
	for j := range n {
		for a := range most {
			points[j*most+a] = vectors.At(j, n-1-a) * math.Sqrt(max(0, values[n-1-a]))
		}
	}
	return consensus.NewPoints(most, points)
}

// ward cuts the tree of Ward's clustering at k groups.
func ward(points consensus.Points, k int) []int {
	n := points.Len()
	d, size := make([][]float64, n), make([]float64, n)
	labels, alive := make([]int, n), make([]int, n)
	for i := range d {
		size[i], labels[i], alive[i] = 1, i, i
		d[i] = make([]float64, n)
		for j := range n {
			x := points.Distance(i, j)
			d[i][j] = x * x
		}
	}
	for len(alive) > k {
		a, b, least := 0, 0, math.Inf(1)
		for x, i := range alive {
			for _, j := range alive[:x] {
				if d[i][j] < least {
					a, b, least = j, i, d[i][j]
				}
			}
		}
		for _, c := range alive {
			x := ((size[a]+size[c])*d[a][c] + (size[b]+size[c])*d[b][c] - size[c]*least) / (size[a] + size[b] + size[c])
			d[a][c], d[c][a] = x, x
		}
		size[a] += size[b]
		for i, l := range labels {
			if l == b {
				labels[i] = a
			}
		}
		alive = slices.DeleteFunc(alive, func(i int) bool { return i == b })
	}
	for i, l := range labels {
		labels[i] = slices.Index(alive, l)
	}
	return labels
}
