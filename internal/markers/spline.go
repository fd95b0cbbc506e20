package markers

import (
	"math"
	"slices"
)

// spline fits a natural cubic spline with so many degrees of freedom, the constant among
// them, to y over x by least squares: knots at equally spaced quantiles of x, straight
// beyond the outermost values. It returns the fit and the sum of squares of what is left
// over its degrees of freedom.
func spline(x, y []float64, df int) (fitted []float64, variance float64) {
	sorted := slices.Clone(x)
	slices.Sort(sorted)
	least, span := sorted[0], sorted[len(sorted)-1]-sorted[0]
	knots := []float64{0}
	for i := 1; i <= df-2; i++ {
		knots = append(knots, (quantile(sorted, float64(i)/float64(df-1))-least)/span)
	}
	knots = append(knots, 1)
	scaled := make([]float64, len(x))
	for i, v := range x {
		scaled[i] = (v - least) / span
	}
	columns := [][]float64{ones(len(x)), scaled}
	for _, k := range knots[:len(knots)-2] {
		columns = append(columns, bend(scaled, k, knots[len(knots)-2]))
	}
	fitted = make([]float64, len(x))
	rank := 0
	var directions [][]float64
	for _, column := range columns {
		length := math.Sqrt(dot(column, column))
		for range 2 { // once more takes away what rounding left
			for _, d := range directions {
				along(column, d, -dot(column, d))
			}
		}
		left := math.Sqrt(dot(column, column))
		if left < 1e-7*length {
			continue // knots that coincide
		}
		for i := range column {
			column[i] /= left
		}
		directions = append(directions, column)
		along(fitted, column, dot(column, y))
		rank++
	}
	for i := range y {
		r := y[i] - fitted[i]
		variance += float64(r * r)
	}
	return fitted, variance / float64(len(y)-rank)
}

// bend is the natural cubic spline that bends at knot a and at the last inner one, b, of
// x between 0 and 1.
func bend(x []float64, a, b float64) []float64 {
	cube := func(v float64) float64 {
		if v <= 0 {
			return 0
		}
		return float64(v * v * v)
	}
	part := func(v, k float64) float64 { return (cube(v-k) - cube(v-1)) / (1 - k) }
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = part(v, a) - part(v, b)
	}
	return out
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i, x := range a {
		sum += float64(x * b[i])
	}
	return sum
}

// along adds c times d to x.
func along(x, d []float64, c float64) {
	for i := range x {
		x[i] += float64(c * d[i])
	}
}

// quantile is that of sorted values, between neighbours in proportion.
func quantile(sorted []float64, p float64) float64 {
	at := p * float64(len(sorted)-1)
	i := int(at + 4*2.220446049250313e-16)
	if i >= len(sorted)-1 {
		return sorted[len(sorted)-1]
	}
	share := at - float64(i)
	if math.Abs(share) < 1e-12 {
		return sorted[i]
	}
	return float64((1-share)*sorted[i]) + float64(share*sorted[i+1])
}

func mean(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}
