package annotation

import (
	"fmt"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// turned is the table with its lines for columns, if its header names samples: half of them, or
// with half of its fields. nil: it does not.
func (a *Table) turned(m *matcher) *Table {
	if a.classes || len(a.Columns) < 2 {
		return nil
	}
	t := &Table{Name: a.Name, header: 1, trimmed: make([]int, a.rows()+1), place: "column"}
	samples := Column{Name: a.Columns[0].Name}
	for c, column := range a.Columns[1:] {
		samples.Values = append(samples.Values, column.Name)
		t.lines = append(t.lines, c+2)
	}
	t.Columns = []Column{samples}
	k := t.keyOf(0, m)
	if n := 2 * k.joined; n == 0 || n < len(m.samples) && n < len(k.names) {
		return nil
	}
	for i, name := range a.Columns[0].Values {
		row := Column{Name: name}
		for _, column := range a.Columns[1:] {
			row.Values = append(row.Values, column.Values[i])
		}
		t.Columns = append(t.Columns, row)
	}
	t.Findings = append(t.Findings, a.Findings...)
	t.Findings = append(t.Findings, finding.Finding{Code: finding.AnnotationsTurned, Severity: finding.Warning,
		Line: a.header, Count: k.joined,
		Text: fmt.Sprintf("%s: the header names %s of the matrix", a.Name, words.Plural(k.joined, "sample")),
		Done: "read with its lines for columns", Remedy: "turn the table: a line for each sample"})
	return t
}
