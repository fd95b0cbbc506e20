package consensus

import (
	"math"
	"math/rand/v2"
	"testing"
)

// someAbsent are labelings from each of which some samples are absent.
func someAbsent(n, runs, k int, rng *rand.Rand) [][]int {
	out := make([][]int, runs)
	for r := range out {
		out[r] = make([]int, n)
		for i := range out[r] {
			out[r][i] = (i*k/n + rng.IntN(k)/(k-1)) % k
			if rng.IntN(5) == 0 {
				out[r][i] = Absent
			}
		}
	}
	return out
}

func counted(n int, labelings [][]int) *Counts {
	c := NewCounts(n)
	for _, l := range labelings {
		c.Add(l)
	}
	return c
}

// Every number follows from the definition, pair by pair.
func TestConsensusIsOverTheLabelingsWithBoth(t *testing.T) {
	const n, k = 17, 3
	labelings := someAbsent(n, 12, k, rand.New(rand.NewPCG(1, 2)))
	for _, l := range labelings {
		l[3] = Absent // a sample that is never there but once, alone
	}
	c := counted(n, labelings)
	var ambiguous, pairs, area, spread float64
	d := c.Distances()
	for i := range n {
		for j := range i {
			both, same := 0, 0
			for _, l := range labelings {
				if l[i] != Absent && l[j] != Absent {
					both++
					if l[i] == l[j] {
						same++
					}
				}
			}
			if both == 0 {
				if !math.IsNaN(c.At(i, j)) || d.At(i, j) != 0.5 {
					t.Errorf("never together: consensus %v, distance %v", c.At(i, j), d.At(i, j))
				}
				continue
			}
			want := float64(same) / float64(both)
			if c.At(i, j) != want || d.At(i, j) != 1-want {
				t.Fatalf("pair %d, %d: %v, want %v", i, j, c.At(i, j), want)
			}
			pairs++
			if want > 0.1 && want <= 0.9 {
				ambiguous++
			}
			for b := 1; b <= 100; b++ {
				if 100*same <= b*both {
					area++
				}
			}
			spread += 4 * (want - .5) * (want - .5)
		}
	}
	for what, x := range map[string][2]float64{
		"PAC": {c.PAC(), ambiguous / pairs}, "CDF area": {c.CDFArea(), area / 100 / pairs},
		"dispersion": {c.Dispersion(), (n + 2*spread) / (n + 2*pairs)},
	} {
		if math.Abs(x[0]-x[1]) > 1e-14 {
			t.Errorf("%s: %v, want %v", what, x[0], x[1])
		}
	}
	groups := []int{0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2}
	own, other, to := c.Neighbours(groups)
	for i, g := range groups {
		var sums, met [k]float64
		for j, h := range groups {
			if x := c.At(i, j); i != j && !math.IsNaN(x) {
				sums[h] += x
				met[h]++
			}
		}
		if i == 3 {
			if !math.IsNaN(own[i]) || to[i] != -1 || c.Silhouette(groups)[i] != 0 {
				t.Errorf("a sample that was never there: own %v, next %d", own[i], to[i])
			}
			continue
		}
		best := -1
		for h := range k {
			if h != g && (best < 0 || sums[h]/met[h] > sums[best]/met[best]) {
				best = h
			}
		}
		if math.Abs(own[i]-sums[g]/met[g]) > 1e-15 || to[i] != best || math.Abs(other[i]-sums[best]/met[best]) > 1e-15 {
			t.Errorf("sample %d: own %v, next %v in %d; want %v, %v in %d", i, own[i], other[i], to[i], sums[g]/met[g],
				sums[best]/met[best], best)
		}
	}
}

// Counting pair by pair changes no number where everybody is there.
func TestCountingPairByPairAgreesWithCountingLabelings(t *testing.T) {
	const n = 20
	rng := rand.New(rand.NewPCG(3, 4))
	var labelings [][]int
	for range 9 {
		l := make([]int, n)
		for i := range l {
			l[i] = (i/7 + rng.IntN(4)/3) % 3
		}
		labelings = append(labelings, l)
	}
	plain, byPair := counted(n, labelings), NewCounts(n)
	byPair.count()
	for _, l := range labelings {
		byPair.Add(l)
	}
	groups := BySize(labelings[0])
	own, other, to := plain.Neighbours(groups)
	own2, other2, to2 := byPair.Neighbours(groups)
	for i := range n {
		if math.Abs(own[i]-own2[i]) > 1e-15 || math.Abs(other[i]-other2[i]) > 1e-15 || to[i] != to2[i] {
			t.Errorf("sample %d: %v %v %d, pair by pair %v %v %d", i, own[i], other[i], to[i], own2[i], other2[i], to2[i])
		}
		for j := range n {
			if plain.At(i, j) != byPair.At(i, j) {
				t.Errorf("pair %d, %d: %v and %v", i, j, plain.At(i, j), byPair.At(i, j))
			}
		}
	}
	_, r := plain.Tree()
	_, r2 := byPair.Tree()
	for what, x := range map[string][2]float64{"PAC": {plain.PAC(), byPair.PAC()},
		"CDF area":   {plain.CDFArea(), byPair.CDFArea()},
		"dispersion": {plain.Dispersion(), byPair.Dispersion()}, "cophenetic": {r, r2}} {
		if math.Abs(x[0]-x[1]) > 1e-14 {
			t.Errorf("%s: %v and %v", what, x[0], x[1])
		}
	}
}

func TestMergeOfCountsWithAbsentSamplesCommutes(t *testing.T) {
	const n = 11
	rng := rand.New(rand.NewPCG(5, 6))
	a, b := someAbsent(n, 4, 2, rng), someAbsent(n, 3, 2, rng)
	full := [][]int{make([]int, n)}
	all := counted(n, append(append(append([][]int{}, a...), b...), full...))
	for _, order := range [][][][]int{{a, b, full}, {full, b, a}, {b, full, a}} {
		c := NewCounts(n)
		for _, part := range order {
			if err := c.Merge(counted(n, part)); err != nil {
				t.Fatal(err)
			}
		}
		for i := range n {
			for j := range i {
				if x, y := c.At(i, j), all.At(i, j); x != y && !(math.IsNaN(x) && math.IsNaN(y)) {
					t.Errorf("pair %d, %d: %v, want %v", i, j, x, y)
				}
			}
		}
	}
}
