package indices

import (
	"math"

	"subtype/consensus"
)

// box are the lengths of the sides of the box along the principal axes of the points that
// holds them all.
func box(p consensus.Points) []float64 {
	x := make([][]float64, p.Len())
	for j := range x {
		x[j] = p.Row(j)
	}
	dim := len(x[0])
	centre := make([]float64, dim)
	for _, row := range x {
		for a, v := range row {
			centre[a] += v / float64(len(x))
		}
	}
	c := make([][]float64, dim)
	for a := range c {
		c[a] = make([]float64, dim)
		for b := range c[a] {
			for _, row := range x {
				c[a][b] = math.FMA(row[a]-centre[a], row[b]-centre[b], c[a][b])
			}
		}
	}
	sides := make([]float64, dim)
	for i, axis := range axes(c) {
		least, most := math.Inf(1), math.Inf(-1)
		for _, row := range x {
			var at float64
			for a, v := range row {
				at = math.FMA(v-centre[a], axis[a], at)
			}
			least, most = min(least, at), max(most, at)
		}
		sides[i] = most - least
	}
	return sides
}

// axes are the eigenvectors of a symmetric matrix, which is overwritten, by Jacobi's
// method: rotations, pair by pair, until what lies off the diagonal is nothing.
//
// Golub and Van Loan, Matrix Computations, 4th ed. (2013), section 8.5.
func axes(c [][]float64) [][]float64 {
	n := len(c)
	v := make([][]float64, n) // rows are the axes
	for i := range v {
		v[i] = make([]float64, n)
		v[i][i] = 1
	}
	const most = 60 // sweeps; ten are plenty
	for range most {
		rotated := false
		for p := range n {
			for q := p + 1; q < n; q++ {
				if math.Abs(c[p][q]) <= 1e-15*math.Sqrt(math.Abs(c[p][p])*math.Abs(c[q][q])) || c[p][q] == 0 {
					continue
				}
				rotated = true
				rotate(c, v, p, q)
			}
		}
		if !rotated {
			break
		}
	}
	return v
}

// rotate makes entry (p, q) of a symmetric matrix 0.
func rotate(c, v [][]float64, p, q int) {
	tau := (c[q][q] - c[p][p]) / (2 * c[p][q])
	t := 1 / (math.Abs(tau) + math.Sqrt(math.FMA(tau, tau, 1)))
	if tau < 0 {
		t = -t
	}
	cos := 1 / math.Sqrt(math.FMA(t, t, 1))
	sin := t * cos
	turn := func(x, y *float64) {
		*x, *y = math.FMA(cos, *x, -float64(sin**y)), math.FMA(sin, *x, float64(cos**y))
	}
	for i := range c {
		turn(&c[i][p], &c[i][q])
	}
	for i := range c {
		turn(&c[p][i], &c[q][i])
		turn(&v[p][i], &v[q][i])
	}
	c[p][q], c[q][p] = 0, 0
}
