package single

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"subtype/internal/expr"
	"subtype/internal/spec"
	"subtype/internal/sweep"
	"subtype/internal/words"
	"subtype/nmf"
)

// Fit is a factorisation and what is told of it.
type Fit struct {
	sweep.Record // of the best run at the rank, the first of equal ones
	nmf.Factors
	Checks []Check // of all runs at the rank
	RSS    float64 // ‖V − WH‖²
	Evar   float64
	Active int             // metagenes that explain something
	Errors map[int]float64 // objective of the best run at each rank

	job *Job
}

// Check is the objective of a run after some iterations.
type Check struct {
	Run, Iter int
	Objective float64
}

// Run factorises: every run at the rank, then those of the other ranks. It tells of the
// objective at every check where that is asked for, and every ten seconds anyway.
func (j *Job) Run(ctx context.Context, verbose bool) (*Fit, error) {
	plan := j.Spec.Sweep()
	j.process.Progress.Note("%s of %s at rank %d, and at %s for the curve of the error",
		words.Plural(plan.Restarts, "run"), plan.Method.Name(), j.Rank, spec.RanksText(j.others()))
	type outcome struct {
		record  sweep.Record
		factors nmf.Factors
		checks  []Check
	}
	ranks := append([]int{j.Rank}, j.others()...)
	all := make([]outcome, len(ranks)*plan.Restarts)
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(j.process.Threads)
	for i := range all {
		task := sweep.Task{K: ranks[i/plan.Restarts], Run: i%plan.Restarts + 1}
		group.Go(func() error {
			p, w := plan, &watch{task: task, progress: j.process.Progress, verbose: verbose, last: time.Now()}
			if task.K == j.Rank {
				p.Stop = w.stop(plan.Stop)
			}
			// One task at a time through the pool of workers, which lets no panic out.
			return sweep.Run(running, sweep.Alone(j.v), p, slices.Values([]sweep.Task{task}), 1,
				func(r sweep.Record, f nmf.Factors) error {
					all[i] = outcome{r, f, w.checks}
					return nil
				})
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	f := &Fit{Errors: map[int]float64{}, job: j}
	for i, k := range ranks {
		runs := all[i*plan.Restarts : (i+1)*plan.Restarts]
		best := slices.MinFunc(runs, func(a, b outcome) int { return cmp.Compare(a.record.Loss, b.record.Loss) })
		f.Errors[k] = best.record.Loss
		if k != j.Rank {
			continue
		}
		f.Record, f.Factors = best.record, best.factors
		for _, o := range runs {
			f.Checks = append(f.Checks, o.checks...)
		}
	}
	f.RSS = nmf.RSS(j.v, nmf.Model(plan.Method, f.Factors))
	f.Active = nmf.Active(f.Factors)
	f.Evar = nmf.Evar(j.v, f.RSS)
	return f, nil
}

// others are the ranks that are factorised for their errors alone.
func (j *Job) others() []int {
	return slices.DeleteFunc(slices.Clone(j.Ranks), func(k int) bool { return k == j.Rank })
}

// Norm is ‖V − WH‖.
func (f *Fit) Norm() float64 { return math.Sqrt(f.RSS) }

// matrix is what was factorised.
func (f *Fit) matrix() *expr.Matrix { return f.job.matrix }

// watch notes the objective of a run whenever its criterion is asked.
type watch struct {
	task     sweep.Task
	progress interface{ Note(string, ...any) }
	verbose  bool
	last     time.Time // told of
	checks   []Check
}

const tellEvery = 10 * time.Second

// stop is a criterion that is watched.
func (w *watch) stop(stop nmf.Stop) nmf.Stop {
	return func() nmf.Criterion { return watched{stop(), w} }
}

type watched struct {
	nmf.Criterion
	*watch
}

// Met asks the criterion. Its answer does not depend on being watched.
func (w watched) Met(p *nmf.Progress) bool {
	c := Check{w.task.Run, p.Iter, p.Loss()}
	w.checks = append(w.checks, c)
	if now := time.Now(); w.verbose || now.Sub(w.last) >= tellEvery {
		w.progress.Note("rank %d, run %d, iteration %d: objective %.9g", w.task.K, c.Run, c.Iter, c.Objective)
		w.watch.last = now
	}
	return w.Criterion.Met(p)
}
