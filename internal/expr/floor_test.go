package expr

import (
	"math"
	"testing"

	"subtype/internal/expr/spread"
)

func TestAddedBeforeLogarithms(t *testing.T) {
	for _, c := range []struct {
		x     float64
		added float64
		base  string
	}{{math.Log2(.001), .001, "log2"}, {-9.9658, .001, "log2"}, {math.Log(1e-4), 1e-4, "ln"}, {-3, .001, "log10"},
		{-2.5, 0, ""}, {0, 0, ""}, {math.Inf(1), 0, ""}, {math.NaN(), 0, ""}} {
		if added, base := spread.AddedBefore(c.x); math.Abs(added-c.added) > 1e-15 || base != c.base {
			t.Errorf("%v: %v, %s", c.x, added, base)
		}
	}
}
