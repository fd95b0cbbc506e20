package study

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"syscall"

	"subtype/internal/files"
	"subtype/internal/runlog"
	"subtype/internal/spec"
	"subtype/internal/sweep"
	"subtype/internal/usage"
	"subtype/internal/words"
)

// RunsName is the run log of a folder of results.
const RunsName = "runs.log"

// runs are those of a log on disk: under its name once all are done, under
// name.partial while they are being done. Runs that were done earlier and are not asked
// for now stay in name.spare.
type runs struct {
	dir     *files.Folder // nil: nothing is kept, the log goes into a pipe
	name    string
	header  runlog.Header
	process Process
	known   map[sweep.Task]sweep.Record
	order   []sweep.Record      // the known ones
	taken   map[sweep.Task]bool // by the collector
	remedy  string              // what to do where they are not this program's
}

func partialName(name string) string { return name + ".partial" }
func spareName(name string) string   { return name + ".spare" }
func lockName(name string) string    { return name + ".lock" }

// lockRuns keeps every other process away from a run log. The lock ends with the
// process, however that ends.
func lockRuns(dir *files.Folder, name, shown string, in Inputs, p Progress) (*runlog.Lock, error) {
	if err := in.refuseIn(dir, name, partialName(name), spareName(name), lockName(name)); err != nil {
		return nil, err
	}
	path := dir.Path(lockName(name))
	lock, err := runlog.Acquire(path)
	switch err {
	case nil:
		return lock, nil
	case runlog.ErrLocked:
		return nil, busyError{fmt.Errorf("another process is working on %s; wait until it ends", shown), path}
	case runlog.ErrNotALock:
		return nil, usage.Errorf("%s is not from this program, which needs that name for a lock: move it away, or choose "+
			"another -o", path)
	case runlog.ErrNoLocks:
		p.Note("warning: this file system has no locks: make sure that no other process works on %s", shown)
		return nil, nil
	}
	return nil, unusable(err)
}

// openRuns finds the runs that earlier processes have done for the same analysis,
// whatever ranks and restarts they were asked for. Those of another analysis are
// refused unless forced; a file that is no run log always.
func openRuns(dir *files.Folder, name string, h runlog.Header, p Process) (*runs, error) {
	r := &runs{dir: dir, name: name, header: h, process: p, known: map[sweep.Task]sweep.Record{}}
	if dir == nil {
		return r, nil
	}
	r.remedy = fmt.Sprintf("remove %s, and %s and %s if they are there, to do them anew here", dir.Path(name),
		partialName(name), spareName(name))
	for _, name := range []string{name, partialName(name), spareName(name)} {
		if err := r.find(name); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// find takes in the runs of one file.
func (r *runs) find(name string) error {
	log, err := readRuns(r.dir, name)
	var system syscall.Errno // it may be a good log that cannot be read
	path, note, force := r.dir.Path(name), r.process.Progress.Note, r.process.Force
	switch {
	case err == nil && log == nil:
		return nil
	case errors.Is(err, runlog.ErrForeign) || errors.Is(err, files.ErrForeign):
		return usage.Errorf("%w, and is never replaced: move it away, or choose another -o", err)
	case errors.As(err, &system):
		return usage.Wrap(err)
	case err != nil && force:
		note("%v; it is replaced, as --force says", err)
		return nil
	case err != nil:
		return usage.Errorf("%w; choose another -o, or --force to replace it", err)
	case log.ID() == r.header.ID():
	case force:
		note("%s of another analysis in %s are replaced, as --force says", words.Plural(len(log.Records), "run"), path)
		return nil
	default:
		return usage.Errorf("%s holds runs of another analysis (%s): its plan digest is %.12s…, this one's %.12s…; choose "+
			"another -o, or --force to replace it", path, spec.Difference(log.Header, r.header), log.ID(), r.header.ID())
	}
	if log.Torn > 0 {
		note("warning: the last %d bytes of %s are torn or damaged and are not used", log.Torn, path)
	}
	for _, record := range log.Records {
		if _, ok := r.known[record.Task]; !ok {
			r.known[record.Task] = record
			r.order = append(r.order, record)
		}
	}
	return nil
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

// unasked are the known runs that are not asked for.
func (r *runs) unasked() []sweep.Record {
	asked := map[sweep.Task]bool{}
	for _, t := range r.header.Tasks() {
		asked[t] = true
	}
	return slices.DeleteFunc(slices.Clone(r.order), func(record sweep.Record) bool { return asked[record.Task] })
}

// save writes the finished log, whose bytes depend on the header alone, and returns its
// digest. Runs that are not asked for are saved first, so that none is lost whenever
// this is interrupted.
func (r *runs) save(records []sweep.Record) (string, error) {
	spare := r.unasked()
	if len(spare) > 0 {
		_, err := r.dir.Write(spareName(r.name), func(w io.Writer) error {
			return runlog.Write(w, r.header.Holding(spare), spare)
		})
		if err != nil {
			return "", err
		}
		r.process.Progress.Note("%s that were not asked for now are kept in %s", words.Plural(len(spare), "finished run"),
			r.dir.Path(spareName(r.name)))
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

// holds says whether a log is the finished one of a header.
func holds(log *runlog.Log, h runlog.Header) bool {
	return log.ID() == h.ID() && log.SamePlan(h) && log.Shard == h.Shard && log.Torn == 0 && len(log.Lacking()) == 0
}
