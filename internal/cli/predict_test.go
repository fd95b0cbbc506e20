package cli

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"subtype/internal/classify"
)

// leukemias are the matrix of the leukemias, a line a gene, the samples first.
func leukemias(t *testing.T) [][]string {
	t.Helper()
	f, err := os.Open("../../testdata/leukemia.tsv.gz")
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
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// part writes a table, some columns of it, each value changed.
func part(t *testing.T, name string, rows [][]string, columns []int, change func(i, j int, x string) string) string {
	t.Helper()
	var b strings.Builder
	for i, row := range rows {
		b.WriteString(row[0])
		for _, j := range columns {
			x := row[j]
			if i > 0 && change != nil {
				x = change(i, j, x)
			}
			b.WriteString("\t" + x)
		}
		b.WriteByte('\n')
	}
	return write(t, name, b.String())
}

// predictions are the lines of predictions.tsv by sample, and the values of a column.
func predictions(t *testing.T, out string) (lines map[string]string, column func(sample, name string) string) {
	t.Helper()
	all := strings.Split(strings.TrimSpace(readText(t, filepath.Join(out, "predictions.tsv"))), "\n")
	head := strings.Split(all[0], "\t")
	lines = map[string]string{}
	for _, line := range all[1:] {
		name, _, _ := strings.Cut(line, "\t")
		lines[name] = line
	}
	return lines, func(sample, name string) string {
		for i, h := range head {
			if h == name {
				return strings.Split(lines[sample], "\t")[i]
			}
		}
		t.Fatalf("no column %s", name)
		return ""
	}
}

// One analysis of the leukemias; what is said of its own patients, one alone among them, with fewer
// genes, on another scale, and of patients of whom nothing is left.
func TestOtherPatientsArePredicted(t *testing.T) {
	rows := leukemias(t)
	all := identity(len(rows[0]))[1:]
	dir := t.TempDir()
	out := filepath.Join(dir, "a")
	mustRun(t, "run", part(t, "leukemia.tsv", rows, all, nil), "-o", out, "--ranks", "3", "--restarts", "3", "--resample",
		"8", "--null", "0", "--figures", "svg")
	file := filepath.Join(out, "classifier.json")
	c, err := classify.Read([]byte(readText(t, file)))
	if err != nil || c.Model.Test == nil || c.Model.Test.Accuracy < 0.9 || c.Model.Test.Folds != 8 {
		t.Fatalf("%v, %+v", err, c.Model.Test)
	}
	for _, sample := range rows[0][1:] {
		if strings.Contains(readText(t, file), sample) {
			t.Errorf("%s stands in the classifier", sample)
		}
	}
	number := 0
	predict := func(matrix string, more ...string) (lines map[string]string, column func(string, string) string,
		told string) {
		t.Helper()
		number++
		to := filepath.Join(dir, fmt.Sprint(number))
		_, stderr := mustRun(t, append([]string{"predict", file, matrix, "-o", to}, more...)...)
		lines, column = predictions(t, to)
		return lines, column, stderr
	}
	truth := map[string]string{}
	for _, line := range strings.Split(readText(t, filepath.Join(out, "assignments.tsv")), "\n")[1:] {
		if f := strings.Split(line, "\t"); len(f) > 1 {
			truth[f[0]] = f[1]
		}
	}
	right := func(column func(string, string) string) (assigned, right int) {
		for sample, subtype := range truth {
			if said := column(sample, "subtype"); said != "NA" {
				assigned++
				if said == subtype {
					right++
				}
			}
		}
		return assigned, right
	}

	lines, column, told := predict(part(t, "all.tsv", rows, all, nil))
	if n, ok := right(column); n < 32 || ok < n-1 || strings.Contains(told, "warning") {
		t.Errorf("%d assigned, %d right: %s", n, ok, told)
	}
	alone, _, _ := predict(part(t, "one.tsv", rows, []int{7}, nil))
	if name := rows[0][7]; alone[name] != lines[name] || alone[name] == "" {
		t.Errorf("alone: %q, among others %q", alone[name], lines[name])
	}
	again, _, _ := predict(part(t, "threads.tsv", rows, all, nil), "--threads", "1")
	if again[rows[0][1]] != lines[rows[0][1]] {
		t.Error("the threads matter")
	}

	half := [][]string{rows[0]}
	rng := rand.New(rand.NewPCG(1, 1))
	for _, row := range rows[1:] {
		if rng.Uint64()&1 == 0 {
			half = append(half, row)
		}
	}
	_, column, told = predict(part(t, "half.tsv", half, all, nil))
	if n, ok := right(column); n < 28 || ok < n-1 || !strings.Contains(told, "are missing in half.tsv") {
		t.Errorf("with half of the genes %d assigned, %d right: %s", n, ok, told)
	}

	_, column, told = predict(part(t, "scale.tsv", rows, all, func(_, _ int, x string) string {
		v, _ := strconv.ParseFloat(x, 64)
		return strconv.FormatFloat(math.Log2(v), 'g', -1, 64)
	}))
	if n, ok := right(column); n < 28 || ok < n-2 || !strings.Contains(told, "another scale or platform") ||
		column(rows[0][1], "by") != "pairs" {
		t.Errorf("on another scale %d assigned, %d right: %s", n, ok, told)
	}

	shuffled := make([][]int, len(rows))
	for i := range shuffled {
		shuffled[i] = append([]int{0}, rng.Perm(len(all))...)
	}
	_, column, _ = predict(part(t, "shuffled.tsv", rows, all, func(i, j int, _ string) string {
		return rows[i][1+shuffled[i][j]]
	}))
	if n, _ := right(column); n > 2 {
		t.Errorf("%d of 38 shuffled samples are assigned", n)
	}
	order := rng.Perm(len(rows) - 1)
	_, column, told = predict(part(t, "other.tsv", rows, all, func(i, j int, _ string) string {
		return rows[1+order[i-1]][j]
	}))
	if n, _ := right(column); n > 0 || !strings.Contains(told, "another tissue") {
		t.Errorf("%d samples of nothing are assigned: %s", n, told)
	}

	few := part(t, "few.tsv", rows[:200], all, nil)
	code, _, stderr := program(t, "", "predict", file, few, "-o", filepath.Join(dir, "few"))
	if code != exitUsage || !strings.Contains(stderr, "marker genes of S1, fewer than a quarter") {
		t.Errorf("%d, %s", code, stderr)
	}
	compared(t, dir, out)
}

// compared compares an analysis with itself.
func compared(t *testing.T, dir, out string) {
	t.Helper()
	stdout, _ := mustRun(t, "compare", out, out, "-o", filepath.Join(dir, "compare"))
	if !strings.Contains(stdout, "38 samples in both: 38 in matching subtypes, adjusted Rand index 1.000.") ||
		!strings.Contains(stdout, "S2 of A matches S2 of B, correlation 1.00;") {
		t.Error(stdout)
	}
	again, _ := mustRun(t, "compare", out, out, "-o", filepath.Join(dir, "compare"))
	if again != stdout {
		t.Errorf("found again it is %q", again)
	}
}

// What is not to be trusted is refused, with what to do.
func TestClassifiersThatAreNotToBeTrusted(t *testing.T) {
	dir := t.TempDir()
	matrix := write(t, "expr.tsv", planted(nil, nil))
	out := filepath.Join(dir, "a")
	mustRun(t, small(matrix, out, "--ranks", "3")...)
	file := filepath.Join(out, "classifier.json")
	to := filepath.Join(dir, "p")
	code, _, stderr := program(t, "", "predict", file, matrix, "-o", to)
	if code != exitUsage || !strings.Contains(stderr, "never tested") || !strings.Contains(stderr, "--force") {
		t.Errorf("%d, %s", code, stderr)
	}
	if _, err := os.Stat(to); err == nil {
		t.Error("a folder was made")
	}
	if _, stderr := mustRun(t, "predict", file, matrix, "-o", to, "--force"); !strings.Contains(stderr,
		"not to be trusted") {
		t.Error(stderr)
	}
	unclear, err := classify.Read([]byte(readText(t, file)))
	if err != nil {
		t.Fatal(err)
	}
	unclear.Verdict = "none"
	var none bytes.Buffer
	if err := unclear.Write(&none); err != nil {
		t.Fatal(err)
	}
	if code, _, stderr := program(t, "", "predict", write(t, "none.json", none.String()), matrix, "-o", to+"n"); code !=
		exitUsage || !strings.Contains(stderr, "found no clear subtypes; --force") {
		t.Errorf("%d, %s", code, stderr)
	}
	changed := filepath.Join(dir, "classifier.json")
	text := bytes.Replace([]byte(readText(t, file)), []byte(`"threshold":`), []byte(`"threshold":1`), 1)
	if err := os.WriteFile(changed, text, 0o666); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ classifier, matrix, more, want string }{
		{changed, matrix, "--quiet", "it was changed since it was written"},
		{matrix, matrix, "--quiet", "it is no classifier of this program, which is the file classifier.json"},
		{matrix, file, "--quiet", "the classifier stands first, subtype predict " + file + " " + matrix},
		{t.TempDir(), matrix, "--quiet", "holds no classifier.json"},
		{write(t, "cut.json", string(text[:len(text)/2])), matrix, "--quiet", "its end is missing; take it anew"},
		{write(t, "new.json", strings.Replace(string(text), `"format":1`, `"format":9`, 1)), matrix, "--quiet",
			"it is of a newer version of the program"},
		{write(t, "future.json", `{"program":"subtype classifier","format":9,"version":"3","genes":7}`), matrix,
			"--quiet", "it is of a newer version of the program, 3:"},
		{file, write(t, "ids.tsv", "gene\ta\nENSG00000141510.18\t1\nENSG00000012048\t2\n"), "--force",
			"here; --gene-names FILE, a table of the names"},
		{file, write(t, "turned.tsv", transposed(planted(nil, nil))), "--force", "use --transpose"},
		{filepath.Join(dir, "none"), matrix, "--quiet", "no such file"},
		{file, write(t, "x.tsv", "gene\ta\nNONE\t1\n"), "--force", "has none of the 60 genes"},
		{file, write(t, "y.tsv", "gene\ta\ta\nGENE1\t1\t2\n"), "--force", "give every sample its own name\n"},
		{file, write(t, "z.tsv", "gene\ta\nGENE1\tx\n"), "--force", "is not a number"},
		{file, matrix, "--recentre", "--recentre needs 40 samples"},
		{file, matrix, "--draws=5", "is not a whole number from 100 on"},
		{file, matrix, "--template-null=no", "is none of maximum, pooled"},
	} {
		args := []string{"predict", c.classifier, c.matrix, "-o", filepath.Join(dir, "no"), c.more}
		if c.more == "--recentre" {
			args = append(args, "--force")
		}
		if code, _, stderr := program(t, "", args...); code != exitUsage || !strings.Contains(stderr, c.want) {
			t.Errorf("%v: %d, %s", args[1:], code, stderr)
		}
	}
	if code, _, stderr := program(t, "", "compare", out, dir); code != exitUsage ||
		!strings.Contains(stderr, "holds no finished analysis") {
		t.Errorf("%d, %s", code, stderr)
	}
}

