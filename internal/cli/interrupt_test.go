package cli

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A command that waits for a pipe, for ever perhaps, ends when it is told to.
func TestInterruptEndsReading(t *testing.T) {
	matrix, dir := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	for _, args := range [][]string{
		{"run", "-", "-o", filepath.Join(dir, "run")},
		{"check", "-"},
		{"factorize", "-", "-o", filepath.Join(dir, "1.runs")},
		{"combine", matrix, "-", "-o", filepath.Join(dir, "combine")},
	} {
		ctx, cancel := context.WithCancelCause(context.Background())
		stdin, end := io.Pipe()
		time.AfterFunc(50*time.Millisecond, func() { cancel(interrupted{syscall.SIGTERM}) })
		code := make(chan int)
		var out, stderr bytes.Buffer
		go func() { code <- Run(ctx, append([]string{"subtype"}, args...), Streams{stdin, &out, &stderr}) }()
		select {
		case got := <-code:
			if got != exitTerminated || !strings.Contains(stderr.String(), "interrupted by SIGTERM; the same command") {
				t.Errorf("%s: exit %d, %s", args[0], got, stderr.String())
			}
			end.Close()
		case <-time.After(5 * time.Second):
			end.Close()
			t.Errorf("%s goes on reading", args[0])
			<-code
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}
