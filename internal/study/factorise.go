package study

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"subtype/internal/confidence"
	"subtype/internal/files"
	"subtype/internal/runlog"
	"subtype/internal/spec"
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

// factorise does the runs that are not done yet and returns all of the header's. Where
// their number depends on what they find, the header says in the end how many there are.
func (r *runs) factorise(ctx context.Context, a *Analysis, shown string) (*survey.Collector, error) {
	plan, adaptive := a.plan(), a.Spec.Adaptive()
	if adaptive {
		plan = survey.Least(plan)
	}
	c := survey.NewCollector(plan)
	r.taken = map[sweep.Task]bool{}
	done := 0
	for round := 1; round == 1 || adaptive && c.Extend(); round++ {
		r.header.Restarts, r.header.Each = c.Plan().Restarts, c.Plan().Each
		missing := r.missing(c)
		if len(missing) == 0 {
			continue
		}
		estimate, err := a.estimate(missing)
		if err != nil {
			return nil, err
		}
		if done == 0 {
			r.announce(a, missing, estimate, shown)
		} else {
			r.process.Progress.Note("%s more, at k = %s", words.Plural(len(missing), "run"), ranksOf(missing))
		}
		done += len(missing)
		if err := r.do(ctx, a, missing, estimate, c); err != nil {
			return c, err
		}
	}
	note, all, shard := r.process.Progress.Note, len(r.header.Tasks()), r.header.Shard
	switch {
	case all == 0:
		note("with %s no run is left for part %d of %d", words.Plural(c.Plan().Runs(), "run"), shard.Index, shard.Count)
	case done == 0:
		note("all %s found in %s, none to be done", words.Plural(all, "run"), r.name)
	}
	if adaptive {
		note("enough are %s", enoughText(c.Plan()))
	}
	return c, nil
}

// missing gives the known runs of the header to the collector, and returns the others.
func (r *runs) missing(c *survey.Collector) []sweep.Task {
	var missing []sweep.Task
	for _, t := range r.header.Tasks() {
		record, ok := r.known[t]
		switch {
		case r.taken[t]:
		case ok:
			c.Add(record, nmf.Factors{})
			r.taken[t] = true
		default:
			missing = append(missing, t)
		}
	}
	return missing
}

// announce says which runs are to be done, and what they take.
func (r *runs) announce(a *Analysis, missing []sweep.Task, e *Estimate, shown string) {
	note := r.process.Progress.Note
	if found := len(r.taken); found > 0 {
		note("%d of %s found in %s, continuing", found, words.Plural(found+len(missing), "run"), shown)
	}
	more := ""
	if a.Spec.Adaptive() {
		more = fmt.Sprintf(", and more, up to %d, until the best optimum was found %d times and the agreement between "+
			"starts is known to ±%.2f", survey.MostRuns, confidence.FoundEnough, confidence.Narrow)
	}
	note("%s of %s to do, of ranks %s with %s each%s%s%s, on %s; %s; results go to %s", words.Plural(len(missing), "run"),
		a.Spec.Plan.Algorithm, spec.RanksText(r.header.Ranks), eachText(r.header), more, setsText(r.header),
		ofShard(r.header.Shard), words.Plural(r.process.Threads, "thread"), e, shown)
}

// ranksOf are the ranks of tasks.
func ranksOf(tasks []sweep.Task) string {
	var ranks []int
	for _, t := range tasks {
		ranks = append(ranks, t.K)
	}
	slices.Sort(ranks)
	return spec.RanksText(slices.Compact(ranks))
}

// eachText is the number of runs of the matrix itself at a rank.
func eachText(h runlog.Header) string {
	if h.Each == nil {
		return fmt.Sprint(h.Restarts)
	}
	return fmt.Sprintf("%d to %d", slices.Min(h.Each), h.Restarts)
}

// enoughText says how many runs were enough.
func enoughText(p sweep.Plan) string {
	var parts []string
	for _, k := range p.Ranks {
		parts = append(parts, fmt.Sprintf("%d at k = %d", p.RunsAt(k), k))
	}
	return words.List(parts)
}

// do does runs. Every finished run is in the partial log before the next is counted.
func (r *runs) do(ctx context.Context, a *Analysis, missing []sweep.Task, e *Estimate, c *survey.Collector) error {
	progress := r.process.Progress
	run := func(keep func(sweep.Record) error) error {
		progress.Begin(e, len(r.taken))
		defer progress.End()
		return sweep.Run(ctx, a.source, a.Spec.Sweep(), slices.Values(missing), r.process.Threads,
			func(record sweep.Record, f nmf.Factors) error {
				if err := keep(record); err != nil {
					return err
				}
				c.Add(record, f)
				r.taken[record.Task] = true
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
		r.known[record.Task], r.order = record, append(r.order, record) // what further runs are added to
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
