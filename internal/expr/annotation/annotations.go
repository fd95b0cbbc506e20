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

// Table is a table about samples as its file has it.
type Table struct {
	Name     string // of the file
	SHA256   string // of the file, where whoever read it reckoned it
	Columns  []Column
	Findings finding.Findings

	lines   []int  // of the rows in the file
	header  int    // the line of the header
	trimmed []int  // of each column, the values that had blanks around them
	place   string // what the rows are in the file: a "line", or a "column" where it was turned
	classes bool   // of a CLS file, which names no samples: a value for each column of the matrix
}

// Column is one annotation; "" is unknown.
type Column struct {
	Name   string
	Values []string // one for each row of a Table, or, joined, for each sample
}

// Read reads a table of text: a header, then rows about samples, whose names are in some
// column. What is a missing value is left to Join: it is none in the column of the names.
// A CLS file is read too.
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
	reading := reading{text: t, annotations: &Table{Name: name, place: "line"}}
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
	text        *table.Text
	annotations *Table
	cleaned     names.Cleaning
	longer      int // lines that end in empty fields
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
			Text: a.Name + ": the header has one field fewer than the lines, as R's write.table leaves it: " +
				"its first field names the second column"})
	}
	r.cleaned.Texts(header, line, 1)
	a.header, a.trimmed = line, make([]int, len(header))
	for _, h := range textfile.Trim(header) {
		a.Columns = append(a.Columns, Column{Name: h})
	}
	return nil
}

// line reads a row.
func (r *reading) line(fields []string) error {
	a, line, width := r.annotations, r.text.Line(), len(r.annotations.Columns)
	if len(fields) > width {
		r.longer++
	}
	if fields = textfile.WithoutEmptyEnd(fields, width); len(fields) != width {
		return r.text.Refuse(finding.Finding{Code: finding.Ragged, Severity: finding.Fatal, Line: line,
			Text:   fmt.Sprintf("the line has %s, the lines before it %d", words.Plural(len(fields), "field"), width),
			Remedy: "is the file cut off, or is a separator missing?"})
	}
	r.cleaned.Texts(fields, line, 1)
	a.lines = append(a.lines, line)
	for c, field := range fields {
		v := strings.TrimSpace(field)
		if v != field {
			a.trimmed[c]++
		}
		a.Columns[c].Values = append(a.Columns[c].Values, v)
	}
	return nil
}

// end leaves out what is no row, and tells what reading the table did to it: which sheet it
// took, and of how many lines it left out empty fields at the end.
func (r *reading) end() (*Table, error) {
	a, found := r.annotations, r.text.Findings()
	if found.Count(finding.Fatal) > 0 {
		return nil, &finding.Refusal{Name: a.Name, Findings: found}
	}
	a.tellCleaned(r.cleaned)
	if r.longer > 0 {
		a.Findings = append(a.Findings, finding.Finding{Code: finding.EmptyLastColumn, Severity: finding.Note,
			Count: r.longer, Done: "left out",
			Text: a.Name + ": " + words.Plural(r.longer, "line") + " with more empty fields at the end than the header"})
	}
	for _, f := range found {
		f.Text = a.Name + ": " + f.Text
		a.Findings = append(a.Findings, f)
	}
	a.leaveOutHeaders()
	if len(a.lines) == 0 {
		return nil, r.text.Refuse(finding.Finding{Code: finding.NoData, Severity: finding.Fatal,
			Text: "there are no data lines after the header"})
	}
	return a, nil
}

// tellCleaned adds the finding about texts that were cleaned.
func (a *Table) tellCleaned(c names.Cleaning) {
	if f, ok := c.Finding(finding.AnnotationsCleaned, "text"); ok {
		f.Text = a.Name + ": " + f.Text
		a.Findings = append(a.Findings, f)
	}
}
