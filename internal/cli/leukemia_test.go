package cli

import (
	"encoding/csv"
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"subtype/internal/reftest"
)

// tsv reads a table of a results folder: its rows by column name.
func tsv(t *testing.T, text string) []map[string]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes = '\t', true
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

var full = flag.Bool("full", false, "the leukemia data with brunet as the README gives it: minutes")

// The main job on the leukemia data against what R NMF and the published classes say:
// the default as the README gives it, and brunet with fewer runs, or with all of them
// by -full. That brunet's numbers are R's to the last digit is tested in package nmf.
func TestLeukemia(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of factorisations of 5000 × 38")
	}
	t.Run("brunet", func(t *testing.T) {
		size := []string{"--ranks", "2-5", "--restarts", "12"}
		if *full {
			size = []string{"--ranks", "2-6", "--restarts", "50"}
		}
		cophenetic := leukemia(t, 3, bestOfR, append(size, "--algorithm", "brunet")...)
		for k, x := range cophenetic {
			if (k == "2" || k == "3") && x <= 0.99 {
				t.Errorf("k = %s: cophenetic %g, want above 0.99", k, x)
			}
			if k != "5" && x <= cophenetic["5"] {
				t.Errorf("k = %s: cophenetic %g is not above that of k = 5, %g", k, x, cophenetic["5"])
			}
		}
	})
	t.Run("kl", func(t *testing.T) { leukemia(t, 0, bestOfR, "--ranks", "2-6", "--algorithm", "kl") })
	t.Run("default", func(t *testing.T) { leukemia(t, 1, nil, "--ranks", "2-6") })
}

// bestOfR are the best residuals of R NMF 0.25, brunet, 50 runs and more.
var bestOfR = map[string]float64{"2": 1.62721e7, "3": 1.38065e7, "4": 1.24537e7, "5": 1.13384e7, "6": 1.04346e7}

// leukemia does the job and returns the cophenetic correlations by rank. best are the
// residuals that are to be reached; nil: of another matrix.
func leukemia(t *testing.T, misplaced int, best map[string]float64, flags ...string) map[string]float64 {
	out := t.TempDir()
	mustRun(t, append([]string{"run", filepath.Join(reftest.Dir(), "leukemia.tsv.gz"), "-o", out,
		"--gene-names", filepath.Join(reftest.Dir(), "leukemia_gene_names.tsv")}, flags...)...)
	files := folderBytes(t, out)

	cophenetic := map[string]float64{}
	for _, row := range tsv(t, files["rank_survey.tsv"]) {
		k := row["rank"]
		if got := number(t, row["residual"]); best != nil && math.Abs(got-best[k]) > 1e-4*best[k] {
			t.Errorf("k = %s: residual %g, R NMF's %g", k, got, best[k])
		}
		cophenetic[k] = number(t, row["cophenetic"])
		if (row["chosen"] == "yes") != (k == "3") {
			t.Errorf("k = %s: chosen is %s", k, row["chosen"])
		}
	}
	// The three subtypes are ALL of B cells, ALL of T cells, and AML.
	class := map[string]string{}
	for _, row := range tsv(t, readText(t, filepath.Join(reftest.Dir(), "leukemia_annotations.tsv"))) {
		class[row["sample"]] = row["label"]
	}
	for _, column := range []string{"subtype", "best_fit_subtype"} {
		count := map[string]map[string]int{}
		total := 0
		for _, row := range tsv(t, files["assignments.tsv"]) {
			q := row[column]
			if count[q] == nil {
				count[q] = map[string]int{}
			}
			count[q][class[row["sample"]]]++
			total++
		}
		right, named := 0, map[string]bool{}
		for _, classes := range count {
			top := ""
			for c, n := range classes {
				if n > classes[top] {
					top = c
				}
			}
			right += classes[top]
			named[top] = true
		}
		if total != 38 || total-right > misplaced || len(named) != 3 {
			t.Errorf("%s: %d of %d samples misplaced, %s", column, total-right, total, fmt.Sprint(count))
		}
	}
	markersOfLeukemia(t, files, class)
	return cophenetic
}

// markersOfLeukemia: genes of T cells lead in the subtype of T-cell leukemias, those of B cells
// in that of B-cell leukemias, and those of granulocytes in that of myeloid ones.
func markersOfLeukemia(t *testing.T, files map[string]string, class map[string]string) {
	t.Helper()
	subtype, most := map[string]string{}, map[string]int{}
	count := map[[2]string]int{}
	for _, row := range tsv(t, files["assignments.tsv"]) {
		c, q := class[row["sample"]], row["subtype"]
		if count[[2]string{c, q}]++; count[[2]string{c, q}] > most[c] {
			subtype[c], most[c] = q, count[[2]string{c, q}]
		}
	}
	lead := map[string]bool{}
	for _, row := range tsv(t, files["markers.tsv"]) {
		if place, err := strconv.Atoi(row["rank_in_subtype"]); err == nil && place <= 30 && row["side"] == "up" {
			lead[row["subtype"]+row["symbol"]], lead[row["subtype"]+row["gene"]] = true, true
		}
	}
	for c, genes := range map[string][]string{
		"ALL-T": {"CD3G", "X03934_at", "M23323_s_at", "CD28", "TCF7"}, // T3 delta, CD3 epsilon
		"ALL-B": {"CD79A", "CD79B", "CD19"}, "AML": {"MPO", "ELANE", "CD33"}} {
		for _, gene := range genes {
			if !lead[subtype[c]+gene] {
				t.Errorf("%s is not among the first 30 of %s", gene, c)
			}
		}
	}
}
