package report

import (
	"cmp"
	"fmt"
	"io"

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
	b := workbook.Book{Title: s.title(), Creator: "subtype " + s.Version}
	for _, c := range confidenceClasses {
		b.Classes = append(b.Classes, workbook.ClassLook{Name: string(c), Color: confidenceColors[c]})
	}
	b.Colors = s.Survey.Lineage.Colors()
	b.Sheets = []workbook.Sheet{s.summarySheet(f), s.assignmentsSheet(), s.stabilitySheet(f), s.surveySheet(f)}
	if f.lineage != nil {
		b.Sheets = append(b.Sheets, s.lineageSheet(f))
	}
	for i := range s.Survey.Ranks {
		b.Sheets = append(b.Sheets, s.consensusSheet(&s.Survey.Ranks[i], f))
	}
	b.Sheets = append(b.Sheets, s.metagenesSheet(f), s.genesSheet())
	for _, c := range s.chapters() {
		b.Sheets = append(b.Sheets, c.Sheets...)
	}
	b.Sheets = append(b.Sheets, s.checksSheet(), s.methodsSheet(), s.glossarySheet())
	return b
}

// confidenceClasses are in the order of legends.
var confidenceClasses = []confidence.Class{confidence.Firm, confidence.Borderline, confidence.Unassigned}
