package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// workspace is a folder, with a blank in its name, where Snakemake runs the workflow.
type workspace struct {
	t      *testing.T
	dir    string
	source string   // where the Snakefile is
	bin    string   // where the program is
	env    []string // with the program in the PATH
}

func newWorkspace(t *testing.T, config string) *workspace {
	t.Helper()
	if testing.Short() {
		t.Skip("-short")
	}
	if _, err := exec.LookPath("snakemake"); err != nil {
		t.Skip("snakemake is not installed")
	}
	source, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", filepath.Join(bin, "subtype"),
		".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	w := &workspace{t, filepath.Join(t.TempDir(), "a survey"), source, bin, environment(bin)}
	for _, folder := range []string{"config", "data"} {
		if err := os.MkdirAll(filepath.Join(w.dir, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for from, to := range map[string]string{"leukemia.tsv.gz": "data/the matrix.tsv.gz",
		"leukemia_annotations.tsv": "data/annotations.tsv"} {
		data, err := os.ReadFile(filepath.Join("testdata", from))
		if err != nil {
			t.Fatal(err)
		}
		w.write(to, string(data))
	}
	w.write("config/config.yaml", config)
	return w
}

// environment is ours with a folder before the rest of the PATH, and nothing that
// would change what Snakemake does.
func environment(bin string) []string {
	env := []string{"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH")}
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "PATH=") && !strings.HasPrefix(e, "SNAKEMAKE_") {
			env = append(env, e)
		}
	}
	return env
}

func (w *workspace) write(name, text string) {
	w.t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
}

func (w *workspace) command(args ...string) *exec.Cmd {
	c := exec.Command("snakemake", append([]string{"--snakefile", filepath.Join(w.source, "Snakefile"), "--cores", "2"},
		args...)...)
	c.Dir, c.Env = w.dir, w.env
	return c
}

// snakemake runs the workflow and counts the jobs of every rule.
func (w *workspace) snakemake(args ...string) map[string]int {
	w.t.Helper()
	out, err := w.command(args...).CombinedOutput()
	if err != nil {
		w.t.Fatalf("snakemake %q: %v\n%s%s", args, err, out, w.logs())
	}
	return jobs(out)
}

var ruleStarts = regexp.MustCompile(`(?m)^(?:local)?rule (\w+):$`)

func jobs(log []byte) map[string]int {
	count := map[string]int{}
	for _, m := range ruleStarts.FindAllSubmatch(log, -1) {
		if name := string(m[1]); name != "all" {
			count[name]++
		}
	}
	return count
}

func (w *workspace) logs() string {
	var b strings.Builder
	for _, name := range w.glob("logs/*/*.log") {
		data, _ := os.ReadFile(name)
		fmt.Fprintf(&b, "%s:\n%s", name, data)
	}
	return b.String()
}

func (w *workspace) glob(pattern string) []string {
	names, _ := filepath.Glob(filepath.Join(w.dir, pattern))
	return names
}

// same compares a folder of results with that of one `subtype run`.
func (w *workspace) same(cohort, matrix string, flags ...string) {
	w.t.Helper()
	want := filepath.Join(w.t.TempDir(), "want")
	run := exec.Command(filepath.Join(w.bin, "subtype"), append([]string{"run", matrix, "--quiet", "-o", want},
		flags...)...)
	run.Dir, run.Env = w.dir, w.env
	if out, err := run.CombinedOutput(); err != nil {
		w.t.Fatalf("%v\n%s", err, out)
	}
	if out, err := exec.Command("diff", "-r", want, filepath.Join(w.dir, "results", cohort)).CombinedOutput(); err != nil {
		w.t.Errorf("%s is not what run writes:\n%s", cohort, out)
	}
}

