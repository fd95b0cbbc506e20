package kernel

import (
	"fmt"
	"testing"
)

// One pass over a leukemia-sized matrix (38 outputs × 5000), per kernel and rank.
func BenchmarkPass(b *testing.B) {
	const outputs, inner = 38, 5000
	v := NewPanels(outputs, inner)
	for o := range outputs {
		for i := range inner {
			v.Set(o, i, float64((7*o+3*i)%11+1))
		}
	}
	for _, k := range []int{2, 3, 4, 6, 10} {
		f := make([]float64, inner*k)
		x := make([]float64, k*Lanes)
		num := make([]float64, k*Lanes)
		for i := range f {
			f[i] = float64(i%5) + 0.1
		}
		for i := range x {
			x[i] = float64(i%3) + 0.1
		}
		for _, kernel := range []struct {
			name string
			run  func(p []float64)
		}{
			{"QuotientSums", func(p []float64) { QuotientSums(num, p, f, x, k) }},
			{"Products", func(p []float64) { Products(num, p, f, k) }},
			{"Divergence", func(p []float64) { s := make([]float64, Lanes); Divergence(s, p, f, x, k) }},
		} {
			b.Run(fmt.Sprintf("%s/k=%d", kernel.name, k), func(b *testing.B) {
				for b.Loop() {
					for p := range v.Blocks() {
						kernel.run(v.Panel(p))
					}
				}
			})
		}
	}
}
