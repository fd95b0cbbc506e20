package table

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"subtype/internal/expr/exprtest"
)

func ods(t *testing.T, name string) *bytes.Reader {
	t.Helper()
	data, err := os.ReadFile("../book/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.NewReader(data)
}

// Repeated cells and rows, empty ones, rows of a header, notes, text in pieces, dates and numbers
// that were names.
func TestReadsODS(t *testing.T) {
	table, err := Read("sheet.ods", ods(t, "sheet.ods"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	const want = "a|b|c|d\ng1@2|1.25|0|0|0\ng2 x@6|2|NaN|4|0.5\n1-Mar@7|1|2|3|4\n2.31E+19@8|5|6|7|8\nsame@9|9|9|9|9\n" +
		"same@10|9|9|9|9\n"
	if got := show(table); got != want {
		t.Errorf("read as\n%s\nwant\n%s", got, want)
	}
	for _, text := range []string{`read the first sheet, "Data"; there are also "Notes"; --sheet names another`,
		`cell A7 is stored as a date (2001-03-01, shown as "1-Mar"): a spreadsheet has turned a gene name into it`} {
		if !strings.Contains(said(table), text) {
			t.Errorf("said\n%s\nnot %q", said(table), text)
		}
	}
	if table.Format != `OpenDocument spreadsheet, sheet "Data"` {
		t.Errorf("format %s", table.Format)
	}
	table, err = Read("others.ods", ods(t, "others.ods"), Options{Sheet: "data & more"})
	if err != nil || show(table) != "a|b|c\ng1@2|1|2.5|3\ng2@3|4|NaN|6\n" {
		t.Errorf("another sheet: %v", err)
	}
	if _, err = Read("others.ods", ods(t, "others.ods"), Options{}); err == nil ||
		!strings.Contains(err.Error(), `holds no matrix; "Data & more" looks like one; read it with --sheet "Data & more"`) {
		t.Errorf("the first sheet is none: %v", err)
	}
}

// row is the XML of a row.
func odsRow(cells string, times string) string {
	return `<table:table-row table:number-rows-repeated="` + times + `">` + cells + `</table:table-row>`
}

func odsNumber(x, times string) string {
	return `<table:table-cell office:value-type="float" office:value="` + x + `" table:number-columns-repeated="` +
		times + `"><text:p>` + x + `</text:p></table:table-cell>`
}

func odsText(x string) string {
	return `<table:table-cell office:value-type="string"><text:p>` + x + `</text:p></table:table-cell>`
}

func TestODSIsBoundedAndWhole(t *testing.T) {
	header := odsRow(odsText("gene")+odsText("a")+odsText("b"), "1")
	row := odsRow(odsText("g1")+odsNumber("1", "1")+odsNumber("2", "1"), "1")
	for want, content := range map[string]string{
		"a|b\ng1@2|1|2\n": exprtest.ODSRows("Data", header+row),
		"a|b\ng1@2|1|2\ng1@5|1|2\n": strings.NewReplacer("<table:", "<t:", "</table:", "</t:", " table:", " t:",
			"xmlns:table=", "xmlns:t=").Replace(exprtest.ODSRows("Data", header+row+odsRow("<table:table-cell/>", "2")+row)),
		"cells so far are written in the file, the others are repetitions": exprtest.ODSRows("Data",
			odsRow(odsText("gene")+odsNumber("1", "10000"), "1")+
				odsRow(odsText("g1")+odsNumber("1", "10000"), "1000000")),
		"the row has 2147483 cells; up to 200000 are read": exprtest.ODSRows("Data", header+
			odsRow(odsText("g1")+odsNumber("1", "2147482"), "1")),
		"the workbook is damaged (XML syntax error on line 1: unexpected EOF)": exprtest.ODSRows("Data",
			header+row+row)[:1100],
		"the workbook is damaged (XML syntax error": strings.Replace(exprtest.ODSRows("Data", header+row), "g1</text",
			"g1<<text", 1),
		"the workbook is damaged (it has no sheet)":  "<x/>",
		"this spreadsheet is locked with a password": "\x01\x02",
		"the cell holds a formula, and its result is not stored": exprtest.ODSRows("Data", header+row+
			odsRow(odsText("g2")+`<table:table-cell table:formula="of:=1"/>`+odsNumber("2", "1"), "1")),
		"the workbook is damaged (a cell is too long)": exprtest.ODSRows("Data", header+
			odsRow(odsText(strings.Repeat("x", 20<<20)), "1")),
	} {
		table, err := Read("a.ods", strings.NewReader(exprtest.ODS(content)), Options{})
		if err != nil {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v\nwant %s", err, want)
			}
		} else if show(table) != want {
			t.Errorf("read as\n%s\nwant\n%s", show(table), want)
		}
	}
	text := exprtest.Zipped("mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x/>")
	if _, err := Read("a.odt", strings.NewReader(text), Options{}); err == nil ||
		!strings.Contains(err.Error(), "this is an OpenDocument file, but no spreadsheet") {
		t.Errorf("a text: %v", err)
	}
}
