package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The folder that every process of the pipeline leaves is the one that the program leaves by
// itself; and the same pipeline runs with stubs.
func TestNextflowLeavesWhatRunDoes(t *testing.T) {
	jars := tool("nextflow")
	java, err := exec.LookPath("java")
	if jars == "" || err != nil || testing.Short() {
		t.Skip("Nextflow is not installed: .ci/tools does; or -short")
	}
	dir := filepath.Join(t.TempDir(), "a pipeline")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	source, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	env := append(environment(program(t)), "NXF_OFFLINE=true", "NXF_ANSI_LOG=false",
		"NXF_HOME="+filepath.Join(dir, "home"))
	run := func(name string, args ...string) string {
		t.Helper()
		c := exec.Command(name, args...)
		c.Dir, c.Env = dir, env
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %q: %v\n%s", name, args, err, out)
		}
		return string(out)
	}
	run("cp", filepath.Join(source, "testdata/leukemia.tsv.gz"), "the matrix.tsv.gz")
	run("cp", filepath.Join(source, "testdata/leukemia_annotations.tsv"), "annotations.tsv")
	cohorts := "cohort,matrix,annotations\nannotated,the matrix.tsv.gz,annotations.tsv\nplain,the matrix.tsv.gz,\n"
	if err := os.WriteFile(filepath.Join(dir, "cohorts.csv"), []byte(cohorts), 0o666); err != nil {
		t.Fatal(err)
	}
	nextflow := func(args ...string) string {
		return run(java, append([]string{"-cp", jars + "/*", "nextflow.cli.Launcher", "run",
			filepath.Join(source, "nextflow", "main.nf"), "--input", "cohorts.csv"}, args...)...)
	}
	nextflow("-stub-run", "--outdir", "stubs", "--report_options=--rank 2", "--predict", "the matrix.tsv.gz")
	small := []string{"--ranks", "2-3", "--top-genes", "100", "--restarts", "3", "--resample", "2"}
	out := nextflow("--shards", "2", "--options", strings.Join(small, " "), "--combine_options=--null 5",
		"--report_options=--rank 2", "--predict", "the matrix.tsv.gz", "--predict_options=--force")
	if n := strings.Count(out, "SUBTYPE_FACTORIZE"); n != 4 {
		t.Errorf("%d shards\n%s", n, out)
	}
	for _, cohort := range []string{"annotated", "plain"} {
		args := append([]string{"run", "the matrix.tsv.gz", "--quiet", "--null", "5", "-o", "want/" + cohort}, small...)
		if cohort == "annotated" {
			args = append(args, "--annotations", "annotations.tsv")
		}
		run(filepath.Join(bin, "subtype"), args...)
		run("diff", "-r", "want/"+cohort, "results/"+cohort)
		run(filepath.Join(bin, "subtype"), "predict", "want/"+cohort, "the matrix.tsv.gz", "--force",
			"-o", "predicted/"+cohort)
		run("diff", "-r", "predicted/"+cohort, "results/predicted/"+cohort)
		run(filepath.Join(bin, "subtype"), "report", "want/"+cohort, "--rank", "2")
		run("diff", "-r", "want/"+cohort, "results/report/"+cohort)
	}
	var summary map[string]any
	text, err := os.ReadFile(filepath.Join(dir, "results/report/plain/summary.json"))
	if err != nil || json.Unmarshal(text, &summary) != nil || summary["chosen"].(map[string]any)["rank"] != 2.0 {
		t.Errorf("%v: %s", err, text)
	}
}
