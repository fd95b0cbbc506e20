package table

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"subtype/internal/expr/exprtest"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
)

// A reader never panics, whatever the bytes; what it accepts is whole, and what
// it refuses it explains.

// whole checks what a reader gave.
func whole(t *testing.T, table *Table, err error) {
	t.Helper()
	if err != nil {
		if err.Error() == "" {
			t.Fatal("an error without words")
		}
		return
	}
	if len(table.Genes) != len(table.Values) || len(table.Genes) != len(table.Lines) ||
		len(table.Samples) != len(table.Columns) {
		t.Fatalf("lengths differ: %d genes, %d rows, %d lines, %d samples, %d columns", len(table.Genes), len(table.Values),
			len(table.Lines), len(table.Samples), len(table.Columns))
	}
	for _, row := range table.Values {
		if len(row) != len(table.Samples) {
			t.Fatalf("row of %d values for %d samples", len(row), len(table.Samples))
		}
	}
	for _, c := range table.Annotations {
		if len(c.Values) != len(table.Samples) {
			t.Fatalf("annotation %s has %d values for %d samples", c.Name, len(c.Values), len(table.Samples))
		}
	}
}

// fuzzRead adds the inputs of some rows of the table of inputs as seeds, and
// fuzzes the reading with each of the options in turn.
func fuzzRead(f *testing.F, options []Options, rows ...int) {
	for _, c := range inputs {
		if slices.Contains(rows, c.row) && len(c.text) < 4096 {
			for i := range options {
				f.Add([]byte(c.text), uint8(i))
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, which uint8) {
		table, err := Read("fuzz", bytes.NewReader(data), options[int(which)%len(options)])
		whole(t, table, err)
	})
}

func FuzzText(f *testing.F) {
	fuzzRead(f, []Options{{}, {Orientation: "genes-in-columns"}, {Sep: "blank", InfMissing: true}, {Decimal: "comma",
		Orientation: "genes-in-rows"}, {Format: "text", Encoding: "gbk"}, {Encoding: "utf-16be"}},
		1, 2, 3, 4, 7, 8, 10, 11, 12, 13, 14, 20, 24, 25, 26, 27, 34, 40, 44)
}

func FuzzGCT(f *testing.F) { fuzzRead(f, []Options{{}, {Format: "gct"}}, 21, 22) }

func FuzzGEO(f *testing.F) {
	fuzzRead(f, []Options{{}, {Format: "geo"}, {Orientation: "genes-in-columns"}}, 26)
}

func FuzzPacked(f *testing.F) { fuzzRead(f, []Options{{}}, 9, 29) }

// The fuzzer changes the XML of the rows, not the zip archive around it, whose
// checksums would catch every change.
func FuzzXLSX(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><t>gene</t></is></c><c r="B1" t="inlineStr"><is><t>a</t></is></c>` +
		`</row><row r="2"><c r="A2" s="1"><v>36951</v></c><c r="B2"><v>1</v></c></row>`)
	f.Add(`<row><c t="s"><v>0</v></c><c t="b"><v>1</v></c></row><row r="5"><c t="e"><v>#N/A</v></c><c t="d"><v>` +
		`2001-03-01</v></c><c><f>A1</f></c></row>`)
	f.Add(`<row r="1048577"/><row r="-1"><c r="XFE1"/></row><row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c></row>`)
	f.Fuzz(func(t *testing.T, rows string) {
		data := exprtest.RawWorkbook(t, rows)
		table, err := Read("fuzz.xlsx", bytes.NewReader(data), Options{})
		whole(t, table, err)
	})
}

// Whole workbooks, damaged anywhere.
func FuzzWorkbook(f *testing.F) {
	f.Add(exprtest.Workbook(f, exprtest.PlainBook, nil))
	f.Add(exprtest.RawWorkbook(f, `<row r="1"><c r="A1"/></row>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read("fuzz.xlsx", bytes.NewReader(data), Options{})
		whole(t, table, err)
	})
}

func FuzzHDF5(f *testing.F) {
	for _, name := range []string{"old06.h5ad", "old07.h5ad", "cellranger3.h5", "latest.h5ad"} {
		f.Add(h5(f, name), "")
	}
	f.Add(h5(f, "csr.h5ad"), "raw/X")
	f.Fuzz(func(t *testing.T, data []byte, sheet string) {
		table, err := Read("fuzz.h5", bytes.NewReader(data), Options{Sheet: sheet})
		whole(t, table, err)
	})
}

func FuzzParquet(f *testing.F) {
	for _, name := range []string{"column", "named", "plain", "whole"} {
		data, err := os.ReadFile("../parquet/testdata/" + name + ".parquet")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := Read("fuzz.parquet", bytes.NewReader(data), Options{})
		whole(t, table, err)
	})
}

// The fuzzer changes the XML, not the zip archive around it.
func FuzzODS(f *testing.F) {
	f.Add(exprtest.ODSRows("Data", `<table:table-row table:number-rows-repeated="3"><table:table-cell><text:p>g</text:p>`+
		`</table:table-cell><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="3"/>`+
		`</table:table-row>`))
	f.Add(`<x xmlns:t="a:xmlns:table:1.0"><t:table t:name=""><t:table-row><t:table-cell t:formula="of:=1"/></t:table-row>`)
	f.Fuzz(func(t *testing.T, content string) {
		table, err := Read("fuzz.ods", strings.NewReader(exprtest.ODS(content)), Options{})
		whole(t, table, err)
	})
}

func FuzzMatrixMarket(f *testing.F) {
	f.Add(exprtest.Features, exprtest.Barcodes, exprtest.Counts)
	f.Add("E1\n\n", "", "%%MatrixMarket matrix coordinate real general\n2 0 0\n")
	f.Fuzz(func(t *testing.T, features, barcodes, counts string) {
		table, err := ReadFolder("fuzz", fstest.MapFS{"features.tsv": {Data: []byte(features)},
			"barcodes.tsv": {Data: []byte(barcodes)}, "matrix.mtx": {Data: []byte(counts)}}, Options{})
		whole(t, table, err)
	})
}

// What is written is read back the same, whatever the names and numbers.
func FuzzRoundTrip(f *testing.F) {
	f.Add("TP53", "a b", 1.5, uint8(0))
	f.Add(`5"-end`, "x,y;z", -1e-300, uint8(1))
	f.Fuzz(func(t *testing.T, gene, sample string, x float64, which uint8) {
		if strings.ContainsAny(gene+sample, "\r\n") {
			return // more lines than one, of which some may be empty
		}
		sep := textfile.SeparatorNames[int(which)%len(textfile.SeparatorNames)].Sep
		text := roundTripText(sep, []string{gene}, []string{sample, "s2"}, func(int, int) float64 { return x })
		table, err := Read("fuzz", strings.NewReader(text), Options{Sep: sep.String(), Orientation: "genes-in-rows",
			Decimal: "point"})
		if err != nil {
			return // names of nothing that is seen, of leftovers, and the like
		}
		if table.Findings.Count(finding.Note)+table.Findings.Count(finding.Warning) > 1 || len(table.Genes) != 1 ||
			len(table.Samples) != 2 {
			return // the header is a comment, a Firehose file, …
		}
		if got := table.Genes[0]; got != strings.TrimSpace(names.Clean(gene)) {
			t.Fatalf("gene %q came back as %q", gene, got)
		}
		if got := table.Samples[0]; got != strings.TrimSpace(names.Clean(sample)) {
			t.Fatalf("sample %q came back as %q", sample, got)
		}
		if got := table.Values[0][1]; got != x && x == x {
			t.Fatalf("%v came back as %v", x, got)
		}
	})
}
