package exprtest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// bookOf is a table as a workbook, with another sheet or with a date for the name of the
// first gene (1) or sample (2).
func WorkbookOf(t *testing.T, text string, another bool, date int) string {
	f := excelize.NewFile()
	defer f.Close()
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		for j, field := range strings.Split(line, "\t") {
			cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
			f.SetCellDefault("Sheet1", cell, field)
		}
	}
	if another {
		f.NewSheet("Sheet2")
	}
	if date > 0 {
		cell := []string{"A2", "B1"}[date-1]
		day, _ := f.NewStyle(&excelize.Style{NumFmt: 16})
		f.SetCellInt("Sheet1", cell, 37136)
		f.SetCellStyle("Sheet1", cell, cell, day)
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// book makes a workbook with one sheet of the cells given.
func Workbook(t testing.TB, rows [][]any, more func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		more(f)
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var PlainBook = [][]any{{"gene", "a", "b", "c"}, {"g1", 1, 2, 3}, {"g2", 4, 5.5, 6}}

// rawBook is a workbook with the XML of its rows given, and a link to another
// file.
func RawWorkbook(t testing.TB, rows string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	for _, part := range [][2]string{
		{"[Content_Types].xml", head +
			`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ` +
			`ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ` +
			`ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ` +
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override ` +
			`PartName="/xl/worksheets/sheet1.xml" ` +
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`},
		{"_rels/.rels", head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
			`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/` +
			`officeDocument" ` +
			`Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
			`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" ` +
			`sheetId="1" r:id="rId1"/></sheets><externalReferences><externalReference r:id="rId2"/></externalReferences>` +
			`</workbook>`},
		{"xl/_rels/workbook.xml.rels", head +
			`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" ` +
			`Target="worksheets/sheet1.xml"/><Relationship Id="rId2" ` +
			`Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" ` +
			`Target="http://127.0.0.1:9/other.xlsx" TargetMode="External"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", head +
			`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet ` +
			`xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`},
	} {
		w, err := z.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(w, part[1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