func TestWorkflowRedoesWhatItMustAndNothingElse(t *testing.T) {
	config := `
cohorts:
  leukemia: {matrix: data/the matrix.tsv.gz, annotations: data/annotations.tsv}
  2024 again: {matrix: data/the matrix.tsv.gz, shards: 1, log2: yes}
ranks: 2-4
top_genes: 100
restarts: 3
seed: 1
shards: 3
`
	w := newWorkspace(t, config)
	change := func(old, new string) func() {
		return func() {
			if !strings.Contains(config, old) {
				t.Fatalf("no %q in the config", old)
			}
			config = strings.Replace(config, old, new, 1)
			w.write("config/config.yaml", config)
		}
	}
	remove := func(name string) func() {
		return func() {
			if err := os.Remove(filepath.Join(w.dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, step := range []struct {
		name string
		do   func()
		args []string
		want map[string]int
	}{
		{"everything", nil, nil, map[string]int{"check": 2, "check_annotations": 1, "factorize": 4, "combine": 2}},
		{"nothing", nil, nil, map[string]int{}},
		{"combine by force", nil, []string{"--forcerun", "combine"}, map[string]int{"combine": 2}},
		{"a shard by force", nil, []string{"--forcerun", "work/leukemia/2-of-3.runs"},
			map[string]int{"factorize": 1, "combine": 1}},
		{"factorize by force", nil, []string{"--forcerun", "factorize"}, map[string]int{"factorize": 4, "combine": 2}},
		{"another seed", change("seed: 1", "seed: 2"), nil, map[string]int{"factorize": 4, "combine": 2}},
		{"another rank", change("seed: 2", "seed: 2\nrank: 3"), nil, map[string]int{"combine": 2}},
		{"fewer ranks", change("ranks: 2-4", "ranks: 2-3"), nil, map[string]int{"check": 2, "factorize": 4, "combine": 2}},
		{"other annotations", func() { w.write("data/annotations.tsv", "sample\tx\nALL_19769_B-cell\ty\n") }, nil,
			map[string]int{"check_annotations": 1, "combine": 1}},
		{"a second table", func() {
			w.write("data/more, of them.tsv", "nr\tid\n1\tALL_19769_B-cell\n")
			change("annotations: data/annotations.tsv", "annotations: [data/annotations.tsv, 'data/more, of them.tsv']")()
		}, nil, map[string]int{"check_annotations": 1, "combine": 1}},
		{"a table lost", remove("results/leukemia/genes.tsv"), nil, map[string]int{"combine": 1}},
		{"the report lost", remove("results/leukemia/report.xlsx"), nil, map[string]int{"combine": 1}},
		{"a shard lost that nothing needs", remove("work/leukemia/2-of-3.runs"), nil, map[string]int{}},
		{"a shard lost, and the report", remove("results/leukemia/report.xlsx"), nil,
			map[string]int{"factorize": 1, "combine": 1}},
		{"a cohort's option", change("log2: yes", "log2: no"), nil, map[string]int{"check": 1, "factorize": 1, "combine": 1}},
	} {
		if step.do != nil {
			step.do()
		}
		if got := w.snakemake(step.args...); !maps.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.name, got, step.want)
		}
	}
	flags := []string{"--ranks", "2-3", "--top-genes", "100", "--restarts", "3", "--seed", "2", "--rank", "3"}
	w.same("leukemia", "data/the matrix.tsv.gz", append(flags, "--annotations", "data/annotations.tsv",
		"--annotations", "data/more, of them.tsv")...)
	w.same("2024 again", "data/the matrix.tsv.gz", append(flags, "--log2", "no")...)
}

// Where the scheduler is killed the jobs may die with it, or live on.
func TestWorkflowSurvivesItsScheduler(t *testing.T) {
	for _, together := range []bool{true, false} {
		t.Run(fmt.Sprintf("with its jobs %v", together), func(t *testing.T) {
			w := newWorkspace(t, `
cohorts: {leukemia: {matrix: data/the matrix.tsv.gz}}
algorithm: brunet
top_genes: 1000
ranks: 2-4
restarts: 64
shards: 6
`)
			var out bytes.Buffer
			first := w.command()
			first.Stdout, first.Stderr = &out, &out
			first.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
			first.WaitDelay = time.Second // jobs that live on hold the pipe
			if err := first.Start(); err != nil {
				t.Fatal(err)
			}
			// Some shards done, others begun: looked at while all stand still, so that
			// none goes on between the look and the kill.
			ended := make(chan struct{})
			go func() { first.Wait(); close(ended) }()
			group := -first.Process.Pid
			for half := func() bool { return len(w.glob("work/leukemia/*.runs")) >= 2 && w.begun() }; ; {
				if half() {
					syscall.Kill(group, syscall.SIGSTOP)
					time.Sleep(10 * time.Millisecond) // to take effect
					if half() {
						break
					}
					syscall.Kill(group, syscall.SIGCONT)
				}
				select {
				case <-ended:
					t.Fatalf("it ended by itself\n%s", w.logs())
				case <-time.After(10 * time.Millisecond):
				}
			}
			there := len(w.glob("work/leukemia/*.runs"))
			victim := first.Process.Pid
			if together {
				victim = group
			}
			if err := syscall.Kill(victim, syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			syscall.Kill(group, syscall.SIGCONT) // those that live on
			<-ended
			w.snakemake("--unlock")
			got := w.snakemake("--rerun-incomplete")
			// Of the shards that are there, at most those of two jobs were not yet
			// known to Snakemake.
			if n := got["factorize"]; n < 6-there || n > 6-there+2 || got["check"] != 0 || got["combine"] != 1 {
				t.Errorf("%d shards were there, and %v jobs ran", there, got)
			}
			if together && !strings.Contains(w.logs(), ", continuing") {
				t.Errorf("no shard continued\n%s", w.logs())
			}
			w.same("leukemia", "data/the matrix.tsv.gz", "--algorithm", "brunet", "--top-genes", "1000", "--ranks", "2-4",
				"--restarts", "64")
		})
	}
}

// begun says whether some shard has done some of its runs, and has many still to do: one
// that is as good as done is found whole.
func (w *workspace) begun() bool {
	whole := int64(1 << 62)
	for _, name := range w.glob("work/leukemia/*.runs") {
		if info, err := os.Stat(name); err == nil {
			whole = min(whole, info.Size())
		}
	}
	for _, name := range w.glob("work/leukemia/*.partial") {
		if info, err := os.Stat(name); err == nil && info.Size() > 1000 && info.Size() < whole/2 {
			return true
		}
	}
	return false
}

// What `snakemake -c2` does after a git clone, with nothing but Go.
func TestWorkflowFromACleanClone(t *testing.T) {
	w := newWorkspace(t, "")
	list, err := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Skip("this is no clone")
	}
	clone := t.TempDir()
	for _, name := range strings.Split(strings.TrimSuffix(string(list), "\x00"), "\x00") {
		data, err := os.ReadFile(name)
		if err != nil {
			continue // removed, and not committed yet
		}
		to := filepath.Join(clone, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("snakemake", "-c2")
	c.Dir, c.Env = clone, environment(t.TempDir())
	out, err := c.CombinedOutput()
	if want := map[string]int{"program": 1, "check": 1, "check_annotations": 1, "factorize": 4,
		"combine": 1}; err != nil || !maps.Equal(jobs(out), want) {
		t.Fatalf("%v, %v\n%s", err, jobs(out), out)
	}
	w.dir = clone
	w.same("leukemia", "testdata/leukemia.tsv.gz", "--annotations", "testdata/leukemia_annotations.tsv")
}

func TestWorkflowLintFindsOnlyTheMissingEnvironment(t *testing.T) {
	w := newWorkspace(t, "cohorts: {a: {matrix: data/the matrix.tsv.gz}}")
	out, _ := w.command("--lint").CombinedOutput() // which exits 1 for any finding
	findings := 0
	for _, line := range strings.Split(string(out), "\n") {
		if strings.HasPrefix(line, "    * ") {
			findings++
			if !strings.Contains(line, "Specify a conda environment or container") {
				t.Error(line)
			}
		}
	}
	if findings != 5 {
		t.Errorf("%d findings\n%s", findings, out)
	}
}

func TestWorkflowRefusesAWrongConfig(t *testing.T) {
	w := newWorkspace(t, "")
	for _, c := range []struct{ config, want string }{
		{"seed: 1", "config: 'cohorts' is a required property"},
		{"cohorts: {}", "config: cohorts:"},
		{"cohorts: {a/b: {matrix: x}}", "config: cohorts: 'a/b' does not match"},
		{"cohorts: {a: {}}", "config, cohort a: 'matrix' is a required property"},
		{"cohorts: {a: {matrix: x, restart: 5}}", "config, cohort a: Additional properties are not allowed ('restart' was " +
			"unexpected)"},
		{"cohorts: {a: {matrix: x}}\nrestart: 5", "config, cohort a: Additional properties are not allowed ('restart' was " +
			"unexpected)"},
		{"cohorts: {a: {matrix: x, restarts: many}}", "config, cohort a: restarts: 'many' is not of type 'integer'"},
		{"cohorts: {a: {matrix: x, shards: 0}}", "config, cohort a: shards: 0 is less than the minimum of 1"},
		{"cohorts: {a: {matrix: data/annotations.tsv}}\nsubtype: /no/such", "config: subtype: there is no program /no/such"},
		{"cohorts: {a: {matrix: x}}", "Missing input files"},
	} {
		w.write("config/config.yaml", c.config)
		out, err := w.command("--dry-run").CombinedOutput()
		if err == nil || !strings.Contains(string(out), c.want) {
			t.Errorf("%s\n%v\n%s\nwant %s", c.config, err, out, c.want)
		}
	}
	// What only the program can know is known before a shard is begun.
	w.write("config/config.yaml", "cohorts: {a: {matrix: data/the matrix.tsv.gz}}\nalgorithm: brunett\n")
	out, err := w.command("--show-failed-logs").CombinedOutput()
	if err == nil || jobs(out)["factorize"] > 0 || !strings.Contains(string(out), "brunett") {
		t.Errorf("%v\n%s", err, out)
	}
}
