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
	Labels []int   // of each sample: its metagene, from 0; −1 where the data set lacks it
	Loss   float64 // the algorithm's own objective
	Iter   int
	Status nmf.Status
}

// Fit does one task. The factors are those of the data set: its genes and samples.
func (p Plan) Fit(ctx context.Context, source Source, t Task) (Record, nmf.Factors, error) {
	data, err := source.Load(t.Data)
	if err != nil {
		return Record{}, nmf.Factors{}, err
	}
	if m, n := data.V.Dims(); t.K > min(m, n) {
		return Record{}, nmf.Factors{}, fmt.Errorf("rank %d is too large for the %d genes and %d samples of data set %q", t.K, m, n, t.Data)
	}
	r, err := nmf.Fit(ctx, data.V, t.K, p.settings(t))
	if err != nil {
		return Record{}, nmf.Factors{}, err
	}
	return Record{Task: t, Labels: data.labels(r.Labels), Loss: r.Loss, Iter: r.Iter, Status: r.Status}, r.Factors, nil
}

// Run does tasks on as many goroutines as threads, each run on one, and hands
// over every finished run, in the order in which they finish, to done, which is
// never called twice at once. The first error, of done, of the source or of the
// context, ends it.
func Run(ctx context.Context, source Source, p Plan, tasks iter.Seq[Task], threads int, done func(Record, nmf.Factors) error) error {
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
