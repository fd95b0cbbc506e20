package markers

import (
	"cmp"
	"math"
	"slices"
	"sync"

	"subtype/internal/stat"
)

// Tails of the logarithms of variances that are drawn in before the prior is fitted.
const lowTail, highTail = 0.05, 0.1

// robust fits the prior by winsorized moments: the tails of the logarithms about their
// trend are drawn in, and the degrees of freedom are those whose F distribution, with its
// tails drawn in likewise, has that variance. Genes whose variance is larger than it
// allows get fewer degrees of freedom, so that their own variance counts.
func robust(variances, df, means []float64, trend bool, plain fDistribution) Prior {
	n := len(variances)
	p := Prior{Variances: plain.scale, DF: make([]float64, n), All: plain.df}
	fill := func(d float64) {
		for i := range p.DF {
			p.DF[i] = d
		}
	}
	if fill(plain.df); lowTail < 1/float64(n) && highTail < 1/float64(n) {
		return p
	}
	x, df1 := alikeDF(aboveZero(variances, 1e-12), df, plain)
	z := make([]float64, n)
	for i, v := range x {
		z[i] = math.Log(v)
	}
	level := levels(z, means, trend)
	middle, spread := winsorized(z, level)
	endless := winsorizedF(df1, math.Inf(1))
	switch {
	case spread <= endless.variance:
		p.All = math.Inf(1)
	case math.IsInf(plain.df, 1):
		return p
	default:
		p.All = solveDF(df1, plain.df, spread)
	}
	expected := winsorizedF(df1, p.All).mean
	ratios := make([]float64, n)
	for i := range z {
		log := level[i] + middle - expected
		p.Variances[i] = stat.Exp(log)
		ratios[i] = stat.Exp(z[i] - log)
	}
	fill(p.All)
	if math.IsInf(p.All, 1) {
		outliersOfChiSquare(p.DF, ratios, df1)
	} else {
		outliers(p.DF, ratios, df1, p.All)
	}
	return p
}

// alikeDF brings variances of fewer degrees of freedom to what has the same tail with the
// most.
func alikeDF(x, df []float64, f fDistribution) ([]float64, float64) {
	most := slices.Max(df)
	for i, d := range df {
		if d >= most-1e-14 {
			continue
		}
		r := x[i] / f.scale[i]
		upper := stat.FTail(r, d, f.df)
		if upper < 0.5 {
			r = fQuantile(upper, most, f.df)
		} else {
			r = 1 / lowerQuantile(fLower(r, d, f.df), most, f.df)
		}
		x[i] = r * f.scale[i]
	}
	return x, most
}

// fLower is the probability that F is below f: that its inverse, with the degrees of
// freedom exchanged, is above.
func fLower(f, df1, df2 float64) float64 {
	if math.IsInf(df2, 1) {
		return 1 - stat.FTail(f, df1, df2)
	}
	return stat.FTail(1/f, df2, df1)
}

// lowerQuantile is the inverse of the f that F is below with probability p.
func lowerQuantile(p, df1, df2 float64) float64 {
	if math.IsInf(df2, 1) {
		return 1 / fQuantile(1-p, df1, df2)
	}
	return fQuantile(p, df2, df1)
}

// fQuantile is the f that F exceeds with probability p.
func fQuantile(p, df1, df2 float64) float64 {
	low, high := -690.0, 690.0 // of its logarithm
	for {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			return stat.Exp(middle)
		}
		if stat.FTail(stat.Exp(middle), df1, df2) > p {
			low = middle
		} else {
			high = middle
		}
	}
}

// levels is the middle of the logarithms of variances, by mean expression where there is
// a trend.
func levels(z, means []float64, trend bool) []float64 {
	n := len(z)
	out := make([]float64, n)
	if !trend {
		sorted := slices.Clone(z)
		slices.Sort(sorted)
		cut := int(highTail * float64(n))
		m := mean(sorted[cut : n-cut])
		for i := range out {
			out[i] = m
		}
		return out
	}
	order := orderOf(means)
	x, y := make([]float64, n), make([]float64, n)
	for r, i := range order {
		x[r], y[r] = means[i], z[i]
	}
	for r, v := range lowess(x, y, 0.4, 3) {
		out[order[r]] = v
	}
	return out
}

