package consensus

import (
	"fmt"
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

// Labels of any size give what labels from 0 give.
func TestAdjustedRandOfLabelsOfAnySize(t *testing.T) {
	r := rand.New(rand.NewPCG(8, 1))
	for range 50 {
		a, b := make([]int, 30), make([]int, 30)
		large, negative := make([]int, 30), make([]int, 30)
		for i := range a {
			a[i], b[i] = r.IntN(5)-1, r.IntN(4)-1
			large[i], negative[i] = a[i], b[i]
			if a[i] != Absent {
				large[i] = 1 << (8 * a[i])
			}
			if b[i] != Absent {
				negative[i] = -7 - b[i]
			}
		}
		if x, y := AdjustedRand(a, b), AdjustedRand(large, negative); x != y && !(x != x && y != y) {
			t.Fatalf("%v and %v of %v and %v", x, y, a, b)
		}
	}
}

func BenchmarkAdjustedRand(b *testing.B) {
	r := rand.New(rand.NewPCG(8, 2))
	x, y := make([]int, 500), make([]int, 500)
	for i := range x {
		x[i], y[i] = r.IntN(5), r.IntN(5)
	}
	for b.Loop() {
		AdjustedRand(x, y)
	}
}

// How alike two groupings are does not depend on the names of their groups.
func ExampleAdjustedRand() {
	fmt.Println(AdjustedRand([]int{0, 0, 1, 1, 2, 2}, []int{1, 1, 2, 2, 0, 0}))
	fmt.Printf("%.3f\n", AdjustedRand([]int{0, 0, 1, 1, 2, 2}, []int{0, 0, 0, 1, 1, 1}))
	// Output:
	// 1
	// 0.242
}

// Two groups of points, and one point between them that is in neither for sure.
func ExampleSilhouette() {
	d := Euclidean(NewPoints(1, []float64{0, 1, 4, 8, 9}))
	for i, width := range Silhouette(d, []int{0, 0, 0, 1, 1}) {
		fmt.Printf("%d %.2f\n", i, width)
	}
	// Output:
	// 0 0.71
	// 1 0.73
	// 2 0.22
	// 3 0.84
	// 4 0.86
}
