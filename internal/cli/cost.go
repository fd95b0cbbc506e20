package cli

import (
	"fmt"
	"math"
	"slices"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/sweep"
	"subtype/internal/words"
	"subtype/nmf"
)

// cost is what the runs of a plan take on this machine, about, in the units that
// schedulers ask for.
type cost struct {
	Runs              int     `json:"runs"`
	CPUSeconds        float64 `json:"cpu_seconds"`          // of one processor, for all runs
	MemoryMB          int     `json:"memory_mb"`            // of a process, but for
	MemoryMBPerThread int     `json:"memory_mb_per_thread"` // what each thread adds

	estimate *estimate // with the threads that run would use
}

// newCost times a few iterations.
func newCost(o *options, m *expr.Matrix, annotations []annotation.Column) (*cost, error) {
	o.settle()
	if err := o.bounded(len(m.Samples)); err != nil {
		return nil, err
	}
	v, err := o.packed(m)
	if err != nil {
		return nil, err
	}
	p := o.plan()
	stop, _ := nmf.StopRuleByName(o.stop.value)
	tasks := slices.Collect(p.Tasks(sweep.Shard{}))
	in := &demand{held: o.input.held(m), annotations: annotations}
	e := newEstimate(v, p, tasks, stop.Typical, o.threads.n, in)
	one, two := in.memory(v, p, 1), in.memory(v, p, 2)
	return &cost{
		Runs: len(tasks), CPUSeconds: math.Ceil(e.cpu(stop.Typical, p)*10) / 10,
		MemoryMB: megabytes(2*one - two), MemoryMBPerThread: megabytes(two - one), estimate: e,
	}, nil
}

func megabytes(bytes float64) int { return int(math.Ceil(bytes / 1e6)) }

func (c *cost) String() string {
	return fmt.Sprintf("%s for %s", c.estimate, words.Plural(c.Runs, "run"))
}
