// Package nndsvd starts factorisations from singular vectors, without or with random numbers.
package nndsvd

import (
	"math"
	"math/rand/v2"

	"subtype/internal/svd"
	"subtype/nmf"
)

// Mean is the start of Zeros with its zeros filled with the mean of V, so that
// multiplicative updates can move them (variant a). Components beyond the numerical rank of
// V are the mean alone. It draws no random numbers.
func Mean(v *nmf.Matrix, k int, _ *rand.Rand) nmf.Factors {
	return fill(start(v, k), func() float64 { return v.Mean() })
}

// Random is the start of Zeros with its zeros filled with random numbers from 0
// to a hundredth of the mean of V (variant ar). It panics where rng is nil.
func Random(v *nmf.Matrix, k int, rng *rand.Rand) nmf.Factors {
	if rng == nil {
		panic("nndsvd: this start needs a source of random numbers, nmf.Settings.Rand")
	}
	most := v.Mean() / 100
	return fill(start(v, k), func() float64 { return float64(rng.Uint64()>>11) * 0x1p-53 * most })
}

// Zeros starts from the k leading singular triplets of V. Of each pair of singular
// vectors it keeps the positive or the negative parts, whichever have the larger product
// of norms. Multiplicative updates leave its zeros as they are; coordinate descent moves
// them. It draws no random numbers. It has no meaning for a matrix with missing or weighted
// entries, which count as 0 or as their products with the weights here.
//
// Boutsidis and Gallopoulos, "SVD based initialization: a head start for
// nonnegative matrix factorization", Pattern Recognition 41:1350 (2008).
func Zeros(v *nmf.Matrix, k int, _ *rand.Rand) nmf.Factors { return start(v, k) }

func start(v *nmf.Matrix, k int) nmf.Factors {
	m, n := v.Dims()
	f := nmf.NewFactors(m, n, k)
	w, h := f.W.RawMatrix().Data, f.H.RawMatrix().Data
	bySample, byGene := v.Sides()
	for a, t := range svd.Leading(bySample, byGene, k) {
		left, right, size := t.Left, t.Right, 1.0
		if a == 0 {
			left, right = parts(left, math.Abs), parts(right, math.Abs)
		} else {
			up, vp := parts(left, positive), parts(right, positive)
			un, vn := parts(left, negative), parts(right, negative)
			if p, q := svd.Norm(up)*svd.Norm(vp), svd.Norm(un)*svd.Norm(vn); p > q {
				left, right, size = up, vp, p
			} else {
				left, right, size = un, vn, q
			}
		}
		nl, nr := svd.Norm(left), svd.Norm(right)
		if nl == 0 || nr == 0 {
			continue
		}
		s := math.Sqrt(t.Value * size)
		for i, x := range left {
			w[i*k+a] = s * x / nl
		}
		for j, x := range right {
			h[a*n+j] = s * x / nr
		}
	}
	return f
}

// fill fills zeros, of W and then of H, both row by row.
func fill(f nmf.Factors, with func() float64) nmf.Factors {
	w, h := f.W.RawMatrix().Data, f.H.RawMatrix().Data
	for _, x := range [][]float64{w, h} {
		for i := range x {
			if x[i] == 0 {
				x[i] = with()
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
