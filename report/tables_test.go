package report

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"subtype/internal/chapter"
	"subtype/internal/expr"
	"subtype/internal/expr/finding"
	"subtype/internal/tabular"
)

// split is the study with every gene the up or down part of one, and with findings.
func split(t testing.TB) *Study {
	s := made(t)
	n := len(s.Matrix.Genes)
	for g := range n { // 0 and 1 are the parts of one gene, 2 and 3 of the next, …
		h := expr.Half{Gene: s.Matrix.Genes[g&^1], Sign: 1 - 2*(g&1), Other: g ^ 1}
		if h.Other >= n {
			h.Other = -1
		}
		s.Matrix.Halves = append(s.Matrix.Halves, h)
	}
	s.Matrix.Findings = append(s.Matrix.Findings, finding.Finding{Code: finding.Log2, Severity: finding.Warning, Line: 3,
		Gene: "=1+1", Count: 7, Text: "a finding", Done: "nothing"}, finding.Finding{Code: finding.Centred,
		Severity: finding.Note, Sample: "007", Column: 2, Text: "=another"})
	return s
}

// everyTable are all tables that are written or shown, those with names from the data
// apart from these.
func everyTable(t testing.TB) []tabular.Data {
	s := split(t)
	r := s.Survey.Chosen()
	measured, _ := s.shownSurvey()
	stability, _ := s.shownStability()
	all := append(s.tables(), s.subtypeTable(r).Data(), s.verdictTable().Data(), s.settings().Data(), measured.Data(),
		stability.Data(), s.shownAssignments(r, nil).Data(), s.shownGenes().Data())
	if len(all) < 20 {
		t.Fatalf("%d tables", len(all))
	}
	return all
}

// Every column says what it is, and none is described in two ways.
func TestEveryColumnIsDescribedOnce(t *testing.T) {
	defined := map[string]tabular.Field{}
	for _, d := range everyTable(t) {
		if d.Name == "" || d.About == "" {
			t.Errorf("the table %q is about %q", d.Name, d.About)
		}
		inTable := map[string]bool{}
		for _, f := range d.Fields {
			if f.Name == "" || f.Heading == "" || f.About == "" || f.Kind == 0 {
				t.Errorf("%s: %+v", d.Name, f)
			}
			if inTable[f.Name] {
				t.Errorf("%s has two columns %s", d.Name, f.Name)
			}
			inTable[f.Name] = true
			if d.Name == "Consensus matrix" && f != chapter.SampleField {
				continue // named by samples
			}
			if d.File == lineageFile && f.Name == "next_subtype" {
				continue // at the next rank; elsewhere it is the neighbour of a sample
			}
			if d.File == checksFile && f.Name == "column" {
				continue // a place in a line; elsewhere it is a column of annotations
			}
			if slices.Contains([]string{"p", "q", "test", "statistic"}, f.Name) {
				continue // of the table's own test
			}
			if old, ok := defined[f.Name]; ok && old != f {
				t.Errorf("%+v is %+v, too", f, old)
			}
			defined[f.Name] = f
		}
	}
}

// records are the fields of a table's file, by line.
func records(t testing.TB, d tabular.Data) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	var from io.Reader = &b
	if strings.HasSuffix(d.File, ".gz") {
		z, err := gzip.NewReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		from = z
	}
	text, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

func TestHeadersAreTheDescribedColumns(t *testing.T) {
	for _, d := range split(t).tables() {
		header := records(t, d)[0]
		for i, f := range d.Fields {
			if i >= len(header) || header[i] != f.Name && d.Name != "Consensus matrix" {
				t.Errorf("%s: column %d of %q is not %q", d.File, i, header, f.Name)
			}
		}
		if len(header) != len(d.Fields) {
			t.Errorf("%s has %d columns, %d are described", d.File, len(header), len(d.Fields))
		}
	}
}

// same compares a cell with a field of a file, numbers to some digits.
func same(cell, field string, kind tabular.Kind, digits int) bool {
	switch kind {
	case tabular.Count, tabular.Share, tabular.Weight, tabular.Measure, tabular.Probability:
		x, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return field == tabular.NA && cell == ""
		}
		y, err := strconv.ParseFloat(cell, 64)
		return err == nil && fmt.Sprintf("%.*g", digits, x) == fmt.Sprintf("%.*g", digits, y)
	}
	return cell == field || cell == "" && field == tabular.NA
}

