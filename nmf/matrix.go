package nmf

import (
	"fmt"
	"math"
	"sync"

	"subtype/internal/side"
)

// MaxValue is the largest entry a Matrix may have. Products of an entry, a
// start and the other dimension stay finite below it.
const MaxValue = 1e100

// MinMax is the least that the largest entry of a Matrix may be. Below, squares of
// small entries and of their inverses leave the range of numbers.
const MinMax = 1e-100

// Matrix is an expression matrix V ready to be factorised: genes × samples,
// finite and ≥ 0, held in both orientations for the kernels. It is read-only
// and may be shared by any number of runs. Where at most an eighth of its entries are not 0,
// only these are held, and updates take time by them; they give the same bits, but that KL
// has no iterations at single precision.
//
// Entries may be missing. They have no part in any objective, as if their weight were
// 0, and in no sum below. Others may be weighted: an objective is then the sum of what
// each entry gives to it times its weight.
type Matrix struct {
	bySample *side.Side // an output is a sample, the inner dimension genes
	byGene   *side.Side // an output is a gene, the inner dimension samples

	missing, zeros       int
	weighted             bool // by more than which entries are known
	max, sum, sumSquares float64
	least                float64 // of the entries above 0

	single func() *singleMatrix // made when first asked for; nil if it will not do
}

// NewMatrix packs a matrix given row by row, a row a gene. NaN is a missing entry.
// All rows must have the same length; the rows are copied. It returns an error for an
// entry that is negative, not finite, or above MaxValue, and for a matrix without
// entries or without any of MinMax or more.
func NewMatrix(rows [][]float64) (*Matrix, error) { return NewWeighted(rows, nil) }

// MostWeight is the largest weight of an entry, and LeastWeight the least but 0.
const MostWeight, LeastWeight = 1e6, 1e-6

// NewWeighted is NewMatrix with a weight for every entry, from LeastWeight to MostWeight,
// or 0, which is a missing entry; nil is 1 for all.
func NewWeighted(rows, weights [][]float64) (*Matrix, error) {
	if len(rows) == 0 || len(rows[0]) == 0 {
		return nil, fmt.Errorf("nmf: the matrix is empty")
	}
	m, n := len(rows), len(rows[0])
	if weights != nil && len(weights) != m {
		return nil, fmt.Errorf("nmf: there are weights for %d rows, and %d rows", len(weights), m)
	}
	for i, row := range rows {
		if len(row) != n || weights != nil && len(weights[i]) != n {
			return nil, fmt.Errorf("nmf: row %d has %d entries, row 0 has %d", i, len(row), n)
		}
	}
	return pack(m, n, weights != nil, func(i int) (row, weight []float64) {
		if weights != nil {
			weight = weights[i]
		}
		return rows[i], weight
	})
}

// mostFilled is the largest share of entries that are not 0 in a matrix that is held as lists
// of them: the smaller it is the quicker they are, and the less memory they take.
const mostFilled = 1.0 / 8

// pack makes a matrix of rows, which it asks for twice; what it is given holds until it asks
// again.
func pack(m, n int, weighted bool, row func(i int) (values, weights []float64)) (*Matrix, error) {
	v := &Matrix{weighted: weighted, least: math.Inf(1)}
	v.single = sync.OnceValue(v.makeSingle)
	ofGene, ofSample, filled := make([]int, m), make([]int, n), 0
	for i := range m {
		values, _ := row(i)
		for j, x := range values {
			if x != 0 {
				ofGene[i]++
				ofSample[j]++
				weighted = weighted || x != x
			}
		}
		filled += ofGene[i]
	}
	lists := !weighted && float64(filled) <= mostFilled*float64(m)*float64(n)
	if lists {
		v.bySample, v.byGene = side.Lists(m, ofSample), side.Lists(n, ofGene)
		v.zeros = m*n - filled
	} else {
		v.bySample, v.byGene = side.New(n, m, weighted), side.New(m, n, weighted)
	}
	for i := range m {
		values, weights := row(i)
		for j, x := range values {
			if lists && x == 0 {
				continue
			}
			weight := 1.0
			if weights != nil {
				weight = weights[j]
			}
			if err := v.set(i, j, x, weight); err != nil {
				return nil, err
			}
		}
	}
	if v.max < MinMax {
		return nil, fmt.Errorf("nmf: the largest entry of the matrix is %g, want %g or more", v.max, MinMax)
	}
	return v, nil
}

