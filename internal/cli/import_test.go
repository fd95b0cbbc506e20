package cli

import (
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const importedFrom = "testdata/imported"

// importRuns imports committed runs into a folder.
func importRuns(t *testing.T, matrix, runs string, more ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	mustRun(t, append([]string{"import", matrix, runs, "--null", "0", "-o", out, "--figures", "svg"}, more...)...)
	return out
}

// rows reads a table with a header.
func rows(t *testing.T, path string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var head []string
	var all []map[string]string
	for line := range strings.Lines(string(data)) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if head == nil {
			head = fields
			continue
		}
		row := map[string]string{}
		for i, name := range head {
			row[name] = fields[i]
		}
		all = append(all, row)
	}
	return all
}

// R's runs give what R's package says of them.
func TestImportedRunsOfR(t *testing.T) {
	out := importRuns(t, importedFrom+"/r-nmf/expr.tsv", importedFrom+"/r-nmf/runs")
	got := rows(t, filepath.Join(out, "rank_survey.tsv"))
	want := rows(t, importedFrom+"/r-nmf/reference.tsv")
	if len(got) != 2 || len(want) != 2 {
		t.Fatalf("%d ranks, want %d", len(got), len(want))
	}
	for i, row := range want {
		for column, text := range row {
			x, _ := strconv.ParseFloat(text, 64)
			y, err := strconv.ParseFloat(got[i][column], 64)
			if err != nil || math.Abs(x-y) > 1e-11*math.Abs(x) {
				t.Errorf("k = %s: %s is %s, and R has %s", row["rank"], column, got[i][column], text)
			}
		}
	}
	groups := map[string]map[string]bool{} // at k = 3 they are the planted ones
	for _, row := range rows(t, filepath.Join(out, "ranks", "k3", "assignments.tsv")) {
		n, _ := strconv.Atoi(strings.TrimPrefix(row["sample"], "patient "))
		if groups[row["subtype"]] == nil {
			groups[row["subtype"]] = map[string]bool{}
		}
		groups[row["subtype"]][strconv.Itoa(n%3)] = true
	}
	if len(groups) != 3 || len(groups["S1"]) != 1 || len(groups["S2"]) != 1 || len(groups["S3"]) != 1 {
		t.Errorf("%v", groups)
	}
}

// A report made anew is that of an import with its flags, and says who did the runs.
func TestImportedRunsAreReportedAnew(t *testing.T) {
	matrix, runs := importedFrom+"/cnmf/out/t/cnmf_tmp/t.norm_counts.h5ad", importedFrom+"/cnmf/runs"
	out := importRuns(t, matrix, runs)
	stdout, stderr := mustRun(t, "import", matrix, runs, "--null", "0", "-o", out, "--figures", "svg")
	if !strings.Contains(stderr, "nothing to do") {
		t.Errorf("imported again: %s%s", stdout, stderr)
	}
	mustRun(t, "report", out, "--rank", "2")
	direct := importRuns(t, matrix, runs, "--rank", "2")
	sameFolder(t, "reported anew", out, direct)
	text, err := os.ReadFile(filepath.Join(out, "report.html"))
	if err != nil || !strings.Contains(string(text), "This was done by cNMF 1.7.1, and the runs were imported.") {
		t.Errorf("the methods do not say who did the runs: %v", err)
	}
	if strings.Contains(string(text), "Random starts were") {
		t.Error("the methods tell of starts that are not known")
	}
	if survey := rows(t, filepath.Join(out, "rank_survey.tsv")); survey[0]["iterations_median"] != "NA" {
		t.Errorf("%s iterations, which cNMF does not keep", survey[0]["iterations_median"])
	}
}

