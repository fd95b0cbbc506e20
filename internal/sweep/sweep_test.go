package sweep

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"subtype/internal/reftest"
	"subtype/nmf"
)

func small(t *testing.T) *nmf.Matrix {
	t.Helper()
	v, err := nmf.NewMatrix(reftest.Problems()["large"].V)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func collect(t *testing.T, p Plan, s Shard, threads int) map[Task]Record {
	t.Helper()
	out := map[Task]Record{}
	err := Run(context.Background(), Alone(small(t)), p, p.Tasks(s), threads, func(r Record, f nmf.Factors) error {
		if _, ok := out[r.Task]; ok {
			t.Errorf("%s was run twice", r.Task)
		}
		out[r.Task] = r
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func equal(a, b Record) bool {
	return a.Task == b.Task && a.Loss == b.Loss && a.Iter == b.Iter && a.Status == b.Status &&
		slices.Equal(a.Labels, b.Labels)
}

// Adding a rank or a run leaves every earlier run as it was, and neither
// threads nor shards change one.
func TestEveryRunIsItsOwn(t *testing.T) {
	base := collect(t, Plan{Ranks: []int{2, 3}, Restarts: 4, Seed: 7, MaxIter: 60, Method: nmf.Brunet{}}, Shard{}, 1)
	if len(base) != 8 {
		t.Fatalf("%d runs, want 8", len(base))
	}
	more := collect(t, Plan{Ranks: []int{2, 3, 4}, Restarts: 6, Seed: 7, MaxIter: 60, Method: nmf.Brunet{}}, Shard{}, 2)
	for task, r := range base {
		if !equal(r, more[task]) {
			t.Errorf("%s: %+v, with more ranks, runs and threads %+v", task, r, more[task])
		}
	}
	sharded := 0
	for i := 1; i <= 3; i++ {
		for task, r := range collect(t, Plan{Ranks: []int{2, 3}, Restarts: 4, Seed: 7, MaxIter: 60, Method: nmf.Brunet{}},
			Shard{i, 3}, 1) {
			sharded++
			if !equal(r, base[task]) {
				t.Errorf("%s differs in shard %d of 3", task, i)
			}
		}
	}
	if sharded != 8 {
		t.Errorf("three shards did %d runs, want 8", sharded)
	}
	other := collect(t, Plan{Ranks: []int{2, 3}, Restarts: 4, Seed: 8, MaxIter: 60, Method: nmf.Brunet{}}, Shard{}, 1)
	for task, r := range base {
		if r.Loss == other[task].Loss {
			t.Errorf("%s: the seed changes nothing", task)
		}
	}
}

// The key of a random stream is part of every result that was ever published.
func TestRandomStreamsStayAsTheyAre(t *testing.T) {
	r := Plan{Seed: 1}.Rand(Task{K: 3, Run: 17})
	got := []uint64{r.Uint64(), r.Uint64(), r.Uint64()}
	if want := []uint64{0xbf07971997d0aad7, 0x8a5e88b47dd73235, 0xda86784035ff3b4f}; !slices.Equal(got, want) {
		t.Errorf("%#x, want %#x", got, want)
	}
}

func TestNNDSVDStartsTheFirstRunAlone(t *testing.T) {
	random := collect(t, Plan{Ranks: []int{3}, Restarts: 3, Seed: 7, MaxIter: 60, Method: nmf.Brunet{}}, Shard{}, 1)
	nndsvd := collect(t, Plan{Ranks: []int{3}, Restarts: 3, Seed: 7, MaxIter: 60, Method: nmf.Brunet{}, NNDSVD: true},
		Shard{}, 1)
	if equal(random[Task{K: 3, Run: 1}], nndsvd[Task{K: 3, Run: 1}]) {
		t.Error("run 1 is the same from NNDSVD as at random")
	}
	for run := 2; run <= 3; run++ {
		if !equal(random[Task{K: 3, Run: run}], nndsvd[Task{K: 3, Run: run}]) {
			t.Errorf("run %d is not a random start", run)
		}
	}
}

func TestRunEndsAtTheFirstError(t *testing.T) {
	p := Plan{Ranks: []int{2, 3}, Restarts: 50, Method: nmf.Brunet{}}
	full := errors.New("disk full")
	calls := 0
	err := Run(context.Background(), Alone(small(t)), p, p.Tasks(Shard{}), 2, func(Record, nmf.Factors) error {
		calls++
		return full
	})
	if err != full || calls != 1 {
		t.Errorf("error %v after %d calls", err, calls)
	}

	ctx, cancel := context.WithCancel(context.Background())
	err = Run(ctx, Alone(small(t)), p, p.Tasks(Shard{}), 2, func(Record, nmf.Factors) error {
		cancel()
		return nil
	})
	if err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}

	err = Run(context.Background(), Alone(small(t)), p, p.Tasks(Shard{}), 2,
		func(Record, nmf.Factors) error { panic("oh") })
	if err == nil || !strings.Contains(err.Error(), "internal error: oh") {
		t.Errorf("a panic became %v", err)
	}
}
