package simulate

import (
	"context"
	"io"

	"subtype/internal/product"
)

// Names of the files of a folder.
const (
	MatrixName = "expr.tsv.gz"
	TruthName  = "truth.tsv"
	GenesName  = "genes_truth.tsv"
	AboutName  = "simulate.json"
)

// Product is a data set as a folder keeps it.
func (s *Set) Product(version string) product.Product {
	p := product.Product{Command: "simulate", What: "data set", Version: version,
		Names: []string{MatrixName, TruthName, GenesName}}
	for _, o := range Parameters() {
		p.Options = append(p.Options, product.Option{Name: o.Name, Value: o.Get(&s.Options)})
	}
	return p
}

// Files are those of a data set, the matrix first.
func (s *Set) Files(ctx context.Context) []product.File {
	return []product.File{{Name: MatrixName, Write: func(w io.Writer) error { return s.writeMatrix(ctx, w) }},
		{Name: TruthName, Write: s.writeSamples},
		{Name: GenesName, Write: func(w io.Writer) error { return s.writeGenes(ctx, w) }}}
}
