package kernel

import "math"

// Where entries of a matrix are missing, or do not count alike, a second one of the same
// shape holds their weights: 1 for a known entry, 0 for a missing one and beyond the last
// output. The matrix itself then holds products of entries and weights, so that sums of
// quotients and products with it are weighted. What other kernels take from the whole
// inner dimension is summed over the weights here.

// KnownSums sets, for every lane of a panel v with weights o,
//
//	num[a,l]    = Σ_i f[i,a] · v[i,l]
//	hess[a,b,l] = Σ_i f[i,a] · f[i,b] · o[i,l]      for a ≤ b
//
// hess has k·k rows of eight lanes, of which those with a > b may hold anything. work
// has NewtonWork numbers.
func KnownSums(num, hess, v, o, f, work []float64, k int) {
	check(v, f, k, num)
	checkTiles(len(v)/Lanes, o)
	checkTiles(k*k, hess)
	checkTiles(2*chunk, work)
	clear(num[:k*Lanes])
	clear(hess[:k*k*Lanes])
	use.knownSums(num, hess, v, o, f, work, k)
}

func knownSums(num, hess, v, o, f, _ []float64, k int) {
	for ; len(v) >= Lanes; v, o, f = v[Lanes:], o[Lanes:], f[k:] {
		for a, w := range f[:k] {
			for l := range Lanes {
				num[a*Lanes+l] = math.FMA(w, v[l], num[a*Lanes+l])
				s := w * o[l]
				for b := a; b < k; b++ {
					h := (a*k+b)*Lanes + l
					hess[h] = math.FMA(s, f[b], hess[h])
				}
			}
		}
	}
}

// ApplyLanes multiplies a tile with a matrix for each lane, of which the entries
// a ≤ b are read: y[a,l] = Σ_b hess[a,b,l] · x[b,l], in plain order, fused.
func ApplyLanes(y, hess, x []float64, k int) {
	for a := range k {
		for l := range Lanes {
			var sum float64
			for b := range k {
				sum = math.FMA(hess[(min(a, b)*k+max(a, b))*Lanes+l], x[b*Lanes+l], sum)
			}
			y[a*Lanes+l] = sum
		}
	}
}

// KnownDivergence is Divergence over the known entries.
func KnownDivergence(sums, v, o, f, x []float64, k int) {
	known(sums, v, o, f, x, k, func(v, r, sum float64) float64 {
		if v == 0 {
			return sum + r
		}
		return sum + math.FMA(v, Log(v/r), r-v)
	})
}

// KnownSquaredError is SquaredError over the known entries.
func KnownSquaredError(sums, v, o, f, x []float64, k int) {
	known(sums, v, o, f, x, k, func(v, r, sum float64) float64 { return math.FMA(v-r, v-r, sum) })
}

// known adds up over the known entries, lane by lane.
func known(sums, v, o, f, x []float64, k int, add func(v, r, sum float64) float64) {
	clear(sums[:Lanes])
	for ; len(v) >= Lanes; v, o, f = v[Lanes:], o[Lanes:], f[k:] {
		for l := range Lanes {
			switch r := product(f[:k], x, l); o[l] {
			case 0:
			case 1:
				sums[l] = add(v[l], r, sums[l])
			default:
				sums[l] = math.FMA(o[l], add(v[l]/o[l], r, 0), sums[l])
			}
		}
	}
}
