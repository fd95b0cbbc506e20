package kernel

import "math"

// Exp2 is 2ˣ for |x| up to 1000, right to about one unit in the last place: with
// x = n + f, n whole and |f| at most ½, 2ˣ = 2ⁿ·Σ (f ln 2)ⁱ/i!. math.Exp2 and math.Exp
// depend on the processor.
func Exp2(x float64) float64 {
	n := math.Round(x)
	y := float64((x - n) * math.Ln2)
	sum := 1.0
	for i := 16.0; i > 0; i-- { // what is left out is below 1e-22
		sum = math.FMA(sum, y/i, 1)
	}
	return math.Ldexp(sum, int(n))
}

// expSeries are 1/i! from i = 13 down: for |y| up to ln 2 / 2 what is left out is below 1e-17.
var expSeries = [...]float64{1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880,
	1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1}

// Pow is yᵖ for y > 0, right to about 1e-15 times |p log₂ y|, or 1; beyond the numbers 0 or
// +Inf. 0 to a power above 0 is 0.
func Pow(y, p float64) float64 {
	if y == 0 {
		return 0
	}
	bits := math.Float64bits(y)
	whole := float64(int(bits>>52) - 1023) // the exponent apart, so that Log loses nothing to it
	m := math.Float64frombits(bits&mantissa | one)
	if y < smallestNormal {
		var e int
		m, e = math.Frexp(y)
		m, whole = 2*m, float64(e-1)
	}
	if m > math.Sqrt2 {
		m, whole = m/2, whole+1
	}
	x := math.FMA(p, whole, float64(p*float64(Log(m)*math.Log2E)))
	switch {
	case x > 1100:
		return math.Inf(1)
	case x < -1200:
		return 0
	}
	n := math.Round(x)
	f := float64((x - n) * math.Ln2)
	var sum float64
	for _, c := range expSeries {
		sum = math.FMA(sum, f, c)
	}
	if n > -1022 && n < 1023 {
		return sum * math.Float64frombits(uint64(int(n)+1023)<<52)
	}
	return math.Ldexp(sum, int(n))
}
