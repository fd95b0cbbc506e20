package workbook

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"subtype/internal/style"
	"subtype/internal/tabular"
)

// numbers is a table of n rows.
func numbers(n int) tabular.Data {
	return tabular.Table[int]{File: "t.tsv", Columns: []tabular.Column[int]{
		{Field: tabular.Field{Name: "n", Heading: "N", Kind: tabular.Count}, Value: func(i int) any { return i }},
		{Field: tabular.Field{Name: "name", Heading: "n", Kind: tabular.Name}, Value: func(i int) any { return "007" }},
		{Field: tabular.Field{Name: "of", Heading: "Of", Kind: tabular.Subtype},
			Value: func(i int) any { return tabular.Group{Number: i - 1, Color: max(0, i-1)} }},
	}, Rows: func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}}.Data()
}

// opened is a workbook of two sheets as excelize reads it.
func opened(t *testing.T, blocks ...Block) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	book := Book{Title: "T", Creator: "test", Colors: 3, Sheets: []Sheet{
		{Name: "First", Blocks: []Block{Contents{Columns: 2}}}, {Name: "Second", About: "the rest", Blocks: blocks}}}
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func rowsOf(t *testing.T, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func equal(a, b [][]string) bool { return slices.EqualFunc(a, b, slices.Equal) }

// Blocks stand below each other, and what has no room is counted below the table, not
// within it.
func TestBlocksStandBelowEachOther(t *testing.T) {
	f := opened(t, Line{Text: "Head"}, Space(1), Table{Data: numbers(4), Excel: "Numbers", Most: 2},
		Paragraph{"End", style.Lines{Columns: 2, Letters: 50}}, Table{Data: numbers(0), Excel: "None", Empty: "Nothing."})
	want := [][]string{{"Head"}, nil, {"N", "n (2)", "Of"}, {"0", "007"}, {"1", "007", "S1"}, {"… and 2 more in t.tsv"},
		{"End"}, {"N", "n (2)", "Of"}, {"Nothing."}}
	if got := rowsOf(t, f, "Second"); !equal(got, want) {
		t.Errorf("%q", got)
	}
	tables, err := f.GetTables("Second")
	if err != nil || len(tables) != 1 || tables[0].Range != "A3:C5" {
		t.Errorf("%v, %+v", err, tables)
	}
	if got := rowsOf(t, f, "First"); !equal(got, [][]string{{"Second", "the rest"}}) {
		t.Errorf("%q", got)
	}
	if linked, target, err := f.GetCellHyperLink("First", "A1"); err != nil || !linked || target != "'Second'!A1" {
		t.Errorf("%v, %q", err, target)
	}
}

// A table on its side has a row a field, and a chart of it follows.
func TestTablesOnTheirSide(t *testing.T) {
	a := &Across{Data: numbers(2), Corner: "Field", Labels: []string{"a", "b, chosen"}, Marked: 1,
		Meanings: []string{"A count.", "A name.", "A group."}}
	f := opened(t, a, Chart{Title: "Chart", Of: a, Fields: []string{"n"}})
	want := [][]string{{"Field", "a", "b, chosen", "What it means"}, {"N", "0", "1", "A count."},
		{"n", "007", "007", "A name."}, {"Of", "", "S1", "A group."}}
	if got := rowsOf(t, f, "Second"); !equal(got, want) {
		t.Errorf("%q", got)
	}
}
