package nmf

import (
	"math"
	"math/rand/v2"
	"testing"
)

// mixture is a matrix of so many metagenes, with noise: counts around it, or normal.
func mixture(t *testing.T, rank int, poisson bool, seed uint64) *Matrix {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 77))
	const m, n = 100, 40
	w, h := make([][]float64, m), make([][]float64, rank)
	for i := range w {
		w[i] = make([]float64, rank)
		for a := range w[i] {
			if r.IntN(rank) == 0 {
				w[i][a] = -math.Log(1 - r.Float64())
			}
		}
	}
	for a := range h {
		h[a] = make([]float64, n)
		for j := range h[a] {
			h[a][j] = -20 * math.Log(1-r.Float64())
		}
	}
	rows := make([][]float64, m)
	for i := range rows {
		rows[i] = make([]float64, n)
		for j := range rows[i] {
			var mean float64
			for a := range rank {
				mean += w[i][a] * h[a][j]
			}
			if poisson {
				limit, p := math.Exp(-mean), 1.0
				for p *= r.Float64(); p > limit; p *= r.Float64() {
					rows[i][j]++
				}
				continue
			}
			rows[i][j] = math.Max(0, mean+2*r.NormFloat64())
		}
	}
	return matrix(t, rows)
}

// Of ten metagenes those stay that made the data: in 7 of 8 at least.
func TestRelevanceFindsTheNumberOfMetagenes(t *testing.T) {
	for _, c := range []struct {
		d       Divergence
		poisson bool
	}{{KullbackLeibler, true}, {Frobenius, false}} {
		right := 0
		for seed := range uint64(8) {
			rank := 2 + int(seed)%4
			r := fit(t, mixture(t, rank, c.poisson, seed), 10, Settings{Method: ARD{c.d}, Init: Random, Rand: random(seed)})
			if Active(r.Factors) == rank {
				right++
			} else {
				t.Logf("%s, seed %d: %d of %d metagenes after %d iterations", c.d, seed, Active(r.Factors), rank, r.Iter)
			}
		}
		if right < 7 {
			t.Errorf("%s: right in %d of 8", c.d, right)
		}
	}
}
