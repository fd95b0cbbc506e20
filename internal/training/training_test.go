package training

import (
	"testing"

	"gonum.org/v1/gonum/mat"
)

// A metagene of one sample, or of one and a trace of others, would show that sample's values.
func TestMetagenesOfOneSampleMakeNoRule(t *testing.T) {
	for _, c := range []struct {
		row  []float64
		ones bool
	}{{[]float64{0, 5, 0, 0}, true}, {[]float64{0.1, 5, 0.1, 0}, true}, {[]float64{2, 2, 2, 2}, false},
		{[]float64{3, 2, 1, 0}, false}, {[]float64{0, 0, 0, 0}, false}} {
		h := mat.NewDense(2, 4, append([]float64{1, 1, 1, 1}, c.row...))
		if got := nearlyOnes(h); got != c.ones {
			t.Errorf("%v: %v", c.row, got)
		}
	}
}
