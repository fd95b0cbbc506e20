package expr

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// Tables about the samples and lists of genes that are far too large, or have no end, are
// refused by what is too much of them, where it becomes too much.
func TestTablesOfTextAreBounded(t *testing.T) {
	row := func(first string, n int, field string) string { return first + strings.Repeat("\t"+field, n) + "\n" }
	numbered := func(n int, rest string) io.Reader { // lines s0, s1, …, made as they are read
		r, w := io.Pipe()
		go func() {
			fmt.Fprint(w, "sample"+strings.Repeat("\tx", strings.Count(rest, "\t"))+"\n")
			for i := range n {
				if _, err := fmt.Fprintf(w, "s%d%s\n", i, rest); err != nil {
					return
				}
			}
			w.Close()
		}()
		return r
	}
	annotations := func(r io.Reader) error { _, err := ReadAnnotations("a.tsv", r, ReadOptions{}); return err }
	list := func(r io.Reader) error { _, err := ReadNames("genes.txt", r, ReadOptions{}); return err }
	for name, c := range map[string]struct {
		read func(io.Reader) error
		in   io.Reader
		want string
	}{
		"columns":              {annotations, strings.NewReader(row("sample", 100_000, "x") + row("a", 100_000, "1")), "a.tsv:1: the table has 100000 columns; up to 10000 are read"},
		"a line":               {annotations, io.MultiReader(strings.NewReader("sample\tx\na\t"), &endless{text: "1"}), "a.tsv:2: the line is longer than 8 MB"},
		"one sample for ever":  {annotations, io.MultiReader(strings.NewReader("sample\tx\n"), &endless{text: "a\t1\n"}), "a.tsv:200002: the table has more than 200000 lines"},
		"values":               {annotations, numbered(20_000, strings.Repeat("\t1", 999)), "a.tsv:10001: the table has more than 10000000 values"},
		"text":                 {annotations, numbered(400, "\t"+strings.Repeat("x", 1<<20)), "a.tsv:257: the table has more than 256 MB of text"},
		"a line of classes":    {annotations, io.MultiReader(strings.NewReader("2 2 1\n# "), &endless{text: "a "}), "a line is longer than 8 MB"},
		"classes without end":  {annotations, io.MultiReader(strings.NewReader("2 2 1\n# a b\na b\n"), &endless{text: "\n"}), ""},
		"a gene":               {list, &endless{text: "G"}, "genes.txt:1: the line is longer than 8 MB"},
		"genes without end":    {list, &endless{text: "GENE\n"}, "genes.txt:4000001: the list is longer than 4000000 names"},
		"metadata in a GCT":    {func(r io.Reader) error { _, err := Read("a.gct", r, ReadOptions{}); return err }, strings.NewReader("#1.3\n2\t2\t0\t100000\nid\ta\tb\n"), "100000 fields about each of 2 samples; up to 10000 fields"},
		"the widest of tables": {annotations, strings.NewReader(row("sample", 10_000, "x") + row("a", 10_000, "1")), ""},
	} {
		t.Run(name, func(t *testing.T) {
			err := c.read(c.in)
			if c.want == "" && err == nil {
				return
			}
			var refusal *Refusal
			if !errors.As(err, &refusal) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v", err)
			}
		})
	}
}

// A workbook whose other sheets, or whose texts, would take minutes is refused by what its
// archive says of them.
func TestWorkbooksAreBounded(t *testing.T) {
	for want, entries := range map[string]func(add func(name string, size int)){
		"the workbook has 1001 sheets; up to 1000 are read": func(add func(string, int)) {
			for i := range mostSheets + 1 {
				add(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), 1)
			}
		},
		"the texts in the workbook's cells unpack to 200 MB; up to 128 MB are read": func(add func(string, int)) { add("xl/sharedStrings.xml", 200<<20) },
		"the list of the workbook's parts has 7 MB; up to 1 MB are read":            func(add func(string, int)) { add("xl/_rels/workbook.xml.rels", 7<<20) },
	} {
		var file bytes.Buffer
		z := zip.NewWriter(&file)
		z.Create("xl/workbook.xml")
		entries(func(name string, size int) {
			z.CreateRaw(&zip.FileHeader{Name: name, UncompressedSize64: uint64(size)})
		})
		z.Close()
		if _, err := Read("a.xlsx", bytes.NewReader(file.Bytes()), ReadOptions{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
