package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sync/errgroup"

	"subtype/internal/runlog"
	"subtype/report"
)

// folder is the folder of results, locked. Its files appear whole or not at all,
// and its summary says which analysis they are of.
type folder struct {
	path     string
	lock     *runlog.Lock
	summary  summary
	previous *summary // found there; nil: none of ours
}

// Names of files that the commands themselves read again.
const (
	summaryName = "summary.json"
	runsName    = "runs.log"
)

// openFolder makes the folder, or takes one that holds the same analysis or
// nothing of ours, and locks it. Another analysis is refused unless forced.
func openFolder(path string, j *job, o *options, warn io.Writer) (_ *folder, err error) {
	f := &folder{path: path, summary: newSummary(j, o)}
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return nil, usagef("%s is no folder; choose another -o DIR", path)
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, unusable(err)
	}
	if f.lock, err = lockRuns(f.name(runsName), path, warn); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			f.close()
		}
	}()
	data, err := os.ReadFile(f.name(summaryName))
	if errors.Is(err, fs.ErrNotExist) {
		for _, name := range []string{"report.xlsx", "assignments.tsv", "rank_survey.tsv"} {
			if _, err := os.Lstat(f.name(name)); err == nil && !o.force {
				return nil, usagef("%s holds a file %s that is not from this program; choose another -o DIR, or --force to replace it", path, name)
			}
		}
		return f, nil
	}
	if err != nil {
		return nil, usageError{err}
	}
	was, err := readSummary(data)
	if err != nil && !o.force {
		return nil, usagef("%s holds a %s that is not from this program; choose another -o DIR, or --force to replace it", path, summaryName)
	}
	if err == nil && was.Analysis != f.summary.Analysis && !o.force {
		return nil, usagef("%s holds another analysis (%s): its plan digest is %.12s…, this one's %.12s…; choose another -o DIR, or --force to replace it",
			path, f.difference(was, j.header), was.Analysis, f.summary.Analysis)
	}
	if err == nil { // files that another program lists are none of ours
		f.previous = was
	}
	return f, nil
}

func (f *folder) name(file string) string { return filepath.Join(f.path, filepath.FromSlash(file)) }

func (f *folder) close() { f.lock.Release() }

// difference says in what an analysis found in the folder differs.
func (f *folder) difference(was *summary, this runlog.Header) string {
	if data, err := os.ReadFile(f.name(runsName)); err == nil {
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
	if was == nil || !was.sameAs(&f.summary) {
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
		want := f.previous.Files[name]
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return name
		}
		if got, err := digestFile(f.name(name)); err != nil || got != want {
			return name
		}
	}
	return ""
}

// write makes a file of the folder whole or not at all.
func (f *folder) write(file report.File) (string, error) {
	path := f.name(file.Name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return "", err
	}
	return writeFile(path, file.Write)
}

// writeStudy writes files and, last, the summary; then what an earlier report left
// and this one does not have is removed. Files that are there already are given
// with their digests.
func (f *folder) writeStudy(ctx context.Context, s *report.Study, files []report.File, there map[string]string, threads int, progress io.Writer) error {
	// The summary says "unfinished" until all files are there. It names every file
	// that may be, for a later run to remove, but without digests, so that no report
	// is made from them.
	f.summary.Status, f.summary.Files = "unfinished", maps.Clone(there)
	if f.previous != nil {
		for name := range f.previous.Files {
			if _, ok := there[name]; !ok {
				f.summary.Files[name] = ""
			}
		}
	}
	for _, file := range files {
		f.summary.Files[file.Name] = ""
	}
	if err := f.writeSummary(); err != nil {
		return err
	}
	fmt.Fprintf(progress, "writing %d files\n", len(files)+1)
	digests := make([]string, len(files))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(threads)
	for i, file := range files {
		group.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			var err error
			digests[i], err = f.write(file)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	before := f.summary.Files
	f.summary.Files = maps.Clone(there)
	for i, file := range files {
		f.summary.Files[file.Name] = digests[i]
	}
	f.summary.finish(s)
	if err := f.removeStale(before); err != nil {
		return err
	}
	return f.writeSummary()
}

func (f *folder) writeSummary() error {
	_, err := f.write(report.File{Name: summaryName, Write: func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(f.summary)
	}})
	return err
}

// removeStale removes files of an earlier report of ours that are not in this
// one, folders that this leaves empty, and what a process left that was killed
// while it wrote.
func (f *folder) removeStale(before map[string]string) error {
	for name := range before {
		local := filepath.FromSlash(name)
		if !filepath.IsLocal(local) {
			continue
		}
		path := filepath.Join(f.path, local)
		os.Remove(path + ".tmp")
		if _, ok := f.summary.Files[name]; ok {
			continue
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if strings.Contains(name, "/") {
			os.Remove(filepath.Dir(path)) // fails where something is left, which is right
		}
	}
	return nil
}
