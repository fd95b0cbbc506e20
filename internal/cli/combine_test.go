package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shards makes all shards of the small analysis.
func shards(t *testing.T, input string, n int, more ...string) (files []string) {
	t.Helper()
	dir := t.TempDir()
	for i := 1; i <= n; i++ {
		file := filepath.Join(dir, fmt.Sprintf("%d-of-%d.runs", i, n))
		part := fmt.Sprintf("%d/%d", i, n)
		if i%2 == 0 {
			part = fmt.Sprintf("%d-of-%d", i, n)
		}
		mustRun(t, append([]string{"factorize", input, "--ranks", "2-4", "--restarts", "4", "--algorithm", "kl", "--shard",
			part, "-o", file}, more...)...)
		files = append(files, file)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != n {
		t.Errorf("%d shards left %q", n, left)
	}
	return files
}

// Sharded and combined is run, every byte of the folder, for any number of shards
// in any order.
func TestCombinedEqualsRun(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	whole := t.TempDir()
	mustRun(t, small(input, whole)...)
	for _, n := range []int{1, 2, 3, 7, 16} {
		files := shards(t, input, n)
		slices.Reverse(files)
		out := filepath.Join(t.TempDir(), "new")
		stdout, _ := mustRun(t, append([]string{"combine", input, "-o", out}, files...)...)
		if !strings.HasPrefix(stdout, "Unknown whether there are subtypes: k = 3.") ||
			!strings.Contains(stdout, "\nk = 3, because") {
			t.Errorf("%s", stdout)
		}
		sameFolder(t, fmt.Sprintf("%d shards", n), out, whole)
	}
	// A folder that combine made is one for run to continue, and the other way round.
	out := t.TempDir()
	mustRun(t, append([]string{"combine", input, "-o", out}, shards(t, input, 2)...)...)
	if _, stderr := mustRun(t, small(input, out)...); !strings.Contains(stderr, "nothing to do") {
		t.Errorf("%s", stderr)
	}
	mustRun(t, append([]string{"combine", input, "-o", out, "--rank", "2"}, shards(t, input, 2)...)...)
	mustRun(t, small(input, whole, "--rank", "2")...)
	sameFolder(t, "another rank", out, whole)
}

// Combine leaves alone what run has begun of another analysis.
func TestCombineIntoAnotherAnalysis(t *testing.T) {
	input, out := write(t, "expr.tsv", planted(nil, nil)), t.TempDir()
	stopped(t, 3, small(input, out, "--seed", "2")...)
	partial := filepath.Join(out, "runs.log.partial")
	before := readText(t, partial)
	args := append([]string{"combine", input, "-o", out}, shards(t, input, 2)...)
	code, _, stderr := program(t, "", args...)
	if code != exitUsage || !strings.Contains(stderr, "runs.log.partial holds runs of another analysis (with --seed 2, "+
		"this is with 1)") || readText(t, partial) != before {
		t.Errorf("exit %d, %s", code, stderr)
	}
	mustRun(t, append(args, "--force")...)
	if _, err := os.Stat(partial); err == nil {
		t.Errorf("%s is left behind", partial)
	}
}

// What shards were made with need not be said again.
func TestCombineTakesOptionsFromTheShards(t *testing.T) {
	input, genes := write(t, "expr.tsv", planted(nil, nil)), write(t, "genes.txt",
		"GENE1\nGENE2\nGENE3\nGENE5\nGENE7\nGENE12\n")
	for _, more := range [][]string{{"--log2", "yes", "--algorithm", "hals", "--seed", "7", "--top-genes", "40"},
		{"--genes", genes}} {
		whole, out := t.TempDir(), t.TempDir()
		mustRun(t, small(input, whole, more...)...)
		files := shards(t, input, 2, more...)
		args := append([]string{"combine", input, "-o", out}, files...)
		if more[0] == "--genes" {
			if code, _, stderr := program(t, "", args...); code != 2 || !strings.Contains(stderr,
				"--genes genes.txt: give it again") {
				t.Errorf("exit %d, %s", code, stderr)
			}
			args = append(args, more...)
		}
		mustRun(t, args...)
		sameFolder(t, strings.Join(more, " "), out, whole)
	}
}

// Missing, doubled, torn and foreign shards are each named, all in one message, and
// nothing is written.
func TestBadShardsAreNamed(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	good := shards(t, input, 7)
	foreign := shards(t, input, 7, "--seed", "2")
	longer := shards(t, input, 7, "--restarts", "5")
	other := shards(t, input, 3)
	bad := func(name, text string) string { return write(t, name, text) }
	torn := bad("torn.runs", readText(t, good[3])[:len(readText(t, good[3]))-5])
	out := filepath.Join(t.TempDir(), "out")
	args := append([]string{"combine", input, "-o", out}, good[0], good[1], good[1], good[2], good[4], torn, foreign[5],
		longer[6], other[0], bad("x.runs", "gene\ta\n"), filepath.Join(out, "absent"))
	code, stdout, stderr := program(t, "", args...)
	for _, want := range []string{
		"doubled: part 2 of 7 is in " + good[1] + " and " + good[1],
		"incomplete: " + torn + " holds 1 of the 2 runs of part 4 of 7",
		"foreign: " + foreign[5] + " is of another analysis (with --seed 2, the others are with 1): its plan digest is ",
		"foreign: " + longer[6] + " is of another plan (ranks 2-4 with 5 runs each, the others of ranks 2-4 with 4 runs " +
			"each)",
		"foreign: " + other[0] + " is part 1 of 3, the others are of 7",
		"unreadable: ", "this is not a run log", "no such file",
		"missing: 6/7, 7/7\n",
	} {
		if !strings.Contains(stderr, want) {
			t.Errorf("%s\nlacks %q", stderr, want)
		}
	}
	if _, err := os.Stat(out); code != 2 || stdout != "" || err == nil {
		t.Errorf("exit %d, %s", code, stdout)
	}
	matrix := write(t, "other.tsv", planted(identity(18), []int{3, 2, 1, 0, 5, 6, 7, 8, 9}))
	code, _, stderr = program(t, "", append([]string{"combine", matrix, "-o", out}, good...)...)
	if code != 2 || !strings.Contains(stderr, "the shards are of another analysis (of expr.tsv with SHA-256") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	code, _, stderr = program(t, "", append([]string{"combine", input, "-o", out, "--restarts", "9"}, good...)...)
	if code != 2 || !strings.Contains(stderr, "and asked for are ranks 2-4 with 9 runs each") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

func TestFactorizeResumes(t *testing.T) {
	input, file := write(t, "expr.tsv", planted(nil, nil)), filepath.Join(t.TempDir(), "a.runs")
	args := []string{"factorize", input, "--ranks", "2-4", "--restarts", "4", "--algorithm", "kl", "--shard", "1/2",
		"-o", file}
	stderr := stopped(t, 2, args...)
	done := runsIn(stderr)
	if _, err := os.Stat(file); err == nil || !strings.Contains(stderr, "kept in "+file+".partial, the same command "+
		"continues") {
		t.Errorf("%s", stderr)
	}
	_, stderr = mustRun(t, append(args, "--verbose")...)
	done = append(done, runsIn(stderr)...)
	if slices.Sort(done); len(done) != 6 || len(slices.Compact(done)) != 6 {
		t.Errorf("%q", done)
	}
	whole := shards(t, input, 2)[0]
	if readText(t, file) != readText(t, whole) {
		t.Error("the resumed shard differs")
	}
	if _, stderr = mustRun(t, args...); !strings.Contains(stderr, "complete already: nothing to do") {
		t.Errorf("%s", stderr)
	}
	if code, _, stderr := program(t, "", append(args, "--seed", "3")...); code != 2 ||
		!strings.Contains(stderr, "holds runs of another analysis (with --seed 1, this is with 3)") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	if stdout, _ := mustRun(t, append(args[:len(args)-1], "-", "--quiet")...); stdout != readText(t, whole) {
		t.Error("the shard on stdout differs")
	}
	if code, _, stderr := program(t, "", "factorize", input); code != 2 ||
		!strings.Contains(stderr, "factorize needs -o FILE") {
		t.Errorf("exit %d, %s", code, stderr)
	}
	for _, part := range []string{"0/3", "4/3", "3", "a/b", "1-of-"} {
		if code, _, stderr := program(t, "", "factorize", input, "-o", file, "--shard", part); code != 2 ||
			!strings.Contains(stderr, "3-of-16") {
			t.Errorf("--shard %s: exit %d, %s", part, code, stderr)
		}
	}
}
