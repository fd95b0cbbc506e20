package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// tool is a program that .ci/tools has installed; "": it has not.
func tool(path ...string) string {
	folder := os.Getenv("SUBTYPE_TOOLS")
	if folder == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		folder = filepath.Join(cache, "subtype-tools")
	}
	name := filepath.Join(append([]string{folder}, path...)...)
	if _, err := os.Stat(name); err != nil {
		return ""
	}
	return name
}

// snakemake is one of those that the workflow has to run with.
type snakemake struct {
	name, path string
	first      bool // found: what does not depend on the version is tested with this one alone
}

// snakemakes runs a test with every Snakemake there is: the one in the PATH, which in Debian
// is 7, and those of .ci/tools.
func snakemakes(t *testing.T, test func(t *testing.T, s snakemake)) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short")
	}
	path, _ := exec.LookPath("snakemake")
	all := []snakemake{{name: "snakemake", path: path}, {name: "snakemake-8", path: tool("snakemake-8/bin/snakemake")},
		{name: "snakemake-9", path: tool("snakemake-9/bin/snakemake")}}
	if i := slices.IndexFunc(all, func(s snakemake) bool { return s.path != "" }); i >= 0 {
		all[i].first = true
	}
	for _, s := range all {
		t.Run(s.name, func(t *testing.T) {
			if s.path == "" {
				t.Skip(s.name + " is not installed: .ci/tools does")
			}
			t.Parallel()
			test(t, s)
		})
	}
}

var bin string // a folder for the program, which is built once

func TestMain(m *testing.M) {
	var err error
	if bin, err = os.MkdirTemp("", "subtype-test-"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(bin)
	os.Exit(code)
}

var build = sync.OnceValue(func() error {
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", filepath.Join(bin, "subtype"), ".").CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	return nil
})

// program is the folder with the program.
func program(t *testing.T) string {
	t.Helper()
	if err := build(); err != nil {
		t.Fatal(err)
	}
	return bin
}

// workspace is a folder, with a blank in its name, where Snakemake runs the workflow.
type workspace struct {
	snakemake
	t      *testing.T
	dir    string
	source string   // where the Snakefile is
	env    []string // with the program in the PATH
}

func newWorkspace(t *testing.T, s snakemake, config string) *workspace {
	t.Helper()
	source, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	w := &workspace{s, t, filepath.Join(t.TempDir(), "a survey"), source, environment(program(t))}
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
func environment(folder string) []string {
	env := []string{"PATH=" + folder + string(os.PathListSeparator) + os.Getenv("PATH")}
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
	c := exec.Command(w.path, append([]string{"--snakefile", filepath.Join(w.source, "Snakefile"), "--cores", "2"},
		args...)...)
	c.Dir, c.Env = w.dir, w.env
	return c
}

// run runs the workflow and counts the jobs of every rule.
func (w *workspace) run(args ...string) map[string]int {
	w.t.Helper()
	out, err := w.command(args...).CombinedOutput()
	if err != nil {
		w.t.Fatalf("%s %q: %v\n%s%s", w.name, args, err, out, w.logs())
	}
	return jobs(out)
}

var ruleStarts = regexp.MustCompile(`(?m)^(?:local)?rule (\w+):$`)

func jobs(log []byte) map[string]int {
	count := map[string]int{}
	for _, m := range ruleStarts.FindAllSubmatch(log, -1) {
		if name := string(m[1]); name != "all" && name != "default" {
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
func (w *workspace) same(results, matrix string, flags ...string) {
	w.t.Helper()
	want := filepath.Join(w.t.TempDir(), "want")
	run := exec.Command(filepath.Join(bin, "subtype"), append([]string{"run", matrix, "--quiet", "-o", want},
		flags...)...)
	run.Dir, run.Env = w.dir, w.env
	if out, err := run.CombinedOutput(); err != nil {
		w.t.Fatalf("%v\n%s", err, out)
	}
	if out, err := exec.Command("diff", "-r", want, filepath.Join(w.dir, results)).CombinedOutput(); err != nil {
		w.t.Errorf("%s is not what run writes:\n%s", results, out)
	}
}
