package report

import (
	"slices"

	"subtype/internal/expr"
	"subtype/internal/expr/kind"
)

// symbols are those of the rows of the matrix, "" where none is known; of a part of a gene
// that of the gene.
func (s *Study) symbols() []string {
	s.named.Do(func() {
		genes := slices.Clone(s.Matrix.Genes)
		for i, half := range s.Matrix.Halves {
			genes[i] = half.Gene
		}
		s.symbol, _, _ = s.GeneNames.Of(kind.Genes(s.Matrix.Kinds, genes))
	})
	return s.symbol
}

// called is what people call a row of the matrix.
func (s *Study) called(row int) string {
	symbol := kind.Label(s.Matrix.Kinds, s.Matrix.Genes[row], s.symbols()[row])
	switch {
	case s.symbols()[row] == "" || s.GeneNames == nil:
		return s.Matrix.Genes[row]
	case s.Matrix.Halves == nil:
		return symbol
	case s.Matrix.Halves[row].Sign > 0:
		return symbol + expr.UpSuffix
	}
	return symbol + expr.DownSuffix
}
