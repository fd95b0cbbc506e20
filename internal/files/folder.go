// Package files keeps a folder of files that the program makes: each appears whole or
// not at all, and nothing outside the folder is ever reached.
//
// Names are relative to the folder, with slashes. No link inside it is followed: where
// a link, or anything but a regular file, stands in place of one of its files, that is
// an error in words. The folder itself may be reached through a link.
package files

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// ErrForeign says that something stands in the folder that the program did not make:
// a link, or no file where a file should be.
var ErrForeign = errors.New("not from this program")

// Folder is an open folder.
type Folder struct {
	path string
	root *os.Root
}

// Open opens a folder that is there.
func Open(path string) (*Folder, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return &Folder{path, root}, nil
}

// Make opens a folder, and makes it where it is absent.
func Make(path string) (*Folder, error) {
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, err
	}
	return Open(path)
}

// Close lets go of the folder.
func (f *Folder) Close() error { return f.root.Close() }

// Path is where a file of the folder is, for messages.
func (f *Folder) Path(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

// Find describes a file. What is no regular file, or in a folder that is none, is an
// error that is ErrForeign; a file that is not there one that is fs.ErrNotExist.
func (f *Folder) Find(name string) (fs.FileInfo, error) {
	if !filepath.IsLocal(filepath.FromSlash(name)) || path.Clean(name) != name || name == "." {
		return nil, fmt.Errorf("%q is no name of a file in %s: %w", name, f.path, ErrForeign)
	}
	for at := range name {
		if name[at] != '/' {
			continue
		}
		info, err := f.root.Lstat(filepath.FromSlash(name[:at]))
		if err != nil {
			return nil, f.failed(name, err)
		}
		if !info.IsDir() {
			return nil, f.foreign(name[:at], info, "a folder")
		}
	}
	info, err := f.root.Lstat(filepath.FromSlash(name))
	if err != nil {
		return nil, f.failed(name, err)
	}
	if !info.Mode().IsRegular() {
		return nil, f.foreign(name, info, "a file")
	}
	return info, nil
}

// failed names the file in an error once, with its whole path.
func (f *Folder) failed(name string, err error) error { return Failed(f.Path(name), err) }

// Failed is an error of the operating system about a file, which it names once.
func Failed(path string, err error) error {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		err = p.Err
	case errors.As(err, &l):
		err = l.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

func (f *Folder) foreign(name string, info fs.FileInfo, want string) error {
	is := "something else"
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		is = "a link"
	case info.IsDir():
		is = "a folder"
	case info.Mode().IsRegular():
		is = "a file"
	}
	return fmt.Errorf("%s is %s where this program would have %s: %w", f.Path(name), is, want, ErrForeign)
}

// Open opens a file for reading: the one that Find describes, and no other.
func (f *Folder) Open(name string) (*os.File, error) {
	found, err := f.Find(name)
	if err != nil {
		return nil, err
	}
	file, err := f.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, f.failed(name, err)
	}
	info, err := file.Stat()
	if err == nil && !os.SameFile(found, info) {
		err = fmt.Errorf("%s was replaced while it was opened", f.Path(name))
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// mostRead is more than the program writes into a file that it reads again, in bytes.
const mostRead = 1 << 30

// Read is what a file holds. One that is larger than any that the program makes is an
// error that is ErrForeign.
func (f *Folder) Read(name string) ([]byte, error) {
	file, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Size() > mostRead {
		return nil, fmt.Errorf("%s is larger than %d MB: %w", f.Path(name), mostRead>>20, ErrForeign)
	}
	return io.ReadAll(io.LimitReader(file, mostRead))
}

// Digest is the SHA-256 of a file.
func (f *Folder) Digest(name string) (string, error) {
	file, err := f.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	digest := sha256.New()
	_, err = io.Copy(digest, file)
	return hex.EncodeToString(digest.Sum(nil)), err
}

// Remove removes a file, if it is there, and its folder if that is empty then.
func (f *Folder) Remove(name string) error {
	if _, err := f.Find(name); errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return err
	}
	if err := f.root.Remove(filepath.FromSlash(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return f.failed(name, err)
	}
	if strings.Contains(name, "/") {
		f.root.Remove(filepath.FromSlash(path.Dir(name))) // fails where something is left, which is right
	}
	return nil
}
