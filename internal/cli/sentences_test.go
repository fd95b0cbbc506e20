package cli

import (
	"math"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Numbers that sentences name and that are no results: what they are is beside them.
var constants = map[string]string{
	"0.60": "from where on groups are clear", "0.80": "up to where another number of groups is none",
	"95": "intervals, and the share from which a sample is firm", "50": "the share below which it is unassigned",
	"5": "the false discovery rate, in percent", "1": "the best that an index can be", "0": "chance",
	"0.1": "where ambiguous pairs begin", "0.9": "and end", "100": "all, in percent", "2": "two halves",
}

var numeral = regexp.MustCompile(`-?\d+(?:\.\d+)?(?:e[-+]?\d+)?( %)?`)

// numbersAreMeasured says whether every number in the sentences of the first sheet stands in
// a table of the report, rounded as it is in the sentence: a result that no table has cannot
// be looked up, and may be stale.
func numbersAreMeasured(t *testing.T, dir string) {
	t.Helper()
	f, err := excelize.OpenFile(filepath.Join(dir, "report.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	known := tableNumbers(t, dir, f)
	rows, err := f.GetRows("Summary", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, row := range rows {
		// Tables, headings and links are no sentences; what becomes of subtypes has a test of its own.
		if len(row) != 1 || !strings.HasSuffix(row[0], ".") || strings.HasPrefix(row[0], "From k = ") {
			continue
		}
		text := notNumbers.ReplaceAllString(row[0], " ")
		for _, at := range numeral.FindAllStringIndex(text, -1) {
			said := text[at[0]:at[1]]
			if _, ok := constants[strings.TrimSuffix(said, " %")]; ok {
				continue
			}
			checked++
			if !stands(said, known) {
				t.Errorf("%s: no table has %s of %q", filepath.Base(dir), said, row[0])
			}
		}
	}
	if checked < 10 {
		t.Errorf("only %d numbers in the sentences", checked)
	}
}

// notNumbers are names with digits: of samples, genes, subtypes, files and digests.
var notNumbers = regexp.MustCompile(`\b[A-Za-z_][\w.+/-]*|[0-9a-f]{64}|\d+\.\d+\.\d+`)

// stands says whether a number is one of those known, rounded to its digits.
func stands(said string, known []float64) bool {
	percent := strings.HasSuffix(said, " %")
	said = strings.TrimSuffix(said, " %")
	x, _ := strconv.ParseFloat(said, 64)
	mantissa, exponent, _ := strings.Cut(said, "e")
	_, decimals, _ := strings.Cut(mantissa, ".")
	power, _ := strconv.Atoi(exponent)
	half := 0.5001 * math.Pow(10, float64(power-len(decimals)))
	for _, v := range known {
		if math.Abs(v-x) <= half || percent && math.Abs(100*v-x) <= half {
			return true
		}
	}
	return false
}

// tableNumbers are those in the tables of measures, and the numbers of rows of all tables.
// Those of single samples and genes are so many that any number would be among them.
func tableNumbers(t *testing.T, dir string, f *excelize.File) []float64 {
	t.Helper()
	var out []float64
	add := func(text string) {
		for _, n := range numeral.FindAllString(text, -1) {
			if x, err := strconv.ParseFloat(strings.TrimSuffix(n, " %"), 64); err == nil {
				out = append(out, x)
			}
		}
	}
	for _, sheet := range []string{"Classifier", "Methods", "Stability"} {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, cell := range row {
				if !strings.HasSuffix(cell, ".") {
					add(cell)
				}
			}
		}
	}
	counts := map[string]int{} // of samples, by what a column says of them
	for _, row := range records(t, filepath.Join(dir, "assignments.tsv")) {
		for _, name := range []string{"core", "confidence", "subtype"} {
			counts[name+row[name]]++
		}
	}
	for _, n := range counts {
		out = append(out, float64(n))
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.tsv"))
	for _, file := range files {
		text := readText(t, file)
		out = append(out, float64(strings.Count(text, "\n")-1))
		switch filepath.Base(file) {
		case "stability.tsv", "rank_survey.tsv", "lineage.tsv", "clinical.tsv", "survival.tsv", "classes.tsv",
			"confounders.tsv":
			add(text)
		}
	}
	return out
}
