package kernel

import "math"

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
