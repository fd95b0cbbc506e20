package null

import (
	"math"
	"math/rand/v2"
	"slices"

	"subtype/consensus"
	"subtype/internal/kernel"
)

// points are samples on principal components, strongest first: sample j has
// coordinate scores[c][j]·sizes[c] on component c. Scores of a component have length
// 1, and those of two components are orthogonal.
type points struct {
	scores [][]float64
	sizes  []float64 // singular values, falling
}

// centred takes every gene's mean away, in place, and gives values that are missing that mean.
func centred(rows [][]float64) [][]float64 {
	for _, row := range rows {
		sum, known := 0.0, 0.0
		for _, v := range row {
			if !math.IsNaN(v) {
				sum += v
				known++
			}
		}
		mean := sum / max(known, 1)
		for j, v := range row {
			if row[j] = 0; !math.IsNaN(v) {
				row[j] = v - mean
			}
		}
	}
	return rows
}

// principal are the strongest principal components of centred rows: of XᵀX by
// Lanczos' iteration with full reorthogonalisation, until the residual of each is
// below 1e-11 of the largest eigenvalue or the space is exhausted. Those of less
// than 1e-10 of the largest are left out.
//
// Golub and Van Loan, Matrix Computations, 4th ed. (2013), chapter 10.
func principal(x [][]float64, rng *rand.Rand) points {
	n := len(x[0])
	packed := kernel.NewPanels(n, len(x))
	largest := 0.0
	for _, row := range x {
		for _, v := range row {
			largest = max(largest, math.Abs(v))
		}
	}
	for i, row := range x {
		for j, v := range row {
			packed.Set(j, i, v/max(largest, math.SmallestNonzeroFloat64)) // squares stay in range
		}
	}
	var p points
	values, vectors := leading(n, components, rng, func(z, q []float64) { squareTimes(z, packed, q) })
	for a, v := range values {
		if !(v > 1e-10*values[0]) {
			break
		}
		p.scores, p.sizes = append(p.scores, vectors[a]), append(p.sizes, math.Sqrt(v)*largest)
	}
	return p
}

// Components are the strongest principal components of expression, a row a gene, strongest
// first: of each the coordinate of every sample, and its share of the sum of squares about
// the genes' means. NaN stands for a gene's mean. Means are taken away from rows.
func Components(rows [][]float64, most int, rng *rand.Rand) (coordinates [][]float64, shares []float64) {
	x := centred(rows)
	all := 0.0
	for _, row := range x {
		all += dot(row, row)
	}
	if all == 0 {
		return nil, nil
	}
	p := principal(x, rng)
	for c, size := range p.sizes[:min(most, len(p.sizes))] {
		row := slices.Clone(p.scores[c])
		least, largest := slices.Min(row), slices.Max(row)
		if -least > largest { // a sign that does not depend on rounding
			size = -size
		}
		for j := range row {
			row[j] *= size
		}
		coordinates, shares = append(coordinates, row), append(shares, size*size/all)
	}
	return coordinates, shares
}

// squareTimes sets z to XᵀX q, where an output of the panels is a sample.
func squareTimes(z []float64, x *kernel.Panels, q []float64) {
	y := make([]float64, x.Inner())
	for b := range x.Blocks() {
		var some [kernel.Lanes]float64
		copy(some[:], q[b*kernel.Lanes:])
		panel := x.Panel(b)
		for i := range y {
			for l, w := range panel[i*kernel.Lanes : (i+1)*kernel.Lanes] {
				y[i] = math.FMA(w, some[l], y[i])
			}
		}
	}
	var tile [kernel.Lanes]float64
	for b := range x.Blocks() {
		kernel.Products(tile[:], x.Panel(b), y, 1)
		copy(z[b*kernel.Lanes:], tile[:])
	}
}

// between is the share of the points' sum of squares that lies between k groups of
// k-means.
func (p points) between(k int, rng *rand.Rand) float64 {
	n, dim := len(p.scores[0]), len(p.sizes)
	x := make([]float64, n*dim)
	for c, size := range p.sizes {
		for j, v := range p.scores[c] {
			x[j*dim+c] = v * size
		}
	}
	return 1 - consensus.KMeans(consensus.NewPoints(dim, x), k, starts, rng).Within/dot(p.sizes, p.sizes)
}

// permuted shuffles the values within each row.
func permuted(x [][]float64, rng *rand.Rand) [][]float64 {
	out := make([][]float64, len(x))
	for i, row := range x {
		out[i] = slices.Clone(row)
		for a := len(row) - 1; a > 0; a-- {
			b := int(uniform(rng) * float64(a+1))
			out[i][a], out[i][b] = out[i][b], out[i][a]
		}
	}
	return out
}

// uniform draws from [0, 1), from the generator's 64-bit numbers alone.
func uniform(rng *rand.Rand) float64 { return float64(rng.Uint64()>>11) * 0x1p-53 }

// draw makes orthonormal scores without groups, component by component.
func draw(shapes []unimodal, n int, rng *rand.Rand) [][]float64 {
	q := make([][]float64, 0, len(shapes))
	for _, shape := range shapes {
		row := make([]float64, n)
		for drawn := false; !drawn; {
			for j := range row {
				row[j] = shape.draw(rng)
			}
			drawn = orthonormal(row, q)
		}
		q = append(q, row)
	}
	return q
}

// orthonormal takes from row its mean and its parts along the rows of a basis, twice,
// which is enough against rounding, and makes its length 1. It fails where nothing
// but rounding is left.
func orthonormal(row []float64, basis [][]float64) bool {
	before := math.Sqrt(dot(row, row))
	for range 2 {
		sum := 0.0
		for _, v := range row {
			sum += v
		}
		mean := sum / float64(len(row))
		for j := range row {
			row[j] -= mean
		}
		without(row, basis)
	}
	length := math.Sqrt(dot(row, row))
	if !(length > 1e-9*before) {
		return false
	}
	for j := range row {
		row[j] /= length
	}
	return true
}

// without takes from x its parts along the rows of an orthonormal basis.
func without(x []float64, basis [][]float64) {
	for _, b := range basis {
		c := -dot(x, b)
		for j, v := range b {
			x[j] = math.FMA(c, v, x[j])
		}
	}
}

func dot(x, y []float64) float64 {
	s := 0.0
	for j, v := range x {
		s = math.FMA(v, y[j], s)
	}
	return s
}
