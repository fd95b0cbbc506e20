package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	time.AfterFunc(200*time.Millisecond, func() { other.Release() })
	code, _, stderr := program(t, "", append(job, "--wait")...)
	if code != exitDone || !strings.Contains(stderr, "waiting until it ends") {
		t.Errorf("exit %d, %s", code, stderr)
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
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	var stderr bytes.Buffer
	args := []string{"subtype", "factorize", write(t, "expr.tsv", planted(nil, nil)), "--ranks", "2", "--restarts", "2", "-o", out, "--wait"}
	if code := Run(ctx, args, Streams{strings.NewReader(""), &stderr, &stderr}); code == exitDone {
		t.Errorf("exit %d, %s", code, stderr.String())
	}
}
