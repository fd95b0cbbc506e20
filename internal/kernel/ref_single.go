package kernel

// The kernels at single precision as plain Go: their definition, as those in ref.go
// and newton.go.

func tileSums(sums []float64, f []float32, k int) {
	size := k * SingleLanes
	for ; len(f) >= size; f = f[size:] {
		for i, x := range f[:size] {
			sums[i] += float64(x)
		}
	}
}

// singleRow returns row i of a factor held as tiles: column a is at [a*SingleLanes].
func singleRow(f []float32, i, k int) []float32 {
	return f[i/SingleLanes*k*SingleLanes+i%SingleLanes:]
}

func pairsSingle(pairs, f []float32, k int) {
	for ; len(f) >= k*SingleLanes; f = f[k*SingleLanes:] {
		for a := range k {
			for b := a; b < k; b++ {
				for l := range SingleLanes {
					pairs[l] = f[a*SingleLanes+l] * f[b*SingleLanes+l]
				}
				pairs = pairs[SingleLanes:]
			}
		}
	}
}

func newtonSumsSingle(num, hess, v, f, pairs, x, _ []float32, k, lanes int) {
	var n [MostSingle][SingleLanes]float32
	var h [MostSingle][MostSingle][SingleLanes]float32
	for from, rows := 0, len(v)/SingleLanes; from < rows; from += singleChunk {
		for a := range k {
			clear(n[a][:])
			for b := a; b < k; b++ {
				clear(h[a][b][:])
			}
		}
		for i := from; i < min(from+singleChunk, rows); i++ {
			vi, fi, pi := (*[SingleLanes]float32)(v[i*SingleLanes:]), singleRow(f, i, k), singleRow(pairs, i, PairsOf(k))
			var q, t [SingleLanes]float32
			for l := range lanes {
				r := fi[0] * x[l]
				for b := 1; b < k; b++ {
					r = fma32(fi[b*SingleLanes], x[b*SingleLanes+l], r)
				}
				var inverse float32
				if r != 0 {
					inverse = 1 / r
				}
				q[l] = vi[l] * inverse
				t[l] = q[l] * inverse
			}
			pair := 0
			for a := range k {
				w := fi[a*SingleLanes]
				for l := range lanes {
					n[a][l] = fma32(w, q[l], n[a][l])
				}
				for b := a; b < k; b++ {
					w := pi[pair*SingleLanes]
					for l := range lanes {
						h[a][b][l] = fma32(w, t[l], h[a][b][l])
					}
					pair++
				}
			}
		}
		for a := range k {
			for l := range lanes {
				num[a*SingleLanes+l] += n[a][l]
				for b := a; b < k; b++ {
					hess[(a*k+b)*SingleLanes+l] += h[a][b][l]
				}
			}
		}
	}
}

// What the constants of NewtonStep are at single precision where they differ;
// asm/precision.go repeats them.
const (
	flatSingle      = 1e-25
	toTheEdgeSingle = -1e25
)

func newtonStepSingle(x, num, sums, hess, _, gain []float32, k, sweeps, lanes int) {
	for l := range lanes {
		var old, now, low, g, negInverse [MostSingle]float32
		var total float32
		for a := range k {
			old[a] = x[a*SingleLanes+l]
			total = fma32(sums[a], old[a], total)
		}
		total *= negligible
		for a := range k {
			now[a] = old[a]
			low[a] = larger(old[a]*leastShare, smaller(total/sums[a], old[a]))
			g[a] = sums[a] - num[a*SingleLanes+l]
			negInverse[a] = toTheEdgeSingle
			if h := hess[(a*k+a)*SingleLanes+l]; h >= flatSingle {
				negInverse[a] = -1 / h
			}
		}
		for range sweeps {
			for a := range k {
				next := larger(now[a]+float32(g[a]*negInverse[a]), low[a])
				step := next - now[a]
				now[a] = next
				for b := range k {
					g[b] = fma32(hess[(min(a, b)*k+max(a, b))*SingleLanes+l], step, g[b])
				}
			}
		}
		var p, q, s, way float32
		for a := range k {
			g0 := sums[a] - num[a*SingleLanes+l]
			p = fma32(old[a]-now[a], g0, p)
			q = fma32(now[a]-old[a], g[a]-g0, q)
			s = larger((old[a]-now[a])/old[a], s)
			way = fma32(sums[a], larger(old[a]-now[a], now[a]-old[a]), way)
		}
		double := p + p
		alpha := smaller(larger(double/fma32(double, s*margin, q), 0), relaxation)
		gain[l] += float32(alpha * p)
		gain[SingleLanes+l] += float32(alpha * way)
		for a := range k {
			x[a*SingleLanes+l] = fma32(alpha, now[a]-old[a], old[a])
		}
	}
}
