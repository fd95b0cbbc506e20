package confidence

import (
	"math"
	"math/rand/v2"
	"slices"
)

// draws of the bootstrap.
const draws = 1000

// quantiles are the 97.5 % points of Student's t with 1, 2, … degrees of freedom.
var quantiles = [...]float64{12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
	2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056,
	2.052, 2.048, 2.045, 2.042}

// interval is a statistic of n things with its 95 % interval: the percentiles of the
// bootstrap, widened about the statistic as Student's interval of a mean is wider than
// the normal one with the biased variance, because a bootstrap of few things is too
// narrow. With six splits that is by 1.44. It is the spread over the resamples made,
// which share their samples: not that over other cohorts. NaN for one thing.
//
// Hesterberg, American Statistician 69:371 (2015).
func interval(n int, stream func() *rand.Rand, statistic func(draw []int) float64) Agreement {
	a := Agreement{math.NaN(), math.NaN(), math.NaN(), n}
	if n == 0 {
		return a
	}
	draw := make([]int, n)
	for i := range draw {
		draw[i] = i
	}
	a.Mean = statistic(draw)
	if n == 1 {
		return a
	}
	rng := stream()
	values := make([]float64, draws)
	for b := range values {
		for i := range draw {
			draw[i] = int(float64(rng.Uint64()>>11) * 0x1p-53 * float64(n))
		}
		values[b] = statistic(draw)
	}
	slices.Sort(values)
	t := 1.96 + 2.4/float64(n-1) // right to 0.002 where the table ends
	if n-1 <= len(quantiles) {
		t = quantiles[n-2]
	}
	wider := t / 1.96 * math.Sqrt(float64(n)/float64(n-1))
	a.Low = max(-1, a.Mean-float64(wider*(a.Mean-values[draws/40])))
	a.High = min(1, a.Mean+float64(wider*(values[draws-1-draws/40]-a.Mean)))
	return a
}
