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
	Labels []int   // of each sample: its metagene, from 0
	Loss   float64 // the algorithm's own objective
	Iter   int
	Status nmf.Status
}

// Fit does one task.
func (p Plan) Fit(ctx context.Context, v *nmf.Matrix, t Task) (Record, nmf.Factors, error) {
	r, err := nmf.Fit(ctx, v, t.K, p.settings(t))
	if err != nil {
		return Record{}, nmf.Factors{}, err
	}
	return Record{Task: t, Labels: r.Labels, Loss: r.Loss, Iter: r.Iter, Status: r.Status}, r.Factors, nil
}

// Run does tasks on as many goroutines as threads, each run on one, and hands
// over every finished run, in the order in which they finish, to done, which is
// never called twice at once. The first error, of done or of the context, ends
// it.
func Run(ctx context.Context, v *nmf.Matrix, p Plan, tasks iter.Seq[Task], threads int, done func(Record, nmf.Factors) error) error {
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
				record, factors, err := p.Fit(ctx, v, t)
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
