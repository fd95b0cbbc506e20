package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// The wrapper's own test, with the wrapper from here instead of from their repository.
func TestSnakemakeWrapper(t *testing.T) {
	snakemakes(t, func(t *testing.T, s snakemake) {
		if _, err := exec.LookPath("conda"); err != nil && s.name == "snakemake-8" {
			t.Skip("Snakemake 8 takes a wrapper only where conda is installed, even if it need not do anything")
		}
		w := newWorkspace(t, s, "")
		here := t.TempDir() // their repository, of which a Snakefile names a branch
		for _, err := range []error{
			os.Rename(filepath.Join(w.dir, "data/the matrix.tsv.gz"), filepath.Join(w.dir, "cohort.tsv.gz")),
			os.Rename(filepath.Join(w.dir, "data/annotations.tsv"), filepath.Join(w.dir, "annotations.tsv")),
			os.Symlink(filepath.Join(w.source, "wrappers"), filepath.Join(here, "master")),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		snakefile := filepath.Join(w.source, "wrappers", "bio", "subtype", "run", "test", "Snakefile")
		c := exec.Command(w.path, "--cores", "2", "--snakefile", snakefile, "--wrapper-prefix", "file://"+here+"/",
			"results/cohort/report.xlsx")
		c.Dir, c.Env = w.dir, w.env
		if out, err := c.CombinedOutput(); err != nil {
			log, _ := os.ReadFile(filepath.Join(w.dir, "logs/cohort.log"))
			t.Fatalf("%v\n%s%s", err, out, log)
		}
		w.same("results/cohort", "cohort.tsv.gz", "--annotations", "annotations.tsv", "--ranks", "2-3",
			"--top-genes", "100", "--restarts", "3", "--resample", "2")
	})
}
