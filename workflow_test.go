//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"subtype/report"
)

func TestWorkflowRedoesWhatItMustAndNothingElse(t *testing.T) {
	snakemakes(t, redoes)
}

func redoes(t *testing.T, s snakemake) {
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
	w := newWorkspace(t, s, config)
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
	one, both := map[string]int{"combine": 1, "figures": 1}, map[string]int{"combine": 2, "figures": 2}
	with := func(some map[string]int, rule string, n int) map[string]int {
		some = maps.Clone(some)
		some[rule] = n
		return some
	}
	refactorized := with(both, "factorize", 4)
	everything := with(with(refactorized, "check", 2), "check_annotations", 1)
	for _, step := range []struct {
		name  string
		do    func()
		args  []string
		want  map[string]int
		every bool // Snakemake is asked, and not only the first
	}{
		{"a dry run", nil, []string{"--dry-run"}, everything, true},
		{"everything", nil, nil, everything, true},
		{"nothing", nil, nil, map[string]int{}, true},
		{"combine by force", nil, []string{"--forcerun", "combine"}, both, false},
		{"a shard by force", nil, []string{"--forcerun", "work/leukemia/2-of-3.runs"}, with(one, "factorize", 1), true},
		{"factorize by force", nil, []string{"--forcerun", "factorize"}, refactorized, false},
		{"another seed", change("seed: 1", "seed: 2"), nil, refactorized, true},
		{"another rank", change("seed: 2", "seed: 2\nrank: 3"), nil, both, true},
		{"fewer ranks", change("ranks: 2-4", "ranks: 2-3"), nil, with(refactorized, "check", 2), true},
		{"other annotations", func() { w.write("data/annotations.tsv", "sample\tx\nALL_19769_B-cell\ty\n") }, nil,
			with(one, "check_annotations", 1), false},
		{"a second table", func() {
			w.write("data/more, of them.tsv", "nr\tid\n1\tALL_19769_B-cell\n")
			change("annotations: data/annotations.tsv", "annotations: [data/annotations.tsv, 'data/more, of them.tsv']")()
		}, nil, with(one, "check_annotations", 1), true},
		{"a table lost", remove("results/leukemia/genes.tsv"), nil, one, false},
		{"the report lost", remove("results/leukemia/report.xlsx"), nil, one, false},
		{"a shard lost that nothing needs", remove("work/leukemia/2-of-3.runs"), nil, map[string]int{}, true},
		{"a shard lost, and the report", remove("results/leukemia/report.xlsx"), nil, with(one, "factorize", 1), true},
		{"a cohort's option", change("log2: yes", "log2: no"), nil, with(with(one, "factorize", 1), "check", 1), true},
		{"options on the command line", nil, []string{"--config", "title=Once again", "top_genes=100"}, both, true},
	} {
		if !step.every && !s.first {
			continue
		}
		if step.do != nil {
			step.do()
		}
		if got := w.run(step.args...); !maps.Equal(got, step.want) {
			t.Errorf("%s: %v, want %v", step.name, got, step.want)
		}
	}
	flags := []string{"--ranks", "2-3", "--top-genes", "100", "--restarts", "3", "--seed", "2", "--rank", "3",
		"--title", "Once again"}
	w.same("results/leukemia", "data/the matrix.tsv.gz", append(flags, "--annotations", "data/annotations.tsv",
		"--annotations", "data/more, of them.tsv")...)
	w.same("results/2024 again", "data/the matrix.tsv.gz", append(flags, "--log2", "no")...)
	w.reports("leukemia", "2024 again")
}

