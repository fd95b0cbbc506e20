package cli

import (
	"fmt"
	"math/rand/v2"
	"time"

	"subtype/internal/sweep"
	"subtype/nmf"
)

// estimate is what tasks will cost, from a few timed iterations on the matrix
// itself. It goes to messages only.
type estimate struct {
	runs        int
	duration    time.Duration
	low, high   float64 // seconds of an iteration at the lowest and highest rank
	lowK, highK int
	total       float64 // sum of cost over all runs
	bytes       float64
}

// newEstimate is of some tasks of a plan, at least one, in order.
func newEstimate(v *nmf.Matrix, p sweep.Plan, tasks []sweep.Task, typical, threads int, in *demand) *estimate {
	e := &estimate{runs: len(tasks), lowK: tasks[0].K, highK: tasks[len(tasks)-1].K}
	e.low, e.high = timeIteration(v, p.Method, e.lowK), timeIteration(v, p.Method, e.highK)
	for _, t := range tasks {
		e.total += e.cost(t.K)
	}
	e.duration = time.Duration(e.cpu(typical, p) / float64(min(threads, e.runs)) * float64(time.Second))
	e.bytes = in.memory(v, p, threads)
	return e
}

// cpu is the seconds of one processor for all tasks.
func (e *estimate) cpu(typical int, p sweep.Plan) float64 {
	return e.total * float64(min(typical, p.MaxIter))
}

// cost is the seconds of an iteration at rank k, about.
func (e *estimate) cost(k int) float64 {
	if e.highK == e.lowK {
		return e.low
	}
	return e.low + (e.high-e.low)*float64(k-e.lowK)/float64(e.highK-e.lowK)
}

func (e *estimate) String() string {
	return fmt.Sprintf("about %s, %.0f MB of memory", rough(e.duration), e.bytes/1e6)
}

// timeIteration times one update, the fastest of three after the first, which some
// algorithms do in another way.
func timeIteration(v *nmf.Matrix, m nmf.Method, k int) float64 {
	f := nmf.Random(v, k, rand.New(rand.NewPCG(0, 0)))
	u := m.Bind(v, k)
	u.Update(f)
	best := time.Duration(1<<63 - 1)
	for range 3 {
		began := time.Now()
		u.Update(f)
		best = min(best, time.Since(began))
	}
	return best.Seconds()
}
