package annotation

import (
	"bytes"
	"slices"
	"testing"

	"subtype/internal/expr/exprtest"
)

func FuzzAnnotations(f *testing.F) {
	for _, s := range []string{"sample\tsex\na\tF\nb\tNA\n", "id,age\r\na,\"5,0\"\r\n", "sample;x;y\na;;\n",
		"\xff\xfes\x00", "s\tx\na\t1\na\t2\n", "\xef\xbb\xbf\"\",\"x\"\n\"a\",1\n",
		"PATIENT_ID\tSAMPLE_ID\tx\nTCGA-AA-3500\tTCGA-AA-3500-01\t[Unknown]\nTCGA-AA-3500\tTCGA-AA-3500-06\t'--\n",
		"bcr_patient_barcode\tsex\nbcr_patient_barcode\tgender\nCDE_ID:1\tCDE_ID:2\nTCGA-AA-3500\tMALE\n",
		"file,case\n/d/a.bam,P-1\n/d/b.bam,P-1\n/d/b.bam,P-1\n", "2 2 1\n# a b\n0 1\n",
		"\"sample\n\"a\"\n", "sample\tx\x1b[31m\u202e\na\u200b\t\"b\tc\"\na\ty\n"} {
		f.Add([]byte(s))
	}
	f.Add(exprtest.Workbook(f, [][]any{{"sample", "x"}, {"a", 1}}, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Read("fuzz", bytes.NewReader(data), "")
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error without words")
			}
			return
		}
		for _, c := range a.Columns {
			if len(c.Values) != a.rows() {
				t.Fatalf("%d values for %d rows", len(c.Values), a.rows())
			}
		}
		again, err := Read("again", bytes.NewReader(data), "")
		if err != nil {
			t.Fatal(err)
		}
		joinFuzz(t, []*Table{a, again}, len(data))
	})
}

// joinFuzz joins tables to samples that one of their columns names, and to names made of these.
func joinFuzz(t *testing.T, tables []*Table, n int) {
	values := slices.Clone(tables[0].Columns[n%len(tables[0].Columns)].Values)
	for i := range values {
		values[i] += []string{"", "", ".bam", "-01A"}[(n+i)%4]
	}
	slices.Sort(values)
	values = slices.Compact(values)
	if len(values) == 0 || values[0] == "" {
		return
	}
	to := Samples{Names: values, InFile: values, Format: "GCT 1.2"}
	columns, _, err := JoinAll(tables, to, nil, Options{Strict: n%5 == 0})
	if err != nil {
		if err.Error() == "" {
			t.Fatal("an error without words")
		}
		return
	}
	for _, c := range columns {
		if len(c.Values) != len(values) {
			t.Fatalf("%d values for %d samples", len(c.Values), len(values))
		}
	}
	drawn, wrong := Choose(columns, nil)
	if f := drawn.Finding(columns); wrong != "" || len(drawn.Shown) > MostDrawn || f.Text == "" {
		t.Fatalf("%v of %d are drawn: %s %s", drawn.Shown, len(columns), wrong, f.Text)
	}
	again, _, err := JoinAll(tables[:1], to, nil, Options{})
	if err != nil && n%5 != 0 {
		t.Fatalf("two tables are joined, and the first is not: %v", err)
	}
	for c := range again {
		if !slices.Equal(again[c].Values, columns[c].Values) {
			t.Fatalf("column %q is another beside a second table", again[c].Name)
		}
	}
}
