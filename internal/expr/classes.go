package expr

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
)

// readClasses reads GenePattern's CLS, the classes of the samples of a GCT file
// in the order of its columns: a line with the numbers of samples and classes
// and a 1, the names of the classes after a #, and a label for each sample. The
// labels are names of classes, or else stand for them in the order of their
// first use.
func readClasses(name string, r io.Reader) (*Annotations, error) {
	refuse := func(line int, text string) error {
		return &Refusal{Name: name, Findings: Findings{{Code: "cls", Severity: Fatal, Line: line, Text: text, Remedy: "correct the CLS file, or give a table whose first column is the sample"}}}
	}
	var lines [3][]string
	in := bufio.NewScanner(&newlines{r: io.LimitReader(r, 4*mostTextLine)}) // three lines, and some blanks
	in.Buffer(nil, mostTextLine)
	for i := 0; in.Scan(); {
		fields := strings.Fields(in.Text())
		switch {
		case len(fields) == 0:
		case i == 3:
			return nil, refuse(4, "the file goes on after its third line")
		default:
			lines[i] = fields
			i++
		}
	}
	if errors.Is(in.Err(), bufio.ErrTooLong) {
		return nil, refuse(0, fmt.Sprintf("a line is longer than %d MB", mostTextLine>>20))
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var samples, classes int
	if _, err := fmt.Sscan(strings.Join(lines[0], " "), &samples, &classes); err != nil {
		return nil, refuse(1, "the first line must hold the numbers of samples and classes and a 1")
	}
	names := strings.Fields(strings.TrimPrefix(strings.Join(lines[1], " "), "#"))
	if len(names) != classes {
		return nil, refuse(2, fmt.Sprintf("line 1 says %d classes, and %d are named", classes, len(names)))
	}
	if len(lines[2]) != samples {
		return nil, refuse(3, fmt.Sprintf("line 1 says %s, and there are %d labels", count(samples, "sample"), len(lines[2])))
	}
	known := map[string]string{}
	for _, n := range names {
		known[n] = n
	}
	for _, label := range lines[2] {
		if _, ok := known[label]; !ok { // not all are names: they are counted off
			known = map[string]string{}
			for _, label := range lines[2] {
				if _, ok := known[label]; !ok {
					if len(known) == len(names) {
						return nil, refuse(3, fmt.Sprintf("there are more than %d different labels", len(names)))
					}
					known[label] = names[len(known)]
				}
			}
			break
		}
	}
	column := Annotation{Name: "class"}
	for _, label := range lines[2] {
		column.Values = append(column.Values, known[label])
	}
	a := &Annotations{Columns: []Annotation{column}, classes: true}
	a.tellCleaned(name, a.clean())
	return a, nil
}

// placeClasses gives the values of a CLS file the names of the samples whose
// columns they belong to.
func (a *Annotations) placeClasses(name string, m *Matrix) error {
	refuse := func(text string) error {
		return &Refusal{Name: name, Findings: Findings{{Code: "annotations", Severity: Fatal, Text: text,
			Remedy: "give a table whose first column is the sample"}}}
	}
	values := a.Columns[0].Values
	if !strings.HasPrefix(m.Format, "GCT") {
		return refuse("a CLS file names no samples, so it is taken only beside a GCT file, not beside " + m.Format)
	}
	if len(values) != len(m.FileSamples) {
		return refuse(fmt.Sprintf("a CLS file names no samples, so it must have as many as the GCT file: it has %d, the matrix %d", len(values), len(m.FileSamples)))
	}
	a.Samples = m.FileSamples
	a.Findings = append(a.Findings, Finding{Code: "annotations-by-column", Severity: Warning, Count: len(values),
		Text: fmt.Sprintf("%s is a CLS file, which names no samples", name), Done: "its classes were given to the samples in the order of their columns", Remedy: "a table with sample names cannot slip"})
	return nil
}
