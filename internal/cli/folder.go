package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
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

	"subtype/internal/expr"
	"subtype/report"
)

// folder is the folder of results. Its files appear whole or not at all, and
// its summary says which analysis they are of.
type folder struct {
	path     string
	summary  summary
	previous map[string]string // files of the summary found there
}

// summary is summary.json.
type summary struct {
	Program  string            `json:"program"`
	Version  string            `json:"version"`
	Status   string            `json:"status"`   // "complete", or "unfinished" while files are being made
	Analysis string            `json:"analysis"` // digest of the input and of all options that decide the runs
	Input    summaryInput      `json:"input"`
	Options  map[string]string `json:"options"`
	Chosen   *summaryChoice    `json:"chosen,omitempty"`
	Files    map[string]string `json:"files,omitempty"` // SHA-256 by name
}

type summaryInput struct {
	Name    string `json:"name"`
	SHA256  string `json:"sha256"`
	Format  string `json:"format"`
	Genes   int    `json:"genes"`
	Samples int    `json:"samples"`
}

type summaryChoice struct {
	Rank    int    `json:"rank"`
	Rule    string `json:"rule,omitempty"`
	Why     string `json:"why"`
	Samples []int  `json:"subtype_sizes"`
}

const summaryName = "summary.json"

// openFolder makes the folder, or takes one that holds the same analysis or
// nothing of ours. Another analysis is refused unless forced.
func openFolder(path string, m *expr.Matrix, analysis []report.Option, force bool) (*folder, error) {
	digest := sha256.New()
	fmt.Fprintf(digest, "subtype-analysis-v1\ninput=%s\n", m.SHA256)
	for _, o := range analysis {
		fmt.Fprintf(digest, "%s=%s\n", o.Name, o.Value)
	}
	f := &folder{path: path, summary: summary{
		Program: "subtype", Version: Version, Status: "unfinished", Analysis: hex.EncodeToString(digest.Sum(nil)),
		Input: summaryInput{m.Name, m.SHA256, m.Format, m.Read.Genes, m.Read.Samples},
	}}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, usageError{err}
	}
	old, err := os.ReadFile(filepath.Join(path, summaryName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		for _, name := range []string{"report.xlsx", "assignments.tsv", "rank_survey.tsv"} {
			if _, err := os.Lstat(filepath.Join(path, name)); err == nil && !force {
				return nil, usagef("%s holds a file %s that is not from this program; choose another -o DIR, or --force to replace it", path, name)
			}
		}
	case err != nil:
		return nil, usageError{err}
	default:
		var was summary
		if err := json.Unmarshal(old, &was); err != nil || was.Program != "subtype" {
			if !force {
				return nil, usagef("%s holds a %s that is not from this program; choose another -o DIR, or --force to replace it", path, summaryName)
			}
		} else if was.Analysis != f.summary.Analysis && !force {
			return nil, usagef("%s holds another analysis (%s); choose another -o DIR, or --force to replace it", path, difference(was, m, analysis))
		}
		if was.Program == "subtype" { // files that another program lists are none of ours
			f.previous = was.Files
		}
	}
	return f, nil
}

// difference says in what an analysis found in a folder differs.
func difference(was summary, m *expr.Matrix, analysis []report.Option) string {
	if was.Input.SHA256 != m.SHA256 {
		return fmt.Sprintf("of %s with SHA-256 %.12s…, this is %s with %.12s…", was.Input.Name, was.Input.SHA256, m.Name, m.SHA256)
	}
	for _, o := range analysis {
		if v, ok := was.Options[o.Name]; ok && v != o.Value {
			return fmt.Sprintf("with --%s %s, this is with %s", o.Name, v, o.Value)
		}
	}
	return "with other options"
}

// writeStudy writes every file of the report and, last, the summary; then files
// that an earlier report left and this one does not have are removed.
func (f *folder) writeStudy(ctx context.Context, s *report.Study, formats []string, threads int, progress io.Writer) error {
	f.summary.Options = map[string]string{}
	for _, o := range s.Options {
		f.summary.Options[o.Name] = o.Value
	}
	// The summary says "unfinished" until all files are there.
	// It names every file that may be there, for a later run to remove.
	files := s.Files(formats)
	f.summary.Files = maps.Clone(f.previous)
	if f.summary.Files == nil {
		f.summary.Files = map[string]string{}
	}
	for _, file := range files {
		if _, ok := f.summary.Files[file.Name]; !ok {
			f.summary.Files[file.Name] = ""
		}
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
			digests[i], err = f.write(file.Name, file.Write)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	sums := map[string]string{}
	for i, file := range files {
		sums[file.Name] = digests[i]
	}
	chosen := s.Survey.Chosen()
	sizes := make([]int, chosen.K)
	for _, q := range chosen.Subtypes {
		sizes[q]++
	}
	f.summary.Status, f.summary.Files = "complete", sums
	f.summary.Chosen = &summaryChoice{s.Survey.Choice.K, s.Survey.Choice.Rule, s.Survey.Choice.Why, sizes}
	if err := f.writeSummary(); err != nil {
		return err
	}
	return f.removeStale(sums)
}

func (f *folder) writeSummary() error {
	_, err := f.write(summaryName, func(w io.Writer) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(f.summary)
	})
	return err
}

// write makes a file whole or not at all: a temporary file beside it, synced,
// then renamed. It returns the file's SHA-256.
func (f *folder) write(name string, content func(io.Writer) error) (string, error) {
	path := filepath.Join(f.path, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return "", err
	}
	partial := path + ".partial"
	file, err := os.OpenFile(partial, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return "", err
	}
	digest := sha256.New()
	err = content(io.MultiWriter(file, digest))
	if err == nil {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(partial, path)
	}
	if err != nil {
		os.Remove(partial)
		return "", fmt.Errorf("%s: %w", path, err)
	}
	return hex.EncodeToString(digest.Sum(nil)), nil
}

// removeStale removes files of an earlier report of ours that are not in this
// one, and folders that this leaves empty.
func (f *folder) removeStale(now map[string]string) error {
	for name := range f.previous {
		local := filepath.FromSlash(name)
		if _, ok := now[name]; ok || !filepath.IsLocal(local) {
			continue
		}
		path := filepath.Join(f.path, local)
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if strings.Contains(name, "/") {
			os.Remove(filepath.Dir(path)) // fails where something is left, which is right
		}
	}
	return nil
}
