package chapter

import (
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/workbook"
)

// Fields that stand in several tables.
var (
	SampleField = tabular.Field{Name: "sample", Heading: "Sample", About: "name of the sample, as in the file",
		Kind: tabular.Name}
	GeneField = tabular.Field{Name: "gene", Heading: "Gene", About: "name of the gene, as in the file",
		Kind: tabular.Name}
	SymbolField = tabular.Field{Name: "symbol", Heading: "Symbol", About: "of the gene, by --gene-names, or as its own " +
		"name tells", Kind: tabular.Name}
	SubtypeField = tabular.Field{Name: "subtype", Heading: "Subtype", About: "S1, the largest, S2, …",
		Kind: tabular.Subtype}
	SamplesField = tabular.Field{Name: "samples", Heading: "Samples", About: "number of the samples", Unit: "samples",
		Kind: tabular.Count}
	GeneScoreField = tabular.Field{Name: "feature_score", Heading: "Gene score (0 to 1)",
		About: "1 for a gene of one subtype alone, 0 for one that all share alike", Range: "0 to 1", Kind: tabular.Share}
	BasisWeightField = tabular.Field{Name: "basis_weight", Heading: "Basis weight", About: "of the gene in the subtype",
		Range: "0 and more", Kind: tabular.Weight}
	RankField = tabular.Field{Name: "rank", Heading: "k", About: "number of subtypes", Unit: "subtypes",
		Kind: tabular.Count}
)

// Picture is a figure on a sheet, of half the size of its layout times scale.
func Picture(f *figure.Figure, scale float64) workbook.Picture {
	_, height := f.Size()
	return workbook.Picture{PNG: f.Pixels, SVG: f.SVG, Of: f.Of, Alt: f.Title, Height: height,
		Scale: scale / style.PNGScale}
}

// Heading begins a sheet.
func Heading(text string) workbook.Line { return workbook.Line{Text: text} }

// Section begins a part of a sheet.
func Section(text string) workbook.Line { return workbook.Line{Text: text, Size: workbook.Section} }

// Paragraphs are texts across columns.
func Paragraphs(lines style.Lines, texts ...string) []workbook.Block {
	var out []workbook.Block
	for _, t := range texts {
		out = append(out, workbook.Paragraph{Text: t, Lines: lines})
	}
	return out
}
