// Package sweep runs many factorisations: a plan of data sets × ranks × runs, a
// random stream for each, and a pool of workers.
package sweep

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"

	"subtype/nmf"
	"subtype/nmf/nndsvd"
)

// Numerics is the version of everything between a matrix and a run's result. It
// is part of the digest that decides whether runs of two processes, or of two
// days, can be used together, so it is to change whenever any run of any plan would
// end with another bit.
const Numerics = "1"

// Plan is all that is to run. With the matrix it decides every number that
// comes out; how many threads or processes do the work is no part of it.
type Plan struct {
	Ranks    []int // rising
	Restarts int   // runs of the matrix itself at each rank, at most
	Each     []int // and at every one, in the order of Ranks, where they differ; nil: Restarts
	Sets     []Set // what else is factorised at each rank
	Seed     uint64
	Method   nmf.Method
	NNDSVD   bool     // run 1 of each rank starts from NNDSVD instead of at random
	Fill     nmf.Init // which variant of it; nil: nndsvd.Mean
	Start    *Start   // where run 1 of the matrix itself starts at one rank; nil: no such start
	Stop     nmf.Stop
	MaxIter  int
	Scale    nmf.Scale

	Read       Reading // how groups of samples are read from the factors; "": Largest
	Background bool    // one metagene more than groups, for what they share; only where Clusters are read
}

// Set is a data set drawn from the matrix and how many runs of it there are.
type Set struct {
	Data Data
	Runs int // at each rank
}

// Task is one factorisation: a run at a rank, of a data set. The factors have as many
// metagenes as Plan.Metagenes says.
type Task struct {
	Data Data // the zero value: the matrix itself
	K    int  // rank: the number of groups
	Run  int  // from 1
}

// String is the task's canonical encoding. It is the key of the task's random
// stream, so it never changes for a task that exists.
func (t Task) String() string {
	s := fmt.Sprintf("rank=%d run=%d", t.K, t.Run)
	if t.Data != (Data{}) {
		s += " " + t.Data.String()
	}
	return s
}

// Shard is part Index (from 1) of Count of a plan. The zero value is all of it.
type Shard struct{ Index, Count int }

// Tasks are the plan's tasks that belong to a shard: task t, from 0, belongs to part
// t mod Count + 1. Those of the matrix itself come first, then set by set, each rank
// by rank: neighbours share a data set.
func (p Plan) Tasks(s Shard) iter.Seq[Task] {
	return func(yield func(Task) bool) {
		t := 0
		each := func(d Data, runs func(k int) int) bool {
			for _, k := range p.Ranks {
				for run := range runs(k) {
					if (s.Count == 0 || t%s.Count == s.Index-1) && !yield(Task{Data: d, K: k, Run: run + 1}) {
						return false
					}
					t++
				}
			}
			return true
		}
		if !each(Data{}, p.RunsAt) {
			return
		}
		for _, set := range p.Sets {
			if !each(set.Data, func(int) int { return set.Runs }) {
				return
			}
		}
	}
}

// RunsAt is how many runs of the matrix itself there are at a rank of the plan.
func (p Plan) RunsAt(k int) int {
	if p.Each == nil {
		return p.Restarts
	}
	return p.Each[slices.Index(p.Ranks, k)]
}

// WithRuns is the plan with numbers of runs of the matrix itself at each of its ranks.
func (p Plan) WithRuns(each []int) Plan {
	p.Restarts, p.Each = slices.Max(each), each
	if slices.Min(each) == p.Restarts {
		p.Each = nil
	}
	return p
}

// Rand returns the random stream of a task: ChaCha8 keyed by the seed and the
// task's canonical encoding, and by nothing else. So a rank or a run added to a
// plan leaves every other as it was.
func (p Plan) Rand(t Task) *rand.Rand { return Stream(p.Seed, t.String()) }

// settings are those of one task.
func (p Plan) settings(t Task) nmf.Settings {
	s := nmf.Settings{Method: p.Method, Init: nmf.RandomOf(p.Method), Stop: p.Stop, MaxIter: p.MaxIter, Scale: p.Scale,
		Rand: p.Rand(t)}
	if p.NNDSVD && t.Run == 1 {
		if s.Init = p.Fill; s.Init == nil {
			s.Init = nndsvd.Mean
		}
	}
	if p.Start != nil && t == (Task{K: p.Start.K, Run: 1}) {
		s.Init = nmf.Given(p.Start.Factors)
	}
	return s
}

// Start is a start that is given, at a rank.
type Start struct {
	K int
	nmf.Factors
}
