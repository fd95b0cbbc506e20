// Package alike finds samples that are the same or nearly so.
package alike

import "math"

// NearlyOne is the Pearson correlation above which two samples are one specimen twice, or
// as good as.
const NearlyOne = 0.999

const (
	// MostCompared is up to how many samples all pairs are compared; beyond, only
	// identical ones are looked for.
	MostCompared = 2000
	pairsKept    = 200
)

// Pair is two samples and their correlation, 1 where they are the same value by value.
type Pair struct {
	A, B int
	R    float64
}

// pair is a Pair while genes are passed over.
type pair struct {
	a, b int32
	off  float64 // squared distance of the standardised samples so far
}

// Samples are the pairs of n samples that correlate above NearlyOne over the rows, a row
// a gene; NaN is missing. All are counted, and the first are returned.
//
// Of standardised samples u, v of length 1 the squared distance is 2 − 2r. It only grows
// with each gene, so most pairs are done with after a few.
func Samples(rows [][]float64, n int) (pairs []Pair, all int) {
	if n > MostCompared {
		return identical(rows, n)
	}
	mean, size := standard(rows, n)
	const block = 16
	most := 2 - 2*NearlyOne
	unit := make([]float64, n*block)
	var left []pair
	for from := 0; from < len(rows) && (from == 0 || len(left) > 0); from += block {
		part := rows[from:min(from+block, len(rows))]
		for i, r := range part {
			for c, x := range r {
				unit[c*block+i] = (x - mean[c]) / size[c] // NaN where missing
			}
		}
		near := func(q *pair) bool {
			u, v := unit[int(q.a)*block:][:len(part)], unit[int(q.b)*block:][:len(part)]
			for i := range u {
				if d := u[i] - v[i]; d == d {
					q.off += float64(d * d)
				}
			}
			return q.off < most
		}
		if from > 0 {
			kept := left[:0]
			for _, q := range left {
				if near(&q) {
					kept = append(kept, q)
				}
			}
			left = kept
			continue
		}
		for a := range n {
			for b := a + 1; b < n; b++ {
				if q := (pair{a: int32(a), b: int32(b)}); size[a] > 0 && size[b] > 0 && near(&q) {
					left = append(left, q)
				}
			}
		}
	}
	for _, q := range left[:min(len(left), pairsKept)] {
		pairs = append(pairs, Pair{int(q.a), int(q.b), 1 - q.off/2})
	}
	return pairs, len(left)
}

// standard returns the mean of each sample and the length of what is left of it.
func standard(rows [][]float64, n int) (mean, size []float64) {
	mean, size = make([]float64, n), make([]float64, n)
	known := make([]float64, n)
	for _, r := range rows {
		for c, x := range r {
			if x == x {
				mean[c] += x
				known[c]++
			}
		}
	}
	for c := range mean {
		mean[c] /= max(1, known[c])
	}
	for _, r := range rows {
		for c, x := range r {
			if d := x - mean[c]; d == d {
				size[c] = math.FMA(d, d, size[c])
			}
		}
	}
	for c := range size {
		size[c] = math.Sqrt(size[c])
		if math.IsInf(size[c], 0) {
			size[c] = 0
		}
	}
	return mean, size
}

// identical finds samples that are the same value by value.
func identical(rows [][]float64, n int) (pairs []Pair, all int) {
	column := make([]float64, len(rows))
	first := map[uint64]int{}
	for c := range n {
		for i, r := range rows {
			column[i] = r[c]
		}
		d := Digest(column)
		a, ok := first[d]
		if !ok {
			first[d] = c
			continue
		}
		if all++; all <= pairsKept {
			pairs = append(pairs, Pair{a, c, 1})
		}
	}
	return pairs, all
}

// Digest is FNV-1a over values, a word at a time, 0 and −0 being the same.
func Digest(x []float64) uint64 {
	h := uint64(14695981039346656037)
	for _, v := range x {
		h = (h ^ math.Float64bits(v+0)) * 1099511628211
		h ^= h >> 29 // the words' upper bits must reach the lower ones
	}
	return h
}
