package kernel

import "math"

func newtonSums(num, hess, v, f, x, _ []float64, k int) {
	clear(num[:k*Lanes])
	for a := range k {
		clear(hess[(a*k+a)*Lanes : (a+1)*k*Lanes])
	}
	for ; len(v) >= Lanes; v, f = v[Lanes:], f[k:] {
		vi, fi := (*[Lanes]float64)(v), f[:k]
		var q, t [Lanes]float64
		for l := range Lanes {
			r := product(fi, x, l)
			inverse := ratio(1, r)
			q[l] = vi[l] * inverse
			t[l] = q[l] * inverse
		}
		for a, w := range fi {
			na := (*[Lanes]float64)(num[a*Lanes:])
			var s [Lanes]float64
			for l := range s {
				na[l] = math.FMA(w, q[l], na[l])
				s[l] = w * t[l]
			}
			for b := a; b < k; b++ {
				hb, u := (*[Lanes]float64)(hess[(a*k+b)*Lanes:]), fi[b]
				for l := range hb {
					hb[l] = math.FMA(s[l], u, hb[l])
				}
			}
		}
	}
}

func newtonStep(x, num, sums, hess, work []float64, k, sweeps int) {
	low, g, x0 := work[:k*Lanes], work[k*Lanes:2*k*Lanes], work[3*k*Lanes:4*k*Lanes]
	copy(x0, x)
	for l := range Lanes {
		var total float64
		for a := range k {
			total = math.FMA(sums[a], x[a*Lanes+l], total)
		}
		total *= negligible
		for a := range k {
			i := a*Lanes + l
			low[i] = larger(x[i]*leastShare, smaller(total/sums[a], x[i])) // x where both are 0
			g[i] = sums[a] - num[i]
		}
	}
	descend(x, hess, work, k, sweeps)

	var p, q, s [Lanes]float64 // −g·d, dᵀBd and s of NewtonStep
	for a := range k {
		for l := range Lanes {
			i := a*Lanes + l
			d, g0 := x[i]-x0[i], sums[a]-num[i]
			p[l] = math.FMA(x0[i]-x[i], g0, p[l])
			q[l] = math.FMA(d, g[i]-g0, q[l])
			s[l] = larger((x0[i]-x[i])/x0[i], s[l])
		}
	}
	for l := range Lanes {
		double := p[l] + p[l]
		alpha := smaller(larger(double/math.FMA(double, s[l]*margin, q[l]), 0), relaxation)
		for i := l; i < k*Lanes; i += Lanes {
			x[i] = math.FMA(alpha, x[i]-x0[i], x0[i])
		}
	}
}

func coordinateStep(x, num, hess, work []float64, k, sweeps int) {
	g := work[k*Lanes : 2*k*Lanes]
	for a := range k {
		for l := range Lanes {
			sum := 0 - num[a*Lanes+l]
			for b := range k {
				sum = math.FMA(hess[(min(a, b)*k+max(a, b))*Lanes+l], x[b*Lanes+l], sum)
			}
			g[a*Lanes+l] = sum
		}
	}
	copy(work[3*k*Lanes:4*k*Lanes], x)
	copy(work[4*k*Lanes:5*k*Lanes], g)
	clear(work[:k*Lanes])
	descend(x, hess, work, k, sweeps)
}

func relax(x, work []float64, k int) {
	g, x0, g0 := work[k*Lanes:2*k*Lanes], work[3*k*Lanes:4*k*Lanes], work[4*k*Lanes:5*k*Lanes]
	var p, q, s [Lanes]float64 // −g·d, dᵀBd and s of Relax
	for a := range k {
		for l := range Lanes {
			i := a*Lanes + l
			d, back := x[i]-x0[i], x0[i]-x[i]
			p[l] = math.FMA(g0[i], back, p[l])
			q[l] = math.FMA(g[i]-g0[i], d, q[l])
			s[l] = larger(back/larger(x0[i], flat), s[l])
		}
	}
	for l := range Lanes {
		alpha := smaller((p[l]+p[l])/(q[l]+flat), 1/(s[l]+flat))
		alpha = larger(smaller(alpha, relaxation), 1)
		for i := l; i < k*Lanes; i += Lanes {
			x[i] = larger(math.FMA(alpha, x[i]-x0[i], x0[i]), 0)
		}
	}
}

// descend lowers a quadratic function by coordinate descent. work holds the
// lower bounds of x, the gradient at x, which is kept up to date, and room for
// −1 over the second derivatives.
func descend(x, hess, work []float64, k, sweeps int) {
	low, g, negInverse := work[:k*Lanes], work[k*Lanes:2*k*Lanes], work[2*k*Lanes:3*k*Lanes]
	for a := range k {
		for l := range Lanes {
			negInverse[a*Lanes+l] = toTheEdge
			if h := hess[(a*k+a)*Lanes+l]; h >= flat {
				negInverse[a*Lanes+l] = -1 / h
			}
		}
	}
	for range sweeps {
		for a := range k {
			for l := range Lanes {
				i := a*Lanes + l
				next := larger(x[i]+float64(g[i]*negInverse[i]), low[i])
				step := next - x[i]
				x[i] = next
				for b := range k {
					j := b*Lanes + l
					g[j] = math.FMA(hess[(min(a, b)*k+max(a, b))*Lanes+l], step, g[j])
				}
			}
		}
	}
}

// larger is a when a > b and else b, as the processors' instruction: so b when
// one of them is not a number.
func larger[T Number](a, b T) T {
	if a > b {
		return a
	}
	return b
}

// smaller is a when a < b and else b.
func smaller[T Number](a, b T) T {
	if a < b {
		return a
	}
	return b
}
