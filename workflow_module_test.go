package main

import (
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Another workflow makes the matrix, takes our rules as a module, and goes on from what they
// leave. What it says of all its rules still holds.
const importing = `
shell.prefix("export MINE=yes; ")

config.setdefault("subtyping", {})
config["subtyping"].update(
    cohorts={"made": {"matrix": MATRIX, "shards": 2}}, top_genes=100, restarts=3, ranks="2-3", resample=2
)

module subtyping:
    snakefile: WORKFLOW
    config: config["subtyping"]
    PREFIX

use rule * from subtyping as subtyping_*

rule matrix:
    output: "made/matrix.tsv.gz"
    shell: "cp 'data/the matrix.tsv.gz' {output}"

rule sizes:
    default_target: True
    input: rules.subtyping_combine.output.assignments.format(cohort="made"), rules.subtyping_all.input
    output: "sizes.txt"
    shell: "echo $MINE > {output}; cut -f 2 {input[0]:q} | sort | uniq -c >> {output}"
`

func TestWorkflowIsAModuleOfOthers(t *testing.T) {
	snakemakes(t, func(t *testing.T, s snakemake) {
		imports(t, s, "results/made", "made/matrix.tsv.gz", "", map[string]int{"matrix": 1})
		if !s.first { // a prefix stands before all paths that are not absolute
			imports(t, s, "into/here/results/made", "ABSOLUTE", `prefix: "into/here"`, map[string]int{})
		}
	})
}

func imports(t *testing.T, s snakemake, results, matrix, prefix string, want map[string]int) {
	w := newWorkspace(t, s, "")
	workflow := filepath.Join(w.source, "workflow", "Snakefile")
	path := strings.Replace(matrix, "ABSOLUTE", filepath.Join(w.dir, "data/the matrix.tsv.gz"), 1)
	w.write("Snakefile", strings.NewReplacer("WORKFLOW", strconv.Quote(workflow), "PREFIX", prefix,
		"MATRIX", strconv.Quote(path)).Replace(importing))
	command := exec.Command(w.path, "--cores", "2")
	command.Dir, command.Env = w.dir, w.env
	out, err := command.CombinedOutput()
	maps.Copy(want, map[string]int{"subtyping_check": 1, "subtyping_factorize": 2, "subtyping_combine": 1,
		"subtyping_figures": 1, "sizes": 1})
	if got := jobs(out); err != nil || !maps.Equal(got, want) {
		t.Fatalf("%v, %v\n%s%s", err, got, out, w.logs())
	}
	sizes, _ := os.ReadFile(filepath.Join(w.dir, "sizes.txt"))
	if !strings.HasPrefix(string(sizes), "yes\n") || !strings.Contains(string(sizes), " S2\n") {
		t.Errorf("sizes are %q", sizes)
	}
	if matrix == "ABSOLUTE" {
		matrix = "data/the matrix.tsv.gz"
	}
	w.same(results, matrix, "--top-genes", "100", "--restarts", "3", "--ranks", "2-3", "--resample", "2")
}
