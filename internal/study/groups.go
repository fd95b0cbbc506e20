package study

import (
	"context"
	"math"
	"math/rand/v2"

	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/null"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// anyGroups asks whether there are groups of samples at all; nil where that is not asked
// for.
func (a *Analysis) anyGroups(ctx context.Context) (*null.Result, error) {
	p := a.Spec.Plan
	if p.Null == 0 {
		return nil, nil
	}
	whole, err := a.source.Load(sweep.Data{})
	if err != nil {
		return nil, err
	}
	return null.Test(ctx, expression(whole.V, a.matrix), null.Options{
		Ranks: p.Ranks, Nulls: p.Null, Kind: null.Kind(p.NullKind), Threads: a.process.Threads,
		Rand: func(use string) *rand.Rand { return sweep.Stream(p.Seed, "groups "+use) },
	})
}

// expression is that of the genes of a prepared matrix, as logarithms or ratios: log2(x+1)
// of what looks linear, and of two parts of a gene its difference. Each gene may be
// shifted; values that are missing are NaN.
func expression(v *nmf.Matrix, m *expr.Matrix) [][]float64 {
	linear := false
	for _, f := range m.Findings {
		linear = linear || f.Code == finding.LooksLinear || f.Code == finding.LooksLikeCounts
	}
	linear = linear && !m.Transform.Log2 // what looks like counts is said of the values as they were read
	genes, samples := v.Dims()
	var rows [][]float64
	for i := range genes {
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
			if linear {
				row[j] = math.Copysign(math.Log2(math.Abs(row[j])+1), row[j])
			}
		}
		rows = append(rows, row)
	}
	return rows
}
