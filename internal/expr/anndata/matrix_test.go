package anndata

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
)

func openFile(t *testing.T, file, name string) *Matrix {
	t.Helper()
	packed, err := os.Open("testdata/" + file + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	z, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Open(bytes.NewReader(data), int64(len(data)), name)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return m
}

// genes are the rows that a matrix hands on: of the genes used, in order.
func genes(t *testing.T, m *Matrix, use []bool) [][]float64 {
	t.Helper()
	out := make([][]float64, len(m.Genes))
	last := -1
	err := m.Each(use, func(gene int, values []float64) error {
		if gene <= last || !use[gene] || len(values) != len(m.Samples) {
			t.Fatalf("gene %d after %d, %d values", gene, last, len(values))
		}
		last, out[gene] = gene, slices.Clone(values)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// However few genes are held at a time, the same are handed on.
func TestBlocksGiveTheSameGenes(t *testing.T) {
	for _, file := range []string{"csr.h5ad", "csc.h5ad", "dense.h5ad", "old07.h5ad", "cellranger3.h5"} {
		m := openFile(t, file, "")
		use := make([]bool, len(m.Genes))
		for i := range use {
			use[i] = i%5 != 3
		}
		want := genes(t, m, use)
		for n := 1; n < 15; n++ {
			switch r := m.rows.(type) {
			case *sparse:
				r.most = n
			case *dense:
				r.block = n
			}
			for g, row := range genes(t, m, use) {
				if !slices.Equal(row, want[g]) {
					t.Fatalf("%s: gene %d, %d at a time: %v, want %v", file, g, n, row, want[g])
				}
			}
		}
	}
}

// What contradicts itself is refused before it is read wrong.
func TestRefusesContradictions(t *testing.T) {
	all := func(m *Matrix) []bool { return slices.Repeat([]bool{true}, len(m.Genes)) }
	for want, spoil := range map[string]func(m *sparse){
		"outside of 0 to 2":                   func(m *sparse) { m.genes = 3 },
		"has more entries than there are":     func(m *sparse) { m.samples, m.starts = 2, []int64{0, 1, m.starts[9]} },
		"gene 1 has two entries for sample 2": func(m *sparse) { m.starts = []int64{0, 0, 13, 13, 13, 13, 13, 13, 13, 13} },
	} {
		m := openFile(t, "csr.h5ad", "")
		spoil(m.rows.(*sparse))
		err := m.Each(all(m), func(int, []float64) error { return nil })
		var refused *Refused
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestTellsOtherHDF5FilesApart(t *testing.T) {
	data := []byte("no HDF5")
	var refused *Refused
	if _, err := Open(bytes.NewReader(data), int64(len(data)), ""); !errors.As(err, &refused) {
		t.Errorf("%v", err)
	}
	for _, k := range otherKinds {
		if k.remedy == "" || len(k.holds) == 0 {
			t.Errorf("%+v", k)
		}
	}
}
