package consensus

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"subtype/internal/reftest"
)

// tied returns the labelings of reference case c and their counts.
func tied(t testing.TB, want reftest.Values, c int) (*Counts, string) {
	t.Helper()
	tag := fmt.Sprintf("case%d.", c)
	runs := want.Ints(t, tag+"runs")[0]
	labels := want.Ints(t, tag+"labels")
	n := len(labels) / runs
	counts := NewCounts(n)
	for r := range runs {
		counts.Add(labels[r*n : (r+1)*n])
	}
	return counts, tag
}

// Merges, heights, order, cuts and cophenetic distances of trees on consensus
// matrices full of ties are R's, to the last bit.
func TestTreeEqualsR(t *testing.T) {
	want := reftest.Read(t, "tree.txt.gz")
	cases, worst := 0, 0.0
	for c := 1; want[fmt.Sprintf("case%d.runs", c)] != nil; c++ {
		cases++
		counts, tag := tied(t, want, c)
		d := counts.Distances()
		tree := Cluster(d)
		var merges []int
		for _, m := range tree.Merges {
			merges = append(merges, m[0], m[1])
		}
		equal(t, tag+"merge", merges, want.Ints(t, tag+"merge"))
		equal(t, tag+"height", tree.Heights, want.Get(t, tag+"height"))
		equal(t, tag+"order", plus1(tree.Order), want.Ints(t, tag+"order"))
		equal(t, tag+"cophenetic", tree.Cophenetic().d, want.Get(t, tag+"cophenetic"))
		for k := 2; k <= 6; k++ {
			equal(t, fmt.Sprintf("%scut%d", tag, k), plus1(tree.Cut(k)), want.Ints(t, fmt.Sprintf("%scut%d", tag, k)))
		}
		if rho, r := CopheneticCorr(d, tree), want.Get(t, tag+"cophcor")[0]; rho != r {
			worst = math.Max(worst, math.Abs(rho-r))
		}
	}
	if cases < 100 {
		t.Errorf("only %d cases", cases)
	}
	// R divides and multiplies in another order; the sums agree.
	if worst > 4e-16 {
		t.Errorf("cophenetic correlations differ by up to %.2g", worst)
	}
	t.Logf("%d cases; cophenetic correlations differ by up to %.2g", cases, worst)
}

func TestSilhouetteAndDispersionEqualR(t *testing.T) {
	want := reftest.Read(t, "tree.txt.gz")
	for c := 1; want[fmt.Sprintf("case%d.runs", c)] != nil; c++ {
		counts, tag := tied(t, want, c)
		d := counts.Distances()
		tree := Cluster(d)
		reftest.Close(t, tag+"dispersion", []float64{counts.Dispersion()}, want.Get(t, tag+"dispersion"), 1e-12, 0)
		for k := 2; k <= 6; k++ {
			what := fmt.Sprintf("%ssilhouette%d", tag, k)
			reftest.Close(t, what, Silhouette(d, tree.Cut(k)), want.Get(t, what), 1e-12, 1)
		}
	}
}

func TestEuclideanTreeEqualsR(t *testing.T) {
	want := reftest.Read(t, "tree.txt.gz")
	p := NewPoints(4, want.Get(t, "points.X"))
	d := Euclidean(p)
	tree := Cluster(d)
	var merges []int
	for _, m := range tree.Merges {
		merges = append(merges, m[0], m[1])
	}
	equal(t, "merge", merges, want.Ints(t, "points.merge"))
	equal(t, "order", plus1(tree.Order), want.Ints(t, "points.order"))
	equal(t, "cut", plus1(tree.Cut(4)), want.Ints(t, "points.cut4"))
	reftest.Close(t, "height", tree.Heights, want.Get(t, "points.height"), 1e-14, 0)
	reftest.Close(t, "silhouette", Silhouette(d, tree.Cut(4)), want.Get(t, "points.silhouette4"), 1e-12, 1)
}

