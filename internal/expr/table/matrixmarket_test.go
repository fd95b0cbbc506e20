package table

import (
	"strings"
	"testing"
	"testing/fstest"

	"subtype/internal/expr/exprtest"
)

const tenXTable = "AAA-1|CCC-1|GGG-1\nTP53@1|5|0|2\nEGFR@2|0|7|1\n"

func TestReadsAMatrixMarketFolder(t *testing.T) {
	for name, folder := range map[string]fstest.MapFS{
		"plain": exprtest.Folder(nil),
		"gzip": exprtest.Folder(map[string]string{"features.tsv": "", "barcodes.tsv": "", "matrix.mtx": "",
			"features.tsv.gz": exprtest.Packed("gzip", exprtest.Features),
			"barcodes.tsv.gz": exprtest.Packed("gzip", exprtest.Barcodes),
			"matrix.mtx.gz":   exprtest.Packed("gzip", exprtest.Counts)}),
		"prefix": exprtest.Folder(map[string]string{"features.tsv": "", "barcodes.tsv": "", "matrix.mtx": "",
			"GSM1_features.tsv": exprtest.Features, "GSM1_barcodes.tsv": exprtest.Barcodes, "GSM1_matrix.mtx": exprtest.Counts,
			"README": "x"}),
	} {
		table, err := ReadFolder("pbmc", folder, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if show(table) != tenXTable || len(table.SHA256) != 64 {
			t.Errorf("%s: read as\n%s", name, show(table))
		}
		said := ""
		for _, f := range table.Findings {
			said += f.String() + "\n"
		}
		for _, want := range []string{`1 row of "Antibody Capture" are no gene expression: left out`,
			"66.7 % of the values are not 0; genes are held with their zeros"} {
			if !strings.Contains(said, want) {
				t.Errorf("%s: said\n%s\nnot %q", name, said, want)
			}
		}
	}
	// Cell Ranger 2: genes.tsv of two columns.
	table, err := ReadFolder("pbmc",
		exprtest.Folder(map[string]string{"features.tsv": "", "genes.tsv": "E1\tTP53\nE2\tEGFR\nE3\tMYC\n"}), Options{})
	if err != nil || show(table) != tenXTable+"MYC@3|9|0|0\n" {
		t.Errorf("genes.tsv: %v", err)
	}
}

func TestRefusesABrokenMatrixMarketFolder(t *testing.T) {
	for name, c := range map[string]struct {
		replace map[string]string
		want    string
	}{
		"no matrix": {map[string]string{"matrix.mtx": ""},
			"pbmc: this is a folder without matrix.mtx; give a file, or a folder with"},
		"two matrices": {map[string]string{"raw_matrix.mtx": exprtest.Counts}, "the folder holds both"},
		"other sizes": {map[string]string{"barcodes.tsv": "A\nB\n"}, "pbmc/matrix.mtx:3: the matrix has 3 rows and " +
			"3 columns, but there are names of 3 genes and 2 samples; do the three files belong together?"},
		"cut off": {map[string]string{"matrix.mtx": exprtest.Counts[:len(exprtest.Counts)-6]},
			"the file ends after 4 entries, but says that it has 5"},
		"too many": {map[string]string{"matrix.mtx": exprtest.Counts + "1 2 3\n"},
			"there are more entries than the 5"},
		"row out of range": {map[string]string{"matrix.mtx": strings.Replace(exprtest.Counts, "2 3 1", "4 3 1", 1)},
			`pbmc/matrix.mtx:8: "4 3 1" does not begin with a row from 1 to 3`},
		"row 0": {map[string]string{"matrix.mtx": strings.Replace(exprtest.Counts, "2 3 1", "0 3 1", 1)},
			`does not begin with a row from 1 to 3`},
		"no number": {map[string]string{"matrix.mtx": strings.Replace(exprtest.Counts, "2 3 1", "2 3 x", 1)},
			`"x" is not a number`},
		"twice": {map[string]string{"matrix.mtx": strings.Replace(exprtest.Counts, "2 3 1", "1 3 1", 1)},
			`gene "TP53" has two entries for sample "GGG-1"`},
		"pattern": {map[string]string{"matrix.mtx": "%%MatrixMarket matrix coordinate pattern general\n"},
			`a matrix of the kind "coordinate pattern general" is not read`},
		"absurd dimensions": {map[string]string{"matrix.mtx": "%%MatrixMarket matrix coordinate integer general\n" +
			"2147483646 2147483646 1\n1 1 1\n"},
			"the matrix has 2147483646 rows and 2147483646 columns, but there are names of 3 genes"},
		"overflowing": {map[string]string{"matrix.mtx": "%%MatrixMarket matrix coordinate integer general\n" +
			"99999999999999999999 1 1\n1 1 1\n"}, "does not say rows, columns and entries"},
		"absurd entries": {map[string]string{"matrix.mtx": "%%MatrixMarket matrix coordinate integer general\n3 3 " +
			"2147483646\n1 1 1\n"}, "does not say rows, columns and entries"},
		"a table": {map[string]string{"matrix.mtx": exprtest.Body}, "does not begin with %%MatrixMarket"},
		"empty":   {map[string]string{"matrix.mtx": "\n"}, "does not begin with %%MatrixMarket"},
	} {
		_, err := ReadFolder("pbmc", exprtest.Folder(c.replace), Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nlacks %q", name, err, c.want)
		}
	}
}
