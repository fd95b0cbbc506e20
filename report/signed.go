package report

import (
	"io"

	"subtype/internal/survey"
)

// Where --negatives split made two rows of a gene, its up part and its down
// part, the basis holds two weights ≥ 0 for it. Their difference is the signed
// weight of the gene: above 0 it is high where the metagene is active, below 0
// low.

// direction says what the gene does in subtype a, by its signed weight:
// "up" or "down"; "" where both parts weigh the same, and where the matrix was not
// split. Which part of the gene is listed is told by its name.
func (s *Study) direction(r *survey.Rank, g, a int) string {
	switch x := s.signedWeight(r, g, a); {
	case s.Matrix.Halves == nil || x == 0:
		return ""
	case x < 0:
		return "down"
	}
	return "up"
}

// signedWeight is the weight of the gene in subtype a: of its up part minus of its down
// part.
func (s *Study) signedWeight(r *survey.Rank, g, a int) float64 {
	return s.Matrix.SignedWeight(g, func(row int) float64 { return r.Weights.At(row, a) })
}

// writeSignedBasis writes the signed weights, a line a gene of the file, in its
// order.
func (s *Study) writeSignedBasis(w io.Writer, r *survey.Rank) error {
	t := newTable(w, metageneHeader("gene", r.Metagenes)...)
	for _, g := range s.Matrix.Unsplit() {
		row := []string{s.Matrix.Halves[g].Gene}
		for a := range r.Metagenes {
			weight := s.Matrix.SignedWeight(g, func(row int) float64 { return r.Factors.W.At(row, a) })
			row = append(row, number(weight))
		}
		t.row(row...)
	}
	return t.done()
}
