package table

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"subtype/internal/expr/finding"
)

// h5 is a file that anndata/testdata/make.py wrote.
func h5(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../anndata/testdata/" + name + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if data, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	return data
}

// h5Value is what make.py put into the matrix.
func h5Value(sample, gene int) float64 {
	if (sample*5+gene*7)%4 != 0 {
		return 0
	}
	return float64((sample*13+gene*3)%17) + 0.5
}

func h5Gene(i int) string {
	if i == 2 {
		return "TP53"
	}
	return fmt.Sprintf("g%d", i)
}

func said(table *Table) string {
	var b strings.Builder
	for _, f := range table.Findings {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

// AnnData in every encoding, and both of Cell Ranger's files, give the same matrix.
func TestReadsHDF5(t *testing.T) {
	full := `batch=[a b  a b  a b ] age=[0 11 22 33 44 55 66 77 88] score=[0 0.25 0.5 0.75  1.25 1.5 1.75 2] ` +
		`doublet=[True False False True False False True False False] note=[α  x y z u v w t] ` +
		`count=[1  3 1  3 1  3] good=[True  False True  False True  False]`
	few := `batch=[a b  a b  a b ] age=[0 11 22 33 44 55 66 77 88]`
	for _, c := range []struct {
		file, sheet, format, notes, annotations string
		value                                   func(sample, gene int) float64
		genes                                   int
		prefix, suffix                          string
	}{
		{file: "csr.h5ad", notes: `read the matrix "X"; there are also "raw/X", "layers/counts"; --sheet names another`,
			annotations: full},
		{file: "csr.h5ad", sheet: "raw/X", value: func(s, g int) float64 { return h5Value(s, g) + 1 }, prefix: "r",
			annotations: full},
		{file: "csr.h5ad", sheet: "layers/counts", value: func(s, g int) float64 { return 2 * h5Value(s, g) },
			annotations: full},
		{file: "csc.h5ad", annotations: full, notes: "25.0 % of the values are not 0"},
		{file: "dense.h5ad", annotations: full},
		{file: "latest.h5ad", annotations: full},
		{file: "old06.h5ad", annotations: few},
		{file: "old07.h5ad", annotations: few},
		{file: "cellranger2.h5", suffix: "-1", value: func(s, g int) float64 { return float64(int(h5Value(s, g))) },
			notes: `read the matrix "GRCh38"; there are also "mm10"`},
		{file: "cellranger3.h5", suffix: "-1", value: func(s, g int) float64 { return float64(int(h5Value(s, g))) },
			genes: 10, notes: `2 rows of "Antibody Capture" are no gene expression: left out`},
	} {
		table, err := Read(c.file, bytes.NewReader(h5(t, c.file)), Options{Sheet: c.sheet})
		if err != nil {
			t.Errorf("%s: %v", c.file, err)
			continue
		}
		if c.value == nil {
			c.value = h5Value
		}
		if c.genes == 0 {
			c.genes = 12
		}
		if len(table.Genes) != c.genes || len(table.Samples) != 9 || len(table.SHA256) != 64 {
			t.Fatalf("%s: %d genes, %d samples", c.file, len(table.Genes), len(table.Samples))
		}
		for g, row := range table.Values {
			if want := c.prefix + h5Gene(g); table.Genes[g] != want || table.Lines[g] != g+1 {
				t.Errorf("%s: gene %d is %s of line %d", c.file, g, table.Genes[g], table.Lines[g])
			}
			for s, x := range row {
				if x != c.value(s, g) {
					t.Fatalf("%s: gene %d of sample %d is %v, want %v", c.file, g, s, x, c.value(s, g))
				}
			}
		}
		var annotations []string
		for _, a := range table.Annotations {
			annotations = append(annotations, fmt.Sprintf("%s=%v", a.Name, a.Values))
		}
		if got := strings.Join(annotations, " "); got != c.annotations {
			t.Errorf("%s: annotations\n%s\nwant\n%s", c.file, got, c.annotations)
		}
		if table.Samples[3] != "s3"+c.suffix || !strings.Contains(said(table), c.notes) {
			t.Errorf("%s: sample %s, said\n%s", c.file, table.Samples[3], said(table))
		}
	}
}

// Packed, through a pipe or from the disk: the same.
func TestReadsHDF5FromAnywhere(t *testing.T) {
	data := h5(t, "csr.h5ad")
	whole, err := Read("csr.h5ad", bytes.NewReader(data), Options{})
	if err != nil {
		t.Fatal(err)
	}
	packed, err := os.Open("../anndata/testdata/csr.h5ad.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	path := filepath.Join(t.TempDir(), "a.txt")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for name, r := range map[string]io.Reader{"packed": packed, "pipe": struct{ io.Reader }{bytes.NewReader(data)},
		"file": file} {
		got, err := Read(name, r, Options{})
		if err != nil || show(got) != show(whole) || name != "packed" && got.SHA256 != whole.SHA256 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRefusesBrokenHDF5(t *testing.T) {
	for name, c := range map[string]struct {
		data    []byte
		options Options
		want    string
	}{
		"cut off": {h5(t, "csr.h5ad")[:40000], Options{},
			"the file is cut off: it says that it has 87296 bytes, and has 40000"},
		"signature": {h5(t, "csr.h5ad")[:8], Options{}, "the superblock is damaged"},
		"sheet": {h5(t, "csr.h5ad"), Options{Sheet: "counts"},
			`there is no matrix "counts"; there are "X", "raw/X", "layers/counts"`},
		"transposed": {h5(t, "csr.h5ad"), Options{Orientation: "genes-in-columns"},
			"an HDF5 file says which axis the genes are; leave --transpose away"},
		"format": {h5(t, "csr.h5ad"), Options{Format: "10x"}, "this is AnnData, not 10x"},
	} {
		_, err := Read("a.h5ad", bytes.NewReader(c.data), c.options)
		var refusal *finding.Refusal
		if !errors.As(err, &refusal) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v\nlacks %q", name, err, c.want)
		}
	}
}
