package study

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"subtype/internal/files"
	"subtype/internal/usage"
)

// destination is where something written to path ends up: through symbolic links.
// A destination that is there and no regular file (a pipe, a device) can only be
// written through.
func destination(path string) (target string, through bool) {
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if target, err := filepath.EvalSymlinks(path); err == nil {
			path = target
		}
		info, err = os.Stat(path)
		if err != nil {
			return path, true // a link to nothing, or into /proc
		}
	}
	return path, err == nil && !info.Mode().IsRegular()
}

// writeThrough writes into a pipe or a device.
func writeThrough(path string, content func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o666)
	if err != nil {
		return files.Failed(path, err)
	}
	err = content(file)
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return files.Failed(path, err)
	}
	return nil
}

// unusable is the error for a place that cannot be written to: wrong usage, unless
// it is only full.
func unusable(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return err
	}
	return usage.Wrap(err)
}
