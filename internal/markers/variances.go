package markers

import (
	"math"
	"slices"

	"subtype/internal/stat"
)

// Prior is what all genes together say of the variance of each: a scaled F distribution
// is fitted to the variances (Smyth 2004).
type Prior struct {
	Variances []float64 // of each gene; all the same without a trend
	DF        []float64 // degrees of freedom that the prior is worth; may be endless
	All       float64   // DF but for outliers
}

// Options say how variances are moderated.
type Options struct {
	Trend  bool // the prior variance follows the mean expression
	Robust bool // genes of outlying variance have a prior of their own
}

// NewPrior fits the prior to variances with their degrees of freedom, all above 0, and
// mean expressions. With fewer than three genes nothing is moderated.
func NewPrior(variances, df, means []float64, o Options) Prior {
	n := len(variances)
	p := Prior{Variances: slices.Clone(variances), DF: make([]float64, n)}
	if n < 3 {
		return p
	}
	f := moments(variances, df, means, o.Trend)
	if o.Robust {
		return robust(variances, df, means, o.Trend, f)
	}
	copy(p.Variances, f.scale)
	for i := range p.DF {
		p.DF[i] = f.df
	}
	p.All = f.df
	return p
}

// Moderated are variances after the prior's say, and their degrees of freedom, which are
// never more than those of all genes together.
func (p *Prior) Moderated(variances, df []float64) (after, total []float64) {
	n := len(variances)
	after, total = make([]float64, n), make([]float64, n)
	pooled := 0.0
	for _, d := range df {
		pooled += d
	}
	for i, d0 := range p.DF {
		after[i] = p.Variances[i]
		if !math.IsInf(d0, 1) {
			after[i] = (float64(df[i]*variances[i]) + float64(d0*p.Variances[i])) / (df[i] + d0)
		}
		total[i] = min(df[i]+d0, pooled)
	}
	return after, total
}

// fDistribution is a scaled F distribution that was fitted.
type fDistribution struct {
	scale []float64 // of each gene
	df    float64   // of the denominator
}

// moments fits it by the mean and the variance of the logarithms.
func moments(variances, df, means []float64, trend bool) fDistribution {
	n := len(variances)
	x := aboveZero(variances, 1e-5)
	e, noise := make([]float64, n), 0.0
	for i, v := range x {
		half := df[i] / 2
		e[i] = math.Log(v) - digamma(half) + math.Log(half)
		noise += trigamma(half)
	}
	expected, spread := make([]float64, n), 0.0
	if degrees := splineDegrees(means); trend && degrees > 1 {
		expected, spread = spline(means, e, degrees)
	} else {
		m := mean(e)
		for i := range e {
			expected[i] = m
			spread += float64((e[i] - m) * (e[i] - m))
		}
		spread /= float64(n - 1)
		trend = false
	}
	out := fDistribution{scale: make([]float64, n), df: math.Inf(1)}
	shift := 0.0
	if spread -= noise / float64(n); spread > 0 {
		out.df = 2 * inverseTrigamma(spread)
		shift = digamma(out.df/2) - math.Log(out.df/2)
	}
	for i := range e {
		out.scale[i] = stat.Exp(expected[i] + shift)
	}
	if !trend && math.IsInf(out.df, 1) {
		m := mean(x)
		for i := range out.scale {
			out.scale[i] = m
		}
	}
	return out
}

// splineDegrees is how many degrees of freedom the trend over so many means has.
func splineDegrees(means []float64) int {
	degrees := 1
	for _, least := range []int{3, 6, 30} {
		if len(means) >= least {
			degrees++
		}
	}
	different := slices.Clone(means)
	slices.Sort(different)
	return min(degrees, len(slices.Compact(different)))
}

// aboveZero lifts variances to so much of their median, or of 1 where that is 0.
func aboveZero(variances []float64, share float64) []float64 {
	sorted := slices.Clone(variances)
	slices.Sort(sorted)
	m := quantile(sorted, 0.5)
	if m == 0 {
		m = 1
	}
	out := slices.Clone(variances)
	for i, v := range out {
		out[i] = max(v, share*m)
	}
	return out
}
