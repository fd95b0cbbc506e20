// Package svd finds the largest singular triplets of a matrix.
package svd

import (
	"math"
	"slices"

	"subtype/internal/kernel"
	"subtype/internal/side"
)

// Triplet is a singular value with its left (genes) and right (samples)
// singular vectors, both of norm 1.
type Triplet struct {
	Value       float64
	Left, Right []float64
}

// Leading returns the k largest singular triplets of a matrix V packed both ways, fewer
// when its numerical rank is lower. It runs Lanczos' iteration on VᵀV or VVᵀ, whichever
// is smaller, with full reorthogonalisation, until the residual of every wanted
// triplet is below 1e-14 of the largest, or the space is exhausted.
//
// gonum's SVD is not used because its last bits change with the build tag
// noasm; these numbers start a factorisation whose bytes are promised.
//
// Golub and Van Loan, Matrix Computations, 4th ed. (2013), chapter 10.
func Leading(bySample, byGene *side.Side, k int) []Triplet {
	m, n := byGene.Outputs(), bySample.Outputs()
	near, far := bySample.Reader(1), byGene.Reader(1) // the smaller side is near's outputs
	if m < n {
		near, far = far, near
	}
	size, other := near.Outputs(), near.Inner()

	y, z := make([]float64, other), make([]float64, size)
	var basis [][]float64      // orthonormal Lanczos vectors
	var diag, off []float64    // the tridiagonal matrix: diag[i], and off[i] between i and i+1
	start := 0                 // the next unit vector to try after a breakdown
	q := make([]float64, size) // the first Lanczos vector: all equal
	for i := range q {
		q[i] = 1 / math.Sqrt(float64(size))
	}
	var scale float64 // the largest entry of the tridiagonal matrix so far
	for {
		basis = append(basis, q)
		multiply(y, far, q)
		multiply(z, near, y)
		diag = append(diag, dot(q, z))
		scale = math.Max(scale, math.Abs(diag[len(diag)-1]))
		q = slices.Clone(z)
		orthogonalise(q, basis)
		beta := Norm(q)
		scale = math.Max(scale, beta)
		steps := len(basis)
		if steps == size {
			break
		}
		if steps%10 == 0 && steps > k {
			if values, vectors := tridiagonalEigen(diag, off); converged(values, vectors, beta, k) {
				break
			}
		}
		if beta <= 1e-13*scale {
			// The vectors so far span an invariant space: go on outside it.
			beta = 0
			for q = nil; q == nil && start < size; start++ {
				q = outside(start, size, basis)
			}
			if q == nil {
				break
			}
		} else {
			divide(q, beta)
		}
		off = append(off, beta)
	}
	values, vectors := tridiagonalEigen(diag, off[:len(diag)-1]) // descending
	out := triplets(k, values, vectors, basis, far)
	if m < n {
		for i := range out {
			out[i].Left, out[i].Right = out[i].Right, out[i].Left
		}
	}
	return out
}

// triplets are the k leading of eigenvalues and their vectors on a basis: the right one
// is that of the smaller side, whose length the basis has.
func triplets(k int, values []float64, vectors, basis [][]float64, far *side.Reader) []Triplet {
	var out []Triplet
	y := make([]float64, far.Outputs())
	for a := 0; a < min(k, len(values)); a++ {
		if values[a] <= 1e-26*values[0]*float64(len(basis[0])) {
			break
		}
		x := make([]float64, len(basis[0]))
		for s, c := range vectors[a] {
			for i, b := range basis[s] {
				x[i] = math.FMA(c, b, x[i])
			}
		}
		divide(x, Norm(x))
		multiply(y, far, x)
		t := Triplet{Value: Norm(y), Right: x, Left: slices.Clone(y)}
		if t.Value == 0 {
			break
		}
		divide(t.Left, t.Value)
		out = append(out, t)
	}
	return out
}

