package nmf

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestSelectTakesGenesAndSamplesAsTheyAre(t *testing.T) {
	nan := math.NaN()
	v, err := NewMatrix([][]float64{{1, 2, 3, 4}, {5, nan, 7, 8}, {0, 0, 9, 0}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := v.Select([]int{2, 1}, []int{1, 2})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]float64{{0, 9}, {nan, 7}}
	row := make([]float64, 2)
	for i := range want {
		s.Row(i, row)
		for j, x := range row {
			if x != want[i][j] && !(math.IsNaN(x) && math.IsNaN(want[i][j])) {
				t.Errorf("entry (%d, %d) is %v, want %v", i, j, x, want[i][j])
			}
		}
	}
	if s.Missing() != 1 || s.Max() != 9 {
		t.Errorf("%d missing, largest %v", s.Missing(), s.Max())
	}
	if all, err := v.Select(nil, nil); err != nil || all.SumSquares() != v.SumSquares() {
		t.Errorf("everything: %v", err)
	}
	if _, err := v.Select([]int{2}, []int{0, 1}); err == nil {
		t.Error("a matrix of zeros was made")
	}
}

// A gene or a sample that is zero throughout in a part of a matrix does no harm.
func TestZeroGenesAndSamplesOfAPart(t *testing.T) {
	v, err := NewMatrix([][]float64{{4, 0, 1, 3, 2, 0}, {0, 0, 0, 0, 0, 0}, {1, 0, 5, 1, 4, 0}, {3, 0, 1, 4, 1, 0}})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range Methods() {
		r := fit(t, v, 2, Settings{Method: m, MaxIter: 200, Rand: rand.New(rand.NewPCG(1, 2))})
		w, h := r.data()
		for _, x := range append(append([]float64{}, w...), h...) {
			if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 {
				t.Fatalf("%s: a factor has %v", m.Name(), x)
			}
		}
	}
}
