package joint

import (
	"math"

	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/usage"
	"subtype/nmf"
)

var nan = math.NaN()

// scale multiplies the values of every kind so that what is to be explained in it is as its
// weight, on average for a sample that has it. The losses are homogeneous: of values times c
// the Euclidean one is times c², and the divergence times c.
func (j *joining) scale() error {
	weights, weighed := 0.0, 0.0
	for _, k := range j.Kinds {
		weights += k.Weight
	}
	for _, k := range j.Kinds {
		weighed += float64(k.Weight / weights * k.Base) // all together are to be as one kind
	}
	for t := range j.Kinds {
		k := &j.Kinds[t]
		if k.Factor = k.Weight / weights * weighed / k.Base; j.kinds[t].Objective == nmf.Frobenius {
			k.Factor = math.Sqrt(k.Factor)
		}
		for _, row := range j.Values[k.From:k.To] {
			for i := range row {
				row[i] *= k.Factor
				if row[i] > nmf.MaxValue {
					return usage.Errorf("--with: values of %s have no room among numbers beside the others; scale them", k.Name)
				}
			}
		}
	}
	return nil
}

// linear says whether values look linear, and logarithms were not taken of them.
func linear(m *expr.Matrix) bool {
	looks := false
	for _, f := range m.Findings {
		looks = looks || f.Code == finding.LooksLinear || f.Code == finding.LooksLikeCounts
	}
	return looks && !m.Transform.Log2 // what looks like counts is said of the values as they were read
}