// set takes an entry in.
func (v *Matrix) set(i, j int, x, weight float64) error {
	switch {
	case !(weight == 0 || weight >= LeastWeight && weight <= MostWeight):
		return fmt.Errorf("nmf: the weight of entry (%d, %d) is %g, want 0, or %g to %g", i, j, weight, LeastWeight,
			MostWeight)
	case math.IsNaN(x) || weight == 0 && x >= 0 && x <= MaxValue:
		v.missing++
		return nil
	case !(x >= 0 && x <= MaxValue):
		return fmt.Errorf("nmf: entry (%d, %d) is %g, want 0 to %g", i, j, x, MaxValue)
	}
	v.bySample.Set(j, i, x, weight)
	v.byGene.Set(i, j, x, weight)
	v.max = math.Max(v.max, x)
	v.sum += x
	if x > 0 {
		v.least = min(v.least, x)
	} else {
		v.zeros++
	}
	v.sumSquares = math.FMA(float64(x*weight), x, v.sumSquares)
	return nil
}

// Sides are V with samples as outputs, and with genes. They are for methods outside this
// package, and only read.
func (v *Matrix) Sides() (bySample, byGene *side.Side) { return v.bySample, v.byGene }

// Dims returns the numbers of genes and samples.
func (v *Matrix) Dims() (genes, samples int) { return v.bySample.Inner(), v.bySample.Outputs() }

// rounding is an objective that is nothing but rounding: of squared differences of
// 1e-9 of the entries, and of divergences of the rounding of their own sum; the least
// of what it is for objectives that grow as the square of V, as V, and not at all.
func (v *Matrix) rounding() float64 {
	m, n := v.Dims()
	return min(1e-18*v.sumSquares, 1e-16*v.sum, 1e-16*float64(m*n-v.missing))
}

// Row copies gene i into dst, which has an element a sample: NaN where it is missing.
func (v *Matrix) Row(i int, dst []float64) {
	var weights []float64
	if v.byGene.Weighted() {
		weights = make([]float64, len(dst))
	}
	v.row(i, dst, weights)
}

// row is Row, with weights unless that is nil.
func (v *Matrix) row(i int, dst, weights []float64) {
	v.byGene.Row(i, dst, weights)
	if v.byGene.Weighted() {
		for j, w := range weights {
			dst[j] /= w // 0/0 is NaN
		}
	}
}

// Select returns the matrix of some genes and some samples, by their numbers, in the
// order given; nil is all of them. It returns an error where NewMatrix would.
func (v *Matrix) Select(genes, samples []int) (*Matrix, error) {
	m, n := v.Dims()
	if genes == nil {
		genes = numbers(m)
	}
	if samples == nil {
		samples = numbers(n)
	}
	if len(genes) == 0 || len(samples) == 0 {
		return NewMatrix(nil)
	}
	whole, values := make([]float64, n), make([]float64, len(samples))
	var all, weights []float64
	if v.byGene.Weighted() {
		all = make([]float64, n)
	}
	if v.weighted {
		weights = make([]float64, len(samples))
	}
	return pack(len(genes), len(samples), v.weighted, func(i int) ([]float64, []float64) {
		v.row(genes[i], whole, all)
		for c, j := range samples {
			if values[c] = whole[j]; weights != nil {
				weights[c] = all[j]
			}
		}
		return values, weights
	})
}

func numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Missing is the number of missing entries.
func (v *Matrix) Missing() int { return v.missing }

// Weighted says whether entries have weights.
func (v *Matrix) Weighted() bool { return v.weighted }

// Filled is the share of entries that are held: 1, or less where only those that are not 0 are.
func (v *Matrix) Filled() float64 {
	if !v.bySample.IsLists() {
		return 1
	}
	m, n := v.Dims()
	return 1 - float64(v.zeros)/float64(m*n)
}

// Zeros is the number of entries that are 0.
func (v *Matrix) Zeros() int { return v.zeros }

// Max is the largest entry.
func (v *Matrix) Max() float64 { return v.max }

// SumSquares is the sum of the squares of all entries, each times its weight.
func (v *Matrix) SumSquares() float64 { return v.sumSquares }

// Mean is the mean over all entries.
func (v *Matrix) Mean() float64 {
	m, n := v.Dims()
	return v.sum / (float64(m)*float64(n) - float64(v.missing))
}