// What does not belong together is refused, with its place.
func TestImportRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		file, old, new string
		want           string
	}{
		"label":       {"runs.tsv", "\t2\n", "\t9\n", `group "9" of sample`},
		"twice":       {"runs.tsv", "\n2\t2\t", "\n2\t1\t", ":2: run 1 at rank 2 is there twice"},
		"count":       {"runs.tsv", "\n3\t5\t", "\n3\t6\t", "runs are numbered from 1"},
		"residual":    {"runs.tsv", "\n3\t", "\n3\tx", "no whole number from 1 on"},
		"sample":      {"runs.tsv", "patient 05", "patient 55", "sample patient 05 is not in the runs"},
		"algorithm":   {"about.tsv", "brunet", "pe-nmf", "which this program does not know"},
		"setting":     {"about.tsv", "algorithm\t", "no-flag\t", "names no algorithm"},
		"other":       {"about.tsv", "brunet", "lee", "were other values factorised"},
		"gene":        {"basis_k3.tsv", "GENE07", "GENE77", `"GENE07"`},
		"negative":    {"basis_k2.tsv", "\t", "\t-", "no number from 0 on"},
		"coefficient": {"coefficients_k3.tsv", "\n", "", "coefficients_k3.tsv"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(importedFrom+"/r-nmf/runs")); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, c.file)
			text, err := os.ReadFile(path)
			if err != nil || !strings.Contains(string(text), c.old) {
				t.Fatalf("%q is not in %s: %v", c.old, c.file, err)
			}
			head, rest, _ := strings.Cut(string(text), "\n")
			changed := head + strings.Replace("\n"+rest, c.old, c.new, 1)
			if changed == string(text) {
				changed = strings.Replace(string(text), c.old, c.new, 1)
			}
			if err := os.WriteFile(path, []byte(changed), 0o666); err != nil {
				t.Fatal(err)
			}
			code, _, stderr := program(t, "", "import", importedFrom+"/r-nmf/expr.tsv", dir, "-o", filepath.Join(dir, "out"))
			if code != exitUsage || !strings.Contains(stderr, c.want) {
				t.Errorf("exit %d, %s, want %s", code, stderr, c.want)
			}
		})
	}
	code, _, stderr := program(t, "", "import", importedFrom+"/r-nmf/expr.tsv", t.TempDir(), "-o", t.TempDir())
	if code != exitUsage || !strings.Contains(stderr, "about.tsv") {
		t.Errorf("exit %d, %s", code, stderr)
	}
}

// The programs in convert/ write what is committed, where what they need is installed.
func TestConverters(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	for name, c := range map[string]struct{ probe, convert []string }{
		"r-nmf": {[]string{"Rscript", "-e", "library(NMF)"},
			[]string{"Rscript", "../../convert/from-r-nmf.R", importedFrom + "/r-nmf/fits.rds"}},
		"cnmf": {[]string{"python3", "-c", "import anndata, sklearn, yaml"},
			[]string{"python3", "../../convert/from-cnmf.py", importedFrom + "/cnmf/out", "t"}},
	} {
		t.Run(name, func(t *testing.T) {
			if out, err := exec.Command(c.probe[0], c.probe[1:]...).CombinedOutput(); err != nil {
				t.Skipf("%v\n%s", err, out)
			}
			dir := filepath.Join(t.TempDir(), "runs")
			convert := append(c.convert, dir)
			if out, err := exec.Command(convert[0], convert[1:]...).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			sameRuns(t, dir, filepath.Join(importedFrom, name, "runs"))
		})
	}
}

// sameRuns wants the same groups, and numbers that agree: libraries of linear algebra differ
// between machines.
func sameRuns(t *testing.T, got, want string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(want, "*"))
	if err != nil || len(files) != 6 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, path := range files {
		a, b := fieldsOf(t, filepath.Join(got, filepath.Base(path))), fieldsOf(t, path)
		if len(a) != len(b) {
			t.Fatalf("%s has %d fields, want %d", path, len(a), len(b))
		}
		for i := range a {
			x, notX := strconv.ParseFloat(a[i], 64)
			y, notY := strconv.ParseFloat(b[i], 64)
			if notX != nil || notY != nil || math.Abs(x-y) > 1e-9*max(1, math.Abs(y)) {
				if a[i] != b[i] && !strings.HasPrefix(b[i], "cNMF") && !strings.HasPrefix(b[i], "R NMF") {
					t.Fatalf("%s: %q, want %q", path, a[i], b[i])
				}
			}
		}
	}
}

func fieldsOf(t *testing.T, path string) []string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.FieldsFunc(string(data), func(r rune) bool { return r == '\t' || r == '\n' })
}
