// Package product keeps what one command makes in a folder: its files, and a document that
// says what they are of. Files appear whole or not at all, what is there already is not
// made again, and nothing of the user's is ever replaced.
package product

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
	"slices"
	"strings"

	"subtype/internal/files"
	"subtype/internal/runlog"
)

// Product is what a command makes.
type Product struct {
	Command string   // its name: NAME.json is the document
	What    string   // it makes, in words: "data set"
	Version string   // of the program
	Options []Option // what it depends on, in the order of --help
	Names   []string // of all files that it may make, the document left out
}

// Option is a flag, or what else the files depend on, and its value.
type Option struct{ Name, Value string }

// File is a file to be made.
type File struct {
	Name  string
	Write func(io.Writer) error
}

// document is NAME.json.
type document struct {
	Program string            `json:"program"` // "subtype NAME"
	Version string            `json:"version"`
	Options map[string]string `json:"options"`
	Results any               `json:"results,omitempty"`
	Files   map[string]string `json:"files"` // with their SHA-256
}

func (p *Product) document() document {
	d := document{Program: "subtype " + p.Command, Version: p.Version, Options: map[string]string{},
		Files: map[string]string{}}
	for _, o := range p.Options {
		d.Options[o.Name] = o.Value
	}
	return d
}

func (d document) write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d)
}

// Folder is an open folder for a product.
type Folder struct {
	Product
	path string
	dir  *files.Folder
	lock *runlog.Lock
	was  *document // found there
	old  []string  // files found there, which are ours
}

// about is the name of the document.
func (p *Product) about() string { return p.Command + ".json" }

// Open opens a folder for a product, and makes it where it is absent. Files that are
// there and not from this command, or changed since, are an error; and so is another
// product, unless forced.
func Open(path string, p Product, force bool) (_ *Folder, err error) {
	if info, err := os.Stat(path); err == nil && !info.IsDir() {
		return nil, fmt.Errorf("%s is no folder; choose another -o DIR", path)
	}
	f := &Folder{Product: p, path: path}
	if f.dir, err = files.Make(path); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			f.Close()
		}
	}()
	lock := p.about() + ".lock"
	f.lock, err = runlog.Acquire(f.dir.Path(lock))
	switch {
	case errors.Is(err, runlog.ErrLocked):
		return nil, fmt.Errorf("another process is writing to %s; wait until it ends", path)
	case errors.Is(err, runlog.ErrNotALock):
		return nil, fmt.Errorf("%s is not from this program, which needs that name for a lock: move it away, or choose "+
			"another -o DIR", f.dir.Path(lock))
	case errors.Is(err, runlog.ErrNoLocks):
	case err != nil:
		return nil, err
	}
	if err := f.checkPresent(); err != nil {
		return nil, fmt.Errorf("%w; move it away, or choose another -o DIR", err)
	}
	if f.was != nil && !f.same() && !force {
		return nil, fmt.Errorf("%s holds another %s (%s); choose another -o DIR, or --force to replace it", path, p.What,
			f.difference())
	}
	return f, nil
}

// Close lets go of the folder.
func (f *Folder) Close() {
	f.lock.Release()
	f.dir.Close()
}

// Path is where a file of the folder is.
func (f *Folder) Path(name string) string { return f.dir.Path(name) }

// checkPresent finds the files that are there. Each must be as the document says.
func (f *Folder) checkPresent() error {
	data, err := f.dir.Read(f.about())
	if err == nil {
		f.was = &document{}
		if json.Unmarshal(data, f.was) != nil || f.was.Program != f.document().Program {
			return fmt.Errorf("%s is not from this program", f.dir.Path(f.about()))
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, name := range f.Names {
		digest, err := f.dir.Digest(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return err
		case f.was == nil || f.was.Files[name] == "":
			return fmt.Errorf("%s is not from this program", f.dir.Path(name))
		case f.was.Files[name] != digest:
			return fmt.Errorf("%s was changed since it was written", f.dir.Path(name))
		}
		f.old = append(f.old, name)
	}
	return nil
}

func (f *Folder) same() bool {
	will := f.document()
	return f.was.Version == will.Version && maps.Equal(f.was.Options, will.Options)
}

// difference names the first option that is another one.
func (f *Folder) difference() string {
	for _, o := range f.Options {
		if was := f.was.Options[o.Name]; was != o.Value {
			flag := "--" + o.Name
			if strings.Contains(o.Name, " ") { // what else the files depend on
				flag = o.Name
			}
			return fmt.Sprintf("with %s %s, this is with %s", flag, was, o.Value)
		}
	}
	return fmt.Sprintf("of version %s, this is %s", f.was.Version, f.Version)
}

// Complete says whether the folder holds the product already.
func (f *Folder) Complete() bool { return f.was != nil && f.same() && len(f.old) == len(f.was.Files) }

// Results gives what the document of a complete product says came out.
func (f *Folder) Results(results any) error {
	data, err := json.Marshal(f.was.Results)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, results)
}

// Write writes files, and what came out into the document. At every moment the files that
// are there are those that the document lists; they are made in the order given, and put in
// their places in the reverse one.
func (f *Folder) Write(ctx context.Context, all []File, results any) (err error) {
	d := f.document()
	d.Results = results
	names := []string{f.about()}
	for _, file := range slices.Backward(all) {
		names = append(names, file.Name)
	}
	defer func() {
		if err != nil {
			f.dir.Discard(names...)
		}
	}()
	for _, file := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		if d.Files[file.Name], err = f.dir.Stage(file.Name, file.Write); err != nil {
			return err
		}
	}
	if _, err = f.dir.Stage(f.about(), d.write); err != nil {
		return err
	}
	for _, name := range f.old {
		if err := f.dir.Remove(name); err != nil {
			return err
		}
	}
	return f.dir.Commit(names...)
}

// Digest is the SHA-256 of something that a product depends on.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
