package side

import (
	"subtype/internal/kernel"
	"subtype/internal/kernel/sparse"
)

// Reader multiplies a Side with one factor after the other, at one rank. It is for one goroutine.
// Tiles are k rows of eight lanes, one for each output of a block.
type Reader struct {
	*Side
	k     int
	f     []float64 // the factor, as rows of k numbers
	lists *sparse.Reader

	all, gram []float64 // column sums of the factor, and its product with itself; nil: not known
	panel     []float64 // a block of lists in full
}

// Reader makes a reader at rank k.
func (s *Side) Reader(k int) *Reader {
	r := &Reader{Side: s, k: k}
	if s.lists != nil {
		r.lists = sparse.NewReader(s.Inner(), k)
	}
	return r
}

// Read takes in the factor that all else reads. It must stay as it is until the next one.
func (r *Reader) Read(f []float64) {
	r.f, r.all, r.gram = f, nil, nil
	if r.lists != nil {
		r.lists.Read(f)
	}
}

// QuotientSums is kernel.QuotientSums.
func (r *Reader) QuotientSums(num []float64, b int, x []float64) {
	if r.lists != nil {
		r.lists.QuotientSums(num, r.Side.lists, b, x)
		return
	}
	kernel.QuotientSums(num, r.full.Panel(b), r.f, x, r.k)
}

// Products is kernel.Products.
func (r *Reader) Products(num []float64, b int) {
	if r.lists != nil {
		r.lists.Products(num, r.Side.lists, b)
		return
	}
	kernel.Products(num, r.full.Panel(b), r.f, r.k)
}

// NewtonSums is kernel.NewtonSums.
func (r *Reader) NewtonSums(num, hess []float64, b int, x, work []float64) {
	if r.lists != nil {
		r.lists.NewtonSums(num, hess, r.Side.lists, b, x)
		return
	}
	kernel.NewtonSums(num, hess, r.full.Panel(b), r.f, x, work, r.k)
}

// WeightSums is kernel.Products of the weights.
func (r *Reader) WeightSums(num []float64, b int) { kernel.Products(num, r.weights.Panel(b), r.f, r.k) }

// KnownSums is kernel.KnownSums.
func (r *Reader) KnownSums(num, hess []float64, b int, work []float64) {
	kernel.KnownSums(num, hess, r.full.Panel(b), r.weights.Panel(b), r.f, work, r.k)
}

// BetaSums is kernel.BetaSums.
func (r *Reader) BetaSums(num, den, scale []float64, b int, x, work []float64, beta, least float64) {
	v, o := r.panels(b)
	kernel.BetaSums(num, den, scale, v, o, r.f, x, work, r.k, beta, least)
}

// BetaDivergence is kernel.BetaDivergence.
func (r *Reader) BetaDivergence(sums []float64, b int, x []float64, beta, least float64) {
	v, o := r.panels(b)
	kernel.BetaDivergence(sums, v, o, r.f, x, r.k, beta, least)
}

// panels are block b in full, and its weights, nil where all are 1.
func (r *Reader) panels(b int) (v, weights []float64) {
	if r.lists != nil {
		if r.panel == nil {
			r.panel = make([]float64, r.Inner()*kernel.Lanes)
		}
		r.Side.lists.Panel(r.panel, b)
		return r.panel, nil
	}
	if r.weights != nil {
		weights = r.weights.Panel(b)
	}
	return r.full.Panel(b), weights
}

// Divergence is kernel.Divergence or KnownDivergence. Of lists it is quick, and right to the
// rounding of the sum of V.
func (r *Reader) Divergence(sums []float64, b int, x []float64) {
	if r.lists == nil {
		r.ExactDivergence(sums, b, x)
		return
	}
	if r.all == nil {
		r.all = make([]float64, r.k)
		kernel.ColumnSums(r.all, r.f, r.k)
	}
	r.lists.Divergence(sums, r.Side.lists, b, x, r.all)
}

// ExactDivergence is right to its own rounding, also where it is next to nothing.
func (r *Reader) ExactDivergence(sums []float64, b int, x []float64) {
	if v, weights := r.panels(b); weights == nil {
		kernel.Divergence(sums, v, r.f, x, r.k)
	} else {
		kernel.KnownDivergence(sums, v, weights, r.f, x, r.k)
	}
}

// SquaredError is kernel.SquaredError or KnownSquaredError. Of lists it is quick, and right to
// the rounding of the sum of squares of V.
func (r *Reader) SquaredError(sums []float64, b int, x []float64) {
	if r.lists == nil {
		r.ExactSquaredError(sums, b, x)
		return
	}
	if r.gram == nil {
		r.gram = make([]float64, r.k*r.k)
		kernel.Gram(r.gram, r.f, r.k)
	}
	r.lists.SquaredError(sums, r.Side.lists, b, x, r.gram)
}

// ExactSquaredError is right to its own rounding, also where it is next to nothing.
func (r *Reader) ExactSquaredError(sums []float64, b int, x []float64) {
	if v, weights := r.panels(b); weights == nil {
		kernel.SquaredError(sums, v, r.f, x, r.k)
	} else {
		kernel.KnownSquaredError(sums, v, weights, r.f, x, r.k)
	}
}
