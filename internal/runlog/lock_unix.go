//go:build unix && !solaris && !aix

package runlog

import (
	"os"

	"golang.org/x/sys/unix"
)

// removesOpen says that a file which is open can be removed.
const removesOpen = true

func lock(f *os.File) error {
	for {
		switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err {
		case nil:
			return nil
		case unix.EINTR:
		case unix.EWOULDBLOCK:
			return ErrLocked
		case unix.ENOSYS, unix.ENOTSUP, unix.ENOLCK:
			return ErrNoLocks
		default:
			return &os.PathError{Op: "lock", Path: f.Name(), Err: err}
		}
	}
}
