//go:build unix

package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A command that waits for a pipe, for ever perhaps, ends when it is told to,
// whatever it would read from there.
func TestInterruptEndsReading(t *testing.T) {
	matrix := write(t, "expr.tsv", planted(nil, nil))
	finished := filepath.Join(t.TempDir(), "finished")
	mustRun(t, small(matrix, finished)...)
	for _, args := range [][]string{
		{"run", "-", "-o", "OUT"},
		{"run", "FIFO", "-o", "OUT"},
		{"run", matrix, "--annotations", "FIFO", "-o", "OUT"},
		{"run", matrix, "--genes", "FIFO", "-o", "OUT"},
		{"run", matrix, "--font", "FIFO", "-o", "OUT"},
		{"check", "-"},
		{"factorize", "-", "-o", "OUT"},
		{"combine", matrix, "-", "-o", "OUT"},
		{"combine", matrix, "FIFO", "-o", "OUT"},
		{"report", finished, "--annotations", "FIFO"},
	} {
		t.Run(strings.Join(append(args[:1:1], args[2:]...), " "), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			fifo, out := filepath.Join(dir, "fifo"), filepath.Join(dir, "out")
			if err := makePipe(fifo); err != nil {
				t.Skip(err)
			}
			command := []string{"subtype"}
			for _, a := range args {
				command = append(command, strings.NewReplacer("FIFO", fifo, "OUT", out).Replace(a))
			}
			ctx, cancel := context.WithCancelCause(context.Background())
			cancel(interrupted{syscall.SIGTERM})
			stdin, end := io.Pipe()
			var stdout, stderr bytes.Buffer
			got := Run(ctx, command, Streams{stdin, &stdout, &stderr}) // else it would not return
			if got != exitTerminated || !strings.HasPrefix(stderr.String(), "subtype: interrupted by SIGTERM; the same command "+
				"starts anew") {
				t.Errorf("exit %d, %s", got, stderr.String())
			}
			if left, _ := filepath.Glob(out + "*"); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
			end.Close()
			if f, err := os.OpenFile(fifo, os.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
				f.Close() // what was left at work ends too
			}
		})
	}
}

// A command that looks at no context is left, and what it has kept until then is said.
func TestWhatDoesNotEndIsLeft(t *testing.T) {
	for _, c := range []struct{ keeps, want string }{
		{"", "subtype: interrupted by SIGINT; the same command starts anew\n"},
		{"7 runs are kept", "subtype: interrupted by SIGINT; 7 runs are kept\n"},
	} {
		ctx, cancel := context.WithCancelCause(context.Background())
		forever := make(chan bool)
		err := answering(ctx, func(ctx context.Context) error {
			if c.keeps != "" {
				keep(ctx, c.keeps)
			}
			cancel(interrupted{os.Interrupt})
			<-forever
			return nil
		})
		close(forever)
		var stderr bytes.Buffer
		if code := finish(ctx, &stderr, err); code != exitInterrupted || stderr.String() != c.want {
			t.Errorf("exit %d, %q", code, stderr.String())
		}
	}
}

// A panic becomes a message, whatever goroutine it is in.
func TestPanicIsAnError(t *testing.T) {
	err := answering(context.Background(), func(context.Context) error { panic("oh") })
	var stderr bytes.Buffer
	if code := finish(context.Background(), &stderr, err); code != exitFailed ||
		!strings.HasPrefix(stderr.String(), "subtype: internal error: oh\nPlease report this") {
		t.Errorf("exit %d, %s", code, stderr.String())
	}
}
