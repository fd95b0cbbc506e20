package study

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"subtype/internal/files"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/words"
	"subtype/nmf"
)

// factorizeInto does the runs that a file lacks.
func (a *Analysis) factorizeInto(ctx context.Context, shown, target string, in Inputs) error {
	dir, err := files.Open(filepath.Dir(target))
	if err != nil {
		return unusable(err)
	}
	defer dir.Close()
	name := filepath.Base(target)
	lock, err := lockRuns(dir, name, shown, in, a.process.Progress)
	if err != nil {
		return err
	}
	defer lock.Release()
	if log, err := readRuns(dir, name); err == nil && log != nil && holds(log, a.Header) {
		a.process.Progress.Note("%s is complete already: nothing to do", shown)
		return nil
	}
	r, err := openRuns(dir, name, a.Header, a.process)
	if err != nil {
		return err
	}
	c, err := r.factorise(ctx, a, shown)
	if err != nil {
		return err
	}
	what := "the runs are kept in " + dir.Path(partialName(name)) + ", the same command continues"
	a.process.Progress.Kept(what)
	if _, err := r.save(c.Records()); err != nil {
		return Kept(err, what)
	}
	return nil
}

// factorise does the runs that are not done yet and returns all of the header's.
func (r *runs) factorise(ctx context.Context, a *Analysis, shown string) (*survey.Collector, error) {
	collector := survey.NewCollector(a.Spec.plan())
	tasks := r.header.Tasks()
	var missing []sweep.Task
	for _, t := range tasks {
		if record, ok := r.known[t]; ok {
			collector.Add(record, nmf.Factors{})
		} else {
			missing = append(missing, t)
		}
	}
	found := len(tasks) - len(missing)
	note, shard := r.process.Progress.Note, r.header.Shard
	switch {
	case len(tasks) == 0:
		note("with %s no run is left for part %d of %d", words.Plural(a.Spec.plan().Runs(), "run"), shard.Index, shard.Count)
		return collector, nil
	case len(missing) == 0:
		note("all %s found in %s, none to be done", words.Plural(len(tasks), "run"), r.name)
		return collector, nil
	case found > 0:
		note("%d of %s found in %s, continuing", found, words.Plural(len(tasks), "run"), shown)
	}
	estimate, err := a.estimate(missing)
	if err != nil {
		return nil, err
	}
	note("%s of %s to do, of ranks %s with %d each%s%s, on %s; %s; results go to %s", words.Plural(len(missing), "run"),
		a.Spec.Plan.Algorithm, RanksText(r.header.Ranks), r.header.Restarts, setsText(r.header), ofShard(shard),
		words.Plural(r.process.Threads, "thread"), estimate, shown)
	return collector, r.do(ctx, a, missing, estimate, collector)
}

// do does runs. Every finished run is in the partial log before the next is counted.
func (r *runs) do(ctx context.Context, a *Analysis, missing []sweep.Task, e *Estimate, c *survey.Collector) error {
	progress := r.process.Progress
	run := func(keep func(sweep.Record) error) error {
		progress.Begin(e, len(r.header.Tasks())-len(missing))
		defer progress.End()
		return sweep.Run(ctx, a.source, a.Spec.plan(), slices.Values(missing), r.process.Threads,
			func(record sweep.Record, f nmf.Factors) error {
				if err := keep(record); err != nil {
					return err
				}
				c.Add(record, f)
				progress.Ran(record.Task, fmt.Sprintf("%s: %s after %d iterations, residual %.6g", record.Task, record.Status,
					record.Iter, record.Loss))
				return nil
			})
	}
	if r.dir == nil {
		return run(func(sweep.Record) error { return nil })
	}
	partial := r.dir.Path(partialName(r.name))
	log, err := r.begin()
	if err != nil {
		return files.Failed(partial, err)
	}
	done := len(r.order)
	kept := func() string { return fmt.Sprintf("%s kept in %s, the same command continues", areRuns(done), partial) }
	err = run(func(record sweep.Record) error {
		if err := log.Append(record); err != nil {
			return files.Failed(partial, err)
		}
		done++
		progress.Kept(kept())
		return nil
	})
	if closed := log.Close(); err == nil && closed != nil {
		err = files.Failed(partial, closed)
	}
	switch {
	case err != nil && done == 0:
		r.clear()
	case err != nil:
		err = Kept(err, kept())
	}
	return err
}

func areRuns(n int) string {
	if n == 1 {
		return "1 run is"
	}
	return fmt.Sprintf("%d runs are", n)
}

func ofShard(s sweep.Shard) string {
	if s.Count == 1 {
		return ""
	}
	return fmt.Sprintf(" (part %d of %d)", s.Index, s.Count)
}
