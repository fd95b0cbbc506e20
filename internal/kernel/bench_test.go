package kernel

import (
	"fmt"
	"slices"
	"testing"
)

// One pass over a leukemia-sized matrix (38 outputs × 5000), per implementation,
// kernel and rank; for the kernels that see no matrix, as many tiles as it has
// genes in panels.
func BenchmarkPass(b *testing.B) {
	const outputs, inner = 38, 5000
	v := NewPanels(outputs, inner)
	for o := range outputs {
		for i := range inner {
			v.Set(o, i, float64((7*o+3*i)%11+1))
		}
	}
	for _, s := range sets {
		if !s.available {
			continue
		}
		for _, k := range []int{2, 3, 4, 6, 10} {
			numbers := func(n, period int) []float64 {
				x := make([]float64, n)
				for i := range x {
					x[i] = float64(i%period) + 0.1
				}
				return x
			}
			f, x, sums := numbers(inner*k, 5), numbers(k*Lanes, 3), numbers(k, 3)
			num, lanes := make([]float64, k*Lanes), make([]float64, Lanes)
			hess, work := numbers(k*k*Lanes, 7), make([]float64, NewtonWork(k))
			for i := range k { // dominant, so that the steps have a minimum
				for l := range Lanes {
					hess[(i*k+i)*Lanes+l] = 100
				}
			}
			y, square := slices.Clone(x), slices.Clone(hess)
			panels := func(run func(p []float64)) func() {
				return func() {
					for p := range v.Blocks() {
						run(v.Panel(p))
					}
				}
			}
			tiles := func(run func()) func() {
				return func() {
					for range Blocks(inner) {
						copy(y, x)
						run()
					}
				}
			}
			for _, kernel := range []struct {
				name string
				run  func()
			}{
				{"ColumnSums", func() { s.columnSums(sums, f, k) }},
				{"QuotientSums", panels(func(p []float64) { s.quotientSums(num, p, f, x, k) })},
				{"Products", panels(func(p []float64) { s.products(num, p, f, k) })},
				{"NewtonSums", panels(func(p []float64) { s.newtonSums(num, hess, p, f, x, work, k) })},
				{"Divergence", panels(func(p []float64) { s.divergence(lanes, p, f, x, k) })},
				{"SquaredError", panels(func(p []float64) { s.squaredError(lanes, p, f, x, k) })},
				{"ScaleRatio", tiles(func() { s.scaleRatio(y, x, sums) })},
				{"NewtonStep", tiles(func() { s.newtonStep(y, x, sums, square, work, k, 4) })},
				{"CoordinateStep", tiles(func() { s.coordinateStep(y, x, square, work, k, 4) })},
			} {
				b.Run(fmt.Sprintf("%s/%s/k=%d", s.name, kernel.name, k), func(b *testing.B) {
					for b.Loop() {
						kernel.run()
					}
				})
			}
		}
	}
}
