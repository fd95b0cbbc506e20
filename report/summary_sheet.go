package report

import (
	"fmt"

	"subtype/internal/chapter"
	"subtype/internal/style"
	"subtype/internal/workbook"
)

// mostWarnings is the number of warnings that the summary lists.
const mostWarnings = 12

// summarySheet is the sheet for a reader who opens nothing else: the verdict, the subtypes,
// what speaks against them, and where each question is answered.
func (s *Study) summarySheet(f *figures) workbook.Sheet {
	chosen := s.Survey.Chosen()
	blocks := []workbook.Block{
		workbook.Line{Text: s.title(), Size: workbook.Title},
		workbook.Line{Text: s.headline(), Size: workbook.Headline},
		workbook.Table{Data: s.summaryTable(chosen).Data()},
		workbook.Note{Text: s.subtypesNote(), Lines: style.SummaryNote},
	}
	part := func(title string, rest ...workbook.Block) {
		blocks = append(append(blocks, workbook.Space(1), chapter.Section(title)), rest...)
	}
	said := func(sentences []string) []workbook.Block {
		return chapter.Paragraphs(style.SummaryText, bullets(sentences)...)
	}
	part("What to be careful about, the gravest first", said(s.listedWarnings())...)
	part(fmt.Sprintf("Why %d?", chosen.K), said(s.Survey.Choice.Said)...)
	part("How sure is it?", said(s.Sure())...)
	for _, c := range s.chapters() {
		for _, p := range c.Parts {
			part(p.Title, append(said(p.Sentences), p.Blocks...)...)
		}
	}
	if across := s.Survey.Lineage.Text(); across != "" {
		part("Other numbers of subtypes", chapter.Paragraphs(style.SummaryText, across)...)
	}
	part("What was done", chapter.Paragraphs(style.SummaryText, s.Done())...)
	part("Where to look", workbook.Contents{Columns: style.SummaryText.Columns - 1, Beside: s.summaryPicture(f)})
	blocks = append(blocks, workbook.Space(1),
		workbook.Note{Text: fmt.Sprintf("subtype %s · input %s, SHA-256 %s · seed %d", s.Version, s.Matrix.Name,
			s.Matrix.SHA256, s.Survey.Plan.Seed), Lines: style.SummaryNote})
	return workbook.Sheet{Name: summarySheet, Widths: style.SummaryWidths, Blocks: blocks, OnePage: true}
}

// summaryPicture is the consensus, as wide as the last column.
func (s *Study) summaryPicture(f *figures) *workbook.Picture {
	first := f.consensus[s.Survey.Choice.K]
	width, _ := first.Size()
	shown := chapter.Picture(first, style.PNGScale*style.SummaryPicture/float64(width))
	shown.SVG = nil // the page counts the consensus itself
	return &shown
}

// bullets are sentences as a list, where there are several.
func bullets(sentences []string) []string {
	if len(sentences) < 2 {
		return sentences
	}
	var out []string
	for _, s := range sentences {
		out = append(out, "• "+s)
	}
	return out
}

// listedWarnings are the warnings as a list.
func (s *Study) listedWarnings() []string {
	warnings := s.Warnings()
	if len(warnings) == 0 {
		return []string{noWarnings}
	}
	if more := len(warnings) - mostWarnings; more > 0 {
		return append(warnings[:mostWarnings:mostWarnings], fmt.Sprintf("And %d more: see %s.", more, checksSheet))
	}
	return warnings
}
