package stat

import "math"

// ln 2 in two parts, the first with zeros at its end: a small whole number of times it is exact.
const ln2Head, ln2Tail = 6.93147180369123816490e-01, 1.90821492927058770002e-10

// Exp is eˣ. math.Exp gives other last bits where the processor has fused products.
//
// x = n ln 2 + r with |r| ≤ ½ ln 2, and eʳ is the sum of its power series.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x):
		return x
	case x > 709.782712893384:
		return math.Inf(1)
	case x < -745.2:
		return 0
	}
	n := math.RoundToEven(x / math.Ln2)
	r := x - float64(n*ln2Head)
	r -= float64(n * ln2Tail)
	sum := 1.0
	for i := 14.0; i >= 1; i-- {
		sum = 1 + float64(r*sum)/i
	}
	return math.Ldexp(sum, int(n))
}

// LogGamma is ln Γ(x) for x > 0.
func LogGamma(x float64) float64 {
	y, _ := math.Lgamma(x)
	return y
}

// stirling is ln Γ(x) less Stirling's approximation (x−½)ln x − x + ½ ln 2π, for x ≥ 10:
// 5.11.1 of the NIST Digital Library of Mathematical Functions.
func stirling(x float64) float64 {
	z := 1 / float64(x*x)
	sum := 0.0
	for _, c := range [...]float64{-3617.0 / 122400, 1.0 / 156, -691.0 / 360360, 1.0 / 1188, -1.0 / 1680, 1.0 / 1260,
		-1.0 / 360, 1.0 / 12} {
		sum = c + float64(sum*z)
	}
	return sum / x
}

// logBeta is ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a+b), without the loss of digits where
// a or b is large.
func logBeta(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	if a < 10 {
		return LogGamma(a) + LogGamma(b) - LogGamma(a+b)
	}
	// ln Γ(a) − ln Γ(a+b)
	change := b - float64(b*math.Log(a)) - float64((a+b-0.5)*math.Log1p(b/a)) + stirling(a) - stirling(a+b)
	if b < 10 {
		return LogGamma(b) + change
	}
	const halfLog2Pi = 0.91893853320467274178
	return float64((b-0.5)*math.Log(b)) - b + halfLog2Pi + stirling(b) + change
}

// LogChoose is the logarithm of the binomial coefficient of whole numbers n over k; −∞ where
// there is no way to choose.
func LogChoose(n, k int) float64 {
	k = min(k, n-k)
	switch {
	case k < 0:
		return math.Inf(-1)
	case k == 0:
		return 0
	}
	return -math.Log(float64(n+1)) - logBeta(float64(n-k+1), float64(k+1))
}

// betaTail is I_x(a, b), the incomplete beta function over the whole, where y = 1 − x is
// given for the digits that x lacks.
func betaTail(x, y, a, b float64) float64 {
	switch {
	case x <= 0:
		return 0
	case y <= 0:
		return 1
	}
	// The fraction converges fast for x below (a+1)/(a+b+2), else that of 1 − I_y(b, a) does.
	other := x >= (a+1)/(a+b+2)
	if other {
		x, y, a, b = y, x, b, a
	}
	front := Exp(float64(a*logOf(x, y)) + float64(b*logOf(y, x)) - logBeta(a, b))
	tail := front * betaFraction(x, y, a, b)
	if other {
		return 1 - tail
	}
	return tail
}

// logOf is ln x where x = 1 − y.
func logOf(x, y float64) float64 {
	if y < 0.5 {
		return math.Log1p(-y)
	}
	return math.Log(x)
}

// lentz is a continued fraction 1/(b₁+ a₂/(b₂+ a₃/(b₃+ …))) being worked out by Lentz's method.
type lentz struct{ c, d, value, change float64 }

const tiny = 1e-300

func startLentz(first float64) lentz {
	d := 1 / away(first)
	return lentz{c: 1 / tiny, d: d, value: d}
}

func away(x float64) float64 {
	if math.Abs(x) < tiny {
		return tiny
	}
	return x
}

// add takes the next partial numerator a over the denominator b.
func (l *lentz) add(a, b float64) {
	l.d = 1 / away(b+float64(a*l.d))
	l.c = away(b + a/l.c)
	l.change = l.c * l.d
	l.value *= l.change
}

func (l *lentz) done() bool { return math.Abs(l.change-1) < 3e-16 }

// betaFraction is the continued fraction of I_x(a, b) over xᵃ yᵇ/B(a, b), by formula 9 of
// Didonato and Morris, ACM Transactions on Mathematical Software 18:360–373 (1992): it
// needs a y − b x, which keeps its digits where x is nearly 1.
func betaFraction(x, y, a, b float64) float64 {
	over := float64(a*y) - float64(b*x) + 1
	l := startLentz(a / (a + 1) * over)
	for n := 1.0; n < 100000; n++ {
		at := a + 2*n - 1
		l.add((a+n-1)/at*(a+b+n-1)/at*n*(b-n)*x*x,
			n+float64(n*(b-n)*x)/at+float64((a+n)/(at+2)*(over+float64(n*(2-x)))))
		if l.done() {
			break
		}
	}
	return l.value
}

// gammaTail is Q(a, x) = Γ(a, x)/Γ(a), by the series 8.7.1 and the continued fraction 8.9.2
// of the NIST Digital Library of Mathematical Functions.
func gammaTail(a, x float64) float64 {
	switch {
	case x <= 0:
		return 1
	case math.IsInf(x, 1):
		return 0
	}
	front := Exp(logGammaFront(a, x))
	if x < a+1 {
		term, sum := 1/a, 1/a
		for i := 1.0; term > sum*1e-17; i++ {
			term *= x / (a + i)
			sum += term
		}
		return 1 - float64(front*sum)
	}
	l := startLentz(x + 1 - a)
	for i := 1.0; i < 100000; i++ {
		l.add(-i*(i-a), x+2*i+1-a)
		if l.done() {
			break
		}
	}
	return front * l.value
}

// logGammaFront is the logarithm of xᵃ e⁻ˣ / Γ(a).
func logGammaFront(a, x float64) float64 {
	if a < 10 {
		return float64(a*math.Log(x)) - x - LogGamma(a)
	}
	const halfLog2Pi = 0.91893853320467274178
	d := (x - a) / a
	return float64(a*math.Log1p(d)) - float64(a*d) + float64(0.5*math.Log(a)) - halfLog2Pi - stirling(a)
}
