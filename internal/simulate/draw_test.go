package simulate

import (
	"math"
	"math/rand/v2"
	"testing"

	"subtype/internal/kernel"
)

// Each distribution has its mean and variance, within five standard errors or so.
func TestDistributions(t *testing.T) {
	for _, c := range []struct {
		name           string
		draw           func(*rand.Rand) float64
		mean, variance float64
	}{
		{"uniform", uniform, 0.5, 1.0 / 12},
		{"normal", normal, 0, 1},
		{"exponential", exponential, 1, 1},
		{"gamma(4)", func(r *rand.Rand) float64 { return gamma(4, r) }, 4, 4},
		{"Poisson(3)", func(r *rand.Rand) float64 { return poisson(3, r) }, 3, 3},
		{"Poisson(100)", func(r *rand.Rand) float64 { return poisson(100, r) }, 100, 100},
		{"Poisson(5000)", func(r *rand.Rand) float64 { return poisson(5000, r) }, 5000, 5000},
	} {
		const n = 40000
		r := stream(1, c.name, 0)
		var sum, squares float64
		for range n {
			x := c.draw(r) - c.mean
			sum += x
			squares += x * x
		}
		if m := sum / n; math.Abs(m) > 5*math.Sqrt(c.variance/n) {
			t.Errorf("%s: the mean is off by %v", c.name, m)
		}
		if v := squares / n / c.variance; math.Abs(v-1) > 0.08 {
			t.Errorf("%s: the variance is %v of what it should be", c.name, v)
		}
	}
}

func TestExp2IsAPowerOfTwo(t *testing.T) {
	for x := -45.0; x < 45; x += 0.0371 {
		if got, want := kernel.Exp2(x), math.Exp2(x); math.Abs(got/want-1) > 5e-16 {
			t.Fatalf("2^%v = %v, want %v", x, got, want)
		}
	}
}
