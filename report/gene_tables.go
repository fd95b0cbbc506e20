package report

import (
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/survey"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// specificGene is a gene that is specific for a subtype, by their numbers.
type specificGene struct{ gene, subtype int }

// geneTable lists the genes specific for each subtype at the chosen rank.
func (s *Study) geneTable() tabular.Table[specificGene] {
	r := s.Survey.Chosen()
	return tabular.Table[specificGene]{Name: "Genes", File: genesFile,
		About: "The genes that are specific for each subtype, by falling score.",
		Rows: func(yield func(specificGene) bool) {
			for q, genes := range r.Features {
				for _, g := range genes {
					if !yield(specificGene{g, q}) {
						return
					}
				}
			}
		},
		Columns: []tabular.Column[specificGene]{
			{Field: chapter.GeneField, Value: func(x specificGene) any { return s.Matrix.Genes[x.gene] }},
			{Field: chapter.SubtypeField, Value: func(x specificGene) any { return s.context().GroupAt(r.K, x.subtype) }},
			{Field: tabular.Field{Name: "metagene", Heading: "Metagene", About: "the metagene that belongs to the subtype",
				Kind: tabular.Text}, Value: func(x specificGene) any { return words.Metagene(x.subtype) }},
			{Field: chapter.GeneScoreField, Value: func(x specificGene) any { return r.GeneScores[x.gene] }},
			{Field: chapter.BasisWeightField, Value: func(x specificGene) any { return r.Weights.At(x.gene, x.subtype) }},
			{Field: tabular.Field{Name: "direction", Heading: "Direction", Kind: tabular.Text,
				About: "where negative values were split: up where the gene is high in the subtype, down where it is low"},
				Value: func(x specificGene) any { return s.direction(r, x) }},
			{Field: tabular.Field{Name: "signed_weight", Heading: "Signed weight",
				About: "weight of the up part of the gene minus that of its down part", Kind: tabular.Weight},
				Value: func(x specificGene) any { return s.signedWeight(r.Weights.At, x.gene, x.subtype) }},
			{Field: chapter.SymbolField, Value: func(x specificGene) any { return s.symbols()[x.gene] }},
		}}
}

// shownGenes is the table as the workbook has it; directions only where there are any.
func (s *Study) shownGenes() tabular.Table[specificGene] {
	shown := []string{"gene", "subtype", "metagene", "feature_score", "basis_weight"}
	if s.GeneNames != nil {
		shown = slices.Insert(shown, 1, "symbol")
	}
	if s.Matrix.Halves != nil {
		shown = append(shown, "direction", "signed_weight")
	}
	return s.geneTable().Only(shown...)
}

// Where --negatives split made two rows of a gene, its up part and its down
// part, there are two weights ≥ 0 for it. Their difference is the signed weight of the
// gene: above 0 it is high in the subtype, below 0 low.

// direction says what the gene does in the subtype, by its signed weight:
// "up" or "down"; "" where both parts weigh the same, and where the matrix was not
// split. Which part of the gene is listed is told by its name.
func (s *Study) direction(r *survey.Rank, x specificGene) string {
	switch w := s.signedWeight(r.Weights.At, x.gene, x.subtype); {
	case s.Matrix.Halves == nil || w == 0:
		return ""
	case w < 0:
		return "down"
	}
	return "up"
}

// signedWeight is the weight of the gene in a column of weights: of its up part minus of
// its down part.
func (s *Study) signedWeight(at func(row, column int) float64, gene, column int) float64 {
	return s.Matrix.SignedWeight(gene, func(row int) float64 { return at(row, column) })
}

// byMetagene makes a table of a name and a number for each metagene.
func byMetagene(r *survey.Rank, name tabular.Column[int], value func(row, a int) float64) []tabular.Column[int] {
	columns := []tabular.Column[int]{name}
	for a := range r.Metagenes {
		columns = append(columns, tabular.Column[int]{Field: metageneField(a),
			Value: func(row int) any { return value(row, a) }})
	}
	return columns
}

// basisTable is W, genes in the order of the file. A row is a gene by its number.
func (s *Study) basisTable(r *survey.Rank) tabular.Table[int] {
	name := tabular.Column[int]{Field: chapter.GeneField, Value: func(g int) any { return s.Matrix.Genes[g] }}
	return tabular.Table[int]{Name: "Basis matrix", File: rankFolder(r.K) + basisFile,
		About: "Weights of the genes in the metagenes of the best run.", Rows: slices.Values(s.Matrix.GeneOrder),
		Columns: byMetagene(r, name, r.Factors.W.At)}
}

// coefficientTable is H, a row a sample by its number, in the order of the file.
func (s *Study) coefficientTable(r *survey.Rank) tabular.Table[int] {
	name := tabular.Column[int]{Field: chapter.SampleField, Value: func(j int) any { return s.Matrix.Samples[j] }}
	return tabular.Table[int]{Name: "Coefficients", File: rankFolder(r.K) + coefficientsFile,
		About: "Coefficients of the metagenes of the best run in the samples.", Rows: slices.Values(s.Matrix.SampleOrder),
		Columns: byMetagene(r, name, func(j, a int) float64 { return r.Factors.H.At(a, j) })}
}

// signedTable has the signed weights of the genes of the file, in its order.
func (s *Study) signedTable(r *survey.Rank) tabular.Table[int] {
	name := tabular.Column[int]{Field: chapter.GeneField, Value: func(g int) any { return s.Matrix.Halves[g].Gene }}
	return tabular.Table[int]{Name: "Signed basis matrix", File: rankFolder(r.K) + signedFile,
		About:   "Weights of the up parts of the genes in the metagenes minus those of their down parts.",
		Rows:    slices.Values(s.Matrix.Unsplit()),
		Columns: byMetagene(r, name, func(g, a int) float64 { return s.signedWeight(r.Factors.W.At, g, a) })}
}
