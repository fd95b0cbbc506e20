package finding

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// findingsKept bounds how many findings of a kind are kept one by one.
const MostKept = 1000

// Severity says what a finding means for the analysis.
type Severity string

const (
	Fatal   Severity = "error"   // the input cannot be used with these flags
	Warning Severity = "warning" // it can, but a person should look
	Note    Severity = "note"    // what was read, recognised or repaired
)

// Finding is one thing noticed about the input.
type Finding struct {
	Code     Code     `json:"code"` // stable, for machines: "missing-values"
	Severity Severity `json:"severity"`
	Line     int      `json:"line,omitempty"`   // in the file, from 1; 0: no one place
	Column   int      `json:"column,omitempty"` // field of the line, from 1; 0: the whole line
	Gene     string   `json:"gene,omitempty"`
	Sample   string   `json:"sample,omitempty"`
	Kind     string   `json:"kind,omitempty"`   // of data, where several kinds were read
	Count    int      `json:"count,omitempty"`  // how many values, genes or samples it concerns
	Text     string   `json:"finding"`          // what was found
	Done     string   `json:"done,omitempty"`   // what was done about it; "": nothing
	Remedy   string   `json:"remedy,omitempty"` // how to do otherwise
	Flags    string   `json:"flags,omitempty"`  // flags that would get over a fatal finding: "--missing median"
}

// Flag writes a flag and its value as they stand on a command line.
func Flag(name, value string) string {
	if value == "" || strings.ContainsAny(value, " \t'\"\\$`*?&|;<>()[]{}!#~,") {
		value = "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
	}
	return name + " " + value
}

// What is the finding and what was done about it.
func (f Finding) What() string {
	if f.Done == "" {
		return f.Text
	}
	return f.Text + ": " + f.Done
}

// String is the finding as one line after "file:".
func (f Finding) String() string {
	var b strings.Builder
	if f.Line > 0 {
		fmt.Fprintf(&b, "%d: ", f.Line)
	} else {
		b.WriteByte(' ')
	}
	if f.Column > 0 && (f.Column > 1 || f.Gene == "" || f.Sample != "") { // the name of a gene is found without
		fmt.Fprintf(&b, "column %d", f.Column)
		if f.Sample != "" {
			fmt.Fprintf(&b, " (%s)", f.Sample)
		}
		b.WriteString(": ")
	}
	b.WriteString(f.What())
	if f.Remedy != "" {
		b.WriteString("; " + f.Remedy)
	}
	return b.String()
}

// Findings are findings in the order of the work.
type Findings []Finding

// Count is the number of findings of a severity.
func (fs Findings) Count(s Severity) int {
	n := 0
	for _, f := range fs {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// sorted orders findings: fatal ones first, then warnings, then notes, each in
// the order of their lines.
func (fs Findings) Sorted() Findings {
	weight := map[Severity]int{Fatal: 0, Warning: 1, Note: 2}
	out := slices.Clone(fs)
	slices.SortStableFunc(out, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(weight[a.Severity], weight[b.Severity]), cmp.Compare(a.Line, b.Line))
	})
	return out
}

// Refusal is the error for an input that cannot be used: all its findings, of
// which at least one is fatal.
type Refusal struct {
	Name     string // of the file
	Findings Findings

	// What is known of the file when it could be read to its end.
	SHA256, Format string
	Read           Size
}

// refusalShown is the number of fatal findings that the message lists.
const refusalShown = 20

// Error lists the first fatal findings, a line each.
func (r *Refusal) Error() string {
	var lines []string
	for _, f := range r.Findings.Sorted() {
		if f.Severity == Fatal && len(lines) < refusalShown {
			lines = append(lines, r.Name+":"+f.String())
		}
	}
	if n := r.Findings.Count(Fatal); n > refusalShown {
		lines = append(lines, fmt.Sprintf("%s: %d more problems; `subtype check --json` lists all", r.Name, n-refusalShown))
	}
	return strings.Join(lines, "\n")
}

// Size is the size of a matrix.
type Size struct{ Genes, Samples int }
