package kernel

import "math"

// fma32Exact is a·b + c at single precision, rounded once, as the processors' instruction.
//
// The product is exact at double precision. The sum is rounded there and then once
// more, which is wrong only where the first rounding ends halfway between two numbers
// of single precision; there, and where these lie closer together because they are
// denormal, the sum is first rounded to odd, which the second rounding cannot mistake
// for halfway.
//
// Boldo and Melquiond, IEEE Transactions on Computers 57:462 (2008).
func fma32Exact(a, b, c float32) float32 {
	product, addend := float64(a)*float64(b), float64(c)
	sum := product + addend
	bits := math.Float64bits(sum)
	if bits&(1<<29-1) != 1<<28 && math.Abs(sum) >= 0x1p-125 {
		return float32(sum)
	}
	t := sum - product
	if rest := (product - (sum - t)) + (addend - t); rest != 0 && bits&1 == 0 {
		if (rest > 0) == (sum > 0) {
			bits++
		} else {
			bits--
		}
	}
	return float32(math.Float64frombits(bits))
}
