package sparse

import (
	"math"

	"subtype/internal/kernel"
)

// set is one implementation of the kernels. v and at have a row of lanes for every step.
type set struct {
	name      string
	available bool

	// From a factor with rows of so many blocks of four columns. Direct ones do without expand;
	// there may be none, or for ranks up to some.
	expand         func(rows, f []float64, at []int32, k, blocks int)
	products       func(num, v, f []float64, at []int32, k, blocks int)
	directMost     int
	directQuotient func(num, v, f, x []float64, at []int32, k int)
	directNewton   func(num, hess, v, f, x []float64, at []int32, k int)

	// From what expand made of it. Sums are added to.
	quotientSums func(num, v, f, x []float64, k int)
	newtonSums   func(num, hess, v, f, x, work []float64, k int)
	divergence   func(sums, v, f, x []float64, k int)
	squaredError func(sums, v, f, x []float64, k int)
}

// sets are all implementations, the fastest first; the last is always available.
var sets = append(accelerated(), reference)

// use is chosen once, at start-up.
var use = firstAvailable(sets)

func firstAvailable(sets []set) set {
	for _, s := range sets {
		if s.available {
			return s
		}
	}
	panic("sparse: no implementation")
}

// The kernels as plain Go: each is its own definition, and every other implementation gives the
// same bits.
var reference = set{name: "go", available: true,
	expand: expand, quotientSums: quotientSums, products: products, newtonSums: newtonSums,
	divergence: divergence, squaredError: squaredError}

// expand fetches the rows of f at the places of entries: rows[(k·step + a)·8 + l] is column a of
// row at[8·step + l]. A row of f is blocks of four numbers. rows may be written up to three
// rows of lanes beyond its end.
func expand(rows, f []float64, at []int32, k, blocks int) {
	stride := blocks * four
	for ; len(at) >= lanes; at, rows = at[lanes:], rows[k*lanes:] {
		for l, i := range at[:lanes] {
			for a, x := range f[int(i)*stride:][:k] {
				rows[a*lanes+l] = x
			}
		}
	}
}

func quotientSums(num, v, f, x []float64, k int) {
	for ; len(v) >= lanes; v, f = v[lanes:], f[k*lanes:] {
		for l := range lanes {
			q := ratio(v[l], product(f, x, l, k))
			for a := range k {
				num[a*lanes+l] = math.FMA(f[a*lanes+l], q, num[a*lanes+l])
			}
		}
	}
}

// products sets num[a,l] to the sum of v[l] times column a of the row of f at its place.
func products(num, v, f []float64, at []int32, k, blocks int) {
	clear(num[:k*lanes])
	stride := blocks * four
	for ; len(v) >= lanes; v, at = v[lanes:], at[lanes:] {
		for l, i := range at[:lanes] {
			for a, x := range f[int(i)*stride:][:k] {
				num[a*lanes+l] = math.FMA(x, v[l], num[a*lanes+l])
			}
		}
	}
}

func newtonSums(num, hess, v, f, x, _ []float64, k int) {
	for ; len(v) >= lanes; v, f = v[lanes:], f[k*lanes:] {
		for l := range lanes {
			inverse := ratio(1, product(f, x, l, k))
			q := v[l] * inverse
			t := q * inverse
			for a := range k {
				w := f[a*lanes+l]
				num[a*lanes+l] = math.FMA(w, q, num[a*lanes+l])
				s := w * t
				for b := a; b < k; b++ {
					h := (a*k+b)*lanes + l
					hess[h] = math.FMA(s, f[b*lanes+l], hess[h])
				}
			}
		}
	}
}

func divergence(sums, v, f, x []float64, k int) {
	for ; len(v) >= lanes; v, f = v[lanes:], f[k*lanes:] {
		for l := range lanes {
			if v[l] != 0 {
				sums[l] += math.FMA(v[l], kernel.Log(v[l]/product(f, x, l, k)), -v[l])
			}
		}
	}
}

func squaredError(sums, v, f, x []float64, k int) {
	for ; len(v) >= lanes; v, f = v[lanes:], f[k*lanes:] {
		for l := range lanes {
			r := product(f, x, l, k)
			sums[l] = math.FMA(v[l], v[l]-(r+r), sums[l])
		}
	}
}

// product is Σ_a f[a,l] · x[a,l], in plain order, fused.
func product(f, x []float64, l, k int) float64 {
	var r float64
	for a := range k {
		r = math.FMA(f[a*lanes+l], x[a*lanes+l], r)
	}
	return r
}

// column is Σ_a f[a] · x[a,l], in plain order, fused.
func column(f, x []float64, l, k int) float64 {
	var r float64
	for a, w := range f[:k] {
		r = math.FMA(w, x[a*lanes+l], r)
	}
	return r
}

// ratio is a/b, and 0 where b is 0.
func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
