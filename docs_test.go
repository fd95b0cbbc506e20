//go:build unix

package main

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The commands in README.md and in docs/guide.md do what they say, in a folder where nothing else is.
// SUBTYPE names the binary; .ci/release does this with that of a release.

// newFolder is an empty folder, and an environment with the program in the PATH.
func newFolder(t *testing.T) (dir string, env []string) {
	t.Helper()
	program := os.Getenv("SUBTYPE")
	if program == "" {
		t.Skip("SUBTYPE names no binary")
	}
	return t.TempDir(), append(environment(filepath.Dir(program)), "LC_ALL=C.UTF-8")
}

// shell runs commands and returns what they print.
func shell(t *testing.T, dir string, env []string, commands string) string {
	t.Helper()
	return run(t, dir, env, "bash", "-c", "set -euo pipefail\n"+commands)
}

func run(t *testing.T, dir string, env []string, args ...string) string {
	t.Helper()
	c := exec.CommandContext(t.Context(), args[0], args[1:]...)
	c.Dir, c.Env = dir, env
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s\n%v\n%s", args, err, out)
	}
	return blanks.ReplaceAllString(string(out), "\n")
}

var blanks = regexp.MustCompile(`[ \t]+\n`) // that end lines

var fenced = regexp.MustCompile("(?ms)^```(\\w+)\n(.*?)^```$")

// interpreters run blocks of a page; where they or what they need is missing, these are left out.
var interpreters = map[string]struct{ program, flag, probe string }{
	"sh":     {"bash", "-c", "set -o pipefail"},
	"r":      {"Rscript", "-e", "library(NMF); library(jsonlite)"},
	"python": {"python3", "-c", "import anndata, pandas, sklearn"},
}

// follow does what a page says, and wants what it says that comes out. It returns how many
// blocks of commands were run.
func follow(t *testing.T, path, dir string, env []string) (ran map[string]int) {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	for language, i := range interpreters {
		c := exec.Command(i.program, i.flag, i.probe)
		c.Env = env
		there[language] = c.Run() == nil
	}
	ran = map[string]int{}
	printed, known := "", false
	for _, block := range fenced.FindAllSubmatch(page, -1) {
		language, text := string(block[1]), string(block[2])
		i, runs := interpreters[language]
		switch {
		case runs && there[language]:
			if language == "sh" {
				text = "set -euo pipefail\n" + text
			}
			printed, known = run(t, dir, env, i.program, i.flag, text), true
			ran[language]++
		case runs:
			known = false
			t.Logf("%s: a block of %s is left out", path, language)
		case language == "text" && known:
			for line := range strings.Lines(blanks.ReplaceAllString(text, "\n")) {
				if !strings.Contains(printed, line) {
					t.Errorf("not printed: %s\nbut\n%s", line, printed)
				}
			}
		}
	}
	return ran
}

func TestGuide(t *testing.T) {
	dir, env := newFolder(t)
	if ran := follow(t, "docs/guide.md", dir, env); ran["sh"] < 8 {
		t.Errorf("%d blocks of commands", ran["sh"])
	}
	predicted := shell(t, dir, env, `awk -F'\t' 'FNR == NR {group[$1] = $2; next} FNR > 1 && $2 != "NA" {n[group[$1] $2]++}
		END {for (pair in n) print pair}' cohort/truth.tsv predicted/predictions.tsv | wc -l`)
	if strings.TrimSpace(predicted) != "3" {
		t.Errorf("%s pairs of planted groups and predicted subtypes, want 3", predicted)
	}
}

func TestFromRAndPython(t *testing.T) {
	dir, env := newFolder(t)
	for name, from := range map[string]string{"convert": "convert", "nmf": "internal/cli/testdata/imported/r-nmf",
		"cnmf": "internal/cli/testdata/imported/cnmf"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	if ran := follow(t, "docs/from-r-and-python.md", dir, env); ran["sh"] == 0 {
		t.Error("no commands")
	}
}

func TestReadmeCommands(t *testing.T) {
	page, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir, env := newFolder(t)
	readmeFiles(t, dir)
	shell(t, dir, env, `
		subtype run expr.tsv --ranks 2-3 --restarts 10 --quiet -o A.subtype
		subtype run expr.tsv --ranks 2-3 --restarts 10 --seed 2 --quiet -o B.subtype`)
	commands := 0
	for _, line := range strings.Split(string(page), "\n") {
		command, ok := strings.CutPrefix(line, "    ")
		if !ok {
			continue
		}
		if rest, ok := strings.CutPrefix(command, "go run . "); ok {
			command = "subtype " + rest
		}
		if !strings.HasPrefix(command, "subtype ") {
			continue
		}
		command, _, _ = strings.Cut(command, " #")
		if strings.Contains(command, "--shard 1/16") {
			command = "for i in $(seq 16); do " + strings.NewReplacer("1/16", "$i/16", "1.runs", "$i.runs").Replace(command) +
				"; done"
		}
		shell(t, dir, env, command)
		commands++
	}
	if commands < 3 {
		t.Errorf("%d commands in README.md", commands)
	}
}

// readmeFiles makes the files that README.md speaks of, small.
func readmeFiles(t *testing.T, dir string) {
	t.Helper()
	if err := os.CopyFS(filepath.Join(dir, "testdata"), os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open("testdata/leukemia.tsv.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(text), "\n")[:301]
	labels, err := os.ReadFile("testdata/leukemia_annotations.tsv")
	if err != nil {
		t.Fatal(err)
	}
	names, err := os.ReadFile("testdata/leukemia_gene_names.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var clinical strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(string(labels)), "\n") {
		if i == 0 {
			clinical.WriteString(line + "\tos_time\tos_event\n")
			continue
		}
		fmt.Fprintf(&clinical, "%s\t%d\t%d\n", line, 5+i*13%40, min(i%3, 1))
	}
	var symbols []string
	for _, line := range strings.Split(string(names), "\n")[1:] {
		if fields := strings.Split(line, "\t"); len(fields) > 1 && fields[1] != "" {
			symbols = append(symbols, fields[1])
		}
	}
	for name, text := range map[string]string{"expr.tsv": strings.Join(lines, ""), "mrna.tsv": strings.Join(lines, ""),
		"protein.tsv": strings.Join(lines[:101], ""), "new.tsv": string(text),
		"clinical.tsv": clinical.String(), "names.csv": string(names),
		"h.all.gmt": "ONE\tof a test\t" + strings.Join(symbols[:40], "\t") + "\n",
		"c2.gmt":    "TWO\tof a test\t" + strings.Join(symbols[40:90], "\t") + "\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
