package files

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// Temporary is the name that a file has until it is whole. Nothing else is ever given
// a name of this kind, so what stands there was left by a process that was killed.
func Temporary(name string) string { return name + ".subtype-tmp" }

// Create begins a file under its temporary name; Commit gives it its own. One process
// at a time may do so, which is the caller's affair.
func (f *Folder) Create(name string) (*os.File, error) {
	if _, err := f.Find(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err := f.root.MkdirAll(filepath.FromSlash(path.Dir(name)), 0o777); err != nil {
		return nil, f.failed(path.Dir(name), err)
	}
	temporary := filepath.FromSlash(Temporary(name))
	if _, err := f.Find(Temporary(name)); err == nil {
		f.root.Remove(temporary)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	unfinished.begin(f.Path(Temporary(name)))
	file, err := f.root.OpenFile(temporary, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		unfinished.end(f.Path(Temporary(name)))
		return nil, f.failed(name, err)
	}
	return file, nil
}

// Stage writes a file under its temporary name, down to the disk, and returns its
// SHA-256. Nothing is left of one that fails.
func (f *Folder) Stage(name string, content func(io.Writer) error) (string, error) {
	file, err := f.Create(name)
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
	if err != nil {
		f.Discard(name)
		return "", f.failed(name, err)
	}
	return hex.EncodeToString(digest.Sum(nil)), nil
}

// Commit gives files that were staged their own names, in place of what stood there.
func (f *Folder) Commit(names ...string) error {
	folders := map[string]bool{}
	for _, name := range names {
		if err := f.root.Rename(filepath.FromSlash(Temporary(name)), filepath.FromSlash(name)); err != nil {
			return f.failed(name, err)
		}
		unfinished.end(f.Path(Temporary(name)))
		folders[path.Dir(name)] = true
	}
	for name := range folders {
		f.sync(name)
	}
	return nil
}

// sync forces the names in a folder to the disk, where the file system can.
func (f *Folder) sync(name string) {
	if d, err := f.root.Open(filepath.FromSlash(name)); err == nil {
		d.Sync()
		d.Close()
	}
}

// Discard removes what was staged, or left under temporary names.
func (f *Folder) Discard(names ...string) {
	for _, name := range names {
		f.Remove(Temporary(name))
		unfinished.end(f.Path(Temporary(name)))
	}
}

// Write makes a file whole or not at all and returns its SHA-256.
func (f *Folder) Write(name string, content func(io.Writer) error) (string, error) {
	digest, err := f.Stage(name, content)
	if err == nil {
		err = f.Commit(name)
	}
	return digest, err
}
