package main

import (
	"maps"
	"os/exec"
	"path/filepath"
	"testing"
)

// Every job goes through SLURM, where there is one: bench/one-node-slurm.sh starts one on
// this machine. It keeps no accounts, so the plugin has to ask squeue.
func TestWorkflowOnSlurm(t *testing.T) {
	if exec.Command("sinfo").Run() != nil {
		t.Skip("no SLURM is running")
	}
	snakemakes(t, func(t *testing.T, s snakemake) {
		w := newWorkspace(t, s, `
cohorts: {leukemia: {matrix: data/the matrix.tsv.gz}}
ranks: 2-3
top_genes: 100
restarts: 3
resample: 2
shards: 2
`)
		args := []string{"--snakefile", filepath.Join(w.source, "Snakefile"), "--profile"}
		if s.name == "snakemake" {
			args = append(args, filepath.Join(w.source, "profiles", "slurm-7"))
		} else {
			args = append(args, filepath.Join(w.source, "profiles", "slurm"), "--slurm-status-command", "squeue",
				"--slurm-init-seconds-before-status-checks", "2", "--seconds-between-status-checks", "2")
		}
		c := exec.Command(w.path, args...)
		c.Dir, c.Env = w.dir, w.env
		out, err := c.CombinedOutput()
		want := map[string]int{"check": 1, "factorize": 2, "combine": 1, "figures": 1}
		if got := jobs(out); err != nil || !maps.Equal(got, want) {
			t.Fatalf("%v, %v\n%s%s", err, got, out, w.logs())
		}
		w.same("results/leukemia", "data/the matrix.tsv.gz", "--ranks", "2-3", "--top-genes", "100", "--restarts", "3",
			"--resample", "2")
	})
}
