package anndata

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/hdf5"
	"subtype/internal/words"
)

// Matrix is an expression matrix in an HDF5 file.
type Matrix struct {
	Kind    string // "h5ad", "10x"
	Format  string // "AnnData", "10x Genomics HDF5"
	Genes   []string
	Samples []string
	Columns []Column // about the samples
	LeftOut int      // columns beyond those that are read
	Assays  []string // of each gene; nil: not said
	Symbols bool     // the genes also have identifiers, which are left out

	Name   string   // of the matrix in the file: "X"
	Others []string // the names of the other ones

	rows rows
}

// Column is text about the samples; "" is unknown.
type Column struct {
	Name   string
	Values []string
}

// rows are what a matrix is read from.
type rows interface {
	// each hands on the genes that are used one by one. The values are lent.
	each(use []bool, take func(gene int, values []float64) error) error
}

// Each hands on the genes that are used, one by one in the order of the file. The values are lent.
func (m *Matrix) Each(use []bool, take func(gene int, values []float64) error) error {
	return refused(m.rows.each(use, take))
}

// Sparse says whether the file leaves out zeros.
func (m *Matrix) Sparse() bool {
	_, ok := m.rows.(*sparse)
	return ok
}

// Open finds the matrix of a file: the one that is named, or the one that the format means.
func Open(r io.ReaderAt, size int64, name string) (*Matrix, error) {
	m, err := open(r, size, name)
	return m, refused(err)
}

func open(r io.ReaderAt, size int64, name string) (*Matrix, error) {
	f, err := hdf5.Open(r, size)
	if err != nil {
		return nil, err
	}
	root, err := f.Root()
	if err != nil {
		return nil, err
	}
	has := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return !root.Has(n) })
	}
	switch {
	case has("matrix/barcodes"), has("matrix/indptr"):
		return openTenX(root, name)
	case has("obs", "var"):
		return openAnnData(root, name)
	}
	genomes, err := genomesOf(root)
	if err != nil {
		return nil, err
	}
	if len(genomes) > 0 {
		return openGenome(root, genomes, name)
	}
	for _, k := range otherKinds {
		if has(k.holds...) {
			return nil, refuse("this is "+k.what, k.remedy)
		}
	}
	names, err := root.Names()
	if err != nil {
		return nil, err
	}
	return nil, refuse("this HDF5 file is neither AnnData nor of 10x Genomics; it holds "+holds(names),
		`give the matrix as AnnData, in Python: anndata.AnnData(x, obs, var).write_h5ad("expr.h5ad"), or as text`)
}

func holds(names []string) string {
	if len(names) == 0 {
		return "nothing"
	}
	return finding.List(names)
}

// otherKinds are kinds of HDF5 files that are known by what they hold and not read.
var otherKinds = []struct {
	holds        []string
	what, remedy string
}{
	{[]string{"matrix", "row_attrs", "col_attrs"}, "a loom file",
		`convert it, in Python: anndata.io.read_loom(f).write_h5ad("expr.h5ad")`},
	{[]string{"mod"}, "a MuData file, of several assays",
		`give one of them, in Python: mudata.read_h5mu(f)["rna"].write_h5ad("expr.h5ad")`},
	{[]string{"assays", "cell.names"}, "an h5Seurat file", `convert it, in R: SeuratDisk::Convert(f, dest = "h5ad")`},
	{[]string{"barcode_idx", "count"}, "Cell Ranger's list of molecules, not the matrix",
		"give filtered_feature_bc_matrix.h5, which lies beside it"},
	{[]string{"barcode", "umi"}, "Cell Ranger's list of molecules, not the matrix",
		"give filtered_feature_bc_matrix.h5, which lies beside it"},
	{[]string{"aux", "est_counts"}, "kallisto's table of one sample",
		"join the samples' tables into one matrix, for example with tximport in R"},
}

// sized refuses what has more genes or samples than are read.
func sized(genes, samples int64) error {
	for _, n := range []struct {
		got, most int64
		what      string
	}{{genes, textfile.MostGenes, "gene"}, {samples, textfile.MostSamples, "sample"}} {
		if n.got > n.most {
			return &Refused{finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Count: int(n.got),
				Text: fmt.Sprintf("there are %s; up to %d are read", words.Plural(int(n.got), n.what), n.most),
				Remedy: "give the matrix of the cells alone (of Cell Ranger: filtered_feature_bc_matrix.h5), or of sums over " +
					"the cells of each patient"}}
		}
	}
	return nil
}

// choose finds a name among several as --sheet gives it.
func choose(name string, names []string) (int, error) {
	at := slices.IndexFunc(names, func(n string) bool { return strings.EqualFold(n, name) })
	if at < 0 {
		return 0, &Refused{finding.Finding{Code: finding.Sheets, Severity: finding.Fatal,
			Text: "there is no matrix " + finding.Quote(name) + "; there are " + finding.List(names)}}
	}
	return at, nil
}

// dataset returns a dataset at a path.
func dataset(o *hdf5.Object, path string) (*hdf5.Dataset, error) {
	at, err := o.Find(path)
	if err != nil {
		return nil, err
	}
	if at == nil {
		return nil, refuse("the file has no "+path, "is it whole? Write or download it again")
	}
	d, err := at.Dataset()
	if err != nil {
		return nil, within(path, err)
	}
	return d, nil
}

// within says where in the file an error lies.
func within(path string, err error) error {
	if bad, ok := err.(*hdf5.Error); ok {
		return &hdf5.Error{Text: path + ": " + bad.Text}
	}
	return err
}

// texts returns the texts at a path.
func texts(o *hdf5.Object, path string) ([]string, error) {
	d, err := dataset(o, path)
	if err != nil {
		return nil, err
	}
	out, err := d.Texts()
	return valid(out), within(path, err)
}

// valid replaces what is no UTF-8.
func valid(texts []string) []string {
	for i, s := range texts {
		texts[i] = strings.ToValidUTF8(s, "\uFFFD")
	}
	return texts
}