// converged says whether the residuals β·|last entry| of the first k
// eigenvectors are negligible.
func converged(values []float64, vectors [][]float64, beta float64, k int) bool {
	for a := range k {
		last := vectors[a][len(vectors[a])-1]
		if math.Abs(beta*last) > 1e-14*values[0] {
			return false
		}
	}
	return true
}

// outside returns unit vector e_i made orthonormal to the basis, or nil when it
// lies within.
func outside(i, size int, basis [][]float64) []float64 {
	q := make([]float64, size)
	q[i] = 1
	orthogonalise(q, basis)
	length := Norm(q)
	if length < 1e-6 {
		return nil
	}
	divide(q, length)
	return q
}

// orthogonalise takes from q its parts along the basis, twice, which leaves it
// orthogonal to working precision.
func orthogonalise(q []float64, basis [][]float64) {
	for range 2 {
		for _, b := range basis {
			c := -dot(q, b)
			for i, x := range b {
				q[i] = math.FMA(c, x, q[i])
			}
		}
	}
}

// multiply sets y to the matrix times x: y[o] = Σ_i v(o,i)·x[i].
func multiply(y []float64, v *side.Reader, x []float64) {
	var tile [kernel.Lanes]float64
	v.Read(x)
	for b := range v.Blocks() {
		v.Products(tile[:], b)
		v.TileToColumns(y, tile[:], b, 1)
	}
}

// tridiagonalEigen returns the eigenvalues of a symmetric tridiagonal matrix in
// descending order and their vectors, by Jacobi's cyclic rotations.
func tridiagonalEigen(diag, off []float64) (values []float64, vectors [][]float64) {
	n := len(diag)
	a, v := make([][]float64, n), make([][]float64, n) // rows of v become eigenvectors
	for i := range a {
		a[i], v[i] = make([]float64, n), make([]float64, n)
		a[i][i], v[i][i] = diag[i], 1
	}
	for i := range n - 1 {
		a[i][i+1], a[i+1][i] = off[i], off[i]
	}
	for range 60 { // sweeps; convergence is quadratic, ten are plenty
		var outer, total float64
		for i := range n {
			for j := range n {
				total = math.FMA(a[i][j], a[i][j], total)
				if i != j {
					outer = math.FMA(a[i][j], a[i][j], outer)
				}
			}
		}
		if outer <= 1e-34*total {
			break
		}
		for p := range n {
			for q := p + 1; q < n; q++ {
				rotate(a, v, p, q)
			}
		}
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case a[i][i] > a[j][j]:
			return -1
		case a[i][i] < a[j][j]:
			return 1
		}
		return 0
	})
	for _, i := range order {
		values, vectors = append(values, a[i][i]), append(vectors, v[i])
	}
	return values, vectors
}

// rotate makes a[p][q] zero by one Jacobi rotation and applies it to v's rows.
func rotate(a, v [][]float64, p, q int) {
	if a[p][q] == 0 {
		return
	}
	theta := (a[q][q] - a[p][p]) / (2 * a[p][q])
	t := math.Copysign(1, theta) / (math.Abs(theta) + math.Sqrt(math.FMA(theta, theta, 1)))
	c := 1 / math.Sqrt(math.FMA(t, t, 1))
	s := t * c
	mix := func(x, y float64) (float64, float64) {
		return math.FMA(c, x, -float64(s*y)), math.FMA(s, x, float64(c*y))
	}
	for i := range a {
		a[i][p], a[i][q] = mix(a[i][p], a[i][q])
	}
	for i := range a {
		a[p][i], a[q][i] = mix(a[p][i], a[q][i])
		v[p][i], v[q][i] = mix(v[p][i], v[q][i])
	}
}

func dot(x, y []float64) float64 {
	var s float64
	for i, v := range x {
		s = math.FMA(v, y[i], s)
	}
	return s
}

// Norm is the length of a vector, its squares added in plain order, fused.
func Norm(x []float64) float64 { return math.Sqrt(dot(x, x)) }

func divide(x []float64, by float64) {
	for i := range x {
		x[i] /= by
	}
}
