package cli

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// columns reads the numbers of a table by the name of the row.
func columns(t *testing.T, path string) (head []string, rows map[string][]float64) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows = map[string][]float64{}
	for _, line := range lines[1:] {
		for _, x := range line[1:] {
			v, err := strconv.ParseFloat(x, 64)
			if err != nil {
				v = math.NaN()
			}
			rows[line[0]] = append(rows[line[0]], v)
		}
	}
	return lines[0], rows
}

// The factors that are written reproduce the error that is told, and the objective falls
// from check to check.
func TestOneFactorisation(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "out")
	matrix := write(t, "expr.tsv", planted(nil, nil))
	args := []string{"nmf", matrix, "--rank", "3", "-o", out, "--threads", "1"}
	code, stdout, stderr := program(t, "", args...)
	if code != 0 {
		t.Fatal(stderr)
	}
	_, w := columns(t, filepath.Join(out, "basis.tsv"))
	_, h := columns(t, filepath.Join(out, "coefficients.tsv"))
	samples, v := columns(t, matrix)
	if len(w) != len(v) || len(h) != len(samples)-1 {
		t.Fatalf("%d genes and %d samples", len(w), len(h))
	}
	var rss float64
	for gene, row := range v {
		for j, sample := range samples[1:] {
			x := row[j]
			for a := range 3 {
				x -= w[gene][a] * h[sample][a]
			}
			rss += x * x
		}
	}
	var document struct {
		Results struct {
			Objective, Frobenius_norm float64
			Told                      string
		}
	}
	data, err := os.ReadFile(filepath.Join(out, "nmf.json"))
	if err != nil || json.Unmarshal(data, &document) != nil {
		t.Fatal(err, string(data))
	}
	told := document.Results
	if math.Abs(told.Frobenius_norm/math.Sqrt(rss)-1) > 1e-12 || math.Abs(2*told.Objective/rss-1) > 1e-12 {
		t.Errorf("norm %v and objective %v, the factors give %v and %v", told.Frobenius_norm, told.Objective, math.Sqrt(rss),
			rss/2)
	}
	if !strings.HasPrefix(stdout, told.Told) {
		t.Errorf("stdout %q, kept %q", stdout, told.Told)
	}
	checks, err := os.ReadFile(filepath.Join(out, "iterations.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	last := math.Inf(1)
	for _, line := range strings.Split(strings.TrimSpace(string(checks)), "\n")[1:] {
		x, err := strconv.ParseFloat(strings.Split(line, "\t")[2], 64)
		if err != nil || x > last*(1+1e-12) {
			t.Errorf("after %v comes %q", last, line)
		}
		last = x
	}
	if last != told.Objective {
		t.Errorf("the last check has %v, the result %v", last, told.Objective)
	}
	head, indices := columns(t, filepath.Join(out, "k_indices.tsv"))
	if len(indices) != 10 || head[1] != "error" || indices["3"][0] != told.Objective {
		t.Errorf("indices %v %v", head, indices["3"])
	}
	if code, _, stderr := program(t, "", args...); code != 0 || !strings.Contains(stderr, "nothing to do") {
		t.Errorf("again: exit %d, %q", code, stderr)
	}
}

// The bytes do not depend on threads.
func TestOneFactorisationIsDeterministic(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "a"), filepath.Join(dir, "b")
	for _, args := range [][]string{{"-o", a, "--threads", "1"}, {"-o", b, "--threads", "2"}} {
		args = append([]string{"nmf", write(t, "expr.tsv", planted(nil, nil)), "--rank", "3", "--restarts", "4", "--init",
			"random", "--algorithm", "kl",
			"--ranks", "2-4", "--figures", "svg"}, args...)
		if code, _, stderr := program(t, "", args...); code != 0 {
			t.Fatal(stderr)
		}
	}
	sameFolder(t, "two threads", b, a)
}

func TestOneFactorisationRefuses(t *testing.T) {
	dir := t.TempDir()
	small := filepath.Join(dir, "small.tsv")
	if err := os.WriteFile(small, []byte("gene\ta\tb\tc\td\nx\t1\t2\t3\t4\ny\t2\t1\t0\t1\nz\t0\t1\t5\t2\n"),
		0o666); err != nil {
		t.Fatal(err)
	}
	negative := filepath.Join(dir, "negative.tsv")
	if err := os.WriteFile(negative, []byte("gene\ta\tb\tc\td\nx\t1\t2\t3\t4\ny\t-2\t1\t0\t1\nz\t0\t1\t5\t2\n"),
		0o666); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "foreign")
	if os.Mkdir(foreign, 0o777) != nil || os.WriteFile(filepath.Join(foreign, "basis.tsv"), []byte("mine"), 0o666) != nil {
		t.Fatal("no folder")
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"nmf", small}, "needs a rank"},
		{[]string{"nmf", small, "--rank", "0", "-o", dir + "/x"}, "not a whole number from 1"},
		{[]string{"nmf", small, "--rank", "4", "-o", dir + "/x"}, "rank"},
		{[]string{"nmf", small, "--rank", "2", "--ranks", "2-9", "-o", dir + "/x"}, "ranks end at 3"},
		{[]string{"nmf", negative, "--rank", "2", "-o", dir + "/x"}, "negative"},
		{[]string{"nmf", small, "--rank", "2", "--restarts", "auto", "-o", dir + "/x"}, "is for run"},
		{[]string{"nmf", small, "--rank", "2", "-o", foreign}, "not from this program"},
		{[]string{"nmf", small, "--rank", "2", "-o", small}, "is"},
	} {
		code, stdout, stderr := program(t, "", c.args...)
		if code != 2 || stdout != "" || !strings.Contains(stderr, c.want) {
			t.Errorf("%q: exit %d, stdout %q, stderr %q, want %q", c.args, code, stdout, stderr, c.want)
		}
	}
	if code, _, stderr := program(t, "", "nmf", small, "--rank", "1", "-o", dir+"/one"); code != 0 {
		t.Errorf("rank 1: %s", stderr)
	}
	if code, _, stderr := program(t, "", "nmf", small, "--rank", "3", "-o", dir+"/three"); code != 0 {
		t.Errorf("rank 3: %s", stderr)
	}
}
