package null

import "math"

// upperTail is the probability that Student's t with df degrees of freedom exceeds
// t: ½ I_x(df/2, ½) with x = df/(df + t²) for t ≥ 0. Powers and the beta function of
// halves need no more than products, so that no bit depends on the processor.
//
// The continued fraction of the incomplete beta function is 8.17.22 of the NIST
// Digital Library of Mathematical Functions, by Lentz's method.
func upperTail(t float64, df int) float64 {
	switch {
	case math.IsNaN(t):
		return math.NaN()
	case t < 0:
		return 1 - upperTail(-t, df)
	case math.IsInf(t, 1):
		return 0
	}
	nu := float64(df)
	total := math.FMA(t, t, nu)
	x, y := nu/total, float64(t*t)/total // y = 1 − x
	a, b := nu/2, 0.5
	// x^a·y^b / B(a, ½) where x^a is a power of √x and B(a+1, ½) = B(a, ½)·a/(a+½).
	front := math.Sqrt(y)
	beta, from := 2.0, 1.0
	if df%2 == 1 {
		beta, from = math.Pi, 0.5
		front *= math.Sqrt(x)
	} else {
		front *= x
	}
	for ; from < a; from++ {
		beta *= from / (from + 0.5)
		front *= x
	}
	front /= beta
	// The fraction converges fast for x below (a+1)/(a+b+2), else that of 1 − I_y(b, a) does.
	if x < (a+1)/(a+b+2) {
		return front * fraction(x, a, b) / a / 2
	}
	return (1 - front*fraction(y, b, a)/b) / 2
}

// fraction is the continued fraction of I_x(a, b).
func fraction(x, a, b float64) float64 {
	const tiny = 1e-300
	c, d := 1.0, 1-float64((a+b)*x)/(a+1)
	if math.Abs(d) < tiny {
		d = tiny
	}
	d = 1 / d
	h := d
	for m := 1.0; m < 10000; m++ {
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		var change float64
		for _, v := range [...]float64{even, odd} {
			d, c = 1+float64(v*d), 1+v/c
			if math.Abs(d) < tiny {
				d = tiny
			}
			if math.Abs(c) < tiny {
				c = tiny
			}
			d = 1 / d
			change = float64(c * d)
			h *= change
		}
		if math.Abs(change-1) < 1e-16 {
			break
		}
	}
	return h
}
