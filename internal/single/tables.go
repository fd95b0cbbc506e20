package single

import (
	"slices"

	"subtype/consensus"
	"subtype/internal/chapter"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// Names of files.
const (
	basisFile        = "basis.tsv"
	coefficientsFile = "coefficients.tsv"
	samplesFile      = "samples.tsv"
	checksFile       = "iterations.tsv"
)

// metagenes makes a table of a name and a number for each metagene.
func (f *Fit) metagenes(name tabular.Field, names []string, value func(row, a int) float64) []tabular.Column[int] {
	columns := []tabular.Column[int]{{Field: name, Value: func(i int) any { return names[i] }}}
	for a := range f.K {
		columns = append(columns, tabular.Column[int]{Field: tabular.Field{Name: words.Metagene(a),
			Heading: words.Metagene(a), About: "what the table holds of the metagene", Kind: tabular.Weight},
			Value: func(i int) any { return value(i, a) }})
	}
	return columns
}

// tables are those of the factorisation itself, genes and samples in the order of the file.
func (f *Fit) tables(tree *consensus.Dendrogram, clusters []int) []tabular.Data {
	m := f.matrix()
	shares := f.rank().CoefficientShares()
	largest := func(j int) float64 { return slices.Max(shares[j*f.K : (j+1)*f.K]) }
	place := make([]int, len(m.Samples)) // of the samples along the tree
	for i, j := range tree.Order {
		place[j] = i + 1
	}
	return []tabular.Data{
		tabular.Table[int]{Name: "Basis matrix", File: basisFile, About: "W: weights of the genes in the metagenes.",
			Rows: slices.Values(m.GeneOrder), Columns: f.metagenes(chapter.GeneField, m.Genes, f.W.At)}.Data(),
		tabular.Table[int]{Name: "Coefficients", File: coefficientsFile,
			About: "H, turned round: coefficients of the metagenes in the samples.", Rows: slices.Values(m.SampleOrder),
			Columns: f.metagenes(chapter.SampleField, m.Samples, func(j, a int) float64 { return f.H.At(a, j) })}.Data(),
		tabular.Table[int]{Name: "Samples", File: samplesFile, About: "What the factorisation says of every sample.",
			Rows: slices.Values(m.SampleOrder), Columns: []tabular.Column[int]{
				{Field: chapter.SampleField, Value: func(j int) any { return m.Samples[j] }},
				{Field: tabular.Field{Name: "metagene", Heading: "Metagene", About: "that with the largest coefficient",
					Kind: tabular.Text}, Value: func(j int) any { return words.Metagene(f.Labels[j]) }},
				{Field: tabular.Field{Name: "share", Heading: "Share", About: "of that metagene in the sample's coefficients",
					Range: "0 to 1", Kind: tabular.Share}, Value: func(j int) any { return largest(j) }},
				{Field: tabular.Field{Name: "cluster", Heading: "Cluster", Kind: tabular.Text,
					About: "of the tree of the coefficients, cut into as many as there are metagenes; named like the metagenes that " +
						"they match"},
					Value: func(j int) any { return words.Metagene(clusters[j]) }},
				{Field: tabular.Field{Name: "place", Heading: "Place", About: "along the tree, from the left",
					Kind: tabular.Count}, Value: func(j int) any { return place[j] }},
			}}.Data(),
		tabular.Table[Check]{Name: "Iterations", File: checksFile, About: "The objective at every check of every run.",
			Rows: slices.Values(f.Checks), Columns: []tabular.Column[Check]{
				{Field: tabular.Field{Name: "run", Heading: "Run", About: "from 1", Kind: tabular.Count},
					Value: func(c Check) any { return c.Run }},
				{Field: tabular.Field{Name: "iteration", Heading: "Iteration", About: "updates of H and W so far",
					Kind: tabular.Count}, Value: func(c Check) any { return c.Iter }},
				{Field: tabular.Field{Name: "objective", Heading: "Objective", About: "what the algorithm minimises",
					Kind: tabular.Measure}, Value: func(c Check) any { return c.Objective }},
			}}.Data(),
	}
}
