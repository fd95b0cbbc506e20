package study

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"

	"golang.org/x/sync/errgroup"

	"subtype/internal/files"
	"subtype/internal/runlog"
	"subtype/internal/spec"
	"subtype/internal/usage"
	"subtype/report"
)

// Folder is the folder of results, locked. Its files appear whole or not at all,
// and its summary says which analysis they are of.
type Folder struct {
	path     string
	dir      *files.Folder
	lock     *runlog.Lock
	inputs   Inputs // of the command: never written
	process  Process
	summary  Summary
	previous *Summary          // found there; nil: none of ours
	found    map[string]string // files that may be replaced or removed, with their digests
}

// openFolder makes the folder, or takes one that holds the same analysis or
// nothing of ours, and locks it. Another analysis is refused unless forced; files
// that are not ours always.
func (a *Analysis) openFolder(path string, in Inputs) (_ *Folder, err error) {
	f := &Folder{path: path, summary: a.summary(), inputs: in, process: a.process}
	if err := in.refuse(path); err != nil { // which may be the matrix
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return nil, usage.Errorf("%s is no folder; choose another -o DIR", path)
	}
	if f.dir, err = files.Make(path); err != nil {
		return nil, unusable(err)
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	if f.lock, err = lockRuns(f.dir, RunsName, path, in, a.process.Progress); err != nil {
		return nil, err
	}
	if err := f.readPrevious(); err != nil {
		return nil, err
	}
	if was := f.previous; was != nil && was.Analysis != f.summary.Analysis && !a.process.Force {
		return nil, usage.Errorf("%s holds another analysis (%s): its plan digest is %.12s…, this one's %.12s…; choose "+
			"another -o DIR, or --force to replace it", path, f.difference(was, a.Header), was.Analysis, f.summary.Analysis)
	}
	if f.previous != nil && f.previous.edited {
		a.process.Progress.Note("%s is not as this program wrote it; it is made anew", f.dir.Path(SummaryName))
	}
	return f, f.claim(a.names())
}

// readPrevious reads the summary that is there.
func (f *Folder) readPrevious() error {
	data, err := f.dir.Read(SummaryName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return usage.Wrap(err)
	}
	if f.previous, err = ReadSummary(data); err != nil {
		return usage.Errorf("%s holds a %s that is not from this program: move it away, or choose another folder",
			f.path, SummaryName)
	}
	return nil
}

// Close lets other processes work on the folder.
func (f *Folder) Close() {
	f.lock.Release()
	f.dir.Close()
}

// difference says in what an analysis found in the folder differs.
func (f *Folder) difference(was *Summary, this runlog.Header) string {
	if data, err := f.dir.Read(RunsName); err == nil {
		if log, err := runlog.Read(data); err == nil && log.ID() == was.Analysis {
			return spec.Difference(log.Header, this)
		}
	}
	if is := f.summary.Input; was.Input.SHA256 != is.SHA256 {
		return spec.InputDifference(was.Input.Name, was.Input.SHA256, is.Name, is.SHA256)
	}
	for _, field := range this.Fields {
		if v, ok := was.Options[field.Name]; ok && v != field.Value {
			return spec.SettingDifference(field.Name, v, field.Value)
		}
	}
	return "with other options"
}

// finished says whether the folder holds exactly what this analysis would leave there,
// and says so.
func (f *Folder) finished() bool {
	was := f.previous
	if f.process.Force || was == nil || was.edited || !was.sameAs(&f.summary) || f.unchanged(maps.Keys(was.Files)) != "" {
		return false
	}
	f.process.Progress.Note("%s holds this analysis already, complete: nothing to do", f.path)
	return true
}

// unchanged returns the first file that is not as the summary found there says, ""
// when all are.
func (f *Folder) unchanged(names func(func(string) bool)) string {
	for name := range names {
		if got, err := f.dir.Digest(name); err != nil || !f.previous.wrote(name, got) {
			return name
		}
	}
	return ""
}

// writeStudy writes files and, last, the summary; what an earlier report left and this
// one does not have is removed. Files that are as they should be already are given with
// their digests.
//
// All files are made beside those that they replace before any is replaced. Until all
// is done the summary says "unfinished", and names every file that may be there, with
// what it may hold: so a later command finds what to remove, and what somebody has
// changed meanwhile.
func (f *Folder) writeStudy(ctx context.Context, s *report.Study, all []report.File, done map[string]string) error {
	names := make([]string, len(all))
	for i, file := range all {
		names[i] = file.Name
	}
	f.unfinished(names, nil, done)
	if err := f.writeSummary(); err != nil {
		return err
	}
	before := f.summary.Files
	f.process.Progress.Note("writing %d files", len(all)+1)
	digests, err := f.stage(ctx, all)
	if err == nil {
		err = f.replace(names, digests, done)
	}
	if err != nil {
		f.dir.Discard(names...)
		return err
	}
	f.summary.Files, f.summary.Replacing = maps.Clone(done), nil
	for i, name := range names {
		f.summary.Files[name] = digests[i]
	}
	f.summary.finish(s)
	if err := f.removeStale(before); err != nil {
		return err
	}
	return f.writeSummary()
}

// stage makes files under their temporary names.
func (f *Folder) stage(ctx context.Context, all []report.File) ([]string, error) {
	digests := make([]string, len(all))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(f.process.Threads)
	for i, file := range all {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			digests[i], err = f.dir.Stage(file.Name, file.Write)
			return err
		})
	}
	return digests, group.Wait()
}

// replace puts staged files in the place of those that are there, unless one of these
// was changed while the new ones were made.
func (f *Folder) replace(names, digests []string, done map[string]string) error {
	if err := f.claim(names); err != nil {
		return err
	}
	f.unfinished(names, digests, done)
	if err := f.writeSummary(); err != nil {
		return err
	}
	return f.dir.Commit(names...)
}

// unfinished makes the summary say which files may be there, and what they may hold:
// what was found, or what comes.
func (f *Folder) unfinished(names, digests []string, done map[string]string) {
	s := &f.summary
	s.Status, s.Files, s.Replacing = "unfinished", maps.Clone(done), map[string][]string{}
	for _, name := range slices.Concat(names, f.earlier()) {
		if _, ok := done[name]; !ok {
			s.Files[name] = ""
		}
	}
	for name, digest := range f.found {
		if s.Files[name] == "" && s.listed(name) {
			s.Replacing[name] = append(s.Replacing[name], digest)
		}
	}
	for i := range digests {
		s.Replacing[names[i]] = append(s.Replacing[names[i]], digests[i])
	}
}

func (f *Folder) writeSummary() error {
	data, err := f.summary.Encode()
	if err == nil {
		_, err = f.dir.Write(SummaryName, func(w io.Writer) error { _, err := w.Write(data); return err })
	}
	return err
}

// removeStale removes files of an earlier report of ours that are not in this one,
// folders that this leaves empty, and what a process left that was killed while it
// wrote.
func (f *Folder) removeStale(before map[string]string) error {
	for name := range before {
		f.dir.Discard(name)
		if f.summary.listed(name) {
			continue
		}
		if err := f.dir.Remove(name); err != nil {
			return err
		}
	}
	f.dir.Discard(RunsName)
	return nil
}
