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
	if code, _, stderr := program(t, "", job...); code != exitFailed || !strings.Contains(stderr,
		"another process is working on") {
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
	if code := Run(context.Background(), args, Streams{strings.NewReader(""), io.Discard,
		stderr}); code != exitDone || !strings.Contains(text.String(), "waiting until it ends") {
		t.Errorf("exit %d, %s", code, text.String())
	}
	if _, err := os.Stat(out); err != nil {
		t.Error(err)
	}
}

// What comes from stdin comes once, and is not asked for again after a wait.
func TestWaitReadsStdinOnce(t *testing.T) {
	matrix, dir := planted(nil, nil), t.TempDir()
	input, shard := write(t, "expr.tsv", matrix), filepath.Join(dir, "1.runs")
	flags := []string{"--ranks", "2", "--restarts", "2"}
	for _, c := range []struct {
		lock, stdin string
		args        []string
	}{
		{"1.runs.lock", matrix, append([]string{"factorize", "-", "-o", shard}, flags...)},
		{"a/runs.log.lock", "", []string{"combine", input, "-", "-o", filepath.Join(dir, "a")}}, // the shard
		{"b/runs.log.lock", matrix, []string{"combine", "-", shard, "-o", filepath.Join(dir, "b")}},
	} {
		if c.stdin == "" {
			c.stdin = readText(t, shard)
		}
		os.MkdirAll(filepath.Dir(filepath.Join(dir, c.lock)), 0o777)
		other, err := runlog.Acquire(filepath.Join(dir, c.lock))
		if err != nil {
			t.Skip(err)
		}
		var text bytes.Buffer
		s := writerFunc(func(p []byte) (int, error) {
			if strings.Contains(string(p), "waiting until it ends") {
				other.Release()
			}
			return text.Write(p)
		})
		stdin := struct{ io.Reader }{strings.NewReader(c.stdin)} // that cannot be read again
		args := append(append([]string{"subtype"}, c.args...), "--wait")
		if code := Run(context.Background(), args, Streams{stdin, s, s}); code != exitDone ||
			!strings.Contains(text.String(), "waiting until it ends") {
			t.Errorf("%q: exit %d, %s", c.args, code, text.String())
		}
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
	args := []string{"subtype", "factorize", write(t, "expr.tsv", planted(nil, nil)), "--ranks", "2",
		"--restarts", "2", "-o", out, "--wait"}
	if code := Run(ctx, args, Streams{strings.NewReader(""), io.Discard, stderr}); code == exitDone {
		t.Errorf("exit %d, %s", code, text.String())
	}
}

// writerFunc writes by calling itself.
type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
