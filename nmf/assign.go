package nmf

import (
	"fmt"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/kernel"
)

// Assign returns each sample's metagene: the row of H (k × samples) with the
// largest coefficient, the first of equal ones, from 0. dst is reused when it
// is large enough.
func Assign(h *mat.Dense, dst []int) []int { return assign(h, nil, dst) }

// assign is Assign with row a of H multiplied by norms[a]; nil leaves H as it is.
func assign(h *mat.Dense, norms []float64, dst []int) []int {
	k, n := h.Dims()
	if cap(dst) < n {
		dst = make([]int, n)
	}
	dst = dst[:n]
	x := h.RawMatrix().Data
	for j := range dst {
		best, top := 0, 0.0
		for a := range k {
			c := x[a*n+j]
			if norms != nil {
				c *= norms[a]
			}
			if a == 0 || c > top {
				best, top = a, c
			}
		}
		dst[j] = best
	}
	return dst
}

// Scale names the norm to which the columns of W are brought, and the rows of
// H inversely, before labels and gene scores are read. WH stays the same; the
// largest coefficient of a sample need not.
type Scale string

const (
	ScaleNone Scale = "none" // as the updates leave them, R NMF's way
	ScaleSum  Scale = "sum"  // columns of W sum to 1: a coefficient is the amount of expression explained
	ScaleMax  Scale = "max"  // the largest entry of every column of W is 1
)

// Scales are all of them.
func Scales() []Scale { return []Scale{ScaleNone, ScaleSum, ScaleMax} }

// norms returns the norm of every column of W, 1 for a column of zeros, in
// dst; nil for ScaleNone.
func (s Scale) norms(w *mat.Dense, dst []float64) []float64 {
	rows := w.RawMatrix().Data
	switch s {
	case "", ScaleNone:
		return nil
	case ScaleSum:
		kernel.ColumnSums(dst, rows, len(dst))
	case ScaleMax:
		clear(dst)
		for k := len(dst); len(rows) >= k; rows = rows[k:] {
			for a, x := range rows[:k] {
				if x > dst[a] { // quicker than max, which minds NaN
					dst[a] = x
				}
			}
		}
	default:
		panic(fmt.Sprintf("nmf: unknown scale %q", string(s)))
	}
	for a, x := range dst {
		if x == 0 {
			dst[a] = 1
		}
	}
	return dst
}

// apply scales the factors in place.
func (s Scale) apply(f Factors, buffer []float64) {
	norms := s.norms(f.W, buffer)
	if norms == nil {
		return
	}
	w, h := f.data()
	_, n := f.H.Dims()
	for a, x := range norms {
		for i := a; i < len(w); i += len(norms) {
			w[i] /= x
		}
		for j := range n {
			h[a*n+j] *= x
		}
	}
}
