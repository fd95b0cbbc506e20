package nmf

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"subtype/internal/kernel"
)

// MaxValue is the largest entry a Matrix may have. Products of an entry, a
// start and the other dimension stay finite below it.
const MaxValue = 1e100

// MinMax is the least that the largest entry of a Matrix may be. Below, squares of
// small entries and of their inverses leave the range of numbers.
const MinMax = 1e-100

// Matrix is an expression matrix V ready to be factorised: genes × samples,
// finite and ≥ 0, held in both orientations for the kernels. It is read-only
// and may be shared by any number of runs.
//
// Entries may be missing. They have no part in any objective, as if their weight were
// 0, and in no sum below. Others may be weighted: an objective is then the sum of what
// each entry gives to it times its weight.
type Matrix struct {
	bySample side // an output is a sample, the inner dimension genes
	byGene   side // an output is a gene, the inner dimension samples

	missing, zeros       int
	weighted             bool // by more than which entries are known
	max, sum, sumSquares float64
	least                float64 // of the entries above 0

	single func() *singleMatrix // made when first asked for; nil if its range is too wide
}

// side is V in one orientation.
type side struct {
	*kernel.Panels
	// Weights of the entries, 0 for those missing; nil where all are 1. The panels then
	// hold products of entries and weights.
	known *kernel.Panels
}

func newSide(outputs, inner int, weighted bool) side {
	s := side{Panels: kernel.NewPanels(outputs, inner)}
	if weighted {
		s.known = kernel.NewPanels(outputs, inner)
	}
	return s
}

func (s side) set(output, inner int, x, weight float64) {
	if s.known != nil {
		x *= weight
		s.known.Set(output, inner, weight)
	}
	s.Set(output, inner, x)
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
	weighted := weights != nil ||
		slices.ContainsFunc(rows, func(row []float64) bool { return slices.ContainsFunc(row, math.IsNaN) })
	v := &Matrix{bySample: newSide(n, m, weighted), byGene: newSide(m, n, weighted), least: math.Inf(1),
		weighted: weights != nil}
	v.single = sync.OnceValue(v.makeSingle)
	for i, row := range rows {
		if len(row) != n || weights != nil && len(weights[i]) != n {
			return nil, fmt.Errorf("nmf: row %d has %d entries, row 0 has %d", i, len(row), n)
		}
		for j, x := range row {
			weight := 1.0
			if weights != nil {
				weight = weights[i][j]
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
	v.bySample.set(j, i, x, weight)
	v.byGene.set(i, j, x, weight)
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

// Panels are V packed for kernels, samples as outputs and genes as outputs; and, where
// entries are missing or weighted, their weights alike, whose products with V the first
// two then hold. They are for methods outside this package, and only read.
func (v *Matrix) Panels() (bySample, byGene, weightsBySample, weightsByGene *kernel.Panels) {
	return v.bySample.Panels, v.byGene.Panels, v.bySample.known, v.byGene.known
}

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
	for j := range dst {
		dst[j] = v.byGene.At(i, j)
		if known := v.byGene.known; known != nil {
			dst[j] /= known.At(i, j) // 0/0 is NaN
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
	rows := make([][]float64, len(genes))
	var weights [][]float64
	if v.weighted {
		weights = make([][]float64, len(genes))
	}
	whole := make([]float64, n)
	for i, g := range genes {
		v.Row(g, whole)
		rows[i] = make([]float64, len(samples))
		for c, j := range samples {
			rows[i][c] = whole[j]
		}
		if !v.weighted {
			continue
		}
		weights[i] = make([]float64, len(samples))
		for c, j := range samples {
			weights[i][c] = v.byGene.known.At(g, j)
		}
	}
	return NewWeighted(rows, weights)
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