// Genes meet by a table of names, whichever side it speaks of; what the analysis was told of its genes
// stands in its classifier.
func TestPatientsWithOtherNamesOfGenes(t *testing.T) {
	dir := t.TempDir()
	text := planted(nil, nil)
	matrix := write(t, "expr.tsv", text)
	var called, backwards strings.Builder
	called.WriteString("gene\tsymbol\n")
	backwards.WriteString("ensembl\tname\n")
	for i := range 60 {
		fmt.Fprintf(&called, "GENE%d\tENSG%011d\n", i, i)
		fmt.Fprintf(&backwards, "ENSG%011d\tGENE%d\n", i, i)
	}
	names := write(t, "names.tsv", called.String())
	other := text
	for i := 59; i >= 0; i-- {
		other = strings.Replace(other, fmt.Sprintf("\nGENE%d\t", i), fmt.Sprintf("\nENSG%011d.3\t", i), 1)
	}
	new := write(t, "new.tsv", other)
	plain, told := filepath.Join(dir, "plain"), filepath.Join(dir, "told")
	mustRun(t, small(matrix, plain, "--ranks", "3")...)
	mustRun(t, small(matrix, told, "--ranks", "3", "--gene-names", names)...)
	var first string
	for i, args := range [][]string{{plain, matrix}, {plain, new, "--gene-names", names},
		{plain, new, "--gene-names", write(t, "backwards.tsv", backwards.String())}, {told, new}, {told, matrix}} {
		to := filepath.Join(dir, fmt.Sprint(i))
		mustRun(t, append([]string{"predict", "-o", to, "--force"}, args...)...)
		got := readText(t, filepath.Join(to, "predictions.tsv"))
		if i == 0 {
			first = got
		} else if got != first {
			t.Errorf("%v: another prediction", args)
		}
	}
	if code, _, stderr := program(t, "", "predict", plain, new, "--force", "-o", filepath.Join(dir, "no")); code !=
		exitUsage || !strings.Contains(stderr, "by Ensembl identifiers (ENSG00000000000.3,") {
		t.Errorf("%d, %s", code, stderr)
	}
}

