package runlog

import (
	"os"

	"golang.org/x/sys/windows"
)

// A file that is open cannot be removed. So the lock is let go first, and the removal fails,
// as it should, where another process has opened the file meanwhile.
const removesOpen = false

// lock takes one byte far beyond the end of the file: unlike elsewhere, what is
// locked here nobody else can read, and the file's content must stay readable.
func lock(f *os.File) error {
	const once = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	place := windows.Overlapped{OffsetHigh: 1 << 30}
	switch err := windows.LockFileEx(windows.Handle(f.Fd()), once, 0, 1, 0, &place); err {
	case nil:
		return nil
	case windows.ERROR_LOCK_VIOLATION, windows.ERROR_IO_PENDING:
		return ErrLocked
	case windows.ERROR_NOT_SUPPORTED, windows.ERROR_INVALID_FUNCTION:
		return ErrNoLocks
	default:
		return &os.PathError{Op: "lock", Path: f.Name(), Err: err}
	}
}
