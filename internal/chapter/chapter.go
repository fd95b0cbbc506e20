// Package chapter says what an analysis adds to a report: sheets, tables, figures and
// texts. The analyses know nothing of how they are shown, and the report nothing of what
// they are about: a package below this one, a chapter, makes the one of the other.
package chapter

import (
	"io"

	"subtype/internal/cite"
	"subtype/internal/figure"
	"subtype/internal/tabular"
	"subtype/internal/workbook"
)

// Chapter is what an analysis adds to a report. All of it stands in the report behind what
// it has anyway, in order.
type Chapter struct {
	Sheets  []workbook.Sheet // of the workbook, between the genes and the input checks
	Tables  []tabular.Data   // those with a file are written
	Figures []*figure.Figure
	Files   []File // of other kinds

	Subtypes []tabular.Column[int] // of the subtypes' table on the first sheet: a word or two on subtype q
	Parts    []Part                // of the first sheet
	Methods  []*cite.Prose         // paragraphs for a paper
	Cited    []*cite.Work          // on sheets and in headings, but not in Methods
	Alarms   []string              // that the subtypes may be no biology: graver than all warnings
	Warnings []string              // what to keep in mind, the gravest first
	Shown    []string              // names from the input that figures show: their font may lack characters
}

// Part is a part of the first sheet: a title, and sentences or a table below it.
type Part struct {
	Title     string
	Sentences []string // a paragraph each
	Blocks    []workbook.Block
}

// File is a file that is no table and no figure.
type File struct {
	Name  string // within the folder, with / between names
	Write func(io.Writer) error
}
