package consensus

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Counted by hand, as mclust::adjustedRandIndex counts.
func TestAdjustedRand(t *testing.T) {
	for _, c := range []struct {
		a, b []int
		want float64
	}{
		{[]int{0, 0, 0, 1, 1, 1}, []int{0, 0, 1, 1, 2, 2}, 8.0 / 33}, // 2 pairs in common, 6 and 3 of 15
		{[]int{0, 0, 1, 1}, []int{0, 0, 1, 2}, 4.0 / 7},
		{[]int{0, 0, 1, 1}, []int{0, 1, 0, 1}, -0.5},
		{[]int{2, 2, 0, 0, 1}, []int{0, 0, 1, 1, 2}, 1},
		{[]int{0, 0, 0, 0}, []int{0, 1, 2, 2}, 0},
		{[]int{0, 0, 0}, []int{0, 1, 2}, 0},
		{[]int{0, 0, 0}, []int{0, 0, 0}, 1},
		{[]int{0, 1, 2}, []int{2, 1, 0}, 1},
		{[]int{0, 0, Absent, 1, 1, Absent}, []int{0, 0, 1, 1, 2, Absent}, 4.0 / 7},
		{[]int{0, Absent}, []int{0, 0}, math.NaN()},
		{nil, nil, math.NaN()},
	} {
		got := AdjustedRand(c.a, c.b)
		if math.Abs(got-c.want) > 1e-15 || math.IsNaN(got) != math.IsNaN(c.want) || got != AdjustedRand(c.b, c.a) &&
			got == got {
			t.Errorf("%v and %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

// Groupings that have nothing to do with each other agree by 0 on average.
func TestAdjustedRandOfChanceIsZero(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var sum float64
	const draws = 2000
	a, b := make([]int, 40), make([]int, 40)
	for range draws {
		for i := range a {
			a[i], b[i] = rng.IntN(3), rng.IntN(4)
		}
		sum += AdjustedRand(a, b)
	}
	if mean := sum / draws; math.Abs(mean) > 0.005 {
		t.Errorf("mean %v", mean)
	}
}
