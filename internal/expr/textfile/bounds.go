package textfile

import (
	"fmt"

	"subtype/internal/expr/finding"
)

// Bounds of what can be an expression matrix. They are there for files that are
// none: a table beyond them ends in an error that says so, not in an exhausted
// memory.
const (
	MostSamples = 200_000
	MostGenes   = 4_000_000
	MostValues  = 1 << 31
)

// What is read of a table about the samples, and of a list of genes, at most: whatever
// comes in, it fits into memory. The largest clinical tables have some thousand columns.
const (
	MostColumns  = 10_000
	MostCells    = 10_000_000
	MostLetters  = 256 << 20 // bytes of all its lines
	MostTextLine = 8 << 20   // bytes of one
)

// LimitLines refuses lines that are longer than MostTextLine.
func (s *File) LimitLines() { s.longest = MostTextLine }

// Extent is how much of a table about the samples was read.
type Extent struct{ lines, cells, bytes int }

// add takes in a line and says what is too much; "" when nothing is.
func (e *Extent) add(fields []string) string {
	e.lines++
	e.cells += len(fields)
	for _, f := range fields {
		e.bytes += len(f)
	}
	switch {
	case len(fields) > MostColumns+1:
		return fmt.Sprintf("the table has %d columns; up to %d are read", len(fields)-1, MostColumns)
	case e.lines > MostSamples+1:
		return fmt.Sprintf("the table has more than %d lines, which is as many samples as are read", MostSamples)
	case e.cells > MostCells:
		return fmt.Sprintf("the table has more than %d values, which are read at most", MostCells)
	case e.bytes > MostLetters:
		return fmt.Sprintf("the table has more than %d MB of text, which are read at most", MostLetters>>20)
	}
	return ""
}

// Within refuses a table about the samples that is too large with this line.
func (s *File) Within(e *Extent, fields []string) error {
	why := e.add(fields)
	if why == "" {
		return nil
	}
	return s.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Line: s.Line, Text: why,
		Remedy: "is this a table about the samples, with a line for each? Else leave out what is not to be shown"})
}
