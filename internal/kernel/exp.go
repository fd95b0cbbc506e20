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

// Pow is yᵖ for y > 0 and |p log₂ y| up to 1000, right to about 1e-15 times |p log₂ y|, or 1.
// 0 to a power above 0 is 0.
func Pow(y, p float64) float64 {
	if y == 0 {
		return 0
	}
	m, e := math.Frexp(y) // the exponent apart, so that Log loses nothing to it
	whole := float64(e)
	if m < math.Sqrt2/2 {
		m, whole = 2*m, whole-1
	}
	return Exp2(math.FMA(p, whole, float64(p*float64(Log(m)*math.Log2E))))
}
