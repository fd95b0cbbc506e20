package cli

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"subtype/internal/runlog"
)

func TestWaitGoesOnWhenTheOtherEnds(t *testing.T) {
	matrix, out := write(t, "expr.tsv", planted(nil, nil)), filepath.Join(t.TempDir(), "1.runs")
	other, err := runlog.Acquire(out + ".lock")
	if err != nil {
		t.Fatal(err)
	}
	job := []string{"factorize", matrix, "--ranks", "2", "--restarts", "2", "-o", out}
	if code, _, stderr := program(t, "", job...); code != exitFailed || !strings.Contains(stderr, "another process is working on") {
		t.Fatalf("without --wait: exit %d, %s", code, stderr)
	}
	var text bytes.Buffer
	stderr := writerFunc(func(p []byte) (int, error) {
		if strings.Contains(string(p), "waiting until it ends") {
			other.Release()
		}
		return text.Write(p)
	})
	args := append([]string{"subtype"}, append(job, "--wait")...)
	if code := Run(context.Background(), args, Streams{strings.NewReader(""), io.Discard, stderr}); code != exitDone || !strings.Contains(text.String(), "waiting until it ends") {
		t.Errorf("exit %d, %s", code, text.String())
	}
	if _, err := os.Stat(out); err != nil {
		t.Error(err)
	}
}

func TestWaitEndsWithTheContext(t *testing.T) {
	out := filepath.Join(t.TempDir(), "1.runs")
	other, err := runlog.Acquire(out + ".lock")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Release()
	ctx, cancel := context.WithCancel(context.Background())
	var text bytes.Buffer
	stderr := writerFunc(func(p []byte) (int, error) {
		if strings.Contains(string(p), "waiting until it ends") {
			cancel()
		}
		return text.Write(p)
	})
	args := []string{"subtype", "factorize", write(t, "expr.tsv", planted(nil, nil)), "--ranks", "2", "--restarts", "2", "-o", out, "--wait"}
	if code := Run(ctx, args, Streams{strings.NewReader(""), io.Discard, stderr}); code == exitDone {
		t.Errorf("exit %d, %s", code, text.String())
	}
}

// writerFunc writes by calling itself.
type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
