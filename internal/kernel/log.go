package kernel

import "math"

// logSeries are 2/(2j+1) for j = 9 to 1: ln((1+s)/(1−s)) = 2s + s·Σ_j 2/(2j+1) s²ʲ.
// With |s| below 0.172 what is left out is below 3e-17 of the Log.
var logSeries = [...]float64{2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11, 2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3}

const (
	smallestNormal = 0x1p-1022
	rootHalf       = 0x3fe6a09e667f3bcd // √½
	one            = 0x3ff0000000000000
	mantissa       = 0x000fffffffffffff
	ln2High        = 0x1.62e42fee00000p-1 // ln 2 to 32 bits: products with an exponent are exact
	ln2Low         = 0x1.a39ef35793c76p-33
)

// Log is ln y for y > 0, right to about one unit in the last place, made
// of steps that vectors have. math.Log depends on the processor.
//
// y = 2ᵉ·m with √½ ≤ m < √2, f = m − 1, s = f/(2+f), and
// ln m = 2s + sR = f − (f²/2 − s(f²/2 + R)), which keeps the last digits of f.
func Log(y float64) float64 {
	if y == infinity {
		return y
	}
	e := -1023.0
	if y < smallestNormal {
		y *= 0x1p54
		e -= 54
	}
	u := math.Float64bits(y) + (one - rootHalf)
	e += float64(u >> 52)
	f := math.Float64frombits(u&mantissa+rootHalf) - 1
	s := f / (2 + f)
	z := s * s
	var r float64
	for _, c := range logSeries {
		r = math.FMA(r, z, c)
	}
	half := float64(0.5*f) * f
	tail := math.FMA(s, math.FMA(r, z, half), float64(e*ln2Low))
	return math.FMA(e, ln2High, f-(half-tail))
}
