package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// xmlTable is what Excel checks of a table before it shows a workbook without
// offering to repair it.
type xmlTable struct {
	Name    string `xml:"name,attr"`
	Display string `xml:"displayName,attr"`
	Ref     string `xml:"ref,attr"`
	Filter  struct {
		Ref string `xml:"ref,attr"`
	} `xml:"autoFilter"`
	Columns struct {
		Count int `xml:"count,attr"`
		List  []struct {
			ID   int    `xml:"id,attr"`
			Name string `xml:"name,attr"`
		} `xml:"tableColumn"`
	} `xml:"tableColumns"`
}

type xmlSheet struct {
	Rows []struct {
		Height string `xml:"ht,attr"`
		Cells  []struct {
			At      string  `xml:"r,attr"`
			Type    string  `xml:"t,attr"`
			Value   string  `xml:"v"`
			Inline  string  `xml:"is>t"`
			Formula *string `xml:"f"`
		} `xml:"c"`
	} `xml:"sheetData>row"`
}

type xmlRelations struct {
	List []struct {
		Target string `xml:",attr"`
		Mode   string `xml:"TargetMode,attr"`
	} `xml:"Relationship"`
}

var escaped = regexp.MustCompile(`_x[0-9a-fA-F]{4}_`)

// decoded is a text of a workbook as Excel reads it.
func decoded(s string) string {
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		c, _ := strconv.ParseUint(e[2:6], 16, 16)
		return string(rune(c))
	})
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// checkWorkbook checks what Excel checks, part by part, and returns the texts of
// the sheets' cells by the names of their parts.
func checkWorkbook(t testing.TB, data []byte) map[string]map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts, texts := map[string][]byte{}, map[string]map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil { // checks the sum too
			t.Fatalf("%s: %v", f.Name, err)
		}
		if path.Ext(f.Name) == ".xml" || path.Ext(f.Name) == ".rels" {
			if err := wellFormed(parts[f.Name]); err != nil {
				t.Errorf("%s: %v", f.Name, err)
			}
		}
	}
	tables := map[string]bool{}
	for name, part := range parts {
		if dir, file := path.Split(name); dir == "xl/worksheets/" {
			texts[name] = checkSheet(t, name, part)
			var relations xmlRelations
			if rels := parts[dir+"_rels/"+file+".rels"]; rels != nil && xml.Unmarshal(rels, &relations) != nil {
				t.Errorf("%s: relations cannot be read", name)
			}
			for _, r := range relations.List {
				if r.Mode == "External" {
					t.Errorf("%s refers to %s outside", name, r.Target)
				}
				if target := path.Join(dir, r.Target); strings.HasPrefix(target, "xl/tables/") {
					checkTable(t, target, parts[target], texts[name], tables)
				}
			}
		}
	}
	return texts
}

// checkSheet checks a sheet's cells and returns their texts; a number is given
// with a # before it.
func checkSheet(t testing.TB, name string, part []byte) map[string]string {
	var sheet xmlSheet
	if err := xml.Unmarshal(part, &sheet); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	texts := map[string]string{}
	for _, row := range sheet.Rows {
		if h, _ := strconv.ParseFloat(row.Height, 64); h > 409 {
			t.Errorf("%s: a row is %v points high", name, h)
		}
		for _, c := range row.Cells {
			texts[c.At] = "#" + c.Value
			if c.Type == "inlineStr" {
				texts[c.At] = decoded(c.Inline)
			} else if c.Type != "" {
				t.Errorf("%s!%s is of type %s", name, c.At, c.Type)
			}
			if c.Formula != nil {
				t.Errorf("%s!%s holds the formula %q", name, c.At, *c.Formula)
			}
			if n := units(texts[c.At]); n > 32767 {
				t.Errorf("%s!%s holds %d characters", name, c.At, n)
			}
		}
	}
	return texts
}

// checkTable checks that a table's columns are its header cells, and what Excel
// asks of them.
func checkTable(t testing.TB, name string, part []byte, cells map[string]string, names map[string]bool) {
	var table xmlTable
	if err := xml.Unmarshal(part, &table); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if table.Name != table.Display || names[table.Name] || table.Name == "" {
		t.Errorf("%s: names %q, %q", name, table.Name, table.Display)
	}
	names[table.Name] = true
	from, to, _ := strings.Cut(table.Ref, ":")
	c1, r1, err1 := excelize.CellNameToCoordinates(from)
	c2, r2, err2 := excelize.CellNameToCoordinates(to)
	columns := len(table.Columns.List)
	if err1 != nil || err2 != nil || table.Filter.Ref != table.Ref || r2 <= r1 || c2-c1+1 != columns ||
		table.Columns.Count != columns {
		t.Errorf("%s: range %s, filter %s, %d columns said, %d there", name, table.Ref, table.Filter.Ref,
			table.Columns.Count, columns)
	}
	seen := map[string]bool{}
	for i, column := range table.Columns.List {
		heading := decoded(column.Name)
		key := strings.ToLower(strings.ToUpper(heading))
		switch cellText, ok := cells[cell(c1+i, r1)]; {
		case !ok || cellText != heading:
			t.Errorf("%s: column %q has the header cell %q", name, heading, cellText)
		case seen[key]:
			t.Errorf("%s: two columns are named %q", name, heading)
		case heading == "" || heading != strings.TrimSpace(heading) || strings.ContainsAny(heading, "\r\n\t"):
			t.Errorf("%s: a column is named %q", name, heading)
		case units(heading) > 255:
			t.Errorf("%s: the heading of a column has %d characters", name, units(heading))
		case column.ID != i+1:
			t.Errorf("%s: column %d has the number %d", name, i+1, column.ID)
		}
		seen[key] = true
	}
}

// The check itself sees what it looks for.
func TestWorkbookCheckSees(t *testing.T) {
	if decoded("_x005F_x0041_x005F_x0042_ _x0041_") != "_x0041_x0042_ A" {
		t.Error("escapes are not decoded")
	}
	for _, bad := range []string{
		`ref="A1:B2"><autoFilter ref="A1:B2"/><tableColumns count="2">` +
			`<tableColumn id="1" name="a"/><tableColumn id="2" name="A"/>`,
		`ref="A1:A2"><autoFilter ref="A1:A2"/><tableColumns count="1"><tableColumn id="1" name="b"/>`,
		`ref="A1:A2"><autoFilter ref="A1:A1"/><tableColumns count="1"><tableColumn id="1" name="a"/>`,
	} {
		inner := &failures{TB: t}
		part := []byte(`<table name="x" displayName="x" ` + bad + "</tableColumns></table>")
		checkTable(inner, "t", part, map[string]string{"A1": "a", "B1": "A"}, map[string]bool{})
		if inner.n == 0 {
			t.Errorf("%s is accepted", bad)
		}
	}
}

// failures counts errors instead of failing.
type failures struct {
	testing.TB
	n int
}

func (f *failures) Errorf(string, ...any) { f.n++ }

// cell names column c (from 1) of row r.
func cell(c, r int) string {
	name, err := excelize.CoordinatesToCellName(c, r)
	if err != nil {
		panic(err)
	}
	return name
}
