package annotation

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// readClasses reads GenePattern's CLS, the classes of the samples of a GCT file
// in the order of its columns: a line with the numbers of samples and classes
// and a 1, the names of the classes after a #, and a label for each sample. The
// labels are names of classes, or else stand for them in the order of their
// first use.
func readClasses(name string, r io.Reader) (*Table, error) {
	refuse := func(line int, text string) error {
		return &finding.Refusal{Name: name,
			Findings: finding.Findings{{Code: finding.CLS, Severity: finding.Fatal, Line: line, Text: text,
				Remedy: "correct the CLS file, or give a table whose first column is the sample"}}}
	}
	var lines [3][]string
	in := bufio.NewScanner(textfile.PlainLines(io.LimitReader(r, 4*textfile.MostTextLine))) // three lines, and some blanks
	in.Buffer(nil, textfile.MostTextLine)
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
		return nil, refuse(0, fmt.Sprintf("a line is longer than %d MB", textfile.MostTextLine>>20))
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var samples, classes int
	if _, err := fmt.Sscan(strings.Join(lines[0], " "), &samples, &classes); err != nil {
		return nil, refuse(1, "the first line must hold the numbers of samples and classes and a 1")
	}
	classNames := strings.Fields(strings.TrimPrefix(strings.Join(lines[1], " "), "#"))
	if len(classNames) != classes {
		return nil, refuse(2, fmt.Sprintf("line 1 says %d classes, and %d are named", classes, len(classNames)))
	}
	if len(lines[2]) != samples {
		return nil, refuse(3, fmt.Sprintf("line 1 says %s, and there are %d labels", words.Plural(samples, "sample"),
			len(lines[2])))
	}
	classOf, ok := classesOf(lines[2], classNames)
	if !ok {
		return nil, refuse(3, fmt.Sprintf("there are more than %d different labels", len(classNames)))
	}
	a := &Table{Name: name, place: "column", classes: true}
	column, cleaned := Column{Name: "class"}, names.Cleaning{}
	for _, label := range lines[2] {
		column.Values = append(column.Values, strings.TrimSpace(cleaned.Text(classOf[label], 0, 0)))
	}
	a.Columns = []Column{column}
	a.tellCleaned(cleaned)
	return a, nil
}

// classesOf says which class each label stands for; ok is false where there are more
// labels than classes.
func classesOf(labels, classNames []string) (classOf map[string]string, ok bool) {
	classOf = map[string]string{}
	if !slices.ContainsFunc(labels, func(l string) bool { return !slices.Contains(classNames, l) }) {
		for _, n := range classNames {
			classOf[n] = n
		}
		return classOf, true
	}
	for _, label := range labels { // not all are names: they are counted off
		if _, ok := classOf[label]; !ok {
			if len(classOf) == len(classNames) {
				return nil, false
			}
			classOf[label] = classNames[len(classOf)]
		}
	}
	return classOf, true
}

// placed is a CLS file as a table, with the names of the samples whose columns its
// values belong to.
func (a *Table) placed(to Samples) (*Table, error) {
	refuse := func(text string) (*Table, error) {
		return nil, &finding.Refusal{Name: a.Name, Findings: finding.Findings{{Code: finding.Annotations,
			Severity: finding.Fatal, Text: text,
			Remedy: "give a table whose first column is the sample"}}}
	}
	values := a.Columns[0].Values
	if !strings.HasPrefix(to.Format, "GCT") {
		return refuse("a CLS file names no samples, so it is taken only beside a GCT file, not beside " + to.Format)
	}
	if len(values) != len(to.InFile) {
		return refuse(fmt.Sprintf("a CLS file names no samples, so it must have as many as the GCT file: it has %d, the "+
			"matrix %d", len(values), len(to.InFile)))
	}
	out := *a
	out.Columns = append([]Column{{Values: to.InFile}}, a.Columns...)
	out.lines = make([]int, len(values)) // one for all
	out.Findings = append(slices.Clip(a.Findings), finding.Finding{Code: finding.AnnotationsByColumn,
		Severity: finding.Warning,
		Count:    len(values),
		Text:     fmt.Sprintf("%s is a CLS file, which names no samples", a.Name),
		Done:     "its classes were given to the samples in the order of their columns",
		Remedy:   "a table with sample names cannot slip"})
	return &out, nil
}
