package survey

import (
	"cmp"
	"slices"

	"subtype/internal/confidence"
	"subtype/internal/sweep"
)

// Numbers of runs of the matrix itself at a rank, where there are as many as it takes.
const (
	LeastRuns = 20
	MoreRuns  = 10 // at once
	MostRuns  = 200
)

// Least is a plan with as few runs of the matrix itself as there may be.
func Least(p sweep.Plan) sweep.Plan {
	p.Restarts, p.Each = LeastRuns, nil
	return p
}

// Plan is the plan whose runs are collected.
func (c *Collector) Plan() sweep.Plan { return c.plan }

// Extend adds runs of the matrix itself to the plan, all of which must be there, at every
// rank at which there are too few (confidence.Enough), up to MostRuns. It says whether it
// added any. Runs beyond those of the plan play no part, and so neither do threads and
// interruptions: the plan after Extend depends on the plan before it, and on its runs.
func (c *Collector) Extend() bool {
	each := make([]int, len(c.plan.Ranks))
	added := false
	for i, k := range c.plan.Ranks {
		each[i] = c.plan.RunsAt(k)
		if each[i] < MostRuns && !c.enough(k) {
			each[i], added = min(each[i]+MoreRuns, MostRuns), true
		}
	}
	c.plan = c.plan.WithRuns(each)
	return added
}

// enough says whether a rank has enough runs.
func (c *Collector) enough(k int) bool {
	runs := slices.SortedFunc(slices.Values(c.runs[dataAndRank{sweep.Data{}, k}]), func(a, b sweep.Record) int {
		return cmp.Compare(a.Run, b.Run)
	})
	var labels [][]int
	var losses []float64
	for _, r := range runs {
		labels, losses = append(labels, r.Labels), append(losses, r.Loss)
	}
	return confidence.Enough(labels, losses, c.intervals)
}
