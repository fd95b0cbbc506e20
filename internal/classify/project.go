package classify

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/nmf"
)

// Basis is the basis matrix of a rank and how its coefficients are read.
type Basis struct {
	W          *mat.Dense     // rows of the frame × metagenes
	Divergence nmf.Divergence // of a sample from W times its coefficients, which these make least
	Clusters   bool           // a subtype is a cluster of directions of coefficients, and not a metagene
}

// NewBasis is the basis matrix that a method has found.
func NewBasis(w *mat.Dense, method nmf.Method, clusters bool) *Basis {
	return &Basis{nmf.Model(method, nmf.Factors{W: w}).W, divergence(method), clusters}
}

// divergence is what a method minimises, as nmf.Project does it.
func divergence(method nmf.Method) nmf.Divergence {
	switch m := method.(type) {
	case nil, nmf.KL, nmf.Brunet, nmf.NonSmooth:
		return nmf.KullbackLeibler
	case nmf.MU:
		return m.Divergence
	case nmf.ARD:
		return m.Divergence
	case nmf.Held:
		return divergence(m.Method)
	}
	return nmf.Frobenius
}

// coefficientsOf are those of a sample, given its prepared rows, and the share of it that they leave
// over. Rows that it lacks have no part in it. A sample of nothing has none.
func (b *Basis) coefficientsOf(column []float64) (h []float64, rest float64) {
	_, k := b.W.Dims()
	var rows [][]float64
	var weights []float64
	for i, x := range column {
		if x == x && (x > 0 || b.Divergence.Beta() > 0) { // where it is infinite at 0, a 0 is left out
			rows = append(rows, []float64{x})
			weights = append(weights, b.W.RawRowView(i)...)
		}
	}
	rest = math.NaN()
	v, err := nmf.NewMatrix(rows)
	if err != nil { // no row, or none above 0
		return nil, rest
	}
	w := mat.NewDense(len(rows), k, weights)
	h = mat.Col(nil, 0, nmf.Project(v, w, nmf.MU{Divergence: b.Divergence}))
	var left, all float64
	for i, row := range rows {
		d := row[0]
		for a, c := range h {
			d = math.FMA(-w.At(i, a), c, d)
		}
		left, all = math.FMA(d, d, left), math.FMA(row[0], row[0], all)
	}
	return h, math.Sqrt(left / all)
}

// direction is a point of length 1.
func direction(h []float64) []float64 {
	var top, squares float64
	for _, c := range h {
		top = max(top, c)
	}
	out := make([]float64, len(h))
	if top == 0 {
		return out
	}
	for a, c := range h {
		out[a] = c / top
		squares = math.FMA(out[a], out[a], squares)
	}
	for a := range out {
		out[a] /= math.Sqrt(squares)
	}
	return out
}

// mostCentred is how many samples of a subtype its centre is the mean of.
const mostCentred = 100

// centres are the mean directions of the subtypes; nil where a sample has none.
func (b *Basis) centres(f *Frame, x [][]float64, samples, labels []int, k int) [][]float64 {
	var directions []float64
	var of []int
	taken := make([]int, k)
	for i, j := range samples {
		if q := labels[i]; taken[q] < mostCentred {
			h, _ := b.coefficientsOf(f.prepared(column(x, j)))
			if h == nil {
				return nil
			}
			taken[q]++
			directions, of = append(directions, direction(h)...), append(of, q)
		}
	}
	_, dim := b.W.Dims()
	points := consensus.Centres(consensus.NewPoints(dim, directions), of, k)
	out := make([][]float64, k)
	for q := range out {
		for _, c := range points.Row(q) {
			out[q] = append(out[q], rounded(c, digits))
		}
	}
	return out
}

// projected scores the subtypes by coefficients: by the squared distance to their centres, less
// of which is better, or by the share of their metagenes.
func (m *Model) projected(h []float64) []float64 {
	scores := make([]float64, m.K)
	if len(m.Centres) == 0 {
		var sum float64
		for _, c := range h {
			sum += c
		}
		for q := range scores {
			if sum > 0 {
				scores[q] = h[q] / sum
			}
		}
		return scores
	}
	p := direction(h)
	for q, centre := range m.Centres {
		for a, c := range centre {
			scores[q] = math.FMA(-(p[a] - c), p[a]-c, scores[q])
		}
	}
	return scores
}