// The golden consensus of ten labelings of seven samples, to every printed digit.
func TestGoldenConsensus(t *testing.T) {
	counts, _ := tied(t, reftest.Read(t, "tree.txt.gz"), 1)
	printed := func(what, format string, x float64, want string) {
		t.Helper()
		if got := fmt.Sprintf(format, x); got != want {
			t.Errorf("%s = %s, want %s", what, got, want)
		}
	}
	upper := []string{".9", ".8", ".7", "0", ".1", ".2", "0", ".1", ".2", "1", ".1", ".2", ".3", ".9", ".9", ".2", ".3",
		".4", ".8", ".8", ".7"}
	for j, at := 1, 0; j < 7; j++ {
		for i := range j {
			if got := fmt.Sprintf("%.17g", counts.At(i, j)); got != "0"+upper[at] && got != upper[at] &&
				fmt.Sprint(counts.At(i, j)) != "0"+upper[at] {
				t.Errorf("C[%d,%d] = %s, want %s", i+1, j+1, got, upper[at])
			}
			at++
		}
	}
	d := counts.Distances()
	tree := Cluster(d)
	equal(t, "merges", tree.Merges, [][2]int{{-4, -5}, {-1, -2}, {-6, 1}, {-7, 3}, {-3, 2}, {4, 5}})
	equal(t, "order", plus1(tree.Order), []int{7, 6, 4, 5, 3, 1, 2})
	for i, want := range []string{"0.0000000000", "0.1000000000", "0.1000000000", "0.2333333333", "0.2500000000",
		"0.8250000000"} {
		printed("height", "%.10f", tree.Heights[i], want)
	}
	printed("cophcor", "%.10f", CopheneticCorr(d, tree), "0.9641202925")
	printed("dispersion", "%.10f", counts.Dispersion(), "0.5526530612")
	equal(t, "cut 2", plus1(tree.Cut(2)), []int{1, 1, 1, 2, 2, 2, 2})
	equal(t, "cut 3", plus1(tree.Cut(3)), []int{1, 1, 2, 3, 3, 3, 3})
	for i, want := range []string{"0.8378378378", "0.7575757576", "0.6551724138", "0.8888888889", "0.8888888889",
		"0.7916666667", "0.6666666667"} {
		printed("silhouette", "%.10f", Silhouette(d, tree.Cut(2))[i], want)
	}
	printed("mean silhouette, k=2", "%.10f", Mean(Silhouette(d, tree.Cut(2))), "0.7838138743")
	printed("mean silhouette, k=3", "%.10f", Mean(Silhouette(d, tree.Cut(3))), "0.6128117914")
	printed("PAC", "%.10f", counts.PAC(), "0.7142857143")
	printed("CDF area", "%.10f", counts.CDFArea(), "0.5519047619")
	printed("gap at 2", "%.10f", tree.Gap(2), "0.5750000000")
	printed("gap at 7", "%.10f", tree.Gap(7), "0.0000000000")
}

func TestPACBoundsAreThoseOfTheDistributionFunction(t *testing.T) {
	// v = (0 .1 .1 .2 .5 .9 .9 1 1 1): five samples, ten pairs, ten runs.
	c := &Counts{n: 5, runs: 10, pairs: []uint32{0, 1, 1, 2, 5, 9, 9, 10, 10, 10}}
	if got := c.PAC(); math.Abs(got-0.4) > 1e-15 {
		t.Errorf("PAC = %v, want 0.4", got)
	}
}

func TestCopheneticOfConstantDistances(t *testing.T) {
	for _, c := range []struct {
		x    float64
		want float64
	}{{1, 1}, {0, math.NaN()}, {0.5, math.NaN()}} {
		d := NewDistances(4)
		for i := range d.d {
			d.d[i] = c.x
		}
		if got := CopheneticCorr(d, Cluster(d)); got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("all distances %v: %v, want %v", c.x, got, c.want)
		}
	}
}

func labelings(seed uint64, runs, n, k int) [][]int {
	r := rand.New(rand.NewPCG(seed, 1))
	all := make([][]int, runs)
	for i := range all {
		all[i] = make([]int, n)
		for j := range all[i] {
			all[i][j] = r.IntN(k)
		}
	}
	return all
}

