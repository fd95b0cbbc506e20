package table

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// A GCT file that says too much about its samples is refused before it is read.
func TestFieldsAboutSamplesAreBounded(t *testing.T) {
	_, err := Read("a.gct", strings.NewReader("#1.3\n2\t2\t0\t100000\nid\ta\tb\n"), Options{})
	if err == nil || !strings.Contains(err.Error(), "100000 fields about each of 2 samples; up to 10000 fields") {
		t.Errorf("%v", err)
	}
}

// A workbook whose other sheets, or whose texts, would take minutes is refused by what its
// archive says of them.
func TestWorkbooksAreBounded(t *testing.T) {
	for want, entries := range map[string]func(add func(name string, size int)){
		"the workbook has 1001 sheets; up to 1000 are read": func(add func(string, int)) {
			for i := range 1001 {
				add(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), 1)
			}
		},
		"the texts in the workbook's cells unpack to 200 MB; up to 128 MB are read": func(add func(string, int)) {
			add("xl/sharedStrings.xml", 200<<20)
		},
		"the list of the workbook's parts has 7 MB; up to 1 MB are read": func(add func(string, int)) {
			add("xl/_rels/workbook.xml.rels", 7<<20)
		},
	} {
		var file bytes.Buffer
		z := zip.NewWriter(&file)
		z.Create("xl/workbook.xml")
		entries(func(name string, size int) {
			z.CreateRaw(&zip.FileHeader{Name: name, UncompressedSize64: uint64(size)})
		})
		z.Close()
		_, err := Read("a.xlsx", bytes.NewReader(file.Bytes()), Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
