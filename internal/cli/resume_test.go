package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"subtype/internal/runlog"
	"subtype/internal/sweep"
)

// stopper is a stderr that ends a context with a signal after some runs, which
// --verbose prints a line each.
type stopper struct {
	mu     sync.Mutex
	text   bytes.Buffer
	after  int
	cancel context.CancelCauseFunc
}

var runLine = regexp.MustCompile(`(?m)^rank=(\d+) run=(\d+)(?: \w+=\w+)?:`)

func (s *stopper) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.text.Write(p)
	if s.after -= len(runLine.FindAll(p, -1)); s.after <= 0 {
		s.cancel(interrupted{syscall.SIGINT})
	}
	return len(p), nil
}

// stopped runs the program and interrupts it after some runs.
func stopped(t *testing.T, after int, args ...string) (stderr string) {
	t.Helper()
	ctx, cancel := context.WithCancelCause(context.Background())
	s := &stopper{after: after, cancel: cancel}
	var out bytes.Buffer
	if code := Run(ctx, append([]string{"subtype"}, plainly(append(args, "--verbose"))...),
		Streams{nil, &out, s}); code != exitInterrupted {
		t.Fatalf("%q: exit %d\n%s", args, code, s.text.String())
	}
	return s.text.String()
}

func runsIn(stderr string) []string {
	lines := runLine.FindAllString(stderr, -1)
	slices.Sort(lines)
	return lines
}

// Killed and resumed is the same as uninterrupted, and no run is done twice.
func TestResumeEqualsUninterrupted(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	whole, out := t.TempDir(), t.TempDir()
	mustRun(t, small(input, whole)...)
	var done []string
	for i := range 3 {
		stderr := stopped(t, 3, small(input, out)...)
		done = append(done, runsIn(stderr)...)
		if want := fmt.Sprintf("%d runs are kept in %s, the same command continues", len(done),
			filepath.Join(out, "runs.log.partial")); !strings.Contains(stderr, want) {
			t.Errorf("interrupt %d: %s, want %q", i+1, stderr, want)
		}
		if i > 0 && !strings.Contains(stderr, "of 12 runs found in "+out+", continuing") {
			t.Errorf("start %d does not say what it found: %s", i+1, stderr)
		}
	}
	_, stderr := mustRun(t, append(small(input, out), "--verbose")...)
	done = append(done, runsIn(stderr)...)
	slices.Sort(done)
	if len(done) != 12 || len(slices.Compact(done)) != 12 {
		t.Errorf("%d runs were done: %q", len(done), done)
	}
	sameFolder(t, "resumed", out, whole)
}

// A torn tail costs the run it was of, and nothing else.
func TestTornLogIsResumed(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	whole, out := t.TempDir(), t.TempDir()
	mustRun(t, small(input, whole)...)
	stopped(t, 5, small(input, out)...)
	partial := filepath.Join(out, "runs.log.partial")
	data := readText(t, partial)
	os.WriteFile(partial, []byte(data[:len(data)-3]), 0o666)
	_, stderr := mustRun(t, small(input, out)...)
	if !strings.Contains(stderr, "are torn or damaged and are not used") {
		t.Errorf("%s", stderr)
	}
	sameFolder(t, "torn", out, whole)
}

// A finished analysis is not done again; where only the report is asked for
// otherwise, its runs are used.
func TestFinishedIsNotRedone(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	first, _ := mustRun(t, small(input, out)...)
	before, _ := os.Stat(filepath.Join(out, "report.xlsx"))
	again, stderr := mustRun(t, append(small(input, out), "--verbose")...)
	after, _ := os.Stat(filepath.Join(out, "report.xlsx"))
	if again != first || !strings.Contains(stderr, "complete: nothing to do") || !os.SameFile(before, after) {
		t.Errorf("%s, want %s; %s", again, first, stderr)
	}
	annotations := write(t, "a.tsv", "sample\tgroup\npatient 3\tx\n")
	for _, more := range [][]string{{"--rank", "4"}, {"--figures", "svg"}, {"--annotations", annotations}, {"--force"}} {
		_, stderr := mustRun(t, append(small(input, out, more...), "--verbose")...)
		if len(runsIn(stderr)) != 0 || !strings.Contains(stderr, "all 12 runs found") ||
			!strings.Contains(stderr, "writing") {
			t.Errorf("%q: %s", more, stderr)
		}
		fresh := t.TempDir()
		mustRun(t, small(input, fresh, more...)...)
		sameFolder(t, strings.Join(more, " "), out, fresh)
	}
	// The content of a file that a flag names counts, not its name.
	mustRun(t, small(input, out, "--annotations", annotations)...)
	os.WriteFile(annotations, []byte("sample\tgroup\npatient 3\tother\n"), 0o666)
	_, stderr = mustRun(t, small(input, out, "--annotations", annotations)...)
	if strings.Contains(stderr, "nothing to do") {
		t.Error("other annotations under the same name passed for the same")
	}
	// So does every file of the folder.
	os.Remove(filepath.Join(out, "figures", "rank_survey.png"))
	mustRun(t, small(input, out, "--annotations", annotations)...)
	fresh := t.TempDir()
	mustRun(t, small(input, fresh, "--annotations", annotations)...)
	sameFolder(t, "mended", out, fresh)
}

