package annotation

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// codeOfColumn begins the cells of the last header line of TCGA's clinical files: the
// public code of what a column holds.
const codeOfColumn = "CDE_ID:"

// leaveOutHeaders leaves out the second and third header line of TCGA's clinical files.
func (a *Table) leaveOutHeaders() {
	isCode := func(i int) bool {
		return slices.ContainsFunc(a.Columns, func(c Column) bool { return strings.HasPrefix(c.Values[i], codeOfColumn) })
	}
	n := 0
	for i := range min(2, len(a.lines)) {
		if isCode(i) {
			n = i + 1
		}
	}
	if n == 0 {
		return
	}
	text := fmt.Sprintf("%s: line %d is a header of TCGA's too", a.Name, a.lines[0])
	if n > 1 {
		text = fmt.Sprintf("%s: lines %d and %d are headers of TCGA's too", a.Name, a.lines[0], a.lines[1])
	}
	a.Findings = append(a.Findings, finding.Finding{Code: finding.AnnotationsHeader, Severity: finding.Note,
		Line: a.lines[0], Count: n, Text: text, Done: "left out"})
	a.lines = a.lines[n:]
	for c := range a.Columns {
		a.Columns[c].Values = a.Columns[c].Values[n:]
	}
}

// unknownWords stand in clinical tables for a value that nobody knows, in lower case:
// TCGA's in brackets, GDC's dashes.
var unknownWords = map[string]bool{
	"[not available]": true, "[not applicable]": true, "[not evaluated]": true, "[unknown]": true, "[pending]": true,
	"[discrepancy]": true, "[completed]": true, "[not reported]": true, "[unavailable]": true,
	"'--": true, "--": true, "not available": true, "not applicable": true, "not reported": true,
}

// unknowns counts the words for what is not known, other than the usual spellings of a
// missing value.
type unknowns struct {
	words []string // in the order of their first use
	times map[string]int
}

// known is a value, or "" where it is not known.
func (u *unknowns) known(v string) string {
	if textfile.IsMissing(v) {
		return ""
	}
	if len(v) > len("[not applicable]") || !unknownWords[strings.ToLower(v)] {
		return v
	}
	if u.times == nil {
		u.times = map[string]int{}
	}
	if u.times[v]++; u.times[v] == 1 {
		u.words = append(u.words, v)
	}
	return ""
}

// finding tells of the words; ok is false where there were none.
func (u *unknowns) finding(name string) (f finding.Finding, ok bool) {
	if len(u.words) == 0 {
		return f, false
	}
	n := 0
	var each []string
	for _, w := range u.words {
		n += u.times[w]
		each = append(each, fmt.Sprintf("%s (%d)", finding.Quote(w), u.times[w]))
	}
	return finding.Finding{Code: finding.AnnotationsUnknown, Severity: finding.Note, Count: n,
		Text: fmt.Sprintf("%s: words for what is not known: %s", name, strings.Join(firstFew(each), ", ")),
		Done: "read as missing"}, true
}
