// Package float16 has the numbers of two bytes that file formats hold.
package float16

import "math"

// From is a number of two bytes: a sign, five bits of exponent, ten of fraction.
func From(x uint16) float64 {
	exponent, fraction := int(x>>10&31), float64(x&1023)
	v := math.Ldexp(1024+fraction, exponent-25)
	switch {
	case exponent == 0:
		v = math.Ldexp(fraction, -24)
	case exponent == 31 && fraction == 0:
		v = math.Inf(1)
	case exponent == 31:
		v = math.NaN()
	}
	if x>>15 == 1 {
		v = -v
	}
	return v
}
