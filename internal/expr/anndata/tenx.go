package anndata

import (
	"slices"

	"subtype/internal/hdf5"
)

// genomesOf finds the groups of Cell Ranger 2, a matrix for each genome.
func genomesOf(root *hdf5.Object) ([]string, error) {
	names, err := root.Names()
	return slices.DeleteFunc(names, func(name string) bool {
		return !root.Has(name+"/barcodes") || !root.Has(name+"/indptr") || !root.Has(name+"/genes")
	}), err
}

// openGenome opens a file of Cell Ranger 2.
func openGenome(root *hdf5.Object, genomes []string, name string) (*Matrix, error) {
	at := 0
	if name != "" {
		var err error
		if at, err = choose(name, genomes); err != nil {
			return nil, err
		}
	}
	genome := genomes[at]
	return tenX(root, &Matrix{Name: genome, Others: slices.Delete(slices.Clone(genomes), at, at+1)}, genome,
		genome+"/genes", genome+"/gene_names", "")
}

// openTenX opens a file of Cell Ranger 3 or later.
func openTenX(root *hdf5.Object, name string) (*Matrix, error) {
	if name != "" {
		if _, err := choose(name, []string{"matrix"}); err != nil {
			return nil, err
		}
	}
	return tenX(root, &Matrix{Name: "matrix"}, "matrix", "matrix/features/id", "matrix/features/name",
		"matrix/features/feature_type")
}

// tenX reads names and finds the matrix, which is stored cell by cell.
func tenX(root *hdf5.Object, m *Matrix, group, ids, symbols, assays string) (*Matrix, error) {
	m.Kind, m.Format = "10x", "10x Genomics HDF5"
	features, err := dataset(root, ids)
	if err != nil {
		return nil, err
	}
	barcodes, err := dataset(root, group+"/barcodes")
	if err != nil {
		return nil, err
	}
	if err := sized(features.Len(), barcodes.Len()); err != nil {
		return nil, err
	}
	names := ids
	if root.Has(symbols) {
		names, m.Symbols = symbols, true
	}
	if m.Genes, err = texts(root, names); err != nil {
		return nil, err
	}
	if m.Samples, err = texts(root, group+"/barcodes"); err != nil {
		return nil, err
	}
	if assays != "" && root.Has(assays) {
		if m.Assays, err = texts(root, assays); err != nil {
			return nil, err
		}
	}
	if len(m.Genes) != int(features.Len()) || m.Assays != nil && len(m.Assays) != len(m.Genes) {
		return nil, refuse("the features have names and identifiers of different numbers", "is the file damaged?")
	}
	shape := make([]int64, 2)
	d, err := dataset(root, group+"/shape")
	if err != nil {
		return nil, err
	}
	if d.Len() != 2 {
		return nil, refuse("the shape of the matrix is not two numbers", "is the file damaged?")
	}
	if err := d.Integers(0, 2, shape); err != nil {
		return nil, within(group+"/shape", err)
	}
	if err := fits(group, shape[1], shape[0], m); err != nil {
		return nil, err
	}
	o, err := root.Find(group)
	if err != nil {
		return nil, err
	}
	m.rows, err = openSparse(o, group, len(m.Genes), len(m.Samples), false)
	return m, err
}
