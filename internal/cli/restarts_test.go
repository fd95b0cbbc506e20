package cli

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// adaptive are the flags of a quick analysis with as many runs as it takes.
func adaptive(input, out string, more ...string) []string {
	return append([]string{"run", input, "--ranks", "2-5", "--restarts", "auto", "--algorithm", "kl", "--figures", "svg",
		"-o", out}, more...)
}

// columnOf is that of a table, by the name in its first line.
func columnOf(t *testing.T, dir, table, name string) (values []string) {
	t.Helper()
	at := -1
	for i, line := range strings.Split(strings.TrimSpace(readText(t, filepath.Join(dir, table))), "\n") {
		fields := strings.Split(line, "\t")
		if i > 0 {
			values = append(values, fields[at])
			continue
		}
		for j, f := range fields {
			if f == name {
				at = j
			}
		}
	}
	return values
}

// As many runs as it takes: the same whatever the threads and interruptions, and whatever
// other runs were there.
func TestAdaptiveRestartsDependOnTheRunsAlone(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	whole, threads, killed, more := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	_, stderr := mustRun(t, append(adaptive(input, whole, "--threads", "1"), "--verbose")...)
	runs := columnOf(t, whole, "rank_survey.tsv", "restarts")
	total, least, most := 0, 1000, 0
	for _, text := range runs {
		n, err := strconv.Atoi(text)
		if err != nil || n < 20 || n > 200 || n%10 != 0 {
			t.Errorf("%s runs", text)
		}
		total, least, most = total+n, min(least, n), max(most, n)
	}
	if least != 20 || most == 20 {
		t.Fatalf("this tells nothing: %q runs", runs)
	}
	if n := len(runsIn(stderr)); n != total {
		t.Errorf("%d runs were done, %d are told of", n, total)
	}
	mustRun(t, adaptive(input, threads, "--threads", "2")...)
	sameFolder(t, "two threads", threads, whole)
	if _, stderr := mustRun(t, adaptive(input, threads)...); !strings.Contains(stderr, "complete: nothing to do") {
		t.Errorf("a finished one is done again: %s", stderr)
	}

	done := len(runsIn(stopped(t, 30, adaptive(input, killed)...)))
	done += len(runsIn(stopped(t, total-40, adaptive(input, killed)...)))
	_, stderr = mustRun(t, append(adaptive(input, killed), "--verbose")...)
	if done += len(runsIn(stderr)); done != total {
		t.Errorf("%d runs were done, %d are needed", done, total)
	}
	sameFolder(t, "killed twice", killed, whole)

	// With more runs than it takes, done for another reason, the others stay spare.
	mustRun(t, adaptive(input, more, "--restarts", strconv.Itoa(most))...)
	if _, stderr := mustRun(t, append(adaptive(input, more), "--verbose")...); len(runsIn(stderr)) != 0 {
		t.Errorf("runs were done again: %s", stderr)
	}
	for name, text := range folderBytes(t, whole) {
		if folderBytes(t, more)[name] != text {
			t.Errorf("of more runs: %s differs", name)
		}
	}

	mustRun(t, "report", killed, "--rank", "3")
	mustRun(t, adaptive(input, whole, "--rank", "3")...)
	sameFolder(t, "reported anew", killed, whole)
}

// What was done is said: in the options, in numbers and in words.
func TestAdaptiveRestartsAreToldOf(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	_, stderr := mustRun(t, adaptive(input, out)...)
	runs, found := columnOf(t, out, "rank_survey.tsv", "restarts"), columnOf(t, out, "stability.tsv", "starts_found")
	said := fmt.Sprintf("enough are %s at k = 2, %s at k = 3, %s at k = 4 and %s at k = 5", runs[0], runs[1], runs[2],
		runs[3])
	if !strings.Contains(stderr, said) || !strings.Contains(stderr, "ranks 2-5 with 20 each, and more, up to 200,") {
		t.Errorf("%s, want %s", stderr, said)
	}
	for i := range runs {
		n, err := strconv.Atoi(found[i])
		if all, _ := strconv.Atoi(runs[i]); err != nil || n < 5 && all < 200 || n > all {
			t.Errorf("%s of %s runs in the best optimum", found[i], runs[i])
		}
	}
	if text := readText(t, filepath.Join(out, "summary.json")); !strings.Contains(text, `"restarts": "auto"`) {
		t.Error(text)
	}
	stdout, _ := mustRun(t, "check", input, "--restarts", "auto", "--ranks", "2-5", "--resample", "0")
	if !strings.Contains(stdout, "for 800 runs at most") {
		t.Error(stdout)
	}
}

// A shard does not know the runs of the others.
func TestShardsHaveAGivenNumberOfRestarts(t *testing.T) {
	input, dir := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	one := shards(t, input, 1)[0]
	for _, args := range [][]string{
		{"factorize", input, "--restarts", "auto", "-o", filepath.Join(dir, "a.runs")},
		{"combine", input, one, "--restarts", "auto", "-o", filepath.Join(dir, "a")},
	} {
		code, _, stderr := program(t, "", args...)
		if code != exitUsage || !strings.Contains(stderr, "--restarts auto is for run alone") || !strings.Contains(stderr,
			"give a number") {
			t.Errorf("%q: exit %d, %s", args, code, stderr)
		}
	}
	for _, number := range []string{"0", "-1", "many"} {
		code, _, stderr := program(t, "", "run", input, "--restarts", number, "-o", dir)
		if code != exitUsage || !strings.Contains(stderr, "whole number from 1 on or auto") {
			t.Errorf("--restarts %s: exit %d, %s", number, code, stderr)
		}
	}
}