// at is the text of a row at a place; rows end with their last text.
func at(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// What stands in the workbook is what stands in the tables, under the headings of the same
// columns, numbers to the 15 digits that Excel keeps.
func TestTheWorkbookHoldsTheTables(t *testing.T) {
	s := split(t)
	r := s.Survey.Chosen()
	together := s.assignmentTable(r)
	together.Rows = slices.Values(s.together(r))
	for _, c := range []struct {
		sheet string
		table tabular.Data
		first int // row of the headings, from 0
	}{
		{assignmentsSheet, together.Data(), 2},
		{genesSheet, s.geneTable().Data(), 3},
		{checksSheet, s.checkTable().Data(), 2},
	} {
		rows, lines := rowsOf(t, s, c.sheet)[c.first:], records(t, c.table)
		if len(rows) != len(lines) || len(rows) < 2 {
			t.Fatalf("%s has %d rows, %s %d lines", c.sheet, len(rows), c.table.File, len(lines))
		}
		place := map[string]int{}
		for i, heading := range rows[0] {
			place[heading] = i
		}
		for i, f := range c.table.Fields {
			column, ok := place[f.Heading]
			if !ok {
				t.Errorf("%s has no column %q", c.sheet, f.Heading)
				continue
			}
			for n := 1; n < len(lines); n++ {
				cell, field := at(rows[n], column), lines[n][i]
				if f.Name == "next_subtype" && cell == "" && r.NextTied[s.together(r)[n-1]] {
					continue // none of several
				}
				if !same(cell, field, f.Kind, 15) {
					t.Errorf("%s, %s of row %d: %q, in %s %q", c.sheet, f.Heading, n, cell, c.table.File, field)
				}
			}
		}
	}
}

// The sheets with a column a rank hold the tables with a row a rank, to six digits.
func TestSheetsOfRanksHoldTheTables(t *testing.T) {
	s := split(t)
	for i := range s.Survey.Ranks {
		s.Survey.Ranks[i].Score.RSS = 1234567.89 // large, and not whole
		s.Survey.Ranks[i].Score.PAC = math.NaN()
	}
	for _, c := range []struct {
		sheet string
		table tabular.Data
		shown []string // fields that are headings of columns there, or no longer measured
	}{
		{surveySheet, s.surveyTable().Data(), []string{"rank", "chosen"}},
		{stabilitySheet, s.stabilityTable().Data(), []string{"rank"}},
	} {
		rows, lines := rowsOf(t, s, c.sheet)[3:], records(t, c.table)
		used := make([]bool, len(rows))
		for i, f := range c.table.Fields {
			if slices.Contains(c.shown, f.Name) || f.About == unmeasured {
				continue
			}
			found := -1
			for n, row := range rows { // "from" stands there several times, in the order of the columns
				if !used[n] && at(row, 0) == f.Heading {
					found = n
					break
				}
			}
			if found < 0 {
				t.Errorf("%s has no row %q", c.sheet, f.Heading)
				continue
			}
			used[found] = true
			for n := 1; n < len(lines); n++ {
				if cell := at(rows[found], n); !same(cell, lines[n][i], f.Kind, 6) {
					t.Errorf("%s, %s: %q, in the table %q", c.sheet, f.Heading, cell, lines[n][i])
				}
			}
		}
	}
}

// The numbers beside the picture are those of the file.
func TestConsensusSheetsHoldTheMatrix(t *testing.T) {
	s := made(t)
	r := s.Survey.Chosen()
	rows := rowsOf(t, s, consensusSheet(r.K))
	lines := records(t, s.consensusData(r))
	numbers := map[string]string{}
	for _, line := range lines[1:] {
		for c := 1; c < len(line); c++ {
			numbers[line[0]+"\t"+lines[0][c]] = line[c]
		}
	}
	n := len(s.Matrix.Samples)
	matrix := rows[len(rows)-n-1:]
	for _, row := range matrix[1:] {
		for c := 1; c <= n; c++ {
			if field := numbers[row[0]+"\t"+matrix[0][c]]; !same(row[c], field, tabular.Share, 15) {
				t.Errorf("%s with %s: %s, in the file %s", row[0], matrix[0][c], row[c], field)
			}
		}
	}
}

// Directions are those of the signed weights, whichever part of a gene is listed.
func TestDirectionsFollowTheSignedWeights(t *testing.T) {
	s := split(t)
	r := s.Survey.Chosen()
	for q, w := range [][2]float64{{3, 1}, {1, 3}, {2, 2}} {
		r.Weights.Set(0, q, w[0])
		r.Weights.Set(1, q, w[1])
		r.Features[q] = []int{0, 1}
	}
	lines := records(t, s.geneTable().Data())
	for i, want := range [][2]string{{"up", "2"}, {"up", "2"}, {"down", "-2"}, {"down", "-2"}, {"NA", "0"}, {"NA", "0"}} {
		if got := lines[1+i]; got[5] != want[0] || got[6] != want[1] {
			t.Errorf("%q, want %q", got, want)
		}
	}
	n := len(s.Matrix.Genes)
	if got := len(records(t, s.signedTable(r).Data())); got != 1+(n+1)/2 {
		t.Errorf("%d lines for %d rows", got, n)
	}
}

// rowsOf are the rows of a sheet of the workbook, numbers as they are.
func rowsOf(t *testing.T, s *Study, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(written(t, s)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
