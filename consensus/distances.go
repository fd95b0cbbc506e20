package consensus

import (
	"fmt"
	"math"
)

// Distances are the distances between n samples, every pair i < j once, row by
// row: n(n−1)/2 numbers.
type Distances struct {
	n int
	d []float64
}

// NewDistances returns all-zero distances between n samples.
func NewDistances(n int) Distances { return Distances{n: n, d: make([]float64, n*(n-1)/2)} }

// Samples is the number of samples.
func (d Distances) Samples() int { return d.n }

// At returns the distance of samples i and j, 0 for i = j.
func (d Distances) At(i, j int) float64 {
	if i == j {
		return 0
	}
	return d.d[condensed(d.n, i, j)]
}

// Set changes the distance of samples i ≠ j.
func (d Distances) Set(i, j int, x float64) { d.d[condensed(d.n, i, j)] = x }

// condensed is the position of pair (i, j) of n.
func condensed(n, i, j int) int {
	if i > j {
		i, j = j, i
	}
	if i < 0 || i == j || j >= n {
		panic(fmt.Sprintf("consensus: pair (%d, %d) of %d", i, j, n))
	}
	return i*(2*n-i-1)/2 + j - i - 1
}

// Points are n points in a space of dim dimensions, one after the other.
type Points struct {
	dim int
	x   []float64
}

// NewPoints holds points laid out one after the other, dim numbers each.
func NewPoints(dim int, x []float64) Points {
	if dim < 1 || len(x)%dim != 0 {
		panic(fmt.Sprintf("consensus: %d numbers as points of %d dimensions", len(x), dim))
	}
	return Points{dim: dim, x: x}
}

// Len is the number of points.
func (p Points) Len() int { return len(p.x) / p.dim }

func (p Points) at(i int) []float64 { return p.x[i*p.dim : (i+1)*p.dim] }

// Row is point i, not to be changed.
func (p Points) Row(i int) []float64 { return p.at(i) }

// Some are the points of those numbers.
func (p Points) Some(numbers []int) Points {
	x := make([]float64, 0, len(numbers)*p.dim)
	for _, i := range numbers {
		x = append(x, p.at(i)...)
	}
	return Points{dim: p.dim, x: x}
}

// Distance is the Euclidean distance between two points.
func (p Points) Distance(i, j int) float64 { return math.Sqrt(squared(p.at(i), p.at(j))) }

// DistanceTo is the Euclidean distance of point i to point j of others.
func (p Points) DistanceTo(i int, others Points, j int) float64 {
	return math.Sqrt(squared(p.at(i), others.at(j)))
}

// Euclidean returns the Euclidean distances between points.
func Euclidean(p Points) Distances {
	d := NewDistances(p.Len())
	next := 0
	for i := range d.n {
		for j := i + 1; j < d.n; j++ {
			d.d[next] = math.Sqrt(squared(p.at(i), p.at(j)))
			next++
		}
	}
	return d
}

// squared is the squared Euclidean distance.
func squared(x, y []float64) float64 {
	var s float64
	for a, v := range x {
		d := v - y[a]
		s = math.FMA(d, d, s)
	}
	return s
}
