package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// One MultiQC report of three analyses, two of them of one file, and one with names that try
// to be something else: what MultiQC has understood is what we have found.
func TestMultiQCUnderstandsUs(t *testing.T) {
	path := tool("multiqc/bin/multiqc")
	if path == "" || testing.Short() {
		t.Skip("MultiQC is not installed: .ci/tools does; or -short")
	}
	dir := t.TempDir()
	matrix, err := os.ReadFile("testdata/leukemia.tsv.gz")
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{"AML_1": "<img src=x onerror=alert(1)>", "AML_2": "12", "AML_3": "nan", "AML_5": "#a: b"}
	if err := os.WriteFile(filepath.Join(dir, "leukemia.tsv.gz"), matrix, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "hostile.tsv"), []byte(renamed(t, matrix, names)), 0o666); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) {
		t.Helper()
		c := exec.Command(name, args...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s %q: %v\n%s", name, args, err, out)
		}
	}
	small := []string{"--ranks", "2-3", "--top-genes", "100", "--restarts", "3", "--resample", "2", "--quiet"}
	subtype := filepath.Join(program(t), "subtype")
	run(subtype, append([]string{"run", "leukemia.tsv.gz", "-o", "a"}, small...)...)
	run(subtype, append([]string{"run", "leukemia.tsv.gz", "-o", "b", "--seed", "2"}, small...)...)
	run(subtype, append([]string{"run", "hostile.tsv", "-o", "c", "--title", "A/B <i>: c"}, small...)...)
	run(path, "--strict", "--outdir", "out", ".")

	data, err := os.ReadFile(filepath.Join(dir, "out", "multiqc_data", "multiqc_general_stats.txt"))
	if err != nil {
		t.Fatal(err)
	}
	general := table(string(data))
	if len(general) != 3 {
		t.Fatalf("general statistics\n%s", data)
	}
	for _, folder := range []string{"a", "b", "c"} {
		var summary struct {
			Verdict string
			Chosen  struct{ Rank int }
		}
		text, err := os.ReadFile(filepath.Join(dir, folder, "summary.json"))
		if err == nil {
			err = json.Unmarshal(text, &summary)
		}
		if err != nil {
			t.Fatal(err)
		}
		head, err := os.ReadFile(filepath.Join(dir, folder, "multiqc", "assignments_mqc.tsv"))
		if err != nil {
			t.Fatal(err)
		}
		key := string(regexp.MustCompile(`subtype_assignments_(\w+)"`).FindSubmatch(head)[1])
		name := map[string]string{"a": "leukemia ", "b": "leukemia ", "c": "A∕B ‹i>: c "}[folder] + key
		row := general[name]
		if row["custom_content_subtype-subtypes"] != fmt.Sprint(summary.Chosen.Rank) || summary.Chosen.Rank == 0 ||
			row["custom_content_subtype-verdict"] != summary.Verdict || row["custom_content_subtype-samples"] != "38" ||
			row["custom_content_subtype-warnings"] == "" {
			t.Errorf("%s: %v of %v", name, row, general)
		}
		understood(t, dir, folder, "assignments.tsv", "multiqc_subtype_assignments_"+key, "subtype", "confidence")
		understood(t, dir, folder, "rank_survey.tsv", "multiqc_subtype_rank_survey_"+key, "cophenetic", "restarts")
		understood(t, dir, folder, "stability.tsv", "multiqc_subtype_stability_"+key, "samples_agreement", "verdict")
	}
	page, err := os.ReadFile(filepath.Join(dir, "out", "multiqc_report.html"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(page), `<img alt="Consensus of`); n != 3 || strings.Contains(string(page), "<img src=x") {
		t.Errorf("%d pictures of the consensus, or a name that runs", n)
	}
}

// understood compares columns of a table of ours with what MultiQC has made of it.
func understood(t *testing.T, dir, folder, ours, theirs string, columns ...string) {
	t.Helper()
	a, err := os.ReadFile(filepath.Join(dir, folder, ours))
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(dir, "out", "multiqc_data", theirs+"_table.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want, got := table(string(a)), table(string(b))
	if len(want) != len(got) {
		t.Errorf("%s/%s: %d rows, MultiQC has %d", folder, ours, len(want), len(got))
	}
	for name, row := range want {
		for _, column := range columns {
			if have := got[strings.ReplaceAll(name, "<", "‹")][column]; have != row[column] {
				t.Errorf("%s/%s: %s of %q is %q, to MultiQC %q", folder, ours, column, name, row[column], have)
			}
		}
	}
}

// table are the rows of a TSV by the first field, the fields by their columns.
func table(text string) map[string]map[string]string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	columns := strings.Split(lines[0], "\t")
	rows := map[string]map[string]string{}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, field := range strings.Split(line, "\t") {
			row[columns[i]] = field
		}
		rows[row[columns[0]]] = row
	}
	return rows
}

// renamed is a packed table with other names of columns.
func renamed(t *testing.T, packed []byte, names map[string]string) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(data), "\n")
	columns := strings.Split(head, "\t")
	for i, c := range columns {
		if name, ok := names[c]; ok {
			columns[i] = name
		}
	}
	return strings.Join(columns, "\t") + "\n" + body
}