func TestMergeCommutes(t *testing.T) {
	all := labelings(1, 12, 15, 3)
	count := func(runs [][]int) *Counts {
		c := NewCounts(15)
		for _, l := range runs {
			c.Add(l)
		}
		return c
	}
	whole := count(all)
	for _, parts := range [][3][][]int{{all[:3], all[3:7], all[7:]}, {all[7:], all[:3], all[3:7]},
		{all[:0], all[5:], all[:5]}} {
		c := NewCounts(15)
		for _, p := range parts {
			if err := c.Merge(count(p)); err != nil {
				t.Fatal(err)
			}
		}
		if c.runs != whole.runs || !slices.Equal(c.pairs, whole.pairs) {
			t.Error("merged counts differ from counts in one go")
		}
	}
	if NewCounts(3).Merge(NewCounts(4)) == nil {
		t.Error("counts of different samples were merged")
	}
}

func TestRelabellingARunChangesNothing(t *testing.T) {
	all := labelings(2, 9, 14, 4)
	a, b := NewCounts(14), NewCounts(14)
	for i, l := range all {
		a.Add(l)
		b.Add(Rename(l, [][]int{{2, 0, 3, 1}, {3, 2, 1, 0}, {0, 1, 2, 3}}[i%3]))
	}
	if !slices.Equal(a.pairs, b.pairs) {
		t.Error("counts depend on the labels' names")
	}
}

func TestSilhouetteCorrelationEqualsItsDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	const dim, n, k = 17, 23, 4
	x := make([]float64, dim*n)
	labels := make([]int, n)
	for i := range x {
		x[i] = r.NormFloat64()*3 + 100
	}
	for i := range labels {
		labels[i] = r.IntN(k - 1)
	}
	labels[5] = k - 1 // alone
	for d := range dim {
		x[d*n+7] = 42 // without variance
	}
	d := NewDistances(n)
	column := func(j int) []float64 {
		c := make([]float64, dim)
		for a := range c {
			c[a] = x[a*n+j]
		}
		return c
	}
	for i := range n {
		for j := i + 1; j < n; j++ {
			if rho := correlation(column(i), column(j)); math.IsNaN(rho) {
				d.Set(i, j, 1)
			} else {
				d.Set(i, j, 1-rho)
			}
		}
	}
	got := SilhouetteCorrelation(dim, n, func(a int, dst []float64) { copy(dst, x[a*n:]) }, labels)
	reftest.Close(t, "widths", got, Silhouette(d, labels), 1e-12, 1)
}

func TestCalinskiHarabaszByHand(t *testing.T) {
	// Groups {0, 2} and {10, 12, 14} on a line: centres 1 and 12, all 7.6.
	p := NewPoints(1, []float64{0, 2, 10, 12, 14})
	between := 2*(7.6-1)*(7.6-1) + 3*(12-7.6)*(12-7.6)
	within := 1.0 + 1 + 4 + 0 + 4
	want := between / 1 / (within / 3)
	if got := CalinskiHarabasz(p, []int{0, 0, 1, 1, 1}); math.Abs(got-want) > 1e-12*want {
		t.Errorf("%v, want %v", got, want)
	}
	if !math.IsNaN(CalinskiHarabasz(p, []int{0, 0, 0, 0, 0})) {
		t.Error("one group has an index")
	}
}

func TestBySizePutsTheLargestFirst(t *testing.T) {
	equal(t, "groups", BySize([]int{0, 1, 1, 2, 2, 2, 3}), []int{2, 1, 1, 0, 0, 0, 3})
	equal(t, "ties by first sample", BySize([]int{2, 0, 1, 0, 1, 2}), []int{0, 1, 2, 1, 2, 0})
}

// Match against all permutations, ties to the lexicographically lowest.
func TestMatchEqualsExhaustiveSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 300 {
		k, n := 2+r.IntN(4), 4+r.IntN(12)
		a, b := make([]int, n), make([]int, n)
		for i := range n {
			a[i], b[i] = r.IntN(k), r.IntN(k)
		}
		best, want := -1, []int(nil)
		permutations(k, func(p []int) {
			total := 0
			for i := range n {
				if p[a[i]] == b[i] {
					total++
				}
			}
			if total > best {
				best, want = total, slices.Clone(p)
			}
		})
		if got := Match(a, b, k); !slices.Equal(got, want) {
			t.Fatalf("labels %v, reference %v: %v, want %v", a, b, got, want)
		}
	}
}

// permutations calls f with every permutation of 0…k−1 in lexicographic order.
func permutations(k int, f func([]int)) {
	var p []int
	var extend func()
	extend = func() {
		if len(p) == k {
			f(p)
			return
		}
		for x := range k {
			if !slices.Contains(p, x) {
				p = append(p, x)
				extend()
				p = p[:len(p)-1]
			}
		}
	}
	extend()
}

