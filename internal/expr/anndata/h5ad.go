package anndata

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/hdf5"
	"subtype/internal/words"
)

// matrices are the names of the matrices in an AnnData file, and where each lies and its genes do.
func matrices(root *hdf5.Object) (names []string, at, genes map[string]string, err error) {
	at, genes = map[string]string{}, map[string]string{}
	add := func(name, path, about string) {
		if root.Has(path) && at[name] == "" {
			names, at[name], genes[name] = append(names, name), path, about
		}
	}
	add("X", "X", "var")
	add("raw/X", "raw/X", "raw/var")
	add("raw/X", "raw.X", "raw.var") // before version 0.7
	layers, err := root.Find("layers")
	if err != nil || layers == nil || layers.IsDataset() {
		return names, at, genes, err
	}
	inside, err := layers.Names()
	for _, name := range inside {
		add("layers/"+name, "layers/"+name, "var")
	}
	return names, at, genes, err
}

// openAnnData opens an AnnData file. Its samples are obs and its genes var.
func openAnnData(root *hdf5.Object, name string) (*Matrix, error) {
	names, at, about, err := matrices(root)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, refuse("the AnnData file has no matrix", "write it with X")
	}
	if name == "" && names[0] != "X" {
		return nil, withoutX(names)
	}
	which := 0
	if name != "" {
		if which, err = choose(name, names); err != nil {
			return nil, err
		}
	}
	m := &Matrix{Kind: "h5ad", Format: "AnnData", Name: names[which],
		Others: slices.Delete(slices.Clone(names), which, which+1)}
	obs, err := openFrame(root, "obs")
	if err != nil {
		return nil, err
	}
	genes, err := openFrame(root, about[m.Name])
	if err != nil {
		return nil, err
	}
	if err := sized(genes.len(), obs.len()); err != nil {
		return nil, err
	}
	if m.Samples, err = obs.names(); err != nil {
		return nil, err
	}
	if m.Genes, err = genes.names(); err != nil {
		return nil, err
	}
	if err := m.annotate(obs); err != nil {
		return nil, err
	}
	if slices.Contains(genes.columns, "feature_types") {
		if m.Assays, err = genes.column("feature_types"); err != nil {
			return nil, err
		}
	}
	return m, m.find(root, at[m.Name])
}

// withoutX refuses a file without the matrix that the format means; where there is one other, its
// name gets over it.
func withoutX(names []string) error {
	f := finding.Finding{Code: finding.Sheets, Severity: finding.Fatal,
		Text: "the AnnData file has no X; there are " + finding.List(names), Remedy: "name one of them with --sheet"}
	if len(names) == 1 {
		f.Text = "the AnnData file has no X, but " + finding.Quote(names[0])
		f.Remedy, f.Flags = "read it with --sheet "+names[0], finding.Flag("--sheet", names[0])
	}
	return &Refused{f}
}

// annotate reads what is said about the samples, as far as it is text and numbers.
func (m *Matrix) annotate(obs *frame) error {
	most := textfile.MostCells / max(1, len(m.Samples))
	for _, name := range obs.columns {
		if len(m.Columns) >= min(most, textfile.MostColumns) {
			m.LeftOut++
			continue
		}
		values, err := obs.column(name)
		if err != nil {
			return err
		}
		if values != nil {
			m.Columns = append(m.Columns, Column{strings.ToValidUTF8(name, "\uFFFD"), values})
		}
	}
	return nil
}

// find finds the values, which lie in a group if zeros are left out.
func (m *Matrix) find(root *hdf5.Object, path string) error {
	o, err := root.Find(path)
	if err != nil {
		return err
	}
	if o.IsDataset() {
		d, err := o.Dataset()
		if err != nil {
			return within(path, err)
		}
		if len(d.Extent) != 2 {
			return refuse(fmt.Sprintf("%s has %s instead of two", path, words.Plural(len(d.Extent), "dimension")),
				"write it with anndata anew")
		}
		m.rows = &dense{d: d, path: path, genes: len(m.Genes), samples: len(m.Samples)}
		return fits(path, d.Extent[0], d.Extent[1], m)
	}
	kind := o.Text("encoding-type")
	if kind == "" {
		kind = o.Text("h5sparse_format")
	}
	kind = strings.TrimSuffix(kind, "_matrix")
	if kind != "csr" && kind != "csc" {
		return refuse(path+" is stored in a way that is not known", "write it with anndata anew")
	}
	d, err := o.Attribute("shape")
	if err == nil && d == nil {
		d, err = o.Attribute("h5sparse_shape")
	}
	if err != nil {
		return within(path, err)
	}
	if d == nil || d.Len() != 2 || len(d.Extent) != 1 {
		return refuse(path+" does not say how many rows and columns it has", "write it with anndata anew")
	}
	shape := make([]int64, 2)
	if err := d.Integers(0, 2, shape); err != nil {
		return within(path, err)
	}
	if err := fits(path, shape[0], shape[1], m); err != nil {
		return err
	}
	m.rows, err = openSparse(o, path, len(m.Genes), len(m.Samples), kind == "csc")
	return err
}

// fits refuses a matrix that has other sizes than its names.
func fits(path string, samples, genes int64, m *Matrix) error {
	if samples != int64(len(m.Samples)) || genes != int64(len(m.Genes)) {
		return refuse(fmt.Sprintf("%s has %s and %s, but there are names of %d and %d", path,
			words.Plural(int(samples), "sample"), words.Plural(int(genes), "gene"), len(m.Samples), len(m.Genes)),
			"is the file damaged? Write or download it again")
	}
	return nil
}
