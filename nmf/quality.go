package nmf

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// RSS returns the residual sum of squares ‖V − WH‖², the squared Frobenius
// norm, whatever objective the factors came from.
func RSS(v *Matrix, f Factors) float64 {
	s := newWorkspace(v, f.rank())
	return s.squares(f)
}

// Evar returns the explained variance 1 − RSS/ΣV², around zero and not around
// the mean.
//
// Hutchins et al., Bioinformatics 24:2684 (2008), as R NMF's evar.
func Evar(v *Matrix, rss float64) float64 { return 1 - rss/v.sumSquares }

// Sparseness returns Hoyer's sparseness averaged over the columns of W (basis)
// and over the columns of H (coefficients, so over vectors of length k),
//
//	(√n − ‖x‖₁/‖x‖₂) / (√n − 1)
//
// for a vector of n entries: 0 when all are equal, 1 when one alone is not 0.
// A column of zeros counts as 0; at k = 1 the coefficients' sparseness is NaN.
//
// Hoyer, JMLR 5:1457 (2004), as R NMF's sparseness.
func Sparseness(f Factors) (basis, coefficients float64) {
	return meanSparseness(f.W), meanSparseness(f.H)
}

func meanSparseness(x *mat.Dense) float64 {
	r, c := x.Dims()
	root := math.Sqrt(float64(r))
	var sum float64
	for j := range c {
		var l1, l2 float64
		for i := range r {
			v := x.At(i, j)
			l1 += math.Abs(v)
			l2 = math.FMA(v, v, l2)
		}
		if l2 == 0 {
			continue
		}
		sum += (root - l1/math.Sqrt(l2)) / (root - 1)
	}
	return sum / float64(c)
}
