package expr

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Annotations are columns of text about samples.
type Annotations struct {
	Samples  []string
	Columns  []Annotation
	Findings Findings

	classes bool // of a CLS file, which names no samples: a value for each column of the matrix
}

// Annotation is one column; "" is unknown.
type Annotation struct {
	Name   string
	Values []string // a value for each of the Samples
}

// ReadAnnotations reads a table of text: a header, then a line a sample, whose
// name is the first column. Spellings of a missing value become "". A CLS file
// is read too.
func ReadAnnotations(name string, r io.Reader, o ReadOptions) (*Annotations, error) {
	text := bufio.NewReaderSize(r, 4096)
	if head, _ := text.Peek(512); classFile.Match(head) {
		return readClasses(name, text)
	}
	r = text
	s, err := open(name, r, o)
	if err != nil {
		return nil, err
	}
	defer s.close()
	p := newParser(s, o)
	if s.book != nil {
		_, err = p.openBook()
	} else {
		err = p.openAnnotations()
	}
	if err != nil {
		return nil, err
	}
	header, err := p.next()
	if err != nil {
		return nil, err
	}
	if header == nil {
		return nil, s.refuse(Finding{Code: "no-data", Severity: Fatal, Text: "there are no data lines after the header"})
	}
	a := &Annotations{}
	width := len(header)
	for _, h := range trimmed(header[1:]) {
		a.Columns = append(a.Columns, Annotation{Name: h})
	}
	lines, rows := map[string]int{}, map[string]int{}
	for {
		fields, err := p.next()
		if err != nil {
			return nil, err
		}
		if fields == nil {
			if p.table.Findings.Count(Fatal) > 0 {
				return nil, &Refusal{Name: name, Findings: p.table.Findings}
			}
			return a, nil
		}
		if len(fields) != width {
			return nil, p.raggedAnnotation(len(fields), width)
		}
		sample := strings.TrimSpace(fields[0])
		if sample == "" {
			return nil, s.refuse(Finding{Code: "sample-name", Severity: Fatal, Line: s.line, Column: 1, Text: "the line names no sample"})
		}
		if at, ok := lines[sample]; ok && a.same(rows[sample], trimmed(fields[1:])) {
			a.Findings = append(a.Findings, Finding{Code: "annotations-repeated", Severity: Note, Line: s.line, Column: 1, Sample: sample, Count: 1,
				Text: fmt.Sprintf("%s: sample %s stands on line %d too, with the same values", name, quote(sample), at), Done: "read once"})
			continue
		}
		if at, ok := lines[sample]; ok {
			return nil, s.refuse(Finding{Code: "sample-name", Severity: Fatal, Line: s.line, Sample: sample,
				Text: fmt.Sprintf("sample %s stands on line %d too", quote(sample), at), Remedy: "leave one line for each sample"})
		}
		lines[sample], rows[sample] = s.line, len(a.Samples)
		a.Samples = append(a.Samples, sample)
		for c, v := range trimmed(fields[1:]) {
			if isMissing(v) {
				v = ""
			}
			a.Columns[c].Values = append(a.Columns[c].Values, v)
		}
	}
}

// openAnnotations finds the separator and passes over comments.
func (p *parser) openAnnotations() error {
	s := p.source
	head, _, err := s.head(headLines)
	if err != nil {
		return err
	}
	if len(head) < 2 {
		return s.refuse(Finding{Code: "no-data", Severity: Fatal, Text: "there are no data lines after the header"})
	}
	if p.options.Sep == "" || p.options.Sep == "auto" {
		sep, ok := sniffText(head)
		if !ok {
			return s.refuse(Finding{Code: "separator", Severity: Fatal, Line: 1, Text: "neither tabs, commas nor semicolons cut the first lines into a table",
				Remedy: "every line must have as many fields as the header, and the first must be the sample's name"})
		}
		p.sep = sep
	} else if err := p.chooseSeparator(head); err != nil {
		return err
	}
	for {
		line, err := s.next()
		if err != nil {
			return err
		}
		if line == head[0] {
			s.unread([]string{line})
			return nil
		}
	}
}

// sniffText finds the separator of a table of text: the first of tab, comma and
// semicolon that cuts header and rows into the same number of fields, at least
// two.
func sniffText(lines []string) (separator, bool) {
	for _, sep := range []separator{tab, comma, semicolon} {
		width, ok := 0, true
		for i, line := range lines {
			fields, err := sep.split(nil, line)
			if i == 0 {
				width = len(fields)
			}
			ok = ok && err == nil && len(fields) == width
		}
		if ok && width >= 2 {
			return sep, true
		}
	}
	return 0, false
}

// same says whether the values of row i are these.
func (a *Annotations) same(i int, values []string) bool {
	for c, v := range values {
		if isMissing(v) {
			v = ""
		}
		if a.Columns[c].Values[i] != v {
			return false
		}
	}
	return true
}
