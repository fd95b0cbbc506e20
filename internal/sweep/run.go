package sweep

import (
	"context"
	"fmt"
	"iter"
	"runtime/debug"
	"sync"

	"subtype/nmf"
)

// Record is what is kept of a run: enough for the consensus, not the factors.
type Record struct {
	Task
	Labels []int   // of each sample: its group, from 0 to K−1; consensus.Absent where the data set lacks it
	Loss   float64 // the algorithm's own objective
	Iter   int
	Status nmf.Status
}

// Fit does one task. The factors are those of the data set: its genes and samples. A
// data set drawn from the matrix may be too small for a rank that the matrix has: then
// there are fewer groups, or metagenes.
func (p Plan) Fit(ctx context.Context, source Source, t Task) (Record, nmf.Factors, error) {
	data, err := source.Load(t.Data)
	if err != nil {
		return Record{}, nmf.Factors{}, err
	}
	m, n := data.V.Dims()
	groups, metagenes := t.K, p.Metagenes(t.K)
	if t.Data == (Data{}) && groups > min(m, n) {
		return Record{}, nmf.Factors{}, fmt.Errorf("rank %d is too large for %d genes and %d samples", groups, m, n)
	}
	groups, metagenes = min(groups, m, n), min(metagenes, m, n)
	settings := p.settings(t)
	settings.Method = nmf.ForGenes(p.Method, data.Genes)
	r, err := nmf.Fit(ctx, data.V, metagenes, settings)
	if err != nil {
		return Record{}, nmf.Factors{}, err
	}
	labels := data.labels(p.read(r, groups, data.Others, settings.Rand))
	return Record{Task: t, Labels: labels, Loss: r.Loss, Iter: r.Iter, Status: r.Status}, r.Factors, nil
}

// Run does tasks on as many goroutines as threads, each run on one, and hands
// over every finished run, in the order in which they finish, to done, which is
// never called twice at once. The first error, of done, of the source or of the
// context, ends it.
func Run(ctx context.Context, source Source, p Plan, tasks iter.Seq[Task], threads int,
	done func(Record, nmf.Factors) error) error {
	source = newRecent(source, threads+1)
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	queue := make(chan Task)
	go func() {
		defer close(queue)
		for t := range tasks {
			select {
			case queue <- t:
			case <-ctx.Done():
				return
			}
		}
	}()

	var workers sync.WaitGroup
	var one sync.Mutex
	hand := func(r Record, f nmf.Factors) error {
		one.Lock()
		defer one.Unlock()
		if err := context.Cause(ctx); err != nil {
			return err
		}
		return done(r, f)
	}
	for range threads {
		workers.Add(1)
		go func() {
			defer workers.Done()
			defer func() {
				if r := recover(); r != nil {
					cancel(fmt.Errorf("internal error: %v\n%s", r, debug.Stack()))
				}
			}()
			for t := range queue {
				record, factors, err := p.Fit(ctx, source, t)
				if err == nil {
					err = hand(record, factors)
				}
				if err != nil {
					cancel(err)
					return
				}
			}
		}()
	}
	workers.Wait()
	return context.Cause(ctx)
}
