package cli

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// records are the rows of a table of tab-separated text, by the names of its columns.
func records(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		named := map[string]string{}
		for i, x := range row {
			named[rows[0][i]] = x
		}
		out = append(out, named)
	}
	return out
}

// verdictOf is what summary.json says.
func verdictOf(t *testing.T, dir string) (verdict string, pAny *float64) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "summary.json"))
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Verdict  string   `json:"verdict"`
		RunnerUp *int     `json:"runner_up"`
		PAny     *float64 `json:"p_any"`
	}
	if err := json.Unmarshal(data, &s); err != nil || !strings.HasPrefix(string(data), "{\n  \"verdict\": ") {
		t.Fatalf("%v: %.60s", err, data)
	}
	return s.Verdict, s.PAny
}

// The verdict has the same bytes from one thread and two, from shards, after a kill, and
// when the report is made anew.
func TestTheVerdictIsTheSameHoweverItIsComputed(t *testing.T) {
	input := write(t, "expr.tsv", planted(nil, nil))
	flags := []string{"--resample", "4", "--null", "9"}
	one, two, parts, killed := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	stdout, _ := mustRun(t, small(input, one, append(flags, "--threads", "1")...)...)
	mustRun(t, small(input, two, append(flags, "--threads", "2")...)...)
	sameFolder(t, "two threads", two, one)

	combine := append([]string{"combine", input, "-o", parts}, "--null", "9")
	mustRun(t, append(combine, shards(t, input, 3, "--resample", "4")...)...)
	sameFolder(t, "three shards", parts, one)

	stopped(t, 30, small(input, killed, flags...)...)
	mustRun(t, small(input, killed, flags...)...)
	sameFolder(t, "killed", killed, one)
	mustRun(t, "report", killed, "--rank", "2")
	mustRun(t, "report", killed, "--rank-rule", "agreement")
	for _, name := range []string{"stability.tsv", "assignments.tsv", "report.xlsx"} {
		a, _ := os.ReadFile(filepath.Join(one, name))
		if b, err := os.ReadFile(filepath.Join(killed, name)); err != nil || string(a) != string(b) {
			t.Errorf("%s made anew differs: %v", name, err)
		}
	}
	word, p := verdictOf(t, one)
	if word != "clear" || p == nil || !strings.HasPrefix(stdout, "Clear subtypes: k = 3.") {
		t.Errorf("%s, %v: %s", word, p, stdout)
	}
	numbersStand(t, stdout, records(t, filepath.Join(one, "stability.tsv")), "3")
	numbersAreMeasured(t, one)
	for _, row := range records(t, filepath.Join(one, "stability.tsv")) {
		for _, name := range []string{"starts_agreement", "samples_low", "genes_high", "halves_agreement", "null_z",
			"any_p"} {
			if _, err := strconv.ParseFloat(row[name], 64); err != nil {
				t.Errorf("k = %s: %s is %q", row["rank"], name, row[name])
			}
		}
	}
}

var fraction = regexp.MustCompile(`-?\d+\.\d+(?:e-\d+)?`)

// numbersStand says whether every number with a fraction in the verdict stands in the row
// of a rank, rounded as it is there.
func numbersStand(t *testing.T, stdout string, rows []map[string]string, k string) {
	t.Helper()
	text, _, _ := strings.Cut(stdout, "\n")
	numbers := fraction.FindAllString(text, -1)
	if len(numbers) < 12 {
		t.Errorf("%d numbers in %s", len(numbers), text)
	}
	for _, n := range numbers {
		found := n == "0.60" // what clear would be
		for _, row := range rows {
			for _, v := range row {
				x, err := strconv.ParseFloat(v, 64)
				if err != nil || row["rank"] != k {
					continue
				}
				_, digits, _ := strings.Cut(n, ".")
				if strings.Contains(n, "e") {
					found = found || fmt.Sprintf("%.1e", x) == n
				} else {
					found = found || strconv.FormatFloat(x, 'f', len(digits), 64) == n || fmt.Sprintf("%.2g", x) == n
				}
			}
		}
		if !found {
			t.Errorf("%s stands in no column of stability.tsv: %s", n, text)
		}
	}
}

// Noise has no subtypes, and is told so first; what is shown is marked.
func TestNoiseHasNoClearSubtypes(t *testing.T) {
	const genes, samples = 500, 60
	r := rand.New(rand.NewPCG(8, 8))
	var b strings.Builder
	b.WriteString("gene")
	for j := range samples {
		fmt.Fprintf(&b, "\tS%d", j)
	}
	for i := range genes {
		fmt.Fprintf(&b, "\nG%d", i)
		for range samples {
			fmt.Fprintf(&b, "\t%.4f", 100*lognormal(r))
		}
	}
	dir := t.TempDir()
	stdout, _ := mustRun(t, "run", write(t, "noise.tsv", b.String()+"\n"), "-o", dir, "--ranks", "2-3", "--restarts", "5",
		"--resample", "4", "--null", "19", "--figures", "svg")
	word, p := verdictOf(t, dir)
	if word != "none" || p == nil || *p < 0.05 || !strings.HasPrefix(stdout, "No clear subtypes: best candidate k = ") {
		t.Errorf("%s, %v: %s", word, p, stdout)
	}
	for _, row := range records(t, filepath.Join(dir, "assignments.tsv")) {
		if row["confidence"] == "firm" {
			t.Errorf("%s is firm in %s", row["sample"], row["subtype"])
		}
	}
	k := records(t, filepath.Join(dir, "stability.tsv"))[0]["rank"]
	figure, err := os.ReadFile(filepath.Join(dir, "figures", "consensus_k"+k+".svg"))
	if err != nil || !strings.Contains(string(figure), "no clear subtypes") {
		t.Errorf("the figure is not marked (%v)", err)
	}
	numbersAreMeasured(t, dir)
}

// lognormal draws exp of a sum of twelve uniform numbers, which is nearly normal.
func lognormal(r *rand.Rand) float64 {
	x := 1.0
	for range 12 {
		x *= 1 + (r.Float64()-0.5)*1.2
	}
	return x
}

// AML_13 of the leukemia set has no metagene that is clearly its largest.
func TestASampleOnTheBorderIsNotFirm(t *testing.T) {
	dir := t.TempDir()
	mustRun(t, "run", "../../testdata/leukemia.tsv.gz", "-o", dir, "--ranks", "2-4", "--rank", "3", "--restarts", "5",
		"--resample", "16", "--null", "59", "--figures", "svg", "--annotations", "../../testdata/leukemia_annotations.tsv")
	firm := 0
	for _, row := range records(t, filepath.Join(dir, "assignments.tsv")) {
		if row["confidence"] == "firm" {
			firm++
		}
		if row["sample"] == "AML_13" && row["confidence"] == "firm" {
			t.Errorf("AML_13: %v", row)
		}
	}
	if firm == 0 {
		t.Error("nobody is firm")
	}
	numbersAreMeasured(t, dir)
}
