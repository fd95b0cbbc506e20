package report

import (
	"io"

	"subtype/internal/survey"
)

// Where --negatives split made two rows of a gene, its up part and its down
// part, the basis holds two weights ≥ 0 for it. Their difference is the signed
// weight of the gene: above 0 it is high where the metagene is active, below 0
// low.

// direction says what a gene named in a list does: "up" or "down"; "" where the
// matrix was not split.
func (s *Study) direction(g int) string {
	if s.Matrix.Halves == nil {
		return ""
	}
	if s.Matrix.Halves[g].Sign < 0 {
		return "down"
	}
	return "up"
}

// signedWeight is the weight of the gene in metagene a: of its up part minus of
// its down part.
func (s *Study) signedWeight(r *survey.Rank, g, a int) float64 {
	w := r.Factors.W.At(g, a)
	if s.Matrix.Halves == nil {
		return w
	}
	h := s.Matrix.Halves[g]
	if h.Other >= 0 {
		w -= r.Factors.W.At(h.Other, a)
	}
	return float64(h.Sign) * w
}

// writeSignedBasis writes the signed weights, a line a gene of the file, in its
// order.
func (s *Study) writeSignedBasis(w io.Writer, r *survey.Rank) error {
	t := newTable(w, metageneHeader("gene", r.K)...)
	for _, g := range s.Matrix.GeneOrder {
		h := s.Matrix.Halves[g]
		if h.Sign < 0 && h.Other >= 0 {
			continue // stands with its up part
		}
		row := []string{h.Gene}
		for a := range r.K {
			row = append(row, number(s.signedWeight(r, g, a)))
		}
		t.row(row...)
	}
	return t.done()
}
