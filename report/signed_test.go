package report

import (
	"strings"
	"testing"

	"subtype/internal/expr"
)

// Halves of a split gene are told apart in the list of genes, and their weights
// folded back: up minus down.
func TestSignedWeightsFoldBack(t *testing.T) {
	s := made(t)
	r := s.Survey.Chosen()
	n := len(s.Matrix.Genes)
	for g := range n { // 0 and 1 are the parts of one gene, 2 and 3 of the next, …
		h := expr.Half{Gene: s.Matrix.Genes[g&^1], Sign: 1 - 2*(g&1), Other: g ^ 1}
		if h.Other >= n {
			h.Other = -1
		}
		s.Matrix.Halves = append(s.Matrix.Halves, h)
	}
	for a := range r.K {
		up, down := r.Factors.W.At(0, a), r.Factors.W.At(1, a)
		if x, y := s.signedWeight(r, 0, a), s.signedWeight(r, 1, a); x != up-down || y != x {
			t.Errorf("metagene %d: %v and %v of %v up, %v down", a, x, y, up, down)
		}
	}
	r.Features[0] = []int{0, 1}
	var genes, basis strings.Builder
	if err := s.writeGenes(&genes); err != nil {
		t.Fatal(err)
	}
	if err := s.writeSignedBasis(&basis, r); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(genes.String(), "\n")
	if !strings.HasSuffix(lines[0], "\tdirection\tsigned_weight") || !strings.Contains(lines[1], "\tup\t") || !strings.Contains(lines[2], "\tdown\t") {
		t.Errorf("%q", lines[:3])
	}
	if got := strings.Count(basis.String(), "\n"); got != 1+(n+1)/2 {
		t.Errorf("%d lines for %d rows", got, n)
	}
	workbook(t, s)
}
