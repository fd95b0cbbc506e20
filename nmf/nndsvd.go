package nmf

import (
	"math"
	"math/rand/v2"
)

// NNDSVD starts from the k leading singular triplets of V. Of each pair of
// singular vectors it keeps the positive or the negative parts, whichever have
// the larger product of norms, and it fills zeros with the mean of V so that
// multiplicative updates can move them (variant a). Components beyond the
// numerical rank of V are the mean alone. It draws no random numbers. It has no
// meaning for a matrix with missing entries, which count as 0 here.
//
// Boutsidis and Gallopoulos, "SVD based initialization: a head start for
// nonnegative matrix factorization", Pattern Recognition 41:1350 (2008).
func NNDSVD(v *Matrix, k int, _ *rand.Rand) Factors {
	m, n := v.Dims()
	f := NewFactors(m, n, k)
	w, h := f.data()
	for a, t := range leadingTriplets(v, k) {
		left, right, size := t.left, t.right, 1.0
		if a == 0 {
			left, right = parts(left, math.Abs), parts(right, math.Abs)
		} else {
			up, vp := parts(left, positive), parts(right, positive)
			un, vn := parts(left, negative), parts(right, negative)
			if p, q := norm(up)*norm(vp), norm(un)*norm(vn); p > q {
				left, right, size = up, vp, p
			} else {
				left, right, size = un, vn, q
			}
		}
		nl, nr := norm(left), norm(right)
		if nl == 0 || nr == 0 {
			continue
		}
		s := math.Sqrt(t.value * size)
		for i, x := range left {
			w[i*k+a] = s * x / nl
		}
		for j, x := range right {
			h[a*n+j] = s * x / nr
		}
	}
	fill := v.Mean()
	for _, x := range [][]float64{w, h} {
		for i := range x {
			if x[i] == 0 {
				x[i] = fill
			}
		}
	}
	return f
}

// nndsvdZero is the share of a vector's largest entry below which an entry is
// a zero blurred by rounding.
const nndsvdZero = 1e-10

func positive(x float64) float64 { return math.Max(x, 0) }
func negative(x float64) float64 { return math.Max(-x, 0) }

// parts keeps one sign of a singular vector.
func parts(x []float64, part func(float64) float64) []float64 {
	y := make([]float64, len(x))
	var top float64
	for i, v := range x {
		y[i] = part(v)
		top = math.Max(top, math.Abs(v))
	}
	for i, v := range y {
		if v < nndsvdZero*top {
			y[i] = 0
		}
	}
	return y
}
