package cli

import (
	"fmt"
	"strings"
	"testing"

	"subtype/consensus"
	"subtype/internal/reftest"
)

// Subtypes that are mixtures of metagenes, from one process, from shards, continued and
// reported anew: the planted groups, the same bytes, and a metagene more in the tables.
func TestClustersGoThroughEverything(t *testing.T) {
	rows, group, _ := reftest.Planted(3, 150, 24)
	var b strings.Builder
	for j := range group {
		fmt.Fprintf(&b, "\tP%02d", j)
	}
	for i, row := range rows {
		fmt.Fprintf(&b, "\nG%03d", i)
		for _, x := range row {
			fmt.Fprintf(&b, "\t%.3f", x)
		}
	}
	input := write(t, "expr.tsv", b.String()+"\n")
	flags := []string{"--algorithm", "hals", "--rank", "3"}
	whole, parts, rest := t.TempDir(), t.TempDir(), t.TempDir()
	mustRun(t, small(input, whole, flags...)...)
	mustRun(t, append([]string{"combine", input, "-o", parts, "--rank", "3"}, shards(t, input, 2, flags[:2]...)...)...)
	sameFolder(t, "of shards", parts, whole)
	stopped(t, 5, small(input, rest, flags...)...)
	mustRun(t, small(input, rest, flags...)...)
	sameFolder(t, "continued", rest, whole)
	mustRun(t, "report", rest, "--rank", "2")
	mustRun(t, "report", rest, "--rank", "3")
	sameFolder(t, "reported anew", rest, whole)

	files := folderBytes(t, whole)
	var labels []int
	for _, row := range tsv(t, files["assignments.tsv"]) {
		labels = append(labels, int(row["subtype"][1]-'1'))
		if row["best_fit_subtype"] != row["subtype"] {
			t.Errorf("%s is in %s, and by the best fit in %s", row["sample"], row["subtype"], row["best_fit_subtype"])
		}
	}
	if index := consensus.AdjustedRand(labels, group); index < 0.9 {
		t.Errorf("index %v", index)
	}
	for _, name := range []string{"ranks/k3/basis.tsv", "ranks/k3/coefficients.tsv"} {
		if head, _, _ := strings.Cut(files[name], "\n"); !strings.HasSuffix(head, "\tM1\tM2\tM3\tM4") {
			t.Errorf("%s has the columns %q", name, head)
		}
	}
}

func TestABackgroundOfMetagenesThatAreSubtypesIsRefused(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	for _, command := range []string{"run", "check"} {
		code, _, stderr := program(t, "", command, input, "--algorithm", "kl", "--background", "yes")
		if code != 2 || !strings.Contains(stderr, "--background yes needs --read clusters") {
			t.Errorf("%s: exit %d, %s", command, code, stderr)
		}
	}
}
