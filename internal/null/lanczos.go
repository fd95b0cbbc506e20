package null

import (
	"math"
	"math/rand/v2"
	"slices"
)

// leading returns the largest eigenvalues, falling, of a symmetric matrix that
// sends q to z by times, and their vectors: most of them, fewer where its size is
// less. It is about the space orthogonal to the vector of ones.
func leading(size, most int, rng *rand.Rand, times func(z, q []float64)) (values []float64, vectors [][]float64) {
	var basis [][]float64   // orthonormal Lanczos vectors, and orthogonal to ones
	var diag, off []float64 // the tridiagonal matrix on them
	scale := 0.0            // its largest entry so far
	broken, restarts := 0, 0
	q := fresh(size, basis, rng)
	z := make([]float64, size)
	for q != nil {
		basis = append(basis, q)
		times(z, q)
		diag = append(diag, dot(q, z))
		q = slices.Clone(z)
		before := math.Sqrt(dot(q, q))
		for range 2 {
			without(q, basis)
		}
		beta := math.Sqrt(dot(q, q))
		scale = max(scale, before)
		steps := len(basis)
		if steps == size-1 {
			break
		}
		if steps-broken >= most && steps%10 == 0 && settled(diag, off, beta, most) {
			break
		}
		if beta <= 1e-13*scale {
			// What there is spans an invariant space. An eigenvalue that is there more
			// than once shows up in what is left, if it is looked at.
			if restarts++; restarts > most {
				break
			}
			broken, beta = steps, 0
			q = fresh(size, basis, rng)
		} else {
			for j := range q {
				q[j] /= beta
			}
		}
		off = append(off, beta)
	}
	if len(basis) == 0 {
		return nil, nil
	}
	return eigenvectors(diag, off[:len(diag)-1], basis, most)
}

// eigenvectors are those of the tridiagonal matrix, most at most and the largest first,
// as combinations of the basis on which it stands.
func eigenvectors(diag, off []float64, basis [][]float64, most int) (values []float64, vectors [][]float64) {
	size := len(basis[0])
	rows := make([][]float64, len(diag))
	for i := range rows {
		rows[i] = make([]float64, len(diag))
		rows[i][i] = 1
	}
	values, order := tridiagonal(diag, off, rows)
	for _, a := range order[:min(most, len(order))] {
		v := make([]float64, size)
		for s, b := range basis {
			for j, w := range b {
				v[j] = math.FMA(rows[s][a], w, v[j])
			}
		}
		if !orthonormal(v, vectors) {
			break
		}
		vectors = append(vectors, v)
	}
	sorted := make([]float64, len(vectors))
	for i := range sorted {
		sorted[i] = values[order[i]]
	}
	return sorted, vectors
}

// fresh draws a vector of length 1 that is orthogonal to a basis and to ones; nil
// where there is none.
func fresh(size int, basis [][]float64, rng *rand.Rand) []float64 {
	if len(basis) >= size-1 {
		return nil
	}
	for range 10 {
		q := make([]float64, size)
		for j := range q {
			q[j] = uniform(rng) - 0.5
		}
		if orthonormal(q, basis) {
			return q
		}
	}
	return nil
}

// settled says whether the residuals β·|last entry| of the largest eigenvalues'
// vectors are negligible.
func settled(diag, off []float64, beta float64, most int) bool {
	last := [][]float64{make([]float64, len(diag))}
	last[0][len(diag)-1] = 1
	values, order := tridiagonal(diag, off, last)
	for _, a := range order[:min(most, len(order))] {
		if math.Abs(float64(beta*last[0][a])) > 1e-11*values[order[0]] {
			return false
		}
	}
	return true
}

// tridiagonal returns the eigenvalues of a symmetric tridiagonal matrix and their
// order, falling. Rows are multiplied from the right by the matrix whose columns are
// the eigenvectors, in place. By the implicit QL method.
//
// Dubrulle, Martin and Wilkinson, Numerische Mathematik 12:377 (1968).
func tridiagonal(diag, off []float64, rows [][]float64) (values []float64, order []int) {
	d := slices.Clone(diag)
	n := len(d)
	e := append(slices.Clone(off), 0)
	for l := range n {
		for range 100 { // two or three are usual
			m := l
			for ; m < n-1; m++ {
				if math.Abs(e[m]) <= 0x1p-53*(math.Abs(d[m])+math.Abs(d[m+1])) {
					break
				}
			}
			if m == l {
				break
			}
			step(d, e, rows, l, m)
		}
	}
	order = make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case d[a] > d[b]:
			return -1
		case d[a] < d[b]:
			return 1
		}
		return 0
	})
	return d, order
}

// step is one implicit QL step on the block from l to m.
func step(d, e []float64, rows [][]float64, l, m int) {
	g := (d[l+1] - d[l]) / (2 * e[l])
	g = d[m] - d[l] + e[l]/(g+math.Copysign(hypotenuse(g, 1), g))
	s, c, p := 1.0, 1.0, 0.0
	for i := m - 1; i >= l; i-- {
		f, b := float64(s*e[i]), float64(c*e[i])
		r := hypotenuse(f, g)
		e[i+1] = r
		if r == 0 {
			d[i+1] -= p
			e[m] = 0
			return
		}
		s, c = f/r, g/r
		g = d[i+1] - p
		r = math.FMA(d[i]-g, s, float64(2*c)*b)
		p = float64(s * r)
		d[i+1] = g + p
		g = math.FMA(c, r, -b)
		for _, row := range rows {
			x, y := row[i+1], row[i]
			row[i+1] = math.FMA(s, y, float64(c*x))
			row[i] = math.FMA(c, y, -float64(s*x))
		}
	}
	d[l] -= p
	e[l], e[m] = g, 0
}

// hypotenuse is √(a² + b²) without overflow.
func hypotenuse(a, b float64) float64 {
	a, b = math.Abs(a), math.Abs(b)
	if a < b {
		a, b = b, a
	}
	if a == 0 {
		return 0
	}
	r := b / a
	return a * math.Sqrt(math.FMA(r, r, 1))
}
