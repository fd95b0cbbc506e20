package expr

import "fmt"

// What is read of a table about the samples, and of a list of genes, at most: whatever
// comes in, it fits into memory. The largest clinical tables have some thousand columns.
const (
	mostColumns  = 10_000
	mostCells    = 10_000_000
	mostLetters  = 256 << 20 // bytes of all its lines
	mostTextLine = 8 << 20   // bytes of one
)

// extent is how much of such a table was read.
type extent struct{ lines, cells, bytes int }

// add takes in a line and says what is too much; "" when nothing is.
func (e *extent) add(fields []string) string {
	e.lines++
	e.cells += len(fields)
	for _, f := range fields {
		e.bytes += len(f)
	}
	switch {
	case len(fields) > mostColumns+1:
		return fmt.Sprintf("the table has %d columns; up to %d are read", len(fields)-1, mostColumns)
	case e.lines > mostSamples+1:
		return fmt.Sprintf("the table has more than %d lines, which is as many samples as are read", mostSamples)
	case e.cells > mostCells:
		return fmt.Sprintf("the table has more than %d values, which are read at most", mostCells)
	case e.bytes > mostLetters:
		return fmt.Sprintf("the table has more than %d MB of text, which are read at most", mostLetters>>20)
	}
	return ""
}

// within refuses a table about the samples that is too large.
func (s *source) within(e *extent, fields []string) error {
	why := e.add(fields)
	if why == "" {
		return nil
	}
	return s.refuse(Finding{Code: "too-large", Severity: Fatal, Line: s.line, Text: why,
		Remedy: "is this a table about the samples, with a line for each? Else leave out what is not to be shown"})
}
