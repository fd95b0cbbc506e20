package study

import (
	"io"
	"os"
	"strings"

	"subtype/internal/expr"
	"subtype/internal/expr/names"
	"subtype/internal/expr/table"
	"subtype/internal/usage"
)

// readMatrix reads and prepares the matrix from a file, a folder of MatrixMarket files,
// or stdin.
func readMatrix(path string, stdin io.Reader, read table.Options, prepare expr.Options) (*expr.Matrix, error) {
	if path == "-" {
		return readStream("stdin", stdin, read, prepare)
	}
	if scheme, _, ok := strings.Cut(path, "://"); ok && !strings.ContainsAny(scheme, "/.") {
		return nil, usage.Errorf("%s is an address, not a file: download it first, or pipe it in and give - as the matrix",
			path)
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return expr.LoadFolder(names.OfFile(path), os.DirFS(path), read, prepare)
	}
	f, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	before, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() { // a pipe by name
		return readStream(names.OfFile(path), f, read, prepare)
	}
	m, err := expr.Load(names.OfFile(path), f, read, prepare)
	after, statErr := f.Stat()
	if err == nil && statErr == nil && (after.Size() != before.Size() || !after.ModTime().Equal(before.ModTime())) {
		return nil, usage.Errorf("%s changed while it was read: wait until it is complete", path)
	}
	return m, err
}

// readStream reads what comes once.
func readStream(name string, r io.Reader, read table.Options, prepare expr.Options) (*expr.Matrix, error) {
	again, done, err := Spool(r)
	if err != nil {
		return nil, err
	}
	defer done()
	return expr.Load(name, again, read, prepare)
}
