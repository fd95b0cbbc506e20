package sweep

import (
	"math"
	"testing"
)

// Whatever numbers a plan has, it is refused, or what it keeps is bounded.
func TestPlansAreBounded(t *testing.T) {
	const huge = 1<<31 - 1
	set := func(runs int) Set { return Set{Data: Data{Null: 1}, Runs: runs} }
	for _, c := range []struct {
		plan    Plan
		samples int
		ok      bool
	}{
		{Plan{Ranks: []int{2, 3, 4, 5, 6}, Restarts: 50}, 20_000, true},
		{Plan{Ranks: []int{2, 100}, Restarts: MostRuns / 2}, 100, true},
		{Plan{Ranks: []int{2, 100}, Restarts: MostRuns/2 + 1}, 100, false},
		{Plan{Ranks: []int{2, 3}, Restarts: MostRuns - 1, Each: []int{MostRuns - 1, 1}}, 100, true},
		{Plan{Ranks: []int{2, 3}, Restarts: huge, Each: []int{1, huge}}, 3, false},
		{Plan{Ranks: []int{101}, Restarts: 1}, 100, false},
		{Plan{Ranks: []int{2}, Restarts: huge}, 1, false},
		{Plan{Ranks: []int{2}, Restarts: 1}, huge, false},
		{Plan{Ranks: []int{2}, Restarts: 1000}, MostLabels / 1000, true},
		{Plan{Ranks: []int{2}, Restarts: 1000}, MostLabels/1000 + 1, false},
		{Plan{Ranks: []int{2}, Restarts: 1, Sets: []Set{set(huge), set(huge), set(huge)}}, 3, false},
		{Plan{Ranks: []int{2}, Restarts: math.MaxInt64, Sets: []Set{set(math.MaxInt64)}}, math.MaxInt64, false},
		{Plan{Ranks: []int{2}, Restarts: 1, Sets: []Set{set(MostRuns - 1)}}, 3, true},
	} {
		if err := c.plan.Check(c.samples); (err == nil) != c.ok {
			t.Errorf("%+v of %d samples: %v", c.plan, c.samples, err)
		}
		if c.ok && c.plan.Runs()*c.samples > MostLabels {
			t.Errorf("%+v keeps %d labels", c.plan, c.plan.Runs()*c.samples)
		}
	}
	for _, s := range []Shard{{0, 1}, {2, 1}, {1, MostShards + 1}, {1, huge}} {
		if s.Check() == nil {
			t.Errorf("%v is accepted", s)
		}
	}
	if err := (Shard{MostShards, MostShards}).Check(); err != nil {
		t.Error(err)
	}
}
