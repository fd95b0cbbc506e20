package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"subtype/internal/runlog"
	"subtype/internal/study"
	"subtype/internal/words"
)

// runsInLog counts the runs of a log; 0 where there is none.
func runsInLog(t *testing.T, path string) int {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	log, err := runlog.Read(data)
	if err != nil || log.Torn > 0 {
		t.Fatalf("%s: %v", path, err)
	}
	return len(log.Records)
}

// Asked for less, the program keeps the finished runs that it does not need, and uses
// them when they are asked for again: no run is ever done twice.
func TestFinishedRunsAreNeverDropped(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	asked := func(dir string, more ...string) []string { return tiny(input, dir, more...) }
	spare := filepath.Join(out, "runs.log.spare")
	mustRun(t, asked(out, "--ranks", "2-4", "--restarts", "4")...)
	for _, c := range []struct {
		flags      []string
		done, left int // runs that are done now, and that are spare then
	}{
		{[]string{"--ranks", "2-3", "--restarts", "3"}, 0, 6},
		{[]string{"--ranks", "2-3", "--restarts", "3", "--rank", "3"}, 0, 6},
		{[]string{"--ranks", "2", "--restarts", "1", "--force"}, 0, 11},
		{[]string{"--ranks", "5", "--restarts", "2"}, 2, 12},
		{[]string{"--ranks", "2-4", "--restarts", "4", "--quiet"}, 0, 2},
		{[]string{"--ranks", "2-5", "--restarts", "4"}, 2, 0},
		{[]string{"--ranks", "3-5", "--restarts", "2"}, 0, 10},
		{[]string{"--ranks", "2-5", "--restarts", "4"}, 0, 0},
	} {
		_, stderr := mustRun(t, append(asked(out, c.flags...), "--verbose")...)
		if n := len(runsIn(stderr)); n != c.done && !strings.Contains(strings.Join(c.flags, " "), "quiet") {
			t.Errorf("%q: %d runs were done, want %d", c.flags, n, c.done)
		}
		if n := runsInLog(t, spare); n != c.left {
			t.Errorf("%q: %d runs are spare, want %d", c.flags, n, c.left)
		}
		said := strings.Contains(stderr, "that were not asked for now are kept in "+spare)
		if said != (c.left > 0 && stderr != "") {
			t.Errorf("%q: %s", c.flags, stderr)
		}
		fresh, now := t.TempDir(), copied(t, out)
		mustRun(t, asked(fresh, c.flags...)...)
		os.Remove(filepath.Join(now, "runs.log.spare"))
		sameFolder(t, strings.Join(c.flags, " "), now, fresh)
	}
}

// Runs that are spare survive an interrupt, and another analysis.
func TestSpareRunsSurvive(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	spare := filepath.Join(out, "runs.log.spare")
	mustRun(t, tiny(input, out, "--ranks", "2-4", "--restarts", "4")...)
	mustRun(t, tiny(input, out)...)
	stopped(t, 3, tiny(input, out, "--ranks", "5", "--restarts", "9")...)
	_, stderr := mustRun(t, tiny(input, out, "--ranks", "2-4", "--restarts", "4", "--verbose")...)
	if len(runsIn(stderr)) > 0 || runsInLog(t, spare) < 3 {
		t.Errorf("%d spare, %s", runsInLog(t, spare), stderr)
	}
	mustRun(t, tiny(input, out)...)
	before := folderBytes(t, out)
	code, _, stderr := program(t, "", tiny(input, out, "--seed", "2")...)
	if code != exitUsage || !strings.Contains(stderr, "another analysis") ||
		folderBytes(t, out)["runs.log.spare"] != before["runs.log.spare"] {
		t.Errorf("exit %d, %s", code, stderr)
	}
	// Without the rest, too.
	os.Remove(filepath.Join(out, study.SummaryName))
	for name := range before {
		if name != "runs.log.spare" {
			os.Remove(filepath.Join(out, name))
		}
	}
	code, _, stderr = program(t, "", tiny(input, out, "--seed", "2")...)
	if code != exitUsage || !strings.Contains(stderr,
		"runs.log.spare holds runs of another analysis (with --seed 1, this is with 2)") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	n := runsInLog(t, spare)
	_, stderr = mustRun(t, tiny(input, out, "--seed", "2", "--force")...)
	if !strings.Contains(stderr, words.Plural(n, "run")+" of another analysis in "+spare+" are replaced, as --force "+
		"says") {
		t.Errorf("%s", stderr)
	}
	fresh := t.TempDir()
	mustRun(t, tiny(input, fresh, "--seed", "2")...)
	sameFolder(t, "forced", out, fresh)
}

// A shard divided otherwise keeps its runs, too.
func TestShardKeepsItsRuns(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), filepath.Join(t.TempDir(), "1.runs")
	part := func(shard string, more ...string) []string {
		return append([]string{"factorize", input, "--ranks", "2-3", "--restarts", "4", "--shard", shard, "-o", out,
			"--verbose"}, more...)
	}
	mustRun(t, part("1/2")...)
	first := readText(t, out)
	for _, c := range []struct {
		shard      string
		done, left int
	}{{"1/4", 0, 2}, {"2/4", 2, 4}, {"1/2", 0, 2}, {"1/1", 2, 0}, {"1/2", 0, 4}} {
		_, stderr := mustRun(t, part(c.shard)...)
		if n, left := len(runsIn(stderr)), runsInLog(t, out+".spare"); n != c.done || left != c.left {
			t.Errorf("%s: %d runs were done and %d are spare, want %d and %d\n%s", c.shard, n, left, c.done, c.left, stderr)
		}
	}
	if readText(t, out) != first {
		t.Error("the shard is not what it was")
	}
	code, _, stderr := program(t, "", part("1/2", "--seed", "3")...)
	if code != exitUsage || !strings.Contains(stderr, "another analysis") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	_, stderr = mustRun(t, part("1/2", "--seed", "3", "--force")...)
	if strings.Count(stderr, "4 runs of another analysis in") != 2 || runsInLog(t, out+".spare") != 0 {
		t.Errorf("%s", stderr)
	}
}