// What is said of a patient alone is, to the byte, what is said among a thousand others.
func TestOneAmongAThousand(t *testing.T) {
	dir := t.TempDir()
	out := filepath.Join(dir, "a")
	mustRun(t, small(write(t, "expr.tsv", planted(nil, nil)), out, "--ranks", "3")...)
	const patients = 1000
	rng := rand.New(rand.NewPCG(8, 8))
	table := [][]string{{"gene"}}
	for j := range patients {
		table[0] = append(table[0], fmt.Sprint("new", j))
	}
	for i := range 60 {
		row := []string{fmt.Sprint("GENE", i)}
		for j := range patients {
			x := 2 + 3*rng.Float64()
			if i%3 == j%3 {
				x += 8 * rng.Float64()
			}
			row = append(row, strconv.FormatFloat(x, 'f', 4, 64))
		}
		table = append(table, row)
	}
	predict := func(name string, columns []int, more ...string) map[string]string {
		to := filepath.Join(dir, name)
		matrix := part(t, name+".tsv", table, columns, nil)
		mustRun(t, append([]string{"predict", out, matrix, "-o", to, "--force", "--transpose=false"}, more...)...)
		lines, _ := predictions(t, to)
		return lines
	}
	among := predict("all", identity(patients + 1)[1:])
	if len(among) != patients {
		t.Fatalf("%d lines", len(among))
	}
	for _, j := range []int{1, 500, patients} {
		name := table[0][j]
		if alone := predict("alone"+name, []int{j}, "--threads", "1"); alone[name] != among[name] || alone[name] == "" {
			t.Errorf("%s alone: %q, among others %q", name, alone[name], among[name])
		}
	}
}
