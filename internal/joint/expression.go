package joint

import (
	"math"

	"subtype/internal/contribution"
	"subtype/internal/expr"
	"subtype/internal/expr/kind"
	"subtype/nmf"
)

// Expression is that of the genes of a prepared matrix, as logarithms or ratios: log2(x+1)
// of what looks linear, and of two parts of a gene its difference. Each gene may be
// shifted; values that are missing are NaN. Rows of several kinds of data are scaled so that
// the sum of squares about their means is, for a sample on average, as the kind's weight.
func Expression(v *nmf.Matrix, m *expr.Matrix) [][]float64 {
	genes, samples := v.Dims()
	if m.Kinds == nil {
		return expression(v, m, 0, genes, samples, 1, linear(m))
	}
	var rows [][]float64
	for _, k := range m.Kinds {
		some := expression(v, m, k.From, k.To, samples, k.Factor, k.Linear)
		scale := math.Sqrt(k.Weight / (2 * contribution.Base(some, nmf.Frobenius)))
		for _, row := range some {
			for j := range row {
				row[j] *= scale
			}
		}
		rows = append(rows, some...)
	}
	return rows
}

// expression is that of some rows, divided by a factor.
func expression(v *nmf.Matrix, m *expr.Matrix, from, to, samples int, factor float64, linear bool) [][]float64 {
	var rows [][]float64
	for i := from; i < to; i++ {
		sign, other := 1.0, -1
		if m.Halves != nil {
			sign, other = float64(m.Halves[i].Sign), m.Halves[i].Other
		}
		if other >= 0 && other < i {
			continue // it came with the other part
		}
		row := make([]float64, samples)
		v.Row(i, row)
		var rest []float64
		if other >= 0 {
			rest = make([]float64, samples)
			v.Row(other, rest)
		}
		for j := range row {
			if rest != nil {
				row[j] -= rest[j]
			}
			row[j] *= sign
			row[j] /= factor
			if linear {
				row[j] = math.Copysign(math.Log2(math.Abs(row[j])+1), row[j])
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// Complete is expression in the samples that every kind of data has, as far as rows are
// known there: what is missing says nothing of groups.
func Complete(rows [][]float64, m *expr.Matrix) [][]float64 {
	if m.Kinds == nil {
		return rows
	}
	samples := kind.Complete(m.Kinds, len(m.Samples))
	out := make([][]float64, len(rows))
	for i, row := range rows {
		for _, j := range samples {
			out[i] = append(out[i], row[j])
		}
	}
	return out
}

// Units say of each row to which gene of the file it belongs: where genes are halved, both
// parts of one come into the same half. nil: every row is a gene of its own.
func Units(m *expr.Matrix) []int {
	if m.Halves == nil {
		return nil
	}
	unit := make([]int, len(m.Halves))
	next := 0
	for i, half := range m.Halves {
		if half.Other >= 0 && half.Other < i {
			unit[i] = unit[half.Other]
			continue
		}
		unit[i] = next
		next++
	}
	return unit
}