// reports makes Snakemake's own report, and looks for the files of every cohort and the
// words below each. Snakemake 7 loads what such a report needs from the internet.
func (w *workspace) reports(cohorts ...string) {
	w.t.Helper()
	if w.name == "snakemake" {
		return
	}
	w.run("--report", "r.html", "--config", "title=Once again")
	page, err := os.ReadFile(filepath.Join(w.dir, "r.html"))
	if err != nil {
		w.t.Fatal(err)
	}
	_, text, _ := bytes.Cut(page, []byte("<script id=\"results\">"))
	_, text, _ = bytes.Cut(text, []byte("var results = "))
	var results map[string]struct{ Caption string }
	if err := json.NewDecoder(bytes.NewReader(text)).Decode(&results); err != nil {
		w.t.Fatal(err)
	}
	for _, cohort := range cohorts {
		want := []string{"results/" + cohort + "/report.xlsx", "results/" + cohort + "/report.html",
			"results/" + cohort + "/assignments.tsv"}
		for _, figure := range w.glob("results/" + cohort + "/figures/*.png") {
			want = append(want, "work/"+cohort+"/figures/"+filepath.Base(figure))
		}
		if len(want) < 10 {
			w.t.Errorf("%s has only %q", cohort, want)
		}
		for _, name := range want {
			if caption := results[name].Caption; !strings.HasSuffix(strings.TrimSpace(caption), ".</p>") {
				w.t.Errorf("%s: caption %q", name, caption)
			}
		}
	}
}

// No figure that a report may have is without a caption.
func TestWorkflowHasWordsForEveryFigure(t *testing.T) {
	captions, err := os.ReadFile("workflow/report/figure.rst")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range report.Names([]int{3}, []string{"png"}) {
		name, found := strings.CutPrefix(name, "figures/")
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".png"), "_k3")
		if found && !strings.Contains(string(captions), `"`+name+`": "`) {
			t.Errorf("%s has no caption", name)
		}
	}
}

// Where the scheduler is killed the jobs may die with it, or live on.
func TestWorkflowSurvivesItsScheduler(t *testing.T) {
	snakemakes(t, func(t *testing.T, s snakemake) {
		if s.name != "snakemake-8" {
			t.Run("with its jobs", func(t *testing.T) { survives(t, s, true) })
		}
		if s.name != "snakemake-9" {
			t.Run("its jobs live on", func(t *testing.T) { survives(t, s, false) })
		}
	})
}

func survives(t *testing.T, s snakemake, together bool) {
	w := newWorkspace(t, s, `
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
	w.run("--unlock")
	got := w.run("--rerun-incomplete")
	// Of the shards that are there, at most those of two jobs were not yet
	// known to Snakemake.
	if n := got["factorize"]; n < 6-there || n > 6-there+2 || got["check"] != 0 || got["combine"] != 1 {
		t.Errorf("%d shards were there, and %v jobs ran", there, got)
	}
	if together && !strings.Contains(w.logs(), ", continuing") {
		t.Errorf("no shard continued\n%s", w.logs())
	}
	w.same("results/leukemia", "data/the matrix.tsv.gz", "--algorithm", "brunet", "--top-genes", "1000", "--ranks", "2-4",
		"--restarts", "64")
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
	snakemakes(t, func(t *testing.T, s snakemake) {
		if !s.first {
			t.Skip("one is enough")
		}
		cleanClone(t, s)
	})
}

func cleanClone(t *testing.T, s snakemake) {
	w := newWorkspace(t, s, "")
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
	c := exec.Command(w.path, "-c2")
	c.Dir, c.Env = clone, environment(t.TempDir())
	out, err := c.CombinedOutput()
	if want := map[string]int{"program": 1, "check": 1, "check_annotations": 1, "factorize": 4,
		"combine": 1, "figures": 1}; err != nil || !maps.Equal(jobs(out), want) {
		t.Fatalf("%v, %v\n%s", err, jobs(out), out)
	}
	w.dir = clone
	w.same("results/leukemia", "testdata/leukemia.tsv.gz", "--annotations", "testdata/leukemia_annotations.tsv")
}

func TestWorkflowLintFindsOnlyTheMissingEnvironment(t *testing.T) {
	snakemakes(t, lint)
}

func lint(t *testing.T, s snakemake) {
	w := newWorkspace(t, s, "cohorts: {a: {matrix: data/the matrix.tsv.gz}}")
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
	if findings != 6 {
		t.Errorf("%d findings\n%s", findings, out)
	}
}

func TestWorkflowRefusesAWrongConfig(t *testing.T) {
	snakemakes(t, refuses)
}

func refuses(t *testing.T, s snakemake) {
	w := newWorkspace(t, s, "")
	for i, c := range []struct{ config, want string }{
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
		if i%3 != 0 && !s.first { // the others alike
			continue
		}
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
