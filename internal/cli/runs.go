package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"syscall"

	"subtype/internal/files"
	"subtype/internal/runlog"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/words"
	"subtype/nmf"
)

// runs are those of a log on disk: under its name once all are done, under
// name.partial while they are being done. Runs that were done earlier and are not asked
// for now stay in name.spare.
type runs struct {
	dir    *files.Folder // nil: nothing is kept, the log goes into a pipe
	name   string
	header runlog.Header
	known  map[sweep.Task]sweep.Record
	order  []sweep.Record // the known ones
	remedy string         // what to do where they are not this program's
}

func partialName(name string) string { return name + ".partial" }
func spareName(name string) string   { return name + ".spare" }
func lockName(name string) string    { return name + ".lock" }

// lockRuns keeps every other process away from a run log. The lock ends with the
// process, however that ends.
func lockRuns(dir *files.Folder, name, busy string, in inputs, warn io.Writer) (*runlog.Lock, error) {
	if err := in.refuseIn(dir, name, partialName(name), spareName(name), lockName(name)); err != nil {
		return nil, err
	}
	path := dir.Path(lockName(name))
	lock, err := runlog.Acquire(path)
	switch err {
	case nil:
		return lock, nil
	case runlog.ErrLocked:
		return nil, locked{fmt.Errorf("another process is working on %s; wait until it ends", busy), path}
	case runlog.ErrNotALock:
		return nil, usagef("%s is not from this program, which needs that name for a lock: "+
			"move it away, or choose another -o", path)
	case runlog.ErrNoLocks:
		fmt.Fprintf(warn, "warning: this file system has no locks: make sure that no other process works on %s\n", busy)
		return nil, nil
	}
	return nil, unusable(err)
}

// openRuns finds the runs that earlier processes have done for the same analysis,
// whatever ranks and restarts they were asked for. Those of another analysis are
// refused unless forced; a file that is no run log always.
func openRuns(dir *files.Folder, name string, h runlog.Header, force bool, warn io.Writer) (*runs, error) {
	r := &runs{dir: dir, name: name, header: h, known: map[sweep.Task]sweep.Record{}}
	if dir == nil {
		return r, nil
	}
	r.remedy = fmt.Sprintf("remove %s, and %s and %s if they are there, to do them anew here",
		dir.Path(name), partialName(name), spareName(name))
	for _, name := range []string{name, partialName(name), spareName(name)} {
		log, err := readRuns(dir, name)
		path := dir.Path(name)
		var system syscall.Errno // it may be a good log that cannot be read
		switch {
		case err == nil && log == nil:
			continue
		case errors.Is(err, runlog.ErrForeign) || errors.Is(err, files.ErrStrange):
			return nil, usageError{fmt.Errorf("%w, and is never replaced: move it away, or choose another -o", err)}
		case errors.As(err, &system):
			return nil, usageError{err}
		case err != nil && force:
			fmt.Fprintf(warn, "%v; it is replaced, as --force says\n", err)
			continue
		case err != nil:
			return nil, usageError{fmt.Errorf("%w; choose another -o, or --force to replace it", err)}
		case log.ID() == h.ID():
		case force:
			fmt.Fprintf(warn, "%s of another analysis in %s are replaced, as --force says\n",
				words.Plural(len(log.Records), "run"), path)
			continue
		default:
			return nil, usagef("%s holds runs of another analysis (%s): its plan digest is %.12s…, this one's %.12s…; "+
				"choose another -o, or --force to replace it",
				path, different(log.Header, h), log.ID(), h.ID())
		}
		if log.Torn > 0 {
			fmt.Fprintf(warn, "warning: the last %d bytes of %s are torn or damaged and are not used\n", log.Torn, path)
		}
		for _, record := range log.Records {
			if _, ok := r.known[record.Task]; !ok {
				r.known[record.Task] = record
				r.order = append(r.order, record)
			}
		}
	}
	return r, nil
}

