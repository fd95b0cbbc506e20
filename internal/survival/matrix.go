package survival

import "math"

// square is a symmetric matrix, row by row.
type square struct {
	n int
	x []float64
}

func newSquare(n int) square { return square{n, make([]float64, n*n)} }

func (s square) at(i, j int) float64 { return s.x[i*s.n+j] }

// dependent is the share of a diagonal element below which its row depends on the ones
// before it: R's toler.chol.
const dependent = 1.8189894035458565e-12 // (machine epsilon)^¾

// factor is L D Lᵀ of a symmetric matrix. A row that depends on the ones before it is left
// out: its d is 0.
type factor struct {
	n    int
	l, d []float64
}

func (s square) factor() factor {
	n := s.n
	f := factor{n, make([]float64, n*n), make([]float64, n)}
	largest := 0.0
	for i := range n {
		largest = max(largest, math.Abs(s.at(i, i)))
	}
	for j := range n {
		d := s.at(j, j)
		for a := range j {
			d -= float64(f.l[j*n+a] * f.l[j*n+a] * f.d[a])
		}
		if !(d > largest*dependent) {
			continue
		}
		f.d[j], f.l[j*n+j] = d, 1
		for i := j + 1; i < n; i++ {
			v := s.at(i, j)
			for a := range j {
				v -= float64(f.l[i*n+a] * f.l[j*n+a] * f.d[a])
			}
			f.l[i*n+j] = v / d
		}
	}
	return f
}

// rank is the number of rows that do not depend on others.
func (f factor) rank() int {
	r := 0
	for _, d := range f.d {
		if d > 0 {
			r++
		}
	}
	return r
}

// solve is the x of s x = b, 0 in the rows left out.
func (f factor) solve(b []float64) []float64 {
	x := make([]float64, f.n)
	for i := range x {
		if f.d[i] == 0 {
			continue
		}
		x[i] = b[i]
		for a := range i {
			x[i] -= float64(f.l[i*f.n+a] * x[a])
		}
	}
	for i := f.n - 1; i >= 0; i-- {
		if f.d[i] == 0 {
			continue
		}
		x[i] /= f.d[i]
		for a := i + 1; a < f.n; a++ {
			x[i] -= float64(f.l[a*f.n+i] * x[a])
		}
	}
	return x
}

// quadratic is bᵀ s⁻¹ b.
func (f factor) quadratic(b []float64) float64 {
	sum := 0.0
	for i, x := range f.solve(b) {
		sum += float64(b[i] * x)
	}
	return sum
}

// inverse is s⁻¹, with 0 in the rows left out.
func (f factor) inverse() square {
	out := newSquare(f.n)
	for i := range f.n {
		if f.d[i] == 0 {
			continue
		}
		e := make([]float64, f.n)
		e[i] = 1
		copy(out.x[i*f.n:], f.solve(e))
	}
	return out
}
