// Package input opens the files that a command reads: by name, from stdin, or a folder; what comes only
// once can be read again.
package input

import (
	"io"
	"io/fs"
	"os"
	"strings"

	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/table"
	"subtype/internal/usage"
)

// Matrix reads and prepares the matrix from a file, a folder of MatrixMarket files,
// or stdin.
func Matrix(path string, stdin io.Reader, read table.Options, prepare expr.Options) (*expr.Matrix, error) {
	return readFrom(path, stdin,
		func(name string, r io.ReadSeeker) (*expr.Matrix, error) { return expr.Load(name, r, read, prepare) },
		func(name string, folder fs.FS) (*expr.Matrix, error) {
			return expr.LoadFolder(name, folder, read, prepare)
		})
}

// Rows reads the rows of a matrix as they are, once, and hands each to take, which must not keep it.
func Rows(path string, stdin io.Reader, read table.Options, take func(t *table.Table, values []float64)) (*table.Table,
	error) {
	t, err := readFrom(path, stdin,
		func(name string, r io.ReadSeeker) (*table.Table, error) { return table.ReadRows(name, r, read, take) },
		func(name string, folder fs.FS) (*table.Table, error) {
			return table.ReadFolderRows(name, folder, read, take)
		})
	if err == nil && t.Findings.Count(finding.Fatal) > 0 {
		for i, f := range t.Findings {
			if f.Flags == "--rename-duplicate-samples" { // a flag of what is prepared
				t.Findings[i].Remedy, t.Findings[i].Flags = "give every sample its own name", ""
			}
		}
		err = &finding.Refusal{Name: t.Name, Findings: t.Findings}
	}
	return t, err
}

// readFrom has a matrix read from a file, a folder, or stdin.
func readFrom[T any](path string, stdin io.Reader, read func(string, io.ReadSeeker) (T, error),
	folder func(string, fs.FS) (T, error)) (none T, err error) {
	if path == "-" {
		return readStream("stdin", stdin, read)
	}
	if scheme, _, ok := strings.Cut(path, "://"); ok && !strings.ContainsAny(scheme, "/.") {
		return none, usage.Errorf("%s is an address, not a file: download it first, or pipe it in and give - as the matrix",
			path)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return folder(names.OfFile(path), os.DirFS(path))
	}
	f, err := Open(path)
	if err != nil {
		return none, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return none, err
	}
	if !before.Mode().IsRegular() { // a pipe by name
		return readStream(names.OfFile(path), f, read)
	}
	m, err := read(names.OfFile(path), f)
	after, statErr := f.Stat()
	if err == nil && statErr == nil && (after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime())) {
		return none, usage.Errorf("%s changed while it was read: wait until it is complete", path)
	}
	return m, err
}

// readStream reads what comes once.
func readStream[T any](name string, r io.Reader, read func(string, io.ReadSeeker) (T, error)) (none T, err error) {
	again, done, err := Spool(r)
	if err != nil {
		return none, err
	}
	defer done()
	return read(name, again)
}

// Names reads a list of names, one a line.
func Names(path string) ([]string, error) {
	f, err := Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return names.ReadList(names.OfFile(path), f, "")
}

// Open opens an input file with a message that says what to do.
func Open(path string) (*os.File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, usage.Wrap(err)
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = usage.Errorf("%s is a folder; give a file", path)
	}
	if err != nil {
		f.Close()
		return nil, usage.Wrap(err)
	}
	return f, nil
}
