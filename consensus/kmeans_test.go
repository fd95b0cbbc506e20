package consensus

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func drawing(seed byte) *rand.Rand { return rand.New(rand.NewChaCha8([32]byte{seed})) }

// scattered are n points around so many centres on a circle of radius 5.
func scattered(n, around, dim int, rng *rand.Rand) (Points, []int) {
	x, group := make([]float64, 0, n*dim), make([]int, n)
	for i := range n {
		group[i] = i % around
		for a := range dim {
			at := 0.0
			if a < 2 {
				at = 5 * math.Cos(2*math.Pi*float64(group[i])/float64(around)-float64(a)*math.Pi/2)
			}
			x = append(x, at+rng.NormFloat64())
		}
	}
	return NewPoints(dim, x), group
}

func TestKMeansFindsGroups(t *testing.T) {
	for k := 2; k <= 5; k++ {
		p, group := scattered(200, k, 4, drawing(byte(k)))
		if got := AdjustedRand(KMeans(p, k, 10, drawing(1)).Labels, group); got < 0.9 {
			t.Errorf("k = %d: index %v", k, got)
		}
	}
}

// No grouping of a few points has a smaller sum.
func TestKMeansIsTheBestOfAllGroupings(t *testing.T) {
	for trial := range 20 {
		p, _ := scattered(8, 3, 2, drawing(byte(trial)))
		for k := 1; k <= 3; k++ {
			least := math.Inf(1)
			labels := make([]int, p.Len())
			var all func(int)
			all = func(j int) {
				if j < len(labels) {
					for labels[j] = range k {
						all(j + 1)
					}
					return
				}
				least = min(least, within(p, labels))
			}
			all(0)
			if got := KMeans(p, k, 50, drawing(3)).Within; math.Abs(got-least) > 1e-12*least {
				t.Errorf("trial %d, k = %d: %v, the least is %v", trial, k, got, least)
			}
		}
	}
}

// within is the sum that KMeans makes small.
func within(p Points, labels []int) float64 {
	var sum float64
	for i, l := range labels {
		for j, m := range labels[:i] {
			if l == m {
				sum += squared(p.at(i), p.at(j)) / float64(sizes(labels)[l])
			}
		}
	}
	return sum
}

// Every point is nearest to its own centre, every centre is the mean of its points,
// and there are as many groups as there can be.
func TestKMeansSettles(t *testing.T) {
	for trial := range 200 {
		rng := drawing(byte(trial))
		n, dim := 5+rng.IntN(60), 1+rng.IntN(4)
		k := 1 + rng.IntN(min(n, 12))
		x, different := make([]float64, 0, n*dim), map[string]bool{}
		for range n {
			p := make([]float64, dim)
			for a := range p {
				p[a] = float64(rng.IntN(3)) // many points are the same
			}
			x = append(x, p...)
			different[fmt.Sprint(p)] = true
		}
		p := NewPoints(dim, x)
		c := KMeans(p, k, 1+trial%3, rng)
		if !slices.Equal(Nearest(p, c.Centres), c.Labels) {
			t.Errorf("trial %d: some point is nearer to another centre", trial)
		}
		used := slices.Compact(slices.Sorted(slices.Values(c.Labels)))
		if want := min(k, len(different)); len(used) != want || used[len(used)-1] >= k {
			t.Errorf("trial %d: %d groups of %d, %d different points", trial, len(used), k, len(different))
		}
		if w := within(p, c.Labels); math.Abs(w-c.Within) > 1e-9 {
			t.Errorf("trial %d: sum %v, want %v", trial, c.Within, w)
		}
		if w := Within(p, Centres(p, c.Labels, k), c.Labels); math.Abs(w-c.Within) > 1e-9 {
			t.Errorf("trial %d: sum %v, to the means %v", trial, c.Within, w)
		}
	}
}

// A centre that no point is nearest to gets the furthest point.
func TestKMeansFillsEmptyGroups(t *testing.T) {
	p := NewPoints(1, []float64{0, 1, 2, 10, 11})
	c := lloyd(p, NewPoints(1, []float64{1, 10, 50}), 0)
	if !slices.Equal(c.Labels, []int{0, 0, 2, 1, 1}) && !slices.Equal(c.Labels, []int{2, 0, 0, 1, 1}) || c.Within != 1 {
		t.Errorf("%+v", c)
	}
}

// The draws are part of every result that was ever published.
func TestKMeansDrawsStayAsTheyAre(t *testing.T) {
	x := make([]float64, 12)
	for i := range x {
		x[i] = float64(i * i)
	}
	p, rng := NewPoints(1, x), drawing(4)
	got := fmt.Sprint(seeds(p, 4, rng).x, seeds(p, 4, rng).x, KMeans(p, 5, 2, rng).Labels, rng.Uint64())
	if want := "[16 64 121 36] [16 100 49 121] [4 4 4 0 0 1 1 3 3 3 2 2] 4959441448077273094"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
