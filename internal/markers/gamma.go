package markers

import "math"

// The logarithmic derivatives of Γ by recurrence up to an argument from which on the
// asymptotic series (5.11.2 and 5.15.8 of the NIST Digital Library of Mathematical
// Functions) give every digit.
const asymptotic = 16

// series is the polynomial with coefficients c, the constant first.
func series(z float64, c ...float64) float64 {
	sum := 0.0
	for i := len(c) - 1; i >= 0; i-- {
		sum = c[i] + float64(sum*z)
	}
	return sum
}

// digamma is ψ(x) for x > 0.
func digamma(x float64) float64 {
	sum := 0.0
	for ; x < asymptotic; x++ {
		sum -= 1 / x
	}
	z := 1 / float64(x*x)
	return sum + math.Log(x) - 0.5/x -
		float64(z*series(z, 1.0/12, -1.0/120, 1.0/252, -1.0/240, 1.0/132, -691.0/32760, 1.0/12))
}

// trigamma is ψ′(x) for x > 0.
func trigamma(x float64) float64 {
	sum := 0.0
	for ; x < asymptotic; x++ {
		sum += 1 / float64(x*x)
	}
	z := 1 / float64(x*x)
	return sum + 1/x + z/2 + float64(z/x*series(z, 1.0/6, -1.0/30, 1.0/42, -1.0/30, 5.0/66, -691.0/2730, 7.0/6))
}

// tetragamma is ψ″(x) for x > 0.
func tetragamma(x float64) float64 {
	sum := 0.0
	for ; x < asymptotic; x++ {
		sum -= 2 / float64(x*x*x)
	}
	z := 1 / float64(x*x)
	return sum - z - z/x - float64(z*z*series(z, 1.0/2, -1.0/6, 1.0/6, -3.0/10, 5.0/6, -691.0/210, 35.0/2))
}

// inverseTrigamma is the y > 0 at which ψ′ is x, by Newton's method for 1/ψ′, which is convex and nearly
// straight, from below the root on: it never passes it.
func inverseTrigamma(x float64) float64 {
	switch {
	case x > 1e7:
		return 1 / math.Sqrt(x)
	case x < 1e-6:
		return 1 / x
	}
	y := 0.5 + 1/x
	for range 60 {
		t := trigamma(y)
		step := t * (1 - t/x) / tetragamma(y)
		y += step
		if math.Abs(step) < 1e-15*y {
			break
		}
	}
	return y
}
