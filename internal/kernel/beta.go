package kernel

import "math"

// Sums of the β-divergences, in plain Go: the powers take the time.

// BetaSums sets, for every lane of a panel v with weights o (nil: 1 everywhere), with
// r[i,l] = Σ_b f[i,b] · x[b,l], raised to least[l] where it is below,
//
//	num[a,l] = Σ_i f[i,a] · v[i,l] · (r[i,l]/s[l])^(β−2)
//	den[a,l] = Σ_i f[i,a] · o[i,l] · (r[i,l]/s[l])^(β−1)
//
// where s[l] is the least power of two above all r of the lane, so that powers have room
// among the numbers. Where weights are given v holds products with them. work has a row of
// lanes for each row of the panel.
func BetaSums(num, den, scale, v, o, f, x, work []float64, k int, beta, least float64) {
	inner := len(v) / Lanes
	var top [Lanes]float64
	for i := range inner {
		var r [Lanes]float64
		for a, w := range f[i*k : (i+1)*k] {
			xa := (*[Lanes]float64)(x[a*Lanes:])
			for l := range r {
				r[l] = math.FMA(w, xa[l], r[l])
			}
		}
		for l := range r {
			r[l] = larger(r[l], least)
			top[l] = larger(r[l], top[l])
		}
		copy(work[i*Lanes:], r[:])
	}
	var inverse [Lanes]float64
	for l, t := range top {
		_, e := math.Frexp(t)
		scale[l], inverse[l] = math.Ldexp(1, e), math.Ldexp(1, -e)
	}
	clear(num[:k*Lanes])
	clear(den[:k*Lanes])
	for i := range inner {
		row, vi := f[i*k:(i+1)*k], (*[Lanes]float64)(v[i*Lanes:])
		var q, d [Lanes]float64
		for l := range Lanes {
			r := float64(work[i*Lanes+l] * inverse[l])
			if r == 0 {
				continue
			}
			p := lessTwo(r, beta)
			q[l], d[l] = vi[l]*p, p*r
		}
		if o != nil {
			for l := range d {
				d[l] *= o[i*Lanes+l]
				if o[i*Lanes+l] == 0 {
					q[l] = 0
				}
			}
		}
		for a, w := range row {
			na, da := (*[Lanes]float64)(num[a*Lanes:]), (*[Lanes]float64)(den[a*Lanes:])
			for l := range na {
				na[l] = math.FMA(w, q[l], na[l])
				da[l] = math.FMA(w, d[l], da[l])
			}
		}
	}
}

// lessTwo is r^(β−2), without logarithms where they are not needed.
func lessTwo(r, beta float64) float64 {
	switch beta {
	case 0:
		return 1 / float64(r*r)
	case 0.5:
		return 1 / float64(r*math.Sqrt(r))
	case 1.5:
		return 1 / math.Sqrt(r)
	case 3:
		return r
	}
	return Pow(r, beta-2)
}

// BetaDivergence sets sums[l] = Σ_i D(v[i,l], r[i,l]) for every lane of a panel with
// weights o (nil: 1 everywhere; v holds products with them), r as for BetaSums and
//
//	D(v, r) = (vᵝ + (β−1) rᵝ − β v rᵝ⁻¹) / β(β−1),   D(v, r) = v/r − ln(v/r) − 1 for β = 0
//
// and 0 where both are 0. β is not 1.
func BetaDivergence(sums, v, o, f, x []float64, k int, beta, least float64) {
	clear(sums[:Lanes])
	for ; len(v) >= Lanes; v, f = v[Lanes:], f[k:] {
		for l := range Lanes {
			weight := 1.0
			if o != nil {
				weight = o[l]
			}
			r := product(f[:k], x, l)
			if weight == 0 || r == 0 && v[l] == 0 { // which also is what lies beyond the last output
				continue
			}
			r = math.Max(r, least)
			sums[l] = math.FMA(weight, betaDivergence(v[l]/weight, r, beta), sums[l])
		}
		if o != nil {
			o = o[Lanes:]
		}
	}
}

// betaDivergence is that of two numbers, as the larger of them to the power β times that
// of their quotient, so that it does not drown in rounding where they are near.
func betaDivergence(v, r, beta float64) float64 {
	if beta == 0 {
		q := v / r
		return q - Log(q) - 1
	}
	if v == 0 {
		return Pow(r, beta) / beta
	}
	q := v / r
	return Pow(r, beta) * ((Pow(q, beta) + (beta - 1) - float64(beta*q)) / float64(beta*(beta-1)))
}
