package sparse

import (
	"fmt"

	"subtype/internal/kernel"
)

// Reader multiplies matrices with one factor after the other, at one rank. It is for one
// goroutine.
type Reader struct {
	k, blocks  int       // columns, and blocks of four that they need
	f          []float64 // the factor, a row as long as its blocks
	rows, work []float64 // rows of some steps, as lanes; their quotients
}

// chunk is the number of steps whose rows are fetched at a time: they stay in the first cache.
const chunk = 64

const (
	lanes = kernel.Lanes
	four  = 4 // columns of a block
)

// NewReader makes room for factors of so many rows.
func NewReader(rows, k int) *Reader {
	r := &Reader{k: k, blocks: (k + four - 1) / four,
		rows: make([]float64, (chunk*k+four)*lanes), work: make([]float64, 2*chunk*lanes)}
	if stride := r.blocks * four; stride > k {
		r.f = make([]float64, rows*stride)
	}
	return r
}

// Read takes in a factor held as rows of k numbers. It must stay as it is until the next one.
func (r *Reader) Read(f []float64) {
	stride := r.blocks * four
	if stride == r.k {
		r.f = f
		return
	}
	if len(f)%r.k != 0 || len(f)/r.k*stride > len(r.f) {
		panic(fmt.Sprintf("sparse: a factor of %d numbers at rank %d", len(f), r.k))
	}
	to := r.f
	for ; len(f) >= r.k; f, to = f[r.k:], to[stride:] {
		copy(to, f[:r.k])
	}
}

// each hands on the values of block b and the rows of the factor for them, some steps at a time.
func (r *Reader) each(p *Panels, b int, do func(v, rows []float64)) {
	v, at := r.block(p, b)
	for len(v) > 0 {
		n := min(chunk*lanes, len(v))
		use.expand(r.rows, r.f, at[:n], r.k, r.blocks)
		do(v[:n], r.rows)
		v, at = v[n:], at[n:]
	}
}

// block are the values of block b, and their places.
func (r *Reader) block(p *Panels, b int) (v []float64, at []int32) {
	if p.inner*r.blocks*four > len(r.f) {
		panic(fmt.Sprintf("sparse: a factor of %d numbers, want %d rows", len(r.f), p.inner))
	}
	from, to := p.first[b]*lanes, p.first[b+1]*lanes
	return p.values[from:to], p.at[from:to]
}

// QuotientSums is kernel.QuotientSums of block b.
func (r *Reader) QuotientSums(num []float64, p *Panels, b int, x []float64) {
	clear(r.tile(num, r.k))
	r.tile(x, r.k)
	if r.k <= use.directMost {
		v, at := r.block(p, b)
		use.directQuotient(num, v, r.f, x, at, r.k)
		return
	}
	r.each(p, b, func(v, rows []float64) { use.quotientSums(num, v, rows, x, r.k) })
}

// Products is kernel.Products of block b.
func (r *Reader) Products(num []float64, p *Panels, b int) {
	r.tile(num, r.k)
	v, at := r.block(p, b)
	use.products(num, v, r.f, at, r.k, r.blocks)
}

// NewtonSums is kernel.NewtonSums of block b.
func (r *Reader) NewtonSums(num, hess []float64, p *Panels, b int, x []float64) {
	clear(r.tile(num, r.k))
	clear(r.tile(hess, r.k*r.k))
	r.tile(x, r.k)
	if r.k <= use.directMost {
		v, at := r.block(p, b)
		use.directNewton(num, hess, v, r.f, x, at, r.k)
		return
	}
	r.each(p, b, func(v, rows []float64) { use.newtonSums(num, hess, v, rows, x, r.work, r.k) })
}

// Divergence sets sums[l] = Σ_i (v ln(v/r) − v) over the entries of block b, with r as for
// kernel.Divergence, and Σ_i r over all rows: what that gives, but for rounding. all are the
// sums of the factor's columns.
func (r *Reader) Divergence(sums []float64, p *Panels, b int, x, all []float64) {
	clear(r.tile(sums, 1))
	r.tile(x, r.k)
	r.each(p, b, func(v, rows []float64) { use.divergence(sums, v, rows, x, r.k) })
	for l := range lanes {
		sums[l] += column(all, x, l, r.k)
	}
}

// SquaredError sets sums[l] = Σ_i v(v − 2r) over the entries of block b and Σ_i r² over all rows:
// what kernel.SquaredError gives, but for rounding. gram is the product of the factor with itself.
func (r *Reader) SquaredError(sums []float64, p *Panels, b int, x, gram []float64) {
	clear(r.tile(sums, 1))
	r.tile(x, r.k)
	r.each(p, b, func(v, rows []float64) { use.squaredError(sums, v, rows, x, r.k) })
	for l := range lanes {
		var squares float64
		for a := range r.k {
			squares += float64(x[a*lanes+l] * column(gram[a*r.k:], x, l, r.k))
		}
		sums[l] += squares
	}
}

// tile is what a kernel writes or reads of x: so many rows of lanes.
func (r *Reader) tile(x []float64, rows int) []float64 { return x[:rows*lanes] }
