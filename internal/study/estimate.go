package study

import (
	"fmt"
	"math/rand/v2"
	"time"

	"subtype/internal/expr/annotation"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// Estimate is what tasks will cost, from a few timed iterations on the matrix
// itself. It goes to messages only.
type Estimate struct {
	Runs        int
	Duration    time.Duration
	Total       float64 // sum of Cost over all tasks: seconds of one processor
	low, high   float64 // seconds of an iteration at the lowest and highest rank
	lowK, highK int
	iterations  func(k int) float64
	bytes       float64
}

// estimate is of some of the tasks.
func (a *Analysis) estimate(tasks []sweep.Task) (*Estimate, error) {
	whole, err := a.source.Load(sweep.Data{})
	if err != nil {
		return nil, err
	}
	s := a.Spec
	var columns []annotation.Column
	if a.annotations != nil {
		columns = a.annotations.Columns
	}
	in := newDemand(s, a.matrix, columns)
	return newEstimate(whole.V, s.Sweep(), s.StopRule(), tasks, a.process.Threads, in), nil
}

// newEstimate is of some tasks of a plan, at least one.
func newEstimate(v *nmf.Matrix, p sweep.Plan, stop nmf.StopRule, tasks []sweep.Task, threads int,
	in *demand) *Estimate {
	e := &Estimate{Runs: len(tasks), lowK: tasks[0].K, highK: tasks[0].K}
	e.iterations = func(k int) float64 { return min(typical(stop, p.Method, p.Metagenes(k)), float64(p.MaxIter)) }
	for _, t := range tasks {
		e.lowK, e.highK = min(e.lowK, t.K), max(e.highK, t.K)
	}
	e.low, e.high = timeIteration(v, p.Method, p.Metagenes(e.lowK)), timeIteration(v, p.Method, p.Metagenes(e.highK))
	for _, t := range tasks {
		e.Total += e.Cost(t)
	}
	e.Duration = time.Duration(e.Total / float64(min(threads, e.Runs)) * float64(time.Second))
	e.bytes = in.memory(v, p, threads)
	return e
}

// typical is how many iterations a run of so many metagenes takes, about: what the
// medians were on leukemias, gliomas and five cancers at once (38 to 335 samples).
func typical(stop nmf.StopRule, m nmf.Method, metagenes int) float64 {
	switch {
	case stop.Name == nmf.ConnectivityRule.Name:
		return 900
	case stop.Name == nmf.ObjectiveRule.Name:
		return 1500
	case m.Name() == nmf.HALS{}.Name():
		return 45 * float64(metagenes)
	default:
		return 15 * float64(metagenes)
	}
}

// Cost is the seconds of one processor for a task, about.
func (e *Estimate) Cost(t sweep.Task) float64 {
	whole := e.low
	if e.highK > e.lowK {
		whole += (e.high - e.low) * float64(t.K-e.lowK) / float64(e.highK-e.lowK)
	}
	return whole * t.Data.Share() * e.iterations(t.K)
}

func (e *Estimate) String() string {
	return fmt.Sprintf("about %s, %.0f MB of memory", Rough(e.Duration), e.bytes/1e6)
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

// Rough writes a duration as people say it.
func Rough(d time.Duration) string {
	switch s := d.Seconds(); {
	case s < 1:
		return "1 s"
	case s < 99.5:
		return fmt.Sprintf("%.0f s", s)
	case s < 3600:
		return fmt.Sprintf("%.0f min", s/60)
	case s < 2*86400:
		return fmt.Sprintf("%.1f h", s/3600)
	default:
		return fmt.Sprintf("%.0f days", s/86400)
	}
}