func TestNeighboursOfASampleAlone(t *testing.T) {
	c := NewCounts(4)
	c.Add([]int{0, 0, 1, 2})
	c.Add([]int{0, 0, 1, 1})
	own, other, group := c.Neighbours([]int{0, 0, 1, 2})
	equal(t, "own", own, []float64{1, 1, 1, 1})
	equal(t, "other", other, []float64{0, 0, 0.5, 0.5})
	equal(t, "group", group, []int{1, 1, 2, 1})
}

func TestSingleSampleTree(t *testing.T) {
	tree := Cluster(NewDistances(1))
	equal(t, "order", tree.Order, []int{0})
	equal(t, "cut", tree.Cut(1), []int{0})
}

func equal[T any](t testing.TB, what string, got, want []T) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func plus1(x []int) []int {
	y := slices.Clone(x)
	for i := range y {
		y[i]++
	}
	return y
}

func ExampleCounts() {
	c := NewCounts(4)
	c.Add([]int{0, 0, 1, 1})
	c.Add([]int{1, 1, 0, 0}) // the same grouping under other names
	c.Add([]int{0, 1, 1, 1})
	for i := range 4 {
		fmt.Printf("%.2f %.2f %.2f %.2f\n", c.At(i, 0), c.At(i, 1), c.At(i, 2), c.At(i, 3))
	}
	fmt.Println("groups:", Cluster(c.Distances()).Cut(2))
	// Output:
	// 1.00 0.67 0.00 0.00
	// 0.67 1.00 0.33 0.33
	// 0.00 0.33 1.00 1.00
	// 0.00 0.33 1.00 1.00
	// groups: [0 0 1 1]
}

// Vectors that are all the same have no distance: rounding must not make one.
func TestSilhouetteCorrelationOfEqualVectorsIsZero(t *testing.T) {
	const n = 12
	row := func(d int, dst []float64) {
		for j := range dst {
			dst[j] = math.Sqrt(float64(d + 1))
		}
	}
	labels := []int{0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2}
	for i, w := range SilhouetteCorrelation(50, n, row, labels) {
		if w != 0 {
			t.Errorf("width %d is %g", i, w)
		}
	}
}

// The choice of columns is the best of all, and of equally good ones the lowest.
func TestAssignIsTheBestOfAllChoices(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		rows := 1 + r.IntN(4)
		columns := rows + r.IntN(3)
		gain := make([][]float64, rows)
		for i := range gain {
			gain[i] = make([]float64, columns)
			for j := range gain[i] {
				gain[i][j] = float64(r.IntN(4))
			}
		}
		var best []int
		most := -1.0
		choice := make([]int, rows)
		var all func(row int, total float64)
		all = func(row int, total float64) {
			if row == rows {
				if total > most { // the first of equal ones
					best, most = slices.Clone(choice), total
				}
				return
			}
			for j := range columns {
				if !slices.Contains(choice[:row], j) {
					choice[row] = j
					all(row+1, total+gain[row][j])
				}
			}
		}
		all(0, 0)
		if got := Assign(gain); !slices.Equal(got, best) {
			t.Errorf("%v: %v, want %v", gain, got, best)
		}
	}
}

// The distribution function rises from the share of pairs that never meet to 1, and its area
// is CDFArea.
func TestCDF(t *testing.T) {
	c := NewCounts(5)
	for _, labels := range [][]int{{0, 0, 1, 1, 1}, {0, 0, 0, 1, 1}, {0, 1, 1, 1, 2}} {
		c.Add(labels)
	}
	f := c.CDF()
	never, sum := 0, 0.0
	for i := range 5 {
		for j := range i {
			if c.At(i, j) == 0 {
				never++
			}
		}
	}
	for b, x := range f {
		if b > 0 {
			sum += x
			if x < f[b-1] {
				t.Errorf("it falls at %d", b)
			}
		}
	}
	if len(f) != 101 || f[100] != 1 || f[0] != float64(never)/10 || math.Abs(sum/100-c.CDFArea()) > 1e-12 {
		t.Errorf("%v, area %v", f, c.CDFArea())
	}
}
