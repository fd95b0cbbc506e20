package annotation

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/table"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// Annotations are columns of text about samples.
type Table struct {
	Samples  []string
	Columns  []Column
	Findings finding.Findings

	classes bool // of a CLS file, which names no samples: a value for each column of the matrix
}

// Column is one annotation; "" is unknown.
type Column struct {
	Name   string
	Values []string // a value for each of the Samples
}

// ReadAnnotations reads a table of text: a header, then a line a sample, whose
// name is the first column. Spellings of a missing value become "". A CLS file
// is read too.
func Read(name string, r io.Reader, encoding string) (*Table, error) {
	text := bufio.NewReaderSize(r, 4096)
	if head, _ := text.Peek(512); textfile.IsCLS(head) {
		return readClasses(name, text)
	}
	t, err := table.OpenText(name, text, encoding)
	if err != nil {
		return nil, err
	}
	defer t.Close()
	reading := reading{name: name, text: t, annotations: &Table{}, lines: map[string]int{}, rows: map[string]int{}}
	if err := reading.header(); err != nil {
		return nil, err
	}
	for {
		fields, err := t.Next()
		if err != nil {
			return nil, err
		}
		if fields == nil {
			return reading.end()
		}
		if err := reading.line(fields); err != nil {
			return nil, err
		}
	}
}

// reading is an annotation file that is being read.
type reading struct {
	name        string
	text        *table.Text
	annotations *Table
	width       int            // of the header
	lines, rows map[string]int // of samples: where they stand in the file and among the samples
	cleaned     names.Cleaning
	longer      int // lines that end in empty fields
	blanks      int // names with blanks around them
}

// header reads the names of the columns.
func (r *reading) header() error {
	header, err := r.text.Next()
	if err != nil {
		return err
	}
	line, a := r.text.Line(), r.annotations
	if header == nil {
		return r.text.Refuse(finding.Finding{Code: finding.NoData, Severity: finding.Fatal,
			Text: "there are no data lines after the header"})
	}
	if r.text.Shifted {
		header = append([]string{""}, header...)
		a.Findings = append(a.Findings, finding.Finding{Code: finding.HeaderWithoutCorner, Severity: finding.Note, Line: line,
			Text: r.name + ": the header has one field fewer than the lines, as R's write.table leaves it: " +
				"its first field names the second column"})
	}
	r.cleaned.Texts(header, line, 1)
	r.width = len(header)
	for _, h := range textfile.Trim(header[1:]) {
		a.Columns = append(a.Columns, Column{Name: h})
	}
	return nil
}

// line reads what is known of a sample.
func (r *reading) line(fields []string) error {
	a, line := r.annotations, r.text.Line()
	if len(fields) > r.width {
		r.longer++
	}
	if fields = textfile.WithoutEmptyEnd(fields, r.width); len(fields) != r.width {
		return r.text.Refuse(finding.Finding{Code: finding.Ragged, Severity: finding.Fatal, Line: line,
			Text:   fmt.Sprintf("the line has %s, the lines before it %d", words.Plural(len(fields), "field"), r.width),
			Remedy: "is the file cut off, or is a separator missing?"})
	}
	r.cleaned.Texts(fields, line, 1)
	sample := strings.TrimSpace(fields[0])
	if sample != fields[0] {
		r.blanks++
	}
	if sample == "" {
		return r.text.Refuse(finding.Finding{Code: finding.SampleName, Severity: finding.Fatal, Line: line, Column: 1,
			Text: "the line names no sample", Remedy: "name it, or remove the line"})
	}
	if at, ok := r.lines[sample]; ok {
		if !a.same(r.rows[sample], textfile.Trim(fields[1:])) {
			return r.text.Refuse(finding.Finding{Code: finding.SampleName, Severity: finding.Fatal, Line: line, Sample: sample,
				Text:   fmt.Sprintf("sample %s stands on line %d too", finding.Quote(sample), at),
				Remedy: "leave one line for each sample"})
		}
		a.Findings = append(a.Findings, finding.Finding{Code: finding.AnnotationsRepeated, Severity: finding.Note, Line: line,
			Column: 1,
			Sample: sample, Count: 1, Done: "read once",
			Text: fmt.Sprintf("%s: sample %s stands on line %d too, with the same values", r.name, finding.Quote(sample), at)})
		return nil
	}
	r.lines[sample], r.rows[sample] = line, len(a.Samples)
	a.Samples = append(a.Samples, sample)
	for c, v := range textfile.Trim(fields[1:]) {
		if textfile.IsMissing(v) {
			v = ""
		}
		a.Columns[c].Values = append(a.Columns[c].Values, v)
	}
	return nil
}

// end tells what reading the table did to it: which sheet it took, and of how many
// lines it left out empty fields at the end and blanks around the name.
func (r *reading) end() (*Table, error) {
	a, found := r.annotations, r.text.Findings()
	if found.Count(finding.Fatal) > 0 {
		return nil, &finding.Refusal{Name: r.name, Findings: found}
	}
	a.tellCleaned(r.name, r.cleaned)
	a.Findings = append(a.Findings, names.TellTrimmed(r.name+": ", r.blanks, "sample name")...)
	if r.longer > 0 {
		a.Findings = append(a.Findings, finding.Finding{Code: finding.EmptyLastColumn, Severity: finding.Note,
			Count: r.longer, Done: "left out",
			Text: r.name + ": " + words.Plural(r.longer, "line") + " with more empty fields at the end than the header"})
	}
	for _, f := range found {
		f.Text = r.name + ": " + f.Text
		a.Findings = append(a.Findings, f)
	}
	return a, nil
}

// tellCleaned adds the finding about texts that were cleaned. name is the file's.
func (a *Table) tellCleaned(name string, c names.Cleaning) {
	if f, ok := c.Finding(finding.AnnotationsCleaned, "text"); ok {
		f.Text = name + ": " + f.Text
		a.Findings = append(a.Findings, f)
	}
}

// same says whether the values of row i are these.
func (a *Table) same(i int, values []string) bool {
	for c, v := range values {
		if textfile.IsMissing(v) {
			v = ""
		}
		if a.Columns[c].Values[i] != v {
			return false
		}
	}
	return true
}