// orderOf are the places of x from the least on, equal ones in their order.
func orderOf(x []float64) []int {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(x[a], x[b]) })
	return order
}

// winsorized are mean and variance of z about its levels once the tails are drawn in.
func winsorized(z, level []float64) (m, variance float64) {
	rest := make([]float64, len(z))
	for i := range z {
		rest[i] = z[i] - level[i]
	}
	sorted := slices.Clone(rest)
	slices.Sort(sorted)
	low, high := quantile(sorted, lowTail), quantile(sorted, 1-highTail)
	for i, r := range rest {
		rest[i] = min(max(r, low), high)
	}
	m = mean(rest)
	for _, r := range rest {
		variance += float64((r - m) * (r - m))
	}
	return m, variance / float64(len(z)-1)
}

// moment are those of the logarithm of F with its tails drawn in.
type moment struct{ mean, variance float64 }

// winsorizedF integrates over f/(1+f), from tail to tail.
func winsorizedF(df1, df2 float64) moment {
	low, high := 1/lowerQuantile(lowTail, df1, df2), fQuantile(highTail, df1, df2)
	zLow, zHigh := math.Log(low), math.Log(high)
	from, to := low/(1+low), high/(1+high)
	nodes, weights := legendre()
	logs, density := make([]float64, len(nodes)), make([]float64, len(nodes))
	var m moment
	for i, node := range nodes {
		at := from + float64((to-from)*node)
		f := at / (1 - at)
		logs[i] = math.Log(f)
		density[i] = weights[i] * (to - from) * fDensity(f, logs[i], df1, df2) / float64((1-at)*(1-at))
		m.mean += float64(density[i] * logs[i])
	}
	m.mean += float64(lowTail*zLow) + float64(highTail*zHigh)
	for i, z := range logs {
		m.variance += float64(density[i] * (z - m.mean) * (z - m.mean))
	}
	m.variance += float64(lowTail*(zLow-m.mean)*(zLow-m.mean)) + float64(highTail*(zHigh-m.mean)*(zHigh-m.mean))
	return m
}

// fDensity is the density of F at f, whose logarithm is log.
func fDensity(f, log, df1, df2 float64) float64 {
	a := df1 / 2
	if math.IsInf(df2, 1) {
		return stat.Exp(float64(a*math.Log(a)) + float64((a-1)*log) - float64(a*f) - stat.LogGamma(a))
	}
	b := df2 / 2
	beta := stat.LogGamma(a) + stat.LogGamma(b) - stat.LogGamma(a+b)
	ratio := df1 / df2
	return stat.Exp(float64(a*math.Log(ratio)) + float64((a-1)*log) - float64((a+b)*math.Log1p(ratio*f)) - beta)
}

// legendre are the nodes between 0 and 1 and the weights of Gauss and Legendre.
var legendre = sync.OnceValues(func() (nodes, weights []float64) {
	const n = 128
	nodes, weights = make([]float64, n), make([]float64, n)
	for i := range n / 2 {
		x, slope := math.Cos(math.Pi*(float64(i)+0.75)/(n+0.5)), 0.0
		for range 20 {
			before, p := 1.0, x
			for k := 2.0; k <= n; k++ {
				before, p = p, (float64((2*k-1)*x*p)-float64((k-1)*before))/k
			}
			slope = n * (float64(x*p) - before) / (float64(x*x) - 1)
			x -= p / slope
		}
		nodes[i], nodes[n-1-i] = (1-x)/2, (1+x)/2
		weights[i] = 1 / float64((1-float64(x*x))*slope*slope)
		weights[n-1-i] = weights[i]
	}
	return nodes, weights
})

// solveDF are the degrees of freedom, of least or more, with which the winsorized variance is
// spread. It falls as they rise.
func solveDF(df1, least, spread float64) float64 {
	if winsorizedF(df1, least).variance <= spread {
		return least
	}
	low, high := least/(1+least), 1.0
	for {
		middle := low + (high-low)/2
		if middle == low || middle >= high {
			return low / (1 - low)
		}
		if winsorizedF(df1, middle/(1-middle)).variance > spread {
			low = middle
		} else {
			high = middle
		}
	}
}
