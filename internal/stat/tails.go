package stat

import "math"

// NormalTail is the probability that a standard normal number exceeds z.
func NormalTail(z float64) float64 {
	if z < 0 {
		return 1 - NormalTail(-z)
	}
	return 0.5 * gammaTail(0.5, float64(z*z)/2)
}

// StudentTail is the probability that Student's t with df degrees of freedom exceeds t. df
// may be a fraction, or endless: then t is normal.
func StudentTail(t, df float64) float64 {
	switch {
	case math.IsNaN(t) || !(df > 0):
		return math.NaN()
	case t < 0:
		return 1 - StudentTail(-t, df)
	case math.IsInf(t, 1):
		return 0
	case math.IsInf(df, 1):
		return NormalTail(t)
	}
	square := float64(t * t)
	if math.IsInf(square, 1) {
		return math.NaN()
	}
	return betaTail(df/(df+square), square/(df+square), df/2, 0.5) / 2
}

// FTail is the probability that F with df1 and df2 degrees of freedom exceeds f; df2 may be
// endless.
func FTail(f, df1, df2 float64) float64 {
	switch {
	case math.IsNaN(f) || !(df1 > 0) || !(df2 > 0):
		return math.NaN()
	case f <= 0:
		return 1
	case math.IsInf(f, 1):
		return 0
	case math.IsInf(df2, 1):
		return ChiSquareTail(df1*f, df1)
	}
	over := float64(df1 * f)
	return betaTail(df2/(df2+over), over/(df2+over), df2/2, df1/2)
}

// ChiSquareTail is the probability that chi-square with df degrees of freedom exceeds x.
func ChiSquareTail(x, df float64) float64 {
	if math.IsNaN(x) || !(df > 0) {
		return math.NaN()
	}
	return gammaTail(df/2, x/2)
}

// TwoSided is the probability of a value as far out on either side, of a tail that is
// symmetric about 0: TwoSided(NormalTail, z).
func TwoSided(tail func(float64) float64, x float64) float64 {
	return min(1, 2*tail(math.Abs(x)))
}

// NormalQuantile is the z that a standard normal number exceeds with probability p.
func NormalQuantile(p float64) float64 {
	switch {
	case !(p >= 0 && p <= 1):
		return math.NaN()
	case p == 0:
		return math.Inf(1)
	case p > 0.5:
		return -NormalQuantile(1 - p)
	}
	low, high := 0.0, 40.0
	for {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			return middle
		}
		if NormalTail(middle) > p {
			low = middle
		} else {
			high = middle
		}
	}
}

// HypergeometricTail is the probability of x or more white balls among drawn ones, out of
// an urn of white and black ones.
func HypergeometricTail(x, white, black, drawn int) float64 {
	least, most := max(0, drawn-black), min(white, drawn)
	switch {
	case x <= least:
		return 1
	case x > most:
		return 0
	}
	// The tail with the smaller terms is summed, from its largest term on.
	logOne := func(i int) float64 {
		return LogChoose(white, i) + LogChoose(black, drawn-i) - LogChoose(white+black, drawn)
	}
	next := func(i int) float64 { // of the term of i+1 to that of i
		return float64(white-i) * float64(drawn-i) / (float64(i+1) * float64(black-drawn+i+1))
	}
	mean := float64(drawn) * float64(white) / float64(white+black)
	term, sum := 1.0, 0.0
	if float64(x) > mean {
		for i := x; i <= most && term > sum*1e-18; i++ {
			sum += term
			term *= next(i)
		}
		return min(1, Exp(logOne(x))*sum)
	}
	for i := x - 1; i >= least && term > sum*1e-18; i-- {
		sum += term
		if i > least {
			term /= next(i - 1)
		}
	}
	return max(0, 1-float64(Exp(logOne(x-1))*sum))
}
