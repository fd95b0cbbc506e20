package annotation

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// named are the rows of a table by the names in one of its columns, in the order of the file.
type named struct {
	column int
	names  []string
	rows   [][]int // of each name
	none   []int   // rows without a name
}

func (a *Table) named(column int) *named {
	n := &named{column: column}
	at := map[string]int{}
	for i, v := range a.Columns[column].Values {
		if v == "" {
			n.none = append(n.none, i)
			continue
		}
		k, ok := at[v]
		if !ok {
			k = len(n.names)
			at[v] = k
			n.names, n.rows = append(n.names, v), append(n.rows, nil)
		}
		n.rows[k] = append(n.rows[k], i)
	}
	return n
}

// alone says whether all rows say the same.
func (a *Table) alone(rows []int) bool {
	for _, i := range rows[1:] {
		if slices.ContainsFunc(a.Columns, func(c Column) bool { return c.Values[i] != c.Values[rows[0]] }) {
			return false
		}
	}
	return true
}

// merging makes one row of the rows of a name.
type merging struct {
	table            *Table
	repeated, differ []int // names with several rows: that say the same, and that do not
	rows             *named
	columns          []string // in which rows differ
	unknown          unknowns
}

// merge gives the values of each name's rows in each column but that of the names: what all
// rows say that say anything, or nothing where they differ. wanted are the names that are
// needed.
func (a *Table) merge(rows *named, wanted []bool) (columns []Column, m *merging) {
	m = &merging{table: a, rows: rows}
	several := make([]bool, len(rows.names))
	for k, r := range rows.rows {
		if several[k] = len(r) > 1 && wanted[k]; several[k] && a.alone(r) {
			several[k] = false
			m.repeated = append(m.repeated, k)
		}
	}
	differ := make([]bool, len(rows.names))
	for c, column := range a.Columns {
		if c == rows.column {
			continue
		}
		out := Column{Name: column.Name, Values: make([]string, len(rows.names))}
		apart := false
		for k, r := range rows.rows {
			if !wanted[k] {
				continue
			}
			out.Values[k] = m.known(column.Values[r[0]])
			if !several[k] {
				continue
			}
			for _, i := range r[1:] {
				v := m.known(column.Values[i])
				if v == "" || v == out.Values[k] {
					continue
				}
				if out.Values[k] != "" {
					out.Values[k], differ[k], apart = "", true, true
					break
				}
				out.Values[k] = v
			}
		}
		if apart {
			m.columns = append(m.columns, column.Name)
		}
		columns = append(columns, out)
	}
	for k, d := range differ {
		switch {
		case d:
			m.differ = append(m.differ, k)
		case several[k]:
			m.repeated = append(m.repeated, k)
		}
	}
	slices.Sort(m.repeated)
	return columns, m
}

// known is a value as it goes on: those of a CLS file are names of classes, whatever they are.
func (m *merging) known(v string) string {
	if m.table.classes {
		return v
	}
	return m.unknown.known(v)
}

// findings tell what was done to rows.
func (m *merging) findings() (found finding.Findings) {
	a := m.table
	if n := len(m.rows.none); n > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsNameless, Severity: finding.Warning, Count: n,
			Line: a.line(a.lines[m.rows.none[0]]), Column: a.field(m.rows.column),
			Text: fmt.Sprintf("%s: %s no sample", a.Name, map[bool]string{true: "the " + a.place + " names",
				false: fmt.Sprintf("%d %ss name", n, a.place)}[n == 1]), Done: "left out",
			Remedy: "name it, or remove the " + a.place})
	}
	if n := len(m.repeated); n > 0 {
		k := m.repeated[0]
		first, second := m.place(k)
		text := fmt.Sprintf("%s: sample %s stands on %s %d too, with the same values", a.Name,
			finding.Quote(m.rows.names[k]), a.place, first)
		if n > 1 {
			text = fmt.Sprintf("%s: %s stand on several %ss with the same values, first %s on %d and %d", a.Name,
				words.Plural(n, "name"), a.place, finding.Quote(m.rows.names[k]), first, second)
		}
		found = append(found, finding.Finding{Code: finding.AnnotationsRepeated, Severity: finding.Note, Line: a.line(second),
			Column: a.field(m.rows.column), Sample: m.rows.names[k], Count: n, Text: text, Done: "read once"})
	}
	if n := len(m.differ); n > 0 {
		k := m.differ[0]
		first, second := m.place(k)
		var columns []string
		for _, c := range m.columns {
			columns = append(columns, finding.Quote(c))
		}
		text := fmt.Sprintf("%s: %s stands on %ss %d and %d, which differ in %s", a.Name,
			finding.Quote(m.rows.names[k]), a.place, first, second, strings.Join(firstFew(columns), ", "))
		if n > 1 {
			text = fmt.Sprintf("%s: %s stand on several %ss that differ, first %s on %d and %d; they differ in %s", a.Name,
				words.Plural(n, "name"), a.place, finding.Quote(m.rows.names[k]), first, second,
				strings.Join(firstFew(columns), ", "))
		}
		found = append(found, finding.Finding{Code: finding.AnnotationsDiffer, Severity: finding.Warning,
			Line: a.line(second), Column: a.field(m.rows.column), Sample: m.rows.names[k], Count: n, Text: text,
			Done: "where they differ, the value is left unknown", Remedy: "leave one line for each name"})
	}
	if f, ok := m.unknown.finding(a.Name); ok {
		found = append(found, f)
	}
	return found
}

// place is where the first two rows of a name stand that are not the same, or the first two.
func (m *merging) place(k int) (first, second int) {
	rows := m.rows.rows[k]
	second = rows[1]
	for _, i := range rows[1:] {
		if !m.table.alone([]int{rows[0], i}) {
			second = i
			break
		}
	}
	return m.table.lines[rows[0]], m.table.lines[second]
}

// line is the line of a finding about a row at a place: none where the rows are columns.
func (a *Table) line(place int) int {
	if a.place != "line" {
		return 0
	}
	return place
}

// field is the column of a finding, likewise.
func (a *Table) field(column int) int {
	if a.place != "line" {
		return 0
	}
	return column + 1
}
