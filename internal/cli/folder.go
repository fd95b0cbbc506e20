package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"

	"golang.org/x/sync/errgroup"

	"subtype/internal/files"
	"subtype/internal/runlog"
	"subtype/report"
)

// folder is the folder of results, locked. Its files appear whole or not at all,
// and its summary says which analysis they are of.
type folder struct {
	path     string
	dir      *files.Folder
	lock     *runlog.Lock
	in       inputs // of the command: never written
	force    bool
	summary  summary
	previous *summary          // found there; nil: none of ours
	found    map[string]string // files that may be replaced or removed, with their digests
}

// Names of files that the commands themselves read again.
const (
	summaryName = "summary.json"
	runsName    = "runs.log"
)

// openFolder makes the folder, or takes one that holds the same analysis or
// nothing of ours, and locks it. Another analysis is refused unless forced; files
// that are not ours always.
func openFolder(path string, j *job, o *options, in inputs, warn io.Writer) (_ *folder, err error) {
	f := &folder{path: path, summary: newSummary(j, o), in: in, force: o.force}
	if err := in.refuse(path); err != nil { // which may be the matrix
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return nil, usagef("%s is no folder; choose another -o DIR", path)
	}
	if f.dir, err = files.Make(path); err != nil {
		return nil, unusable(err)
	}
	defer func() {
		if err != nil {
			f.close()
		}
	}()
	if f.lock, err = lockRuns(f.dir, runsName, path, in, warn); err != nil {
		return nil, err
	}
	if err := f.readPrevious(); err != nil {
		return nil, err
	}
	if was := f.previous; was != nil && was.Analysis != f.summary.Analysis && !o.force {
		return nil, usagef("%s holds another analysis (%s): its plan digest is %.12s…, this one's %.12s…; choose another -o DIR, or --force to replace it",
			path, f.difference(was, j.header), was.Analysis, f.summary.Analysis)
	}
	if f.previous != nil && f.previous.edited {
		fmt.Fprintf(warn, "%s is not as this program wrote it; it is made anew\n", f.name(summaryName))
	}
	return f, f.claim(namesOf(o))
}

// readPrevious reads the summary that is there.
func (f *folder) readPrevious() error {
	data, err := f.dir.Read(summaryName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return usageError{err}
	}
	if f.previous, err = readSummary(data); err != nil {
		return usagef("%s holds a %s that is not from this program: move it away, or choose another folder",
			f.path, summaryName)
	}
	return nil
}

func (f *folder) name(file string) string { return f.dir.Path(file) }

func (f *folder) close() {
	f.lock.Release()
	f.dir.Close()
}

// difference says in what an analysis found in the folder differs.
func (f *folder) difference(was *summary, this runlog.Header) string {
	if data, err := f.dir.Read(runsName); err == nil {
		if log, err := runlog.Read(data); err == nil && log.ID() == was.Analysis {
			return different(log.Header, this)
		}
	}
	if was.Input.SHA256 != f.summary.Input.SHA256 {
		return fmt.Sprintf("of %s with SHA-256 %.12s…, this is %s with %.12s…", was.Input.Name, was.Input.SHA256, f.summary.Input.Name, f.summary.Input.SHA256)
	}
	for _, field := range this.Fields {
		if v, ok := was.Options[field.Name]; ok && v != field.Value {
			return differentOption(field.Name, v, field.Value)
		}
	}
	return "with other options"
}

// complete says whether the folder holds exactly what this analysis would leave
// there.
func (f *folder) complete(input report.File) bool {
	was := f.previous
	if was == nil || was.edited || !was.sameAs(&f.summary) {
		return false
	}
	if digest, err := digestOf(input); err != nil || digest != was.Files[input.Name] {
		return false
	}
	return f.unchanged(maps.Keys(was.Files)) == ""
}

// unchanged returns the first file that is not as the summary found there says, ""
// when all are.
func (f *folder) unchanged(names func(func(string) bool)) string {
	for name := range names {
		if got, err := f.dir.Digest(name); err != nil || !f.previous.wrote(name, got) {
			return name
		}
	}
	return ""
}

// writeStudy writes files and, last, the summary; what an earlier report left and this
// one does not have is removed. Files that are there already are given with their
// digests.
//
// All files are made beside those that they replace before any is replaced. Until all
// is done the summary says "unfinished", and names every file that may be there, with
// what it may hold: so a later command finds what to remove, and what somebody has
// changed meanwhile.
func (f *folder) writeStudy(ctx context.Context, s *report.Study, all []report.File, there map[string]string,
	threads int, progress io.Writer) error {
	names := make([]string, len(all))
	for i, file := range all {
		names[i] = file.Name
	}
	f.unfinished(names, nil, there)
	if err := f.writeSummary(); err != nil {
		return err
	}
	before := f.summary.Files
	fmt.Fprintf(progress, "writing %d files\n", len(all)+1)
	digests, err := f.stage(ctx, all, threads)
	if err == nil {
		err = f.replace(names, digests, there)
	}
	if err != nil {
		f.dir.Discard(names...)
		return err
	}
	f.summary.Files, f.summary.Replacing = maps.Clone(there), nil
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
func (f *folder) stage(ctx context.Context, all []report.File, threads int) ([]string, error) {
	digests := make([]string, len(all))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(threads)
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
func (f *folder) replace(names, digests []string, there map[string]string) error {
	if err := f.claim(names); err != nil {
		return err
	}
	f.unfinished(names, digests, there)
	if err := f.writeSummary(); err != nil {
		return err
	}
	return f.dir.Commit(names...)
}

// unfinished makes the summary say which files may be there, and what they may hold:
// what was found, or what comes.
func (f *folder) unfinished(names, digests []string, there map[string]string) {
	s := &f.summary
	s.Status, s.Files, s.Replacing = "unfinished", maps.Clone(there), map[string][]string{}
	for _, name := range slices.Concat(names, f.earlier()) {
		if _, ok := there[name]; !ok {
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

func (f *folder) writeSummary() error {
	data, err := f.summary.encode()
	if err == nil {
		_, err = f.dir.Write(summaryName, func(w io.Writer) error { _, err := w.Write(data); return err })
	}
	return err
}

// removeStale removes files of an earlier report of ours that are not in this one,
// folders that this leaves empty, and what a process left that was killed while it
// wrote.
func (f *folder) removeStale(before map[string]string) error {
	for name := range before {
		f.dir.Discard(name)
		if f.summary.listed(name) {
			continue
		}
		if err := f.dir.Remove(name); err != nil {
			return err
		}
	}
	f.dir.Discard(runsName)
	return nil
}
