package runlog

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
)

// ErrLocked says that another process holds the lock.
var ErrLocked = errors.New("another process holds the lock")

// ErrNoLocks says that the file system, or the operating system, has no locks of
// this kind.
var ErrNoLocks = errors.New("there are no locks here")

// ErrNotALock says that a file of the user's stands where the lock would be.
var ErrNotALock = errors.New("it is not a lock of this program")

// marker is what a lock file holds, so that no other file is taken for one.
const marker = "subtype: a process is working on the run log of this name\n"

// Lock is held by one process at a time and dies with it, however it ends.
type Lock struct {
	file *os.File
	path string
	ours bool // by its content: to be removed in the end
}

// Acquire takes the lock at path, a file that is made for it and removed on
// release. It does not wait. A lock that a killed process has left there is no
// obstacle. An empty file is locked but not removed in the end, since it may be
// somebody's; any other file, or a link, is left alone: ErrNotALock.
func Acquire(path string) (*Lock, error) {
	for {
		l, made, err := openLock(path)
		if err == errAgain {
			continue
		}
		if err != nil {
			return nil, err
		}
		if err = lock(l.file); err == nil {
			err = l.check()
		}
		if err == nil && made {
			_, err = l.file.WriteString(marker)
		}
		if err == nil {
			return l, nil
		}
		l.end(made && err != errAgain && err != ErrLocked)
		if err != errAgain {
			return nil, err
		}
	}
}

// errAgain says that another process was quicker.
var errAgain = errors.New("the lock file has come or gone meanwhile")

// openLock opens the lock file, or makes it.
func openLock(path string) (l *Lock, made bool, err error) {
	found, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o666)
		if errors.Is(err, fs.ErrExist) {
			err = errAgain
		}
		return &Lock{file, path, true}, true, err
	}
	if err != nil {
		return nil, false, err
	}
	if !found.Mode().IsRegular() {
		return nil, false, ErrNotALock
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		err = errAgain
	}
	if err != nil {
		return nil, false, err
	}
	content := make([]byte, len(marker)+1)
	n, err := file.ReadAt(content, 0)
	if err == io.EOF {
		err = nil
	}
	if err == nil && !strings.HasPrefix(marker, string(content[:n])) {
		err = ErrNotALock
	}
	if err != nil {
		file.Close()
		return nil, false, err
	}
	return &Lock{file, path, n > 0}, false, nil
}

// check says whether the locked file is still the one at the path: the last holder
// may have removed it between the two steps. Then nobody else would find this lock.
func (l *Lock) check() error {
	held, err := l.file.Stat()
	if err != nil {
		return err
	}
	now, err := os.Lstat(l.path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(held, now) {
		return errAgain
	}
	return err
}

// Release removes the file while the lock on it is still held, then lets go; where the
// system does not remove what is open, the other way round.
func (l *Lock) Release() {
	if l == nil {
		return
	}
	l.end(l.ours && l.check() == nil)
}

// end closes the file, and removes it.
func (l *Lock) end(remove bool) {
	if remove && removesOpen {
		os.Remove(l.path)
	}
	l.file.Close()
	if remove && !removesOpen {
		os.Remove(l.path)
	}
}
