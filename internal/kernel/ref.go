package kernel

import "math"

// QuotientSums sets, for every lane l of a panel v and every a < k,
//
//	num[a,l] = Σ_i f[i,a] · v[i,l] / (Σ_b f[i,b] · x[b,l])
//
// with a quotient of 0 where the denominator is 0. f has a row of k numbers
// for each row of the panel; x and num are tiles. It is the numerator of a
// multiplicative update for the Kullback–Leibler divergence, without storing
// the quotients.
//
// The definition is the loop: both sums in plain order, every step fused.
func QuotientSums(num, v, f, x []float64, k int) {
	num, x = num[:k*Lanes], x[:k*Lanes]
	clear(num)
	for len(v) >= Lanes {
		vi, fi := (*[Lanes]float64)(v), f[:k]
		v, f = v[Lanes:], f[k:]
		var r0, r1, r2, r3, r4, r5, r6, r7 float64
		for a, w := range fi {
			xa := (*[Lanes]float64)(x[a*Lanes:])
			r0 = math.FMA(w, xa[0], r0)
			r1 = math.FMA(w, xa[1], r1)
			r2 = math.FMA(w, xa[2], r2)
			r3 = math.FMA(w, xa[3], r3)
			r4 = math.FMA(w, xa[4], r4)
			r5 = math.FMA(w, xa[5], r5)
			r6 = math.FMA(w, xa[6], r6)
			r7 = math.FMA(w, xa[7], r7)
		}
		q0, q1, q2, q3 := ratio(vi[0], r0), ratio(vi[1], r1), ratio(vi[2], r2), ratio(vi[3], r3)
		q4, q5, q6, q7 := ratio(vi[4], r4), ratio(vi[5], r5), ratio(vi[6], r6), ratio(vi[7], r7)
		for a, w := range fi {
			na := (*[Lanes]float64)(num[a*Lanes:])
			na[0] = math.FMA(w, q0, na[0])
			na[1] = math.FMA(w, q1, na[1])
			na[2] = math.FMA(w, q2, na[2])
			na[3] = math.FMA(w, q3, na[3])
			na[4] = math.FMA(w, q4, na[4])
			na[5] = math.FMA(w, q5, na[5])
			na[6] = math.FMA(w, q6, na[6])
			na[7] = math.FMA(w, q7, na[7])
		}
	}
}

// ratio is a/b, and 0 where b is 0.
func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Products sets num[a,l] = Σ_i f[i,a] · v[i,l] for every lane of a panel, in
// plain order, every step fused: the product of a factor with the matrix.
func Products(num, v, f []float64, k int) {
	num = num[:k*Lanes]
	clear(num)
	for len(v) >= Lanes {
		vi, fi := (*[Lanes]float64)(v), f[:k]
		v, f = v[Lanes:], f[k:]
		v0, v1, v2, v3, v4, v5, v6, v7 := vi[0], vi[1], vi[2], vi[3], vi[4], vi[5], vi[6], vi[7]
		for a, w := range fi {
			na := (*[Lanes]float64)(num[a*Lanes:])
			na[0] = math.FMA(w, v0, na[0])
			na[1] = math.FMA(w, v1, na[1])
			na[2] = math.FMA(w, v2, na[2])
			na[3] = math.FMA(w, v3, na[3])
			na[4] = math.FMA(w, v4, na[4])
			na[5] = math.FMA(w, v5, na[5])
			na[6] = math.FMA(w, v6, na[6])
			na[7] = math.FMA(w, v7, na[7])
		}
	}
}

// Divergence sets sums[l] = Σ_i D(v[i,l], r[i,l]) for every lane of a panel,
// with r[i,l] = Σ_b f[i,b] · x[b,l] and
//
//	D(v, r) = v·ln(v/r) − v + r,   D(0, r) = r
//
// the generalised Kullback–Leibler divergence. D(v, 0) is +Inf for v > 0.
func Divergence(sums *[Lanes]float64, v, f, x []float64, k int) {
	*sums = [Lanes]float64{}
	for len(v) >= Lanes {
		vi, fi := (*[Lanes]float64)(v), f[:k]
		v, f = v[Lanes:], f[k:]
		for l := range sums {
			r := product(fi, x, l)
			if vi[l] == 0 {
				sums[l] += r
				continue
			}
			sums[l] += math.FMA(vi[l], math.Log(vi[l]/r), r-vi[l])
		}
	}
}

// SquaredError sets sums[l] = Σ_i (v[i,l] − Σ_b f[i,b] · x[b,l])² for every
// lane of a panel.
func SquaredError(sums *[Lanes]float64, v, f, x []float64, k int) {
	*sums = [Lanes]float64{}
	for len(v) >= Lanes {
		vi, fi := (*[Lanes]float64)(v), f[:k]
		v, f = v[Lanes:], f[k:]
		for l := range sums {
			d := vi[l] - product(fi, x, l)
			sums[l] = math.FMA(d, d, sums[l])
		}
	}
}

// product is Σ_b f[b] · x[b,l], in plain order, fused.
func product(f, x []float64, l int) float64 {
	var r float64
	for b, w := range f {
		r = math.FMA(w, x[b*Lanes+l], r)
	}
	return r
}

// Apply multiplies a tile with a k × k matrix g: y[a,l] = Σ_b g[a,b] · x[b,l],
// in plain order, fused.
func Apply(y, g, x []float64, k int) {
	for a := range k {
		ya := (*[Lanes]float64)(y[a*Lanes:])
		*ya = [Lanes]float64{}
		for b, w := range g[a*k : (a+1)*k] {
			xb := (*[Lanes]float64)(x[b*Lanes:])
			for l := range ya {
				ya[l] = math.FMA(w, xb[l], ya[l])
			}
		}
	}
}

// Gram sets the k × k matrix g to fᵀf of a factor held as rows, in plain order
// of the rows, fused.
func Gram(g, f []float64, k int) {
	clear(g[:k*k])
	for len(f) >= k {
		row := f[:k]
		f = f[k:]
		for a, u := range row {
			ga := g[a*k : (a+1)*k]
			for b, w := range row {
				ga[b] = math.FMA(u, w, ga[b])
			}
		}
	}
}
