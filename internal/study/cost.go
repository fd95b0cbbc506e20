package study

import (
	"fmt"
	"math"
	"slices"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/spec"
	"subtype/internal/sweep"
	"subtype/internal/words"
)

// Cost is what the runs of a plan take on this machine, about, in the units that
// schedulers ask for.
type Cost struct {
	Runs              int     `json:"runs"`
	CPUSeconds        float64 `json:"cpu_seconds"`          // of one processor, for all runs
	MemoryMB          int     `json:"memory_mb"`            // of a process, but for
	MemoryMBPerThread int     `json:"memory_mb_per_thread"` // what each thread adds

	adaptive bool      // there may be fewer runs
	estimate *Estimate // with the threads that run would use
}

// NewCost times a few iterations on a matrix that was loaded for s, with columns of
// annotations beside its own.
func NewCost(s *spec.Spec, m *expr.Matrix, columns []annotation.Column, threads int) (*Cost, error) {
	s.Settle()
	if err := s.Check(len(m.Samples)); err != nil {
		return nil, err
	}
	v, err := Pack(s, m)
	if err != nil {
		return nil, err
	}
	p := s.Sweep()
	tasks := slices.Collect(p.Tasks(sweep.Shard{}))
	in := newDemand(s, m, columns)
	e := newEstimate(v, p, s.StopRule(), tasks, threads, in)
	one, two := in.memory(v, p, 1), in.memory(v, p, 2)
	return &Cost{
		Runs: len(tasks), CPUSeconds: math.Ceil(e.Total*10) / 10,
		MemoryMB: megabytes(2*one - two), MemoryMBPerThread: megabytes(two - one), adaptive: s.Adaptive(),
		estimate: e,
	}, nil
}

func megabytes(bytes float64) int { return int(math.Ceil(bytes / 1e6)) }

func (c *Cost) String() string {
	most := ""
	if c.adaptive {
		most = " at most"
	}
	return fmt.Sprintf("%s for %s%s", c.estimate, words.Plural(c.Runs, "run"), most)
}
