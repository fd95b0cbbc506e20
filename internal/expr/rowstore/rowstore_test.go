package rowstore

import (
	"math"
	"slices"
	"testing"
)

// What is put is got, the last of one number, until another pass begins.
func TestRowsComeBack(t *testing.T) {
	var s Store
	defer s.Close()
	s.Begin(2)
	s.Put(0, []float64{9, 9})
	s.Begin(3)
	s.Put(4, []float64{1, math.Inf(-1), -0.5})
	s.Put(1, []float64{7, 8, 9})
	s.Put(4, []float64{2, math.NaN(), 1e-300})
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	got := make([]float64, 3)
	if err := s.Get(4, got); err != nil || got[0] != 2 || !math.IsNaN(got[1]) || got[2] != 1e-300 {
		t.Errorf("%v %v", got, err)
	}
	if err := s.Get(1, got); err != nil || !slices.Equal(got, []float64{7, 8, 9}) {
		t.Errorf("%v %v", got, err)
	}
	if s.Get(0, got) == nil {
		t.Error("a row of an earlier pass is there")
	}
}

// Where there is no place for the file, End says so and what to do.
func TestNoPlace(t *testing.T) {
	t.Setenv("TMPDIR", "/nowhere/at/all")
	var s Store
	s.Begin(1)
	s.Put(0, []float64{1})
	if err := s.End(); err == nil {
		t.Error("no error")
	}
}
