package cli

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
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

// writeFile makes a file whole or not at all: a temporary file beside it, synced,
// then renamed. It returns the file's SHA-256.
func writeFile(path string, content func(io.Writer) error) (string, error) {
	target, through := destination(path)
	temporary, flags := target+".tmp", os.O_CREATE|os.O_TRUNC|os.O_WRONLY
	if through {
		temporary = target
	} else {
		unfinished.begin(temporary)
		defer unfinished.end(temporary)
	}
	file, err := os.OpenFile(temporary, flags, 0o666)
	if err != nil {
		return "", fileError(path, err)
	}
	digest := sha256.New()
	err = content(io.MultiWriter(file, digest))
	if err == nil && !through {
		err = file.Sync()
	}
	if closed := file.Close(); err == nil {
		err = closed
	}
	if err == nil && !through {
		err = os.Rename(temporary, target)
	}
	if err != nil {
		if !through {
			os.Remove(temporary)
		}
		return "", fileError(path, err)
	}
	return hex.EncodeToString(digest.Sum(nil)), nil
}

// fileError names the file that was to be written, not the temporary one.
func fileError(path string, err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", path, err)
}

// digestFile is the SHA-256 of a file.
func digestFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	digest := sha256.New()
	_, err = io.Copy(digest, f)
	return hex.EncodeToString(digest.Sum(nil)), err
}

// unusable is the error for a place that cannot be written to: wrong usage, unless
// it is only full.
func unusable(err error) error {
	if errors.Is(err, syscall.ENOSPC) {
		return err
	}
	return usageError{err}
}
