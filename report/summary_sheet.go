package report

import (
	"fmt"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/style"
	"subtype/internal/survey"
	"subtype/internal/tabular"
	"subtype/internal/workbook"
)

// mostWarnings is the number of warnings that the summary lists.
const mostWarnings = 12

// summarySheet is the sheet for a reader who opens nothing else.
func (s *Study) summarySheet(f *figures) workbook.Sheet {
	chosen := s.Survey.Chosen()
	blocks := []workbook.Block{
		workbook.Line{Text: s.title(), Size: workbook.Title},
		workbook.Line{Text: s.headline(), Size: workbook.Headline},
	}
	part := func(title string, rest ...workbook.Block) {
		blocks = append(append(blocks, workbook.Space(1), chapter.Section(title)), rest...)
	}
	part("What was done", chapter.Paragraphs(style.SummaryText, s.Done())...)
	part(fmt.Sprintf("Why %d?", chosen.K), chapter.Paragraphs(style.SummaryText, s.Survey.Choice.Why)...)
	part("How sure is it?", chapter.Paragraphs(style.SummaryText, s.Sure())...)
	part("The subtypes", workbook.Table{Data: s.subtypeTable(chosen).Data()}, workbook.Space(1),
		workbook.Note{Text: "Consensus: share of the runs in which two samples came together, 0 to 1, as a mean over " +
			"samples. Silhouette: from −1 to 1; above 0 a sample is closer to its own subtype than to the next. A subtype " +
			"of one sample has consensus 1 with itself and silhouette 0.", Lines: style.SummaryNote})
	if across := s.Across(); across != "" {
		part("Other numbers of subtypes", chapter.Paragraphs(style.SummaryText, across)...)
	}
	for _, c := range s.chapters() {
		for _, p := range c.Parts {
			part(p.Title, append(chapter.Paragraphs(style.SummaryText, p.Sentences...), p.Blocks...)...)
		}
	}
	part("What to keep in mind", chapter.Paragraphs(style.SummaryText, s.listedWarnings()...)...)
	part("What the sheets hold", workbook.Contents{Columns: style.SummaryText.Columns})
	first := f.consensus[chosen.K]
	width, _ := first.Size()
	shown := chapter.Picture(first, style.SummaryPicture*style.SummaryWidest/float64(max(style.SummaryWidest, width)))
	shown.SVG = nil                                         // the page counts the consensus itself
	shown.Column, shown.Row = len(style.SummaryWidths)+1, 2 // beside all text
	blocks = append(blocks, workbook.Space(1),
		workbook.Note{Text: fmt.Sprintf("subtype %s · input %s, SHA-256 %s · seed %d", s.Version, s.Matrix.Name,
			s.Matrix.SHA256, s.Survey.Plan.Seed), Lines: style.SummaryNote}, shown)
	return workbook.Sheet{Name: summarySheet, Widths: style.SummaryWidths, Blocks: blocks, OnePage: true}
}

// listedWarnings are the warnings as a list.
func (s *Study) listedWarnings() []string {
	warnings := s.Warnings()
	if len(warnings) == 0 {
		return []string{noWarnings}
	}
	var out []string
	for i, w := range warnings {
		if i == mostWarnings {
			return append(out, fmt.Sprintf("• and %d more: see the sheet %s.", len(warnings)-i, checksSheet))
		}
		out = append(out, "• "+w)
	}
	return out
}

// subtypeTable sums up the subtypes.
func (s *Study) subtypeTable(r *survey.Rank) tabular.Table[survey.Subtype] {
	specific := "Specific genes"
	if s.Matrix.Halves != nil {
		specific = "Specific parts of genes"
	}
	column := func(f tabular.Field, kind tabular.Kind, value func(survey.Subtype) any) tabular.Column[survey.Subtype] {
		f.Kind = kind
		return tabular.Column[survey.Subtype]{Field: f, Value: value}
	}
	return tabular.Table[survey.Subtype]{Name: "The subtypes", About: "Every subtype in a row.",
		Rows: slices.Values(r.SubtypeMeans()),
		Columns: []tabular.Column[survey.Subtype]{
			column(chapter.SubtypeField, tabular.Subtype, func(x survey.Subtype) any {
				return s.context().GroupAt(r.K,
					x.Subtype)
			}),
			column(chapter.SamplesField, tabular.Count, func(x survey.Subtype) any { return x.Samples }),
			column(tabular.Field{Name: "core_samples", Heading: "Core samples", Unit: "samples",
				About: "samples with a silhouette above 0"}, tabular.Count, func(x survey.Subtype) any { return x.Core }),
			column(tabular.Field{Name: "mean_consensus_own", Heading: "Consensus with own subtype", Range: "0 to 1",
				About: "mean over the samples"}, tabular.Share, func(x survey.Subtype) any { return x.Own }),
			column(tabular.Field{Name: "mean_consensus_next", Heading: "Consensus with next subtype", Range: "0 to 1",
				About: "mean over the samples"}, tabular.Share, func(x survey.Subtype) any { return x.Next }),
			column(tabular.Field{Name: "mean_silhouette", Heading: "Silhouette, mean", Range: "−1 to 1",
				About: "mean over the samples"}, tabular.Share, func(x survey.Subtype) any { return x.Silhouette }),
			column(tabular.Field{Name: "specific_genes", Heading: specific, About: "number of those in the table of genes"},
				tabular.Count, func(x survey.Subtype) any { return x.Genes }),
		}}
}
