package survey

import (
	"fmt"
	"testing"

	"subtype/internal/sweep"
	"subtype/nmf"
)

// extended collects runs until there are enough: some end in one optimum, no two of the
// others do.
func extended(runs func(k, run int) bool) *Collector {
	c := NewCollector(Least(sweep.Plan{Ranks: []int{2, 3}, Seed: 1}))
	for {
		for _, k := range c.Plan().Ranks {
			had := len(c.runs[dataAndRank{sweep.Data{}, k}])
			for run := c.Plan().RunsAt(k); run > had; run-- { // in any order
				labels := []int{0, 0, 1, 1, 0, 1, 0, 1}
				loss := 1.0
				if !runs(k, run) {
					labels, loss = []int{run % 3, run / 3 % 3, 0, 1, 2, run / 9 % 3, 1, 0}, 2+1/float64(run)
				}
				c.Add(sweep.Record{Task: sweep.Task{K: k, Run: run}, Labels: labels, Loss: loss}, nmf.Factors{})
			}
		}
		if !c.Extend() {
			return c
		}
	}
}

// Each rank goes on until it has enough, from LeastRuns to MostRuns, by MoreRuns.
func TestRanksGoOnUntilTheyHaveEnough(t *testing.T) {
	for _, c := range []struct {
		what string
		runs func(k, run int) bool
		want string
	}{
		{"all the same", func(int, int) bool { return true }, "20 []"},
		{"rank 3 never", func(k, _ int) bool { return k == 2 }, "200 [20 200]"},
		{"rank 2 from run 31 on", func(k, run int) bool { return k == 3 || run > 30 }, "40 [40 20]"},
	} {
		p := extended(c.runs).Plan()
		if got := fmt.Sprint(p.Restarts, p.Each); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}
