package report

import (
	"bytes"
	"fmt"
	"slices"
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

// However many annotations come in, the figures show some, the ones that tell most; or those asked
// for, in that order.
func TestFiguresShowSomeOfManyAnnotations(t *testing.T) {
	s := made(t)
	shown := func(asked ...string) (names []string) {
		s.Annotations, s.Annotate = columns(len(s.Matrix.Samples), 60), asked
		for _, tr := range s.annotationTracks() {
			names = append(names, tr.Name)
		}
		return names
	}
	if got := shown(); len(got) != 12 || slices.Contains(got, "same") || slices.Contains(got, "few") {
		t.Errorf("of 62: %q", got)
	}
	if got := shown("same", "group 7", "few", "group 1"); fmt.Sprint(got) != "[same group 7 few group 1]" {
		t.Errorf("asked for: %q", got)
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
	for _, tracks := range []int{0, 12, 24} {
		s.Annotations, s.Annotate = nil, nil
		if tracks > 0 {
			s.Annotations = columns(len(s.Matrix.Samples), 40)
		}
		for i := range tracks {
			s.Annotate = append(s.Annotate, fmt.Sprintf("group %d", i))
		}
		most := figure.MostPixels(len(s.Matrix.Samples), 4, tracks)
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
			t.Errorf("%d tracks: said were %.0f, the largest has %.0f", tracks, most, largest)
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
