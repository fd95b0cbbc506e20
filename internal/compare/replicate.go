package compare

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
)

const (
	mostSamples = 3000 // whose neighbours are looked for; of more some are taken
	draws       = 999
	likeSize    = 0.1 // by which share groups of random weights may be larger or smaller than a subtype's
	leastAlike  = 99  // of these, for a p-value
)

// replicated finds the samples nearest to each subtype, given its relative weights, by correlation
// with what the factors say of a sample (w times its coefficients, each gene less its mean), and the
// in-group proportion of each. It is compared with that of as many samples nearest to weights which
// genes have exchanged at random, as those of any weights are near each other, too; and so is the
// adjusted Rand index of these groups with the other analysis' own subtypes.
//
// Kapp and Tibshirani, Biostatistics 8:9 (2007); they exchange principal components of the weights,
// each by itself.
func replicated(subtypes, w, h *mat.Dense, own []int) Replication {
	genes, k := subtypes.Dims()
	w, subtypes = centred(w), centred(subtypes)
	points, own := profiles(w, h, own)
	neighbour := points.neighbours()
	labels := points.nearest(w, subtypes)
	in, all := proportions(labels, neighbour, k)
	r := Replication{Of: make([]Replicate, k), Own: make([][]int, k), Agreement: consensus.AdjustedRand(labels, own)}
	for q := range r.Own {
		r.Own[q] = make([]int, slices.Max(own)+1)
	}
	for j, q := range labels {
		r.Own[q][own[j]]++
	}
	above, alike := make([]float64, k), make([]float64, k)
	rng := rand.New(rand.NewPCG(1, 1))
	drawn, asMuch := mat.DenseCopyOf(subtypes), 0.0
	for range draws {
		for i := genes - 1; i > 0; i-- {
			a, b := drawn.RawRowView(i), drawn.RawRowView(int(rng.Uint64()>>32*uint64(i+1)>>32))
			for q := range a {
				a[q], b[q] = b[q], a[q]
			}
		}
		labels := points.nearest(w, drawn)
		if consensus.AdjustedRand(labels, own) >= r.Agreement {
			asMuch++
		}
		nullIn, nullAll := proportions(labels, neighbour, k)
		for q := range k {
			for c, n := range nullAll {
				if n > 0 && math.Abs(n-all[q]) <= max(all[q]*likeSize, 1) {
					alike[q]++
					if nullIn[c]*all[q] >= in[q]*n {
						above[q]++
					}
				}
			}
		}
	}
	for q := range r.Of {
		r.Of[q] = Replicate{int(all[q]), in[q] / all[q], (above[q] + 1) / (alike[q] + 1)} // 0/0 is NaN
		if all[q] == 0 || alike[q] < leastAlike {
			r.Of[q].P = math.NaN()
		}
	}
	r.P = (asMuch + 1) / (draws + 1)
	return r
}

// space are samples by their coefficients, and what the products of metagenes are over genes.
type space struct {
	x    [][]float64
	gram [][]float64
}

// profiles are the samples' profiles over genes, each gene less its mean over the samples and each
// profile less its mean over the genes, given metagenes less their means; and their labels.
func profiles(w, h *mat.Dense, labels []int) (s space, of []int) {
	metagenes, n := h.Dims()
	s.gram = products(w, w)
	taken := min(n, mostSamples)
	means := make([]float64, metagenes)
	for a := range means {
		means[a] = consensus.Mean(h.RawRowView(a))
	}
	for i := range taken {
		x := make([]float64, metagenes)
		for a := range x {
			x[a] = h.At(a, i*n/taken) - means[a]
		}
		s.x, of = append(s.x, x), append(of, labels[i*n/taken])
	}
	return s, of
}

// nearest are of every sample the subtype nearest to it, by correlation with its weights.
func (s space) nearest(w, subtypes *mat.Dense) []int {
	cross, length := products(w, subtypes), products(subtypes, subtypes)
	labels := make([]int, len(s.x))
	for j, x := range s.x {
		best := math.Inf(-1)
		for q := range length {
			var y float64
			for a, c := range x {
				y = math.FMA(c, cross[a][q], y)
			}
			if length[q][q] > 0 {
				y /= math.Sqrt(length[q][q])
			}
			if y > best {
				best, labels[j] = y, q
			}
		}
	}
	return labels
}

// proportions counts the samples of each subtype, and those of them whose neighbour is so, too.
func proportions(labels, neighbour []int, k int) (in, all []float64) {
	in, all = make([]float64, k), make([]float64, k)
	for j, q := range labels {
		all[q]++
		if labels[neighbour[j]] == q {
			in[q]++
		}
	}
	return in, all
}

// centred has columns less their means.
func centred(m *mat.Dense) *mat.Dense {
	out := mat.DenseCopyOf(m)
	rows, columns := m.Dims()
	for a := range columns {
		mean := consensus.Mean(mat.Col(nil, a, m))
		for i := range rows {
			out.Set(i, a, m.At(i, a)-mean)
		}
	}
	return out
}

// products are those of all columns of the one with all of the other.
func products(a, b *mat.Dense) [][]float64 {
	rows, ka := a.Dims()
	_, kb := b.Dims()
	out := make([][]float64, ka)
	for p := range out {
		out[p] = make([]float64, kb)
	}
	for i := range rows {
		x, y := a.RawRowView(i), b.RawRowView(i)
		for p := range x {
			for q := range y {
				out[p][q] = math.FMA(x[p], y[q], out[p][q])
			}
		}
	}
	return out
}

// neighbours are of every sample the one of the largest correlation, the first of equal ones.
func (s space) neighbours() []int {
	turned := make([][]float64, len(s.x)) // gram times x, over the length of the profile
	for j, x := range s.x {
		y := make([]float64, len(x))
		var squares float64
		for a := range y {
			for b, c := range x {
				y[a] = math.FMA(s.gram[a][b], c, y[a])
			}
			squares = math.FMA(y[a], x[a], squares)
		}
		for a := range y {
			if squares > 0 {
				y[a] /= math.Sqrt(squares)
			}
		}
		turned[j] = y
	}
	out := make([]int, len(s.x))
	for i, x := range s.x {
		best := math.Inf(-1)
		for j, y := range turned {
			if i == j {
				continue
			}
			var r float64
			for a, c := range x {
				r = math.FMA(c, y[a], r)
			}
			if r > best {
				best, out[i] = r, j
			}
		}
	}
	return out
}
