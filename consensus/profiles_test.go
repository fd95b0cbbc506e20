package consensus

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// strayLabelings are runs over n samples of k groups, in which some samples go astray,
// a few of them often.
func strayLabelings(r *rand.Rand, runs, n, k int) [][]int {
	all := make([][]int, runs)
	for i := range all {
		names := r.Perm(k)
		all[i] = make([]int, n)
		for j := range n {
			group := j % k
			if j%7 == 0 && r.IntN(3) == 0 {
				group = r.IntN(k)
			}
			all[i][j] = names[group]
		}
	}
	return all
}

// Counting by profile gives what counting every sample gives.
func TestProfilesCountAsSamplesDo(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 9))
	for range 20 {
		n, k := 20+r.IntN(100), 2+r.IntN(4)
		runs := strayLabelings(r, 5+r.IntN(30), n, k)
		full, few := NewCounts(n), Profiles(runs)
		for _, l := range runs {
			full.Add(l)
		}
		if few.n >= n || few.Samples() != n {
			t.Fatalf("%d profiles of %d samples", few.n, n)
		}
		for i := range n {
			for j := range n {
				if full.At(i, j) != few.At(i, j) {
					t.Fatalf("consensus of %d and %d: %g and %g", i, j, full.At(i, j), few.At(i, j))
				}
			}
		}
		if full.PAC() != few.PAC() || full.Dispersion() != few.Dispersion() || full.CDFArea() != few.CDFArea() {
			t.Errorf("PAC %g and %g, dispersion %g and %g, area %g and %g", full.PAC(), few.PAC(), full.Dispersion(),
				few.Dispersion(), full.CDFArea(), few.CDFArea())
		}
		tree, coph := few.Tree()
		if want := CopheneticCorr(full.Distances(), tree); math.Abs(coph-want) > 1e-12 {
			t.Errorf("cophenetic correlation %.17g, of all pairs %.17g", coph, want)
		}
		order := slices.Clone(tree.Order)
		slices.Sort(order)
		for i, j := range order {
			if i != j {
				t.Fatalf("the order holds %v", order)
			}
		}
		labels := BySize(tree.Cut(k))
		whole, _ := full.Tree()
		if !slices.Equal(labels, BySize(whole.Cut(k))) {
			t.Errorf("subtypes %v, of the full tree %v", labels, BySize(whole.Cut(k)))
		}
		a, b := full.Silhouette(labels), few.Silhouette(labels)
		for i := range a {
			if math.Abs(a[i]-b[i]) > 1e-12 {
				t.Fatalf("silhouette %g and %g", a[i], b[i])
			}
		}
		own, other, group := full.Neighbours(labels)
		own2, other2, group2 := few.Neighbours(labels)
		if !slices.Equal(own, own2) || !slices.Equal(other, other2) || !slices.Equal(group, group2) {
			t.Errorf("neighbours differ")
		}
	}
}

// More profiles than are kept: the rare ones join those most like them.
func TestRareProfilesJoinTheMostLikeThem(t *testing.T) {
	const runs, n = 20, 3 * MostProfiles
	labels := make([][]int, runs)
	r := rand.New(rand.NewPCG(2, 9))
	for i := range labels {
		labels[i] = make([]int, n)
		for j := range n {
			labels[i][j] = j % 3
			if j > 300 && r.IntN(3) == 0 {
				labels[i][j] = r.IntN(3)
			}
		}
	}
	c := Profiles(labels)
	if c.n != MostProfiles || c.Moved() == 0 || c.Moved() >= n {
		t.Fatalf("%d profiles, %d samples moved", c.n, c.Moved())
	}
	total := 0
	for _, w := range c.weight {
		total += w
	}
	if total != n {
		t.Errorf("%d samples in profiles, want %d", total, n)
	}
}

func TestRestrictedTreeKeepsHeightsAndNames(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	d := NewDistances(30)
	for i := range d.d {
		d.d[i] = r.Float64()
	}
	tree := Cluster(d)
	keep := []int{3, 4, 9, 17, 22, 29}
	small := tree.Restrict(keep)
	whole, part := tree.Cophenetic(), NewDistances(30)
	members := map[int][]int{}
	of := func(c int) []int {
		if c < 0 {
			return []int{-c - 1}
		}
		return members[c]
	}
	for row, m := range small.Merges {
		for _, i := range of(m[0]) {
			for _, j := range of(m[1]) {
				part.Set(i, j, small.Heights[row])
			}
		}
		members[row+1] = append(slices.Clone(of(m[0])), of(m[1])...)
	}
	for x, i := range keep {
		for _, j := range keep[x+1:] {
			if part.At(i, j) != whole.At(i, j) {
				t.Errorf("samples %d and %d join at %g, in the whole tree at %g", i, j, part.At(i, j), whole.At(i, j))
			}
		}
	}
	if len(small.Order) != len(keep) || len(small.Merges) != len(keep)-1 {
		t.Errorf("order %v, %d merges", small.Order, len(small.Merges))
	}
	if again := tree.Renamed([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23,
		24, 25, 26, 27, 28, 40}); slices.Max(again.Order) != 40 || len(again.Restrict([]int{3, 40}).Merges) != 1 {
		t.Errorf("renamed %v", again.Order)
	}
}
