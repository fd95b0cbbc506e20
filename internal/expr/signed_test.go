package expr

import (
	"slices"
	"testing"
)

// The parts of a split gene fold back: up minus down, whichever part is asked.
func TestSignedWeightsFoldBack(t *testing.T) {
	m := &Matrix{GeneOrder: []int{3, 1, 0, 2}, Halves: []Half{{"a", 1, 1}, {"a", -1, 0}, {"b", 1, -1}, {"c", -1, -1}}}
	weight := func(row int) float64 { return []float64{1, 3, 5, 7}[row] }
	for row, want := range []float64{-2, -2, 5, -7} {
		if got := m.SignedWeight(row, weight); got != want {
			t.Errorf("row %d: %v, want %v", row, got, want)
		}
	}
	if got := m.Unsplit(); !slices.Equal(got, []int{3, 0, 2}) {
		t.Errorf("%v", got)
	}
	m.Halves = nil
	if got := m.SignedWeight(1, weight); got != 3 || len(m.Unsplit()) != 4 {
		t.Errorf("without split: %v", got)
	}
}
