package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"subtype/internal/expr/exprtest"
	"subtype/internal/expr/finding"
)

func readBook(t *testing.T, data []byte, o Options) *Table {
	t.Helper()
	table, err := Read("expr.xlsx", bytes.NewReader(data), o)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

// findings returns the texts of the findings with a code.
func findings(t *Table, code finding.Code) []string {
	var out []string
	for _, f := range t.Findings {
		if f.Code == code {
			out = append(out, f.String())
		}
	}
	return out
}

func TestReadsAWorkbook(t *testing.T) {
	data := exprtest.Workbook(t, exprtest.PlainBook, nil)
	table := readBook(t, data, Options{})
	if show(table) != plain || table.Format != `Excel workbook, sheet "Sheet1"` || len(table.SHA256) != 64 {
		t.Errorf("%s: read as\n%s", table.Format, show(table))
	}
	// Through a pipe, which has no random access, it is the same.
	table, err := Read("stdin", io.MultiReader(bytes.NewReader(data)), Options{})
	if err != nil || show(table) != plain {
		t.Errorf("through a pipe: %v", err)
	}
}

func TestReadsTheSheetNamed(t *testing.T) {
	data := exprtest.Workbook(t, [][]any{{"notes"}, {"see the next sheet"}}, func(f *excelize.File) {
		f.NewSheet("Expression")
		for i, row := range exprtest.PlainBook {
			f.SetSheetRow("Expression", fmt.Sprintf("A%d", i+1), &row)
		}
	})
	if got := show(readBook(t, data, Options{Sheet: "expression"})); got != plain {
		t.Errorf("read as\n%s", got)
	}
	_, err := Read("expr.xlsx", bytes.NewReader(data), Options{Sheet: "Counts"})
	if err == nil || !strings.Contains(err.Error(), `there is no sheet "Counts"; there are "Sheet1", "Expression"`) {
		t.Errorf("another sheet: %v", err)
	}
	first := exprtest.Workbook(t, exprtest.PlainBook, func(f *excelize.File) { f.NewSheet("More") })
	if got := findings(readBook(t, first, Options{}), "sheets"); len(got) != 1 ||
		!strings.Contains(got[0], `read the first sheet, "Sheet1"; there are also "More"`) {
		t.Errorf("findings %q", got)
	}
}

// What Excel has stored as a date is found by its number format, reported with
// the cell, and handed on as it is shown.
func TestExcelDatesInTheGeneColumnAreReported(t *testing.T) {
	day := func(month time.Month, d int) time.Time { return time.Date(2001, month, d, 0, 0, 0, 0, time.UTC) }
	data := exprtest.Workbook(t, [][]any{{"gene", "a", "b"}, {day(3, 1), 1, 2}, {"SEPT2", 3, 4}, {day(9, 2), 5, 6},
		{36951, 7, 8}, {"36951", 9, 10}, {2.310009e19, 1, 1}, {"2310009E13", 1, 2}},
		func(f *excelize.File) {
			month := "d-mmm"
			named, _ := f.NewStyle(&excelize.Style{CustomNumFmt: &month})
			short, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
			f.SetCellStyle("Sheet1", "A2", "A2", named)
			f.SetCellStyle("Sheet1", "A4", "A4", short)
		})
	table := readBook(t, data, Options{})
	if got, want := strings.Join(table.Genes, " "), "1-Mar SEPT2 2001-09-02 36951 36951 2.31E+19 2310009E13"; got != want {
		t.Errorf("genes %s, want %s", got, want)
	}
	got := findings(table, "excel-date-gene")
	if len(got) != 2 || !strings.Contains(got[0], `2: cell A2 is stored as a date (36951, shown as "1-Mar")`) ||
		!strings.Contains(got[1], "cell A4 is stored as a date (37136") {
		t.Errorf("findings %q", got)
	}
}

func TestDatesAndErrorsAmongTheValuesOfAWorkbook(t *testing.T) {
	data := exprtest.Workbook(t, [][]any{{"gene", "a", "b"}, {"g1", time.Date(2020, 5, 1, 0, 0, 0, 0, time.UTC), 2},
		{"g2", 1.5, 2}}, nil)
	_, err := Read("expr.xlsx", bytes.NewReader(data), Options{})
	if err == nil || !strings.Contains(err.Error(),
		`expr.xlsx:2: column 2 (a): gene "g1": "May-20" is not a number (a date?`) {
		t.Errorf("a date: %v", err)
	}
	_, err = Read("expr.xlsx", bytes.NewReader(exprtest.Workbook(t, [][]any{{"gene", "a", "b"}, {"g1", "1,5", 2.5},
		{"g2", "2,5", 2}}, nil)), Options{})
	if err == nil || !strings.Contains(err.Error(), `"1,5" is not a number (a decimal comma?)`) ||
		!strings.Contains(err.Error(), "the cell holds text: turn it into a number in the workbook") {
		t.Errorf("a decimal comma as text: %v", err)
	}
	data = exprtest.Workbook(t, [][]any{{"gene", "a", "b"}, {"g1", 1, 2}, {"g2", nil, 1.25}, {"g3", 3, nil}},
		func(f *excelize.File) {
			f.SetCellFormula("Sheet1", "A5", `"g"&4`)
			percent, _ := f.NewStyle(&excelize.Style{NumFmt: 10})
			f.SetCellStyle("Sheet1", "C3", "C3", percent)
		})
	table := readBook(t, data, Options{})
	if got := show(table); got != "a|b\ng1@2|1|2\ng2@3|NaN|1.25\ng3@4|3|NaN\n" {
		t.Errorf("read as\n%s", got)
	}
}

// A workbook with a cell of every kind, written by hand.
func TestCellsOfEveryKind(t *testing.T) {
	data := exprtest.RawWorkbook(t,
		`<row r="1"><c r="A1" t="inlineStr"><is><t>gene</t></is></c><c r="B1" t="inlineStr"><is><t>a</t></is></c><c `+
			`r="C1" t="inlineStr"><is><t>b</t></is></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>TRUE</t></is></c><c r="B3"><f>[1]Other!A1*2</f><v>4.5</v></c><c r="C3" `+
			`t="e"><v>#DIV/0!</v></c></row>
<row r="4"><c r="A4"><v>1234</v></c><c r="B4" t="str"><f>"1"</f><v>7</v></c><c r="C4"><v>1E-3</v></c></row>`)
	if got := show(readBook(t, data, Options{})); got != "a|b\nTRUE@3|4.5|NaN\n1234@4|7|0.001\n" {
		t.Errorf("read as\n%s", got)
	}
}