func TestExtendingReusesEarlierRuns(t *testing.T) {
	input, out, whole := write(t, "expr.tsv", planted(nil, nil)), t.TempDir(), t.TempDir()
	mustRun(t, small(input, out)...)
	_, stderr := mustRun(t, append(small(input, out), "--ranks", "2-5", "--restarts", "6", "--verbose")...)
	if n := len(runsIn(stderr)); n != 24-12 || !strings.Contains(stderr, "12 of 24 runs found") {
		t.Errorf("%d runs were done: %s", n, stderr)
	}
	mustRun(t, append(small(input, whole), "--ranks", "2-5", "--restarts", "6")...)
	sameFolder(t, "extended", out, whole)
}

// A log whose records are not this program's runs is noticed where the best run
// is done again.
func TestBestRunMustReproduce(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	mustRun(t, small(input, out)...)
	path := filepath.Join(out, "runs.log")
	log, err := runlog.Read([]byte(readText(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	log.Records[5].Loss *= 0.5
	var b bytes.Buffer
	if err := runlog.Write(&b, log.Header, log.Records); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(path, b.Bytes(), 0o666)
	code, _, stderr := program(t, "", small(input, out)...)
	if code != 1 || !strings.Contains(stderr, "run 2 at rank 3 has residual") ||
		!strings.Contains(stderr, "remove "+path) {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

func TestSecondProcessIsRefused(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	lock, err := runlog.Acquire(filepath.Join(out, "runs.log.lock"))
	if err != nil {
		t.Skip(err)
	}
	code, _, stderr := program(t, "", small(input, out)...)
	if code != 1 || !strings.Contains(stderr, "another process is working on "+out) {
		t.Errorf("exit %d, %s", code, stderr)
	}
	lock.Release()
	mustRun(t, small(input, out)...)
}

// An interrupted analysis is as safe from other options as a finished one.
func TestPartialOfAnotherAnalysisIsRefused(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	stopped(t, 3, small(input, out)...)
	code, _, stderr := program(t, "", small(input, out, "--algorithm", "hals")...)
	if code != 2 || !strings.Contains(stderr, "runs.log.partial holds runs of another analysis (with --algorithm kl, "+
		"this is with hals): its plan digest is ") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	mustRun(t, small(input, out, "--algorithm", "hals", "--force")...)
	fresh := t.TempDir()
	mustRun(t, small(input, fresh, "--algorithm", "hals")...)
	sameFolder(t, "forced", out, fresh)
}

// Runs of other numerics are not used.
func TestOtherNumericsAreRefused(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	stopped(t, 3, small(input, out)...)
	path := filepath.Join(out, "runs.log.partial")
	log, err := runlog.Read([]byte(readText(t, path)))
	if err != nil {
		t.Fatal(err)
	}
	for i := range log.Fields {
		if log.Fields[i].Name == "numerics" {
			log.Fields[i].Value = "0"
		}
	}
	var b bytes.Buffer
	if err := runlog.Write(&b, log.Header, log.Records); err != nil {
		t.Fatal(err)
	}
	os.WriteFile(path, b.Bytes(), 0o666)
	code, _, stderr := program(t, "", small(input, out)...)
	if code != 2 || !strings.Contains(stderr, "other numerics (0, this has "+sweep.Numerics+")") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}
