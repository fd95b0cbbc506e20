package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"subtype/internal/confidence"
	"subtype/internal/workbook"
)

// Sheets of the workbook, in order; the consensus sheets, one a rank, come
// after the rank survey.
const (
	summarySheet     = "Summary"
	assignmentsSheet = "Assignments"
	stabilitySheet   = "Stability"
	surveySheet      = "Rank survey"
	lineageSheet     = "Lineage"
	metagenesSheet   = "Metagenes"
	genesSheet       = "Genes"
	checksSheet      = "Input checks"
	methodsSheet     = "Methods"
)

const workbookFile = "report.xlsx"

func consensusSheet(k int) string { return fmt.Sprintf("Consensus k=%d", k) }

// title is what the report is called.
func (s *Study) title() string {
	return cmp.Or(s.option("title"), "Molecular subtypes of "+s.Matrix.Name)
}

// writeWorkbook writes the workbook. Its bytes depend on the study alone.
func (s *Study) writeWorkbook(w io.Writer, f *figures) error {
	if err := s.workbook(f).Write(w); err != nil {
		return fmt.Errorf("%s: %w", workbookFile, err)
	}
	return nil
}

func (s *Study) workbook(f *figures) workbook.Book {
	b := s.book()
	before, consensus, after := s.sheets(f)
	b.Sheets = slices.Concat(before, consensus, after)
	return b
}

// book is the workbook without its sheets.
func (s *Study) book() workbook.Book {
	b := workbook.Book{Title: s.title(), Creator: "subtype " + s.Version,
		Colors: s.Survey.Lineage.Colors()}
	for _, c := range confidenceClasses {
		b.Classes = append(b.Classes, workbook.ClassLook{Name: string(c), Color: confidenceColors[c]})
	}
	return b
}

// sheets are those of the workbook, in order; the page shows the consensus in another way.
func (s *Study) sheets(f *figures) (before, consensus, after []workbook.Sheet) {
	before = []workbook.Sheet{s.summarySheet(f), s.assignmentsSheet(), s.stabilitySheet(f), s.surveySheet(f)}
	if f.lineage != nil {
		before = append(before, s.lineageSheet(f))
	}
	for i := range s.Survey.Ranks {
		consensus = append(consensus, s.consensusSheet(&s.Survey.Ranks[i], f))
	}
	after = []workbook.Sheet{s.metagenesSheet(f), s.genesSheet()}
	for _, c := range s.chapters() {
		after = append(after, c.Sheets...)
	}
	return before, consensus, append(after, s.checksSheet(), s.methodsSheet(), s.glossarySheet())
}

// confidenceClasses are in the order of legends.
var confidenceClasses = []confidence.Class{confidence.Firm, confidence.Borderline, confidence.Unassigned}
