//go:build unix

package study

import (
	"io"
	"os"
	"path/filepath"
	"testing"
)

func hello(w io.Writer) error { _, err := io.WriteString(w, "hello"); return err }

// A target that is no regular file is written through.
func TestSpecialFilesAreWrittenThrough(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := makePipe(fifo); err != nil {
		t.Skip(err)
	}
	got := make(chan string)
	go func() {
		data, _ := os.ReadFile(fifo)
		got <- string(data)
	}()
	for _, path := range []string{fifo, "/dev/null"} {
		if target, through := destination(path); target != path || !through {
			t.Errorf("%s, %v", target, through)
		}
		if err := writeThrough(path, hello); err != nil {
			t.Error(err)
		}
	}
	if text := <-got; text != "hello" {
		t.Errorf("the pipe gave %q", text)
	}
	if info, err := os.Stat("/dev/null"); err != nil || info.Mode().IsRegular() {
		t.Fatal("/dev/null was replaced")
	}
}
