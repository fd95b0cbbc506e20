package expr

import (
	"fmt"
	"io"
	"strings"
)

// Annotations are columns of text about samples.
type Annotations struct {
	Samples []string
	Columns []Annotation
}

// Annotation is one column; "" is unknown.
type Annotation struct {
	Name   string
	Values []string // a value for each of the Samples
}

// ReadAnnotations reads a table of text: a header, then a line a sample, whose
// name is the first column. Spellings of a missing value become "".
func ReadAnnotations(name string, r io.Reader, o ReadOptions) (*Annotations, error) {
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
	lines := map[string]int{}
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
		if at, ok := lines[sample]; ok {
			return nil, s.refuse(Finding{Code: "sample-name", Severity: Fatal, Line: s.line, Sample: sample,
				Text: fmt.Sprintf("sample %s stands on line %d too", quote(sample), at), Remedy: "leave one line for each sample"})
		}
		lines[sample] = s.line
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

// Join brings annotations to the samples of a matrix, by name alone: a column
// for each annotation, "" where a sample has none. The findings say how many
// samples matched on either side; it refuses annotations that match none.
func (a *Annotations) Join(name string, samples []string) ([]Annotation, Findings, error) {
	at := map[string]int{}
	for i, s := range a.Samples {
		at[s] = i
	}
	out := make([]Annotation, len(a.Columns))
	for c := range out {
		out[c] = Annotation{Name: a.Columns[c].Name, Values: make([]string, len(samples))}
	}
	var without []string
	matched := 0
	for j, s := range samples {
		i, ok := at[s]
		if !ok {
			without = append(without, s)
			continue
		}
		matched++
		for c := range out {
			out[c].Values[j] = a.Columns[c].Values[i]
		}
	}
	if matched == 0 {
		return nil, nil, &Refusal{Name: name, Findings: Findings{{Code: "annotations", Severity: Fatal,
			Text:   fmt.Sprintf("none of its samples (%s) is in the matrix (%s)", list(a.Samples), list(samples)),
			Remedy: "the first column must spell the sample names as the matrix does"}}}
	}
	found := Findings{{Code: "annotations", Severity: Note, Count: matched,
		Text: fmt.Sprintf("%s: %d of the %s in the matrix have annotations; %d of its %s are not in the matrix",
			name, matched, count(len(samples), "sample"), len(a.Samples)-matched, count(len(a.Samples), "line"))}}
	if len(without) > 0 {
		found = append(found, Finding{Code: "annotations-missing", Severity: Warning, Count: len(without),
			Text: fmt.Sprintf("%s: no annotations for %s: %s", name, count(len(without), "sample"), list(without))})
	}
	return out, found, nil
}
