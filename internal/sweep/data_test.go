package sweep

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"subtype/consensus"
	"subtype/internal/reftest"
	"subtype/nmf"
)

var drawn = []Data{
	{Subsample: 1}, {Subsample: 2}, {Split: 1, Half: HalfA}, {Split: 1, Half: HalfB},
	{Null: 1}, {Null: 2, Subsample: 1}, {Null: 2, Subsample: 1, Split: 3, Half: HalfB},
	{Halving: 1, Side: HalfA}, {Halving: 1, Side: HalfB}, {Null: 1, Split: 2, Half: HalfA, Halving: 2, Side: HalfA},
}

// The encodings are keys of random streams.
func TestEncodingsOfDataSetsStayAsTheyAre(t *testing.T) {
	for d, want := range map[Data]string{
		{}: "rank=4 run=2", {Subsample: 3}: "rank=4 run=2 samples=3", {Split: 2, Half: HalfB}: "rank=4 run=2 genes=2b",
		{Null: 5, Subsample: 1, Split: 7, Half: HalfA}:    "rank=4 run=2 null=5 samples=1 genes=7a",
		{Split: 7, Half: HalfA, Halving: 12, Side: HalfB}: "rank=4 run=2 genes=7a halves=12b",
	} {
		if got := (Task{Data: d, K: 4, Run: 2}).String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for _, d := range []Data{{Null: -1}, {Subsample: -1}, {Split: 1}, {Half: HalfA}, {Split: 1, Half: 3},
		{Halving: -1, Side: HalfA}, {Halving: 1}, {Side: HalfB}, {Halving: 1, Side: 3},
		{Subsample: 1, Halving: 1, Side: HalfA}} {
		if d.Check() == nil {
			t.Errorf("%+v is taken for a data set", d)
		}
	}
}

func resample(t *testing.T) *Resample {
	v := small(t)
	rows := slices.Clone(reftest.Problems()["large"].V)
	return &Resample{V: v, Seed: 7, Null: func(i int) (*nmf.Matrix, error) {
		slices.Reverse(rows) // any other matrix of the shape
		return nmf.NewMatrix(rows)
	}}
}

func TestSubsamplesAndHalves(t *testing.T) {
	r := resample(t)
	m, n := r.V.Dims()
	a, b := r.Genes(1, HalfA), r.Genes(1, HalfB)
	both := slices.Concat(a, b)
	slices.Sort(both)
	if len(a)-len(b) != m%2 || len(both) != m || both[0] != 0 || both[m-1] != m-1 || len(slices.Compact(both)) != m {
		t.Errorf("halves of %d and %d of %d genes", len(a), len(b), m)
	}
	if slices.Equal(a, r.Genes(2, HalfA)) || !slices.IsSorted(a) {
		t.Error("split 2 is split 1, or a half is not in order")
	}
	s := r.Samples(1)
	if len(s) != (8*n+5)/10 || !slices.IsSorted(s) || slices.Equal(s, r.Samples(2)) {
		t.Errorf("subsample of %d of %d", len(s), n)
	}
	first, second := r.Side(1, HalfA), r.Side(1, HalfB)
	all := slices.Concat(first, second)
	slices.Sort(all)
	if len(first)-len(second) != n%2 || len(all) != n || len(slices.Compact(all)) != n || all[0] != 0 || all[n-1] != n-1 {
		t.Errorf("halves of %d and %d of %d samples", len(first), len(second), n)
	}
	if !slices.IsSorted(first) || !slices.IsSorted(second) || slices.Equal(first, r.Side(2, HalfA)) {
		t.Error("halving 2 is halving 1, or a half is not in order")
	}
	// The draws are part of every result, too.
	if got, want := fmt.Sprint(resample(t).Samples(1)[:8]), fmt.Sprint(s[:8]); got != want {
		t.Errorf("drawn anew: %s, before %s", got, want)
	}
	// Genes of one unit stay together.
	r.Unit = make([]int, m)
	for g := range m {
		r.Unit[g] = g / 2
	}
	for _, g := range r.Genes(5, HalfA) {
		if other := g ^ 1; other < m && !slices.Contains(r.Genes(5, HalfA), other) {
			t.Fatalf("gene %d is without gene %d of its unit", g, other)
		}
	}
	// Each stratum is halved, with its units together; one stratum is as none.
	whole := r.Genes(5, HalfA)
	r.Stratum = make([]int, m)
	if !slices.Equal(r.Genes(5, HalfA), whole) {
		t.Error("one stratum is halved otherwise than none")
	}
	const few = 10 // genes of stratum 1, the others of stratum 0
	for g := range few {
		r.Stratum[g] = 1
	}
	of := [2]map[int]bool{{}, {}} // units by stratum
	for _, g := range r.Genes(5, HalfA) {
		of[r.Stratum[g]][r.Unit[g]] = true
	}
	if rest := (m+1)/2 - few/2; len(of[1]) != (few/2+1)/2 || len(of[0]) != (rest+1)/2 {
		t.Errorf("halves of %d and %d units, of %d and %d", len(of[1]), len(of[0]), few/2, rest)
	}
	if slices.Equal(r.Genes(5, HalfA), r.Genes(5, HalfB)) || len(r.Genes(5, HalfA))+len(r.Genes(5, HalfB)) != m {
		t.Error("the halves are not all genes")
	}
}

func TestShufflingIsFair(t *testing.T) {
	counts := [3][3]int{}
	rng := Stream(1, "test")
	const draws = 6000
	for range draws {
		for place, x := range shuffled(3, rng) {
			counts[place][x]++
		}
	}
	for place, c := range counts {
		for x, n := range c {
			if n < draws/3-200 || n > draws/3+200 { // 5.5 standard deviations
				t.Errorf("number %d is at place %d %d times of %d", x, place, n, draws)
			}
		}
	}
}

// Data sets added to a plan leave its runs as they were, and have the samples that
// are drawn for them.
func TestRunsOfDataSets(t *testing.T) {
	p := Plan{Ranks: []int{2, 3}, Restarts: 2, Seed: 7, MaxIter: 40, Method: nmf.Brunet{}}
	base := collect(t, p, Shard{}, 1)
	for _, d := range drawn {
		p.Sets = append(p.Sets, Set{d, 2})
	}
	r := resample(t)
	r.Null = func(int) (*nmf.Matrix, error) { return small(t), nil }
	all := map[Task]Record{}
	for part := 1; part <= 3; part++ {
		err := Run(context.Background(), r, p, p.Tasks(Shard{part, 3}), 2, func(rec Record, _ nmf.Factors) error {
			all[rec.Task] = rec
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(all) != 4+4*len(drawn) {
		t.Fatalf("%d runs", len(all))
	}
	for task, want := range base {
		if !equal(all[task], want) {
			t.Errorf("%s differs beside other data sets", task)
		}
	}
	for task, rec := range all {
		present := rec.Labels
		if task.Data.Subsample != 0 {
			present = slices.DeleteFunc(slices.Clone(rec.Labels), func(l int) bool { return l == consensus.Absent })
			for _, j := range r.Samples(task.Data.Subsample) {
				if rec.Labels[j] == consensus.Absent {
					t.Errorf("%s: sample %d has no label", task, j)
				}
			}
			if len(present) != len(r.Samples(1)) {
				t.Errorf("%s: %d labels", task, len(present))
			}
		}
		if slices.Min(present) < 0 || slices.Max(present) >= task.K {
			t.Errorf("%s: labels from %d to %d", task, slices.Min(present), slices.Max(present))
		}
	}
}

// What is drawn from the matrix may be too small for a rank that the matrix has; a
// matrix that is itself too small, or comes from nowhere, is an error.
func TestRanksThatDoNotFit(t *testing.T) {
	v, err := nmf.NewMatrix([][]float64{{1, 2, 3, 4, 5}, {2, 1, 2, 1, 2}, {3, 1, 4, 1, 5}})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []Plan{{Method: nmf.KL{}}, {Method: nmf.HALS{}, Read: Clusters, Background: true}} {
		for _, d := range []Data{{}, {Split: 1, Half: HalfB}, {Halving: 1, Side: HalfB}} {
			rec, _, err := p.Fit(context.Background(), &Resample{V: v}, Task{Data: d, K: 3, Run: 1})
			if err != nil || len(rec.Labels) != 5 || slices.Min(rec.Labels) < 0 || slices.Max(rec.Labels) > 2 {
				t.Errorf("rank 3 of data set %q: %+v, %v", d, rec, err)
			}
		}
		if _, _, err := p.Fit(context.Background(), &Resample{V: v}, Task{K: 4, Run: 1}); err == nil {
			t.Error("rank 4 of 3 genes")
		}
	}
	_, _, err = Plan{Method: nmf.KL{}}.Fit(context.Background(), Alone(v), Task{Data: Data{Subsample: 1}, K: 2, Run: 1})
	if err == nil {
		t.Error("a data set from nowhere")
	}
}

// counting counts how often data sets are made.
type counting struct {
	Source
	made atomic.Int64
}

func (c *counting) Load(d Data) (Loaded, error) {
	c.made.Add(1)
	if d.Null == 9 {
		return Loaded{}, errors.New("there is none")
	}
	return c.Source.Load(d)
}

func TestADataSetIsMadeOnceForItsNeighbours(t *testing.T) {
	c := &counting{Source: resample(t)}
	r := newRecent(c, 2)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if l, err := r.Load(Data{Subsample: 1}); err != nil || l.V == nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if c.made.Load() != 1 {
		t.Errorf("made %d times", c.made.Load())
	}
	for _, d := range []Data{{}, {Subsample: 1}, {Subsample: 2}, {Subsample: 1}} { // the third pushes the first out
		r.Load(d)
	}
	if c.made.Load() != 3 || len(r.sets) != 2 {
		t.Errorf("made %d times, %d held", c.made.Load(), len(r.sets))
	}
	if _, err := r.Load(Data{Null: 9}); err == nil {
		t.Error("an error was swallowed")
	}
}