// readRuns reads a run log; nil where there is none, or an empty file.
func readRuns(dir *files.Folder, name string) (*runlog.Log, error) {
	info, err := dir.Find(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	file, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	log, err := runlog.ReadFrom(file)
	if err != nil {
		err = fmt.Errorf("%s: %w", dir.Path(name), err)
	}
	return log, err
}

// spare are the known runs that are not asked for.
func (r *runs) spare() []sweep.Record {
	asked := map[sweep.Task]bool{}
	for _, t := range r.header.Tasks() {
		asked[t] = true
	}
	return slices.DeleteFunc(slices.Clone(r.order), func(record sweep.Record) bool { return asked[record.Task] })
}

// save writes the finished log, whose bytes depend on the header alone, and returns its
// digest. Runs that are not asked for are saved first, so that none is lost whenever
// this is interrupted.
func (r *runs) save(records []sweep.Record, progress io.Writer) (string, error) {
	spare := r.spare()
	if len(spare) > 0 {
		write := func(w io.Writer) error { return runlog.Write(w, r.header.Holding(spare), spare) }
		_, err := r.dir.Write(spareName(r.name), write)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(progress, "%s that were not asked for now are kept in %s\n",
			words.Plural(len(spare), "finished run"), r.dir.Path(spareName(r.name)))
	}
	digest, err := r.dir.Write(r.name, func(w io.Writer) error { return runlog.Write(w, r.header, records) })
	if err == nil && len(spare) == 0 {
		err = r.dir.Remove(spareName(r.name))
	}
	if err == nil {
		r.clear()
	}
	return digest, err
}

// factorise does the runs that are not done yet and returns all of the header's.
// Every finished run is in the partial log before the next is counted.
func (r *runs) factorise(ctx context.Context, o *options, j *job, where string, s Streams) (*survey.Collector, error) {
	collector := survey.NewCollector(j.plan)
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
	switch {
	case len(tasks) == 0:
		fmt.Fprintf(s.Err, "with %s no run is left for part %d of %d\n", words.Plural(len(o.ranks)*o.restarts.n, "run"), r.header.Shard.Index, r.header.Shard.Count)
		return collector, nil
	case len(missing) == 0:
		fmt.Fprintf(s.Err, "all %s found in %s, none to be done\n", words.Plural(len(tasks), "run"), r.name)
		return collector, nil
	case found > 0:
		fmt.Fprintf(s.Err, "%d of %s found in %s, continuing\n", found, words.Plural(len(tasks), "run"), where)
	}
	stop, _ := nmf.StopRuleByName(o.stop.value)
	estimate := newEstimate(j.v, j.plan, missing, stop.Typical, o.threads.n, j.demand(o))
	fmt.Fprintf(s.Err, "%s of %s to do, of ranks %s with %d each%s, on %s; %s; results go to %s\n", words.Plural(len(missing), "run"),
		o.algorithm.value, o.ranks.String(), o.restarts.n, ofShard(r.header.Shard), words.Plural(o.threads.n, "thread"), estimate, where)

	var log *runlog.File
	partial := ""
	if r.dir != nil {
		partial = r.dir.Path(partialName(r.name))
		var err error
		if log, err = r.begin(); err != nil {
			return nil, files.Failed(partial, err)
		}
	}
	bar := newProgress(s.Err, estimate, found)
	done := len(r.order)
	keepRuns := func() string { return fmt.Sprintf("%s kept in %s, the same command continues", areKept(done), partial) }
	err := sweep.Run(ctx, sweep.Alone(j.v), j.plan, slices.Values(missing), o.threads.n,
		func(record sweep.Record, f nmf.Factors) error {
			if log != nil {
				if err := log.Append(record); err != nil {
					return files.Failed(partial, err)
				}
				done++
				keep(ctx, keepRuns())
			}
			collector.Add(record, f)
			if o.verbose {
				bar.line(fmt.Sprintf("%s: %s after %d iterations, residual %.6g", record.Task, record.Status, record.Iter, record.Loss))
			}
			bar.step(record.K)
			return nil
		})
	bar.end()
	if log != nil {
		if closed := log.Close(); err == nil && closed != nil {
			err = files.Failed(partial, closed)
		}
		if err != nil && done == 0 {
			r.clear()
		}
	}
	if err != nil && log != nil && done > 0 {
		return nil, kept{err, keepRuns()}
	}
	return collector, err
}

func areKept(n int) string {
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

// begin begins the partial log with what is known.
func (r *runs) begin() (*runlog.File, error) {
	name := partialName(r.name)
	file, err := r.dir.Create(name)
	if err != nil {
		return nil, err
	}
	log, err := runlog.Begin(file, r.header, r.order)
	if err == nil {
		err = r.dir.Commit(name)
	}
	if err != nil {
		file.Close()
		r.dir.Discard(name)
		return nil, err
	}
	return log, nil
}

// clear removes what was kept while runs were done, or left by a process that was
// killed while it wrote.
func (r *runs) clear() {
	if r.dir != nil {
		r.dir.Remove(partialName(r.name))
		r.dir.Discard(r.name, partialName(r.name), spareName(r.name))
	}
}
