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
	for ; len(f) >= k; f = f[k:] {
		row := f[:k]
		for a, u := range row {
			ga := g[a*k : (a+1)*k]
			for b := a; b < k; b++ {
				ga[b] = math.FMA(u, row[b], ga[b])
			}
		}
	}
	for a := range k {
		for b := range a {
			g[a*k+b] = g[b*k+a]
		}
	}
}

// GramPacked is Gram by way of Products, to the same bits: a row of f is the eight lanes of a
// panel. packed has eight numbers for each row of f; beyond k they must be 0, and stay so.
// Where k is more than eight it is Gram.
func GramPacked(g, f, packed []float64, k int) {
	if k > Lanes {
		Gram(g, f, k)
		return
	}
	rows := len(f) / k
	packed = packed[:rows*Lanes]
	for i := range rows {
		copy(packed[i*Lanes:], f[i*k:(i+1)*k])
	}
	var num [Lanes * Lanes]float64
	Products(num[:k*Lanes], packed, f[:rows*k], k)
	for a := range k {
		copy(g[a*k:(a+1)*k], num[a*Lanes:])
	}
}

// Spread fills k·k rows of eight lanes with the numbers of the k × k matrix g:
// the Hessian that all lanes share, as CoordinateStep reads it.
func Spread(hess, g []float64, k int) {
	for i, x := range g[:k*k] {
		row := (*[Lanes]float64)(hess[i*Lanes:])
		for l := range row {
			row[l] = x
		}
	}
}
