package runlog

import (
	"errors"
	"os"
)

// ErrLocked says that another process holds the lock.
var ErrLocked = errors.New("another process holds the lock")

// ErrNoLocks says that the file system, or the operating system, has no locks of
// this kind.
var ErrNoLocks = errors.New("there are no locks here")

// Lock is held by one process at a time and dies with it, however it ends.
type Lock struct {
	file *os.File
	path string
}

// Acquire takes the lock at path, a file that is made for it and removed on
// release. It does not wait. A file that a killed process has left there is no
// obstacle.
func Acquire(path string) (*Lock, error) {
	for {
		file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666)
		if err != nil {
			return nil, err
		}
		if err := lock(file); err != nil {
			file.Close()
			if err == ErrNoLocks {
				os.Remove(path)
			}
			return nil, err
		}
		// The last holder may have removed the file between the two steps: then
		// this lock is on a file that nobody else will find.
		held, err := file.Stat()
		if err == nil {
			var now os.FileInfo
			if now, err = os.Stat(path); err == nil && os.SameFile(held, now) {
				return &Lock{file, path}, nil
			}
		}
		file.Close()
		if err != nil && !os.IsNotExist(err) {
			return nil, err
		}
	}
}

// Release removes the file while the lock on it is still held, then lets go.
func (l *Lock) Release() {
	if l != nil {
		os.Remove(l.path)
		l.file.Close()
	}
}
