package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

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
	// The direction is that of the signed weight, whichever part is listed.
	for a, w := range [][2]float64{{3, 1}, {1, 3}, {2, 2}} {
		r.Factors.W.Set(0, a, w[0])
		r.Factors.W.Set(1, a, w[1])
		r.Features[a] = []int{0, 1}
	}
	var genes, basis strings.Builder
	if err := s.writeGenes(&genes); err != nil {
		t.Fatal(err)
	}
	if err := s.writeSignedBasis(&basis, r); err != nil {
		t.Fatal(err)
	}
	sheet := rowsOf(t, s, genesSheet)
	lines := strings.Split(strings.TrimSpace(genes.String()), "\n")
	if want := []string{"direction", "signed_weight"}; !slices.Equal(strings.Split(lines[0], "\t")[5:], want) {
		t.Errorf("%q", lines[0])
	}
	for i, want := range [][2]string{{"up", "2"}, {"up", "2"}, {"down", "-2"}, {"down", "-2"}, {"NA", "0"}, {"NA",
		"0"}} {
		got := strings.Split(lines[1+i], "\t")
		if got[5] != want[0] || got[6] != want[1] {
			t.Errorf("%q, want %q", lines[1+i], want)
		}
		row := sheet[4+i]
		if row[0] != got[0] || row[1] != got[1] || row[5] != strings.TrimPrefix(want[0], "NA") || row[6] != want[1] {
			t.Errorf("the sheet says %q, the table %q", row, got)
		}
	}
	if got := strings.Count(basis.String(), "\n"); got != 1+(n+1)/2 {
		t.Errorf("%d lines for %d rows", got, n)
	}
}

// rowsOf are the rows of a sheet of the workbook, numbers as they are.
func rowsOf(t *testing.T, s *Study, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
