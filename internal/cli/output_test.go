//go:build unix

package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func hello(w io.Writer) error { _, err := io.WriteString(w, "hello"); return err }

// A target that is no regular file is written through; a link stays a link.
func TestSpecialFilesAreWrittenThrough(t *testing.T) {
	dir := t.TempDir()
	fifo, plain, link := filepath.Join(dir, "fifo"), filepath.Join(dir, "plain"), filepath.Join(dir, "link")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Skip(err)
	}
	got := make(chan string)
	go func() {
		data, _ := os.ReadFile(fifo)
		got <- string(data)
	}()
	if _, err := writeFile(fifo, hello); err != nil {
		t.Fatal(err)
	}
	if text := <-got; text != "hello" {
		t.Errorf("the pipe gave %q", text)
	}
	os.WriteFile(plain, []byte("old"), 0o600)
	os.Symlink("plain", link)
	if _, err := writeFile(link, hello); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Lstat(link); info.Mode().IsRegular() || readText(t, plain) != "hello" {
		t.Errorf("the link was replaced, or its target not written: %q", readText(t, plain))
	}
	if _, err := writeFile("/dev/null", hello); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode().IsRegular() {
		t.Fatal("/dev/null was replaced")
	}
}

// A file appears whole or not at all, and nothing is left of one that failed.
func TestFailedFileLeavesTheOldOne(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	os.WriteFile(path, []byte("old"), 0o666)
	full := errors.New("disk full")
	_, err := writeFile(path, func(w io.Writer) error { hello(w); return full })
	if !errors.Is(err, full) || readText(t, path) != "old" {
		t.Errorf("%v, %q", err, readText(t, path))
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("%d files", len(files))
	}
}

// A shard may go into a pipe.
func TestShardIntoAPipe(t *testing.T) {
	input, fifo := write(t, "expr.tsv", planted(nil, nil)), filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Skip(err)
	}
	got := make(chan string)
	go func() {
		data, _ := os.ReadFile(fifo)
		got <- string(data)
	}()
	mustRun(t, "factorize", input, "--ranks", "2-4", "--restarts", "4", "--shard", "1/2", "-o", fifo)
	if <-got != readText(t, shards(t, input, 2)[0]) {
		t.Error("the shard in the pipe differs")
	}
	if files, _ := os.ReadDir(filepath.Dir(fifo)); len(files) != 1 {
		t.Errorf("%d files beside the pipe", len(files)-1)
	}
}
