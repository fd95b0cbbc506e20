package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"subtype/internal/expr/annotation"
	"subtype/internal/figure"
	"subtype/internal/lineage"
	"subtype/nmf"
)

// columns are annotations of n samples: column 0 the same for all, column 1 known of few,
// then as many with groups as asked for.
func columns(n, groups int) []annotation.Column {
	same, few := annotation.Column{Name: "same"}, annotation.Column{Name: "few"}
	for j := range n {
		same.Values = append(same.Values, "x")
		few.Values = append(few.Values, []string{"", "", "a", "", "b"}[j%5])
	}
	out := []annotation.Column{same, few}
	for c := range groups {
		a := annotation.Column{Name: fmt.Sprintf("group %d", c)}
		for j := range n {
			a.Values = append(a.Values, fmt.Sprintf("level %d", j%(2+c%15)))
		}
		out = append(out, a)
	}
	return out
}

// However many annotations come in, the figures show some, the ones that tell most, and
// the report says which they do not.
func TestFiguresShowSomeOfManyAnnotations(t *testing.T) {
	s := made(t)
	n := len(s.Matrix.Samples)
	shown := func(groups int) (names []string) {
		s.Annotations = columns(n, groups)
		for _, tr := range s.annotationTracks() {
			names = append(names, tr.Name)
		}
		return names
	}
	if got := shown(10); len(got) != 12 || got[0] != "same" || got[1] != "few" || s.notDrawn() != "" {
		t.Errorf("of 12: %q, %s", got, s.notDrawn())
	}
	if got := shown(11); len(got) != 12 || got[0] != "few" {
		t.Errorf("of 13: %q", got)
	}
	want := "The figures show 12 of the 13 annotations that could be drawn: not same. The sheet Assignments holds " +
		"all of them."
	if s.notDrawn() != want || !slices.Contains(s.Warnings(), want) {
		t.Errorf("of 13: %s", s.notDrawn())
	}
	if got := shown(60); len(got) != 12 || got[0] != "group 0" || got[11] != "group 11" {
		t.Errorf("of 62: %q", got)
	}
	if got := s.notDrawn(); !strings.Contains(got, "12 of the 62") ||
		!strings.Contains(got, "not same, few, group 12, group 13, group 14 and 45 more.") {
		t.Errorf("of 62: %s", got)
	}
}

// No figure is larger than some thousand pixels, whatever is shown.
func TestFiguresAreBounded(t *testing.T) {
	const most = 6000
	s := made(t)
	n := len(s.Matrix.Samples)
	s.Annotations = columns(n, 400)
	r := *s.Survey.Chosen()
	tracks := s.annotationTracks()
	for range 2 { // legends that need more columns than those of twelve
		tracks = append(tracks, tracks...)
	}
	for _, f := range []*figure.Figure{s.consensusFigure(&r, tracks), s.coefficientsFigure(&r, tracks)} {
		if w, h := f.Size(); w > most || h > most {
			t.Errorf("%s has %d × %d pixels", f.Name, w, h)
		}
	}
	const k, genes = 100, 6000
	r.K, r.Features = k, make([][]int, k)
	s.Survey.Lineage = lineage.New([]lineage.Grouping{{K: k, Subtypes: r.Subtypes}}, k)
	r.Factors = nmf.NewFactors(genes, n, k)
	for i := range genes {
		r.Factors.W.Set(i, i%k, 1)
		r.Features[i%k] = append(r.Features[i%k], i)
		s.Matrix.Genes = append(s.Matrix.Genes, fmt.Sprintf("gene %d", i))
	}
	if w, h := s.basisFigure(&r).Size(); w > 10000 || h > 10000 {
		t.Errorf("%d × %d pixels", w, h)
	}
}

// The bound on the pixels, from which memory is estimated, holds.
func TestFiguresHaveNoMorePixelsThanSaid(t *testing.T) {
	s := made(t)
	for _, annotated := range []bool{false, true} {
		s.Annotations = nil
		if annotated {
			s.Annotations = columns(len(s.Matrix.Samples), 40)
		}
		most := figure.MostPixels(len(s.Matrix.Samples), 4, annotated)
		largest := 0.0
		for _, f := range s.figures().all() {
			w, h := f.Size()
			pixels := float64(w) * float64(h)
			largest = max(largest, pixels)
			if pixels > most {
				t.Errorf("%s has %d × %d pixels, said were %.0f", f.Name, w, h, most)
			}
		}
		if largest < most/4 {
			t.Errorf("annotated %v: said were %.0f, the largest has %.0f", annotated, most, largest)
		}
	}
}

// Every column of the sheet of samples has the width that is meant for it, however many
// there are, and every annotation is there.
func TestEveryAnnotationIsInTheWorkbook(t *testing.T) {
	s := made(t)
	s.Annotations = columns(len(s.Matrix.Samples), 398)
	f, err := excelize.OpenReader(bytes.NewReader(written(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(assignmentsSheet)
	if err != nil {
		t.Fatal(err)
	}
	if last := len(rows[2]); last != 15+400 || rows[2][last-1] != "group 397" {
		t.Errorf("%d columns, the last is %q", last, rows[2][last-1])
	}
	for column, want := range map[string]float64{"A": 30, "B": 10, "D": 14, "E": 14, "J": 13, "P": 16, "OY": 16} {
		if got, err := f.GetColWidth(assignmentsSheet, column); err != nil || got != want {
			t.Errorf("column %s is %v wide, want %v (%v)", column, got, want, err)
		}
	}
}
