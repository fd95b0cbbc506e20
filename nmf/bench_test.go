package nmf

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
)

// likeExpression is a matrix of about the structure of expression data: a product of random
// factors, with noise.
func likeExpression(m, n int) *Matrix {
	r := rand.New(rand.NewPCG(1, 2))
	const k = 5
	w, h := make([]float64, m*k), make([]float64, n*k)
	for _, x := range [][]float64{w, h} {
		for i := range x {
			x[i] = r.ExpFloat64() * r.ExpFloat64()
		}
	}
	rows := make([][]float64, m)
	for i := range rows {
		rows[i] = make([]float64, n)
		for j := range n {
			for a := range k {
				rows[i][j] += w[i*k+a] * h[j*k+a]
			}
			rows[i][j] = 100 * (rows[i][j] + 0.2) * (0.5 + r.ExpFloat64())
		}
	}
	v, err := NewMatrix(rows)
	if err != nil {
		panic(err)
	}
	return v
}

// One iteration of each algorithm, both factors.
func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{38, 500} {
		v := likeExpression(5000, n)
		for _, m := range append(Methods(), MU{Divergence: KullbackLeibler}, MU{Divergence: ItakuraSaito}) {
			name := m.Name()
			if mu, ok := m.(MU); ok && mu.Divergence != Frobenius {
				name = "mu-" + mu.Divergence.String()
			}
			for _, k := range []int{2, 3, 4, 5, 6, 8, 10, 16} {
				b.Run(fmt.Sprintf("5000x%d/%s/k=%d", n, name, k), func(b *testing.B) {
					f := Random(v, k, rand.New(rand.NewPCG(3, 4)))
					u := m.Bind(v, k)
					for range 12 {
						u.Update(f)
					}
					for b.Loop() {
						u.Update(f)
					}
				})
			}
		}
	}
}

// One whole fit with the algorithm's own stop rule, from the same start each time.
func BenchmarkFit(b *testing.B) {
	v := likeExpression(5000, 38)
	for _, m := range Methods() {
		for _, k := range []int{3, 6} {
			b.Run(fmt.Sprintf("5000x38/%s/k=%d", m.Name(), k), func(b *testing.B) {
				for b.Loop() {
					r, err := Fit(context.Background(), v, k, Settings{Method: m, Rand: rand.New(rand.NewPCG(5, 6))})
					if err != nil {
						b.Fatal(err)
					}
					b.ReportMetric(float64(r.Iter), "iterations")
				}
			})
		}
	}
}
