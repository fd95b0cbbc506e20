//go:build unix

package cli

import "syscall"

func makePipe(path string) error { return syscall.Mkfifo(path, 0o600) }

func setUmask(mask int) (old int, ok bool) { return syscall.Umask(mask), true }
