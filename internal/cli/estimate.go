package cli

import (
	"fmt"
	"math/rand/v2"
	"time"

	"subtype/internal/expr"
	"subtype/internal/survey"
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
func newEstimate(v *nmf.Matrix, p sweep.Plan, tasks []sweep.Task, typical, threads int, held expr.Size) *estimate {
	e := &estimate{runs: len(tasks), lowK: tasks[0].K, highK: tasks[len(tasks)-1].K}
	e.low, e.high = timeIteration(v, p.Method, e.lowK), timeIteration(v, p.Method, e.highK)
	for _, t := range tasks {
		e.total += e.cost(t.K)
	}
	e.duration = time.Duration(e.cpu(typical, p) / float64(min(threads, e.runs)) * float64(time.Second))
	e.bytes = memory(v, p, threads, held)
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

// memory is the peak of memory, about: the matrix as held while it is read, or packed
// twice at double and at single precision; factors and workspaces, consensus, figures.
func memory(v *nmf.Matrix, p sweep.Plan, threads int, held expr.Size) float64 {
	genes, samples := v.Dims()
	m, n, k := float64(genes), float64(samples), float64(p.Ranks[len(p.Ranks)-1])
	matrix := 8 * max(float64(held.Genes)*float64(held.Samples), 3*m*n)
	if v.Missing() > 0 {
		matrix = max(matrix, 8*5*m*n) // which are known, twice too
	}
	factors := 8 * (m + 2*n) * k * float64(threads+len(p.Ranks))
	entries := float64(survey.MostEntries(samples))
	pairs := entries*entries/2*4*float64(len(p.Ranks)) + 3*8*entries*entries/2*float64(threads)
	labels := 8 * n * float64(p.Restarts*len(p.Ranks))
	const program, figures = 40e6, 60e6
	return program + figures + matrix + factors + pairs + labels
}
