package kernel

import "math"

// The kernels as plain Go: each is its own definition, and every other
// implementation gives the same bits.
var reference = set{
	name: "go", available: true,
	columnSums:   columnSums,
	quotientSums: quotientSums, products: products, scaleRatio: scaleRatio,
	newtonSums: newtonSums, newtonStep: newtonStep, coordinateStep: coordinateStep, relax: relax,
	knownSums:  knownSums,
	divergence: divergence, squaredError: squaredError,
	tileSums: tileSums, pairsSingle: pairsSingle, newtonSumsSingle: newtonSumsSingle, newtonStepSingle: newtonStepSingle,
}

func columnSums(sums, f []float64, k int) {
	clear(sums[:k])
	for ; len(f) >= k; f = f[k:] {
		for a, x := range f[:k] {
			sums[a] += x
		}
	}
}

func quotientSums(num, v, f, x []float64, k int) {
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

func scaleRatio(x, num, den []float64) {
	for a, d := range den {
		xa, na := (*[Lanes]float64)(x[a*Lanes:]), (*[Lanes]float64)(num[a*Lanes:])
		if d == 0 {
			*xa = [Lanes]float64{}
			continue
		}
		for l := range xa {
			xa[l] = xa[l] * na[l] / d
		}
	}
}

func products(num, v, f []float64, k int) {
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

func divergence(sums, v, f, x []float64, k int) {
	clear(sums[:Lanes])
	for len(v) >= Lanes {
		vi, fi := (*[Lanes]float64)(v), f[:k]
		v, f = v[Lanes:], f[k:]
		for l := range Lanes {
			r := product(fi, x, l)
			if vi[l] == 0 {
				sums[l] += r
				continue
			}
			sums[l] += math.FMA(vi[l], Log(vi[l]/r), r-vi[l])
		}
	}
}

func squaredError(sums, v, f, x []float64, k int) {
	clear(sums[:Lanes])
	for len(v) >= Lanes {
		vi, fi := (*[Lanes]float64)(v), f[:k]
		v, f = v[Lanes:], f[k:]
		for l := range Lanes {
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
