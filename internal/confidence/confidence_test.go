package confidence

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"subtype/consensus"
)

func stream() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// twelve samples in three groups, and what else can be read of them.
var (
	subtypes = []int{0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2}
	renamed  = []int{2, 2, 2, 2, 2, 0, 0, 0, 0, 1, 1, 1} // the same groups
	moved    = []int{0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2} // sample 4 has gone over
)

const absent = consensus.Absent

func without(labels []int, gone ...int) []int {
	out := slices.Clone(labels)
	for _, j := range gone {
		out[j] = absent
	}
	return out
}

func TestAgreementsAreMeansOverPairs(t *testing.T) {
	second := []bool{true, false, true, false, true, false, true, false, true, false, true, false}
	r := Measure(Labelings{K: 3, Subtypes: subtypes, Rand: stream,
		Starts:  [][]int{subtypes, renamed, moved, renamed},
		Samples: [][]int{without(renamed, 1, 9), without(moved, 2), without(subtypes, 0), without(renamed, 4)},
		Genes:   [][2][]int{{subtypes, renamed}, {moved, renamed}},
		Halves:  []Halving{{[2][]int{renamed, moved}, second}, {[2][]int{moved, moved}, second}},
	})
	one := consensus.AdjustedRand(subtypes, moved)
	for name, c := range map[string]struct {
		got  Agreement
		want float64
		of   int
	}{
		"starts": {r.Starts, (3*1 + 3*one) / 6, 4}, "genes": {r.Genes, (1 + one) / 2, 2}, "halves": {r.Halves,
			(one + 1) / 2, 2},
		"samples": {r.Samples, (consensus.AdjustedRand(without(subtypes, 1, 9, 2), without(moved, 1, 9,
			2)) + 1) / 2, 2},
	} {
		if a := c.got; math.Abs(a.Mean-c.want) > 1e-12 || a.Of != c.of || !(a.Low <= a.Mean && a.Mean <= a.High &&
			a.High <= 1) {
			t.Errorf("%s: %+v, want %v of %d", name, a, c.want, c.of)
		}
	}
	if !(r.Genes.High-r.Genes.Low > 0.1) {
		t.Errorf("two splits that differ: %+v", r.Genes)
	}
	// Sample 4 moves in one subsample of the three that hold it, in one of four halves
	// of genes; it is in the second half, so that the first labels it: as the others
	// once of twice.
	for j, want := range map[int][3]float64{4: {2. / 3, 3. / 4, 1. / 2}, 5: {1, 1, 1}, 0: {1, 1, 1}} {
		if got := [3]float64{r.SamplesFrequency[j], r.GenesFrequency[j], r.HalvesFrequency[j]}; got != want {
			t.Errorf("sample %d: %v, want %v", j, got, want)
		}
	}
	// Of subtype 1 (four samples): 1 in three subsamples, 4/5 where sample 4 has come in.
	if want := []float64{(1 + 3./4 + 1 + 1) / 4, (1 + 4./5 + 1 + 1) / 4,
		1}; math.Abs(r.Jaccard[0]-want[0])+math.Abs(r.Jaccard[1]-want[1]) > 1e-12 || r.Jaccard[2] != 1 {
		t.Errorf("Jaccard %v, want %v", r.Jaccard, want)
	}
	if r.Weakest() != 0 {
		t.Errorf("the weakest subtype is %d", r.Weakest())
	}
	if f := r.Frequency(4); f != 1./2 {
		t.Errorf("frequency %v", f)
	}
}

func TestNothingResampledIsNotKnown(t *testing.T) {
	r := Measure(Labelings{K: 3, Subtypes: subtypes, Rand: stream, Starts: [][]int{subtypes}})
	for _, a := range []Agreement{r.Starts, r.Samples, r.Genes, r.Halves} {
		if a.Known() || !math.IsNaN(a.Low) || !math.IsNaN(a.High) {
			t.Errorf("%+v", a)
		}
	}
	if r.Jaccard != nil || r.Weakest() != -1 || !math.IsNaN(r.Least()) || r.Class(0, Tentative) != "" {
		t.Errorf("%+v", r)
	}
}

func TestClasses(t *testing.T) {
	no := math.NaN()
	r := Rank{SamplesFrequency: []float64{1, 1, .95, 1, no, .49}, GenesFrequency: []float64{1, .94, 1, .5, no, 1},
		HalvesFrequency: []float64{1, 1, 1, 1, no, no}}
	for j, want := range []Class{Firm, Borderline, Firm, Borderline, "", Unassigned} {
		if got := r.Class(j, Clear); got != want {
			t.Errorf("sample %d: %q, want %q", j, got, want)
		}
		if got := r.Class(j, None); got == Firm {
			t.Errorf("sample %d is firm where there are no subtypes", j)
		}
	}
	if n := r.Classes(Tentative); n[Firm] != 2 || n[Borderline] != 2 || n[Unassigned] != 1 {
		t.Errorf("%v", n)
	}
}

func TestTheWord(t *testing.T) {
	no := math.NaN()
	agree := func(s, g, h float64) *Rank {
		return &Rank{Samples: Agreement{Mean: s}, Genes: Agreement{Mean: g}, Halves: Agreement{Mean: h}}
	}
	called, not := Whether{Z: 5, Threshold: 3, Called: true}, Whether{Z: 2, Threshold: 3}
	for _, c := range []struct {
		w    Whether
		r    *Rank
		want Word
	}{
		{called, agree(.6, .7, .8), Clear}, {called, agree(.6, .59, .8), Tentative}, {called, agree(.9, .9, .2),
			Tentative},
		{called, agree(no, no, no), Tentative}, {called, agree(.9, .9, no), Tentative}, {not, agree(1, 1, 1), None},
		{Whether{Z: no}, agree(1, 1, 1), Unknown}, {Whether{Z: 9, Threshold: 3, Called: true, Permuted: true},
			agree(1, 1, 1), Tentative},
	} {
		if got := Judge(c.w, c.r, 0.79); got != c.want {
			t.Errorf("%+v, %v: %s, want %s", c.w, c.r.Least(), got, c.want)
		}
	}
}

// A number of groups that another rivals is not clear.
func TestARivalIsInTheWayOfClear(t *testing.T) {
	r := &Rank{Samples: Agreement{Mean: 1}, Genes: Agreement{Mean: 1}, Halves: Agreement{Mean: 1}}
	w := Whether{Z: 5, Threshold: 3, Called: true}
	for rival, want := range map[float64]Word{0: Clear, .79: Clear, .8: Tentative, 1.3: Tentative,
		math.Inf(1): Tentative} {
		if got := Judge(w, r, rival); got != want {
			t.Errorf("rival %v: %s, want %s", rival, got, want)
		}
	}
}

func TestIntervals(t *testing.T) {
	mean := func(x []float64) func([]int) float64 {
		return func(draw []int) float64 {
			sum := 0.0
			for _, i := range draw {
				sum += x[i]
			}
			return sum / float64(len(draw))
		}
	}
	six := []float64{.5, .6, .7, .6, .5, .7}
	a := interval(6, stream, mean(six))
	// Student's interval of this mean is 0.506 to 0.694.
	if math.Abs(a.Low-.506) > .015 || math.Abs(a.High-.694) > .015 || a != interval(6, stream, mean(six)) {
		t.Errorf("%+v", a)
	}
	if a := interval(3, stream, mean([]float64{1, 1, 1})); a.Low != 1 || a.High != 1 {
		t.Errorf("%+v", a)
	}
	if a := interval(1, stream, mean(six)); a.Mean != .5 || !math.IsNaN(a.Low) {
		t.Errorf("%+v", a)
	}
}
