package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"subtype/internal/runlog"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// runs are those of a log on disk: at path once all are done, at path.partial
// while they are being done.
type runs struct {
	path   string // "": nothing is kept, the log goes into a pipe
	header runlog.Header
	known  map[sweep.Task]sweep.Record
	order  []sweep.Record // the known ones
	remedy string         // what to do where they are not this program's
}

func partialName(path string) string { return path + ".partial" }

// lockRuns keeps every other process away from a run log. The lock ends with the
// process, however that ends.
func lockRuns(path, busy string, warn io.Writer) (*runlog.Lock, error) {
	lock, err := runlog.Acquire(path + ".lock")
	switch err {
	case nil:
		return lock, nil
	case runlog.ErrLocked:
		return nil, locked{fmt.Errorf("another process is working on %s; wait until it ends", busy), path + ".lock"}
	case runlog.ErrNoLocks:
		fmt.Fprintf(warn, "warning: this file system has no locks: make sure that no other process works on %s\n", busy)
		return nil, nil
	}
	return nil, unusable(err)
}

// openRuns finds the runs that earlier processes have done for the same analysis,
// whatever ranks and restarts they were asked for. Those of another analysis are
// refused unless forced.
func openRuns(path string, h runlog.Header, force bool, warn io.Writer) (*runs, error) {
	r := &runs{path: path, header: h, known: map[sweep.Task]sweep.Record{}}
	r.remedy = fmt.Sprintf("remove %s and %s to do them anew here", path, partialName(path))
	if path == "" {
		return r, nil
	}
	for _, name := range []string{path, partialName(path)} {
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) || err == nil && len(data) == 0 {
			continue
		}
		if err != nil {
			return nil, usageError{err}
		}
		log, err := runlog.Read(data)
		switch {
		case err != nil && force:
			continue
		case err != nil:
			return nil, usagef("%s: %w; choose another -o, or --force to replace it", name, err)
		case log.ID() == h.ID():
		case force:
			continue
		default:
			return nil, usagef("%s holds runs of another analysis (%s): its plan digest is %.12s…, this one's %.12s…; choose another -o, or --force to replace it",
				name, different(log.Header, h), log.ID(), h.ID())
		}
		if log.Torn > 0 {
			fmt.Fprintf(warn, "warning: the last %d bytes of %s are torn or damaged and are not used\n", log.Torn, name)
		}
		for _, record := range log.Records {
			if _, ok := r.known[record.Task]; !ok {
				r.known[record.Task] = record
				r.order = append(r.order, record)
			}
		}
	}
	if n := r.spare(); n > 0 {
		fmt.Fprintf(warn, "warning: %s of earlier commands are not asked for now, and are removed when this is complete\n", plural(n, "run"))
	}
	return r, nil
}

// spare is how many of the known runs are not asked for.
func (r *runs) spare() int {
	n := len(r.known)
	for _, t := range r.header.Tasks() {
		if _, ok := r.known[t]; ok {
			n--
		}
	}
	return n
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
		fmt.Fprintf(s.Err, "with %s no run is left for part %d of %d\n", plural(len(o.ranks)*o.restarts.n, "run"), r.header.Shard.Index, r.header.Shard.Count)
		return collector, nil
	case len(missing) == 0:
		fmt.Fprintf(s.Err, "all %s found in %s, none to be done\n", plural(len(tasks), "run"), filepath.Base(r.path))
		return collector, nil
	case found > 0:
		fmt.Fprintf(s.Err, "%d of %s found in %s, continuing\n", found, plural(len(tasks), "run"), where)
	}
	stop, _ := nmf.StopRuleByName(o.stop.value)
	estimate := newEstimate(j.v, j.plan, missing, stop.Typical, o.threads.n, o.input.held(j.matrix))
	fmt.Fprintf(s.Err, "%s of %s: ranks %s, %d each%s, on %s; %s; results go to %s\n", plural(len(missing), "run"),
		o.algorithm.value, o.ranks.String(), o.restarts.n, ofShard(r.header.Shard), plural(o.threads.n, "thread"), estimate, where)

	var log *runlog.File
	if r.path != "" {
		var err error
		if log, err = runlog.Create(partialName(r.path), r.header, r.order); err != nil {
			return nil, fileError(partialName(r.path), err)
		}
	}
	bar := newProgress(s.Err, estimate, found)
	done := len(r.order)
	keepRuns := func() string {
		return fmt.Sprintf("%s kept in %s, the same command continues", areKept(done), partialName(r.path))
	}
	err := sweep.Run(ctx, sweep.Alone(j.v), j.plan, slices.Values(missing), o.threads.n,
		func(record sweep.Record, f nmf.Factors) error {
			if log != nil {
				if err := log.Append(record); err != nil {
					return fileError(partialName(r.path), err)
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
			err = fileError(partialName(r.path), closed)
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

// write writes the finished log: its bytes depend on the header alone.
func (r *runs) write(w io.Writer, records []sweep.Record) error {
	return runlog.Write(w, r.header, records)
}

// clear removes what was kept while runs were done.
func (r *runs) clear() {
	if r.path != "" {
		os.Remove(partialName(r.path))
		os.Remove(partialName(r.path) + ".tmp")
	}
}
