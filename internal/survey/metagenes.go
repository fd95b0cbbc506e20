package survey

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// Where groups are read as clusters a subtype is a mixture of metagenes.

// mixtures are what subtypes are made of (metagenes × k): the mean of the shares that
// the metagenes have in the coefficients of a subtype's samples, less the smallest that
// the metagene has in any subtype. What all subtypes share, as a background, is 0.
func mixtures(h *mat.Dense, subtypes []int, k int) *mat.Dense {
	m, n := h.Dims()
	size := make([]float64, k)
	for _, q := range subtypes {
		size[q]++
	}
	c := mat.NewDense(m, k, nil)
	for j := range n {
		var sum float64
		for a := range m {
			sum += h.At(a, j)
		}
		if sum == 0 {
			continue // a sample of nothing
		}
		for a := range m {
			q := subtypes[j]
			c.Set(a, q, c.At(a, q)+h.At(a, j)/sum)
		}
	}
	for a := range m {
		row := c.RawRowView(a)
		least := math.Inf(1)
		for q := range row {
			row[q] /= max(size[q], 1)
			least = min(least, row[q])
		}
		for q := range row {
			row[q] -= least
		}
	}
	return c
}

// partners are the places of metagenes in the order in which they are shown: first, for
// every subtype, the one that matches it, so that the mixtures hold as much as they can
// of the metagenes of their own; then the others as they stand.
func partners(c *mat.Dense) []int {
	m, k := c.Dims()
	gain := make([][]float64, k)
	for q := range gain {
		gain[q] = make([]float64, m)
		for a := range m {
			gain[q][a] = math.Round(c.At(a, q) * (1 << 30)) // a whole number: sums of them are exact
		}
	}
	place := make([]int, m)
	for a := range place {
		place[a] = -1
	}
	for q, a := range consensus.Assign(gain) {
		place[a] = q
	}
	next := k
	for a, p := range place {
		if p < 0 {
			place[a] = next
			next++
		}
	}
	return place
}

// weights are those of the genes in subtypes (genes × k): W times the mixtures.
func weights(w, c *mat.Dense) *mat.Dense {
	genes, m := w.Dims()
	_, k := c.Dims()
	p := mat.NewDense(genes, k, nil)
	for i := range genes {
		from, to := w.RawRowView(i), p.RawRowView(i)
		for q := range to {
			for a := range m {
				to[q] = math.FMA(from[a], c.At(a, q), to[q])
			}
		}
	}
	return p
}

// SortTied puts features of one score in the order of their weights. Genes of a single
// metagene all have the score of its mixture, but for rounding, and of many subtypes there
// is nothing else.
func (r *Rank) SortTied() {
	score := func(g int) float64 { return math.Round(r.GeneScores[g] * 1e9) }
	for q, genes := range r.Features {
		slices.SortStableFunc(genes, func(a, b int) int {
			return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(r.Weights.At(b, q), r.Weights.At(a, q)))
		})
	}
}

// ofRun says whether the coefficients can be those from which a run's labels were read:
// every sample has its label by its largest coefficient, or lies nearest to the centre
// of those of its label.
func ofRun(f nmf.Factors, labels []int, k int, read sweep.Reading) bool {
	if _, n := f.H.Dims(); n != len(labels) {
		return false
	}
	if read != sweep.Clusters {
		return largest(f, labels)
	}
	points := sweep.Directions(f.H)
	centres := consensus.Centres(points, labels, k)
	own := consensus.Within(points, centres, labels)
	return own <= consensus.Within(points, centres, consensus.Nearest(points, centres))+1e-9 // of lengths of 1
}
