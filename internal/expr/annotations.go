package expr

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
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
	s.longest = mostTextLine
	p := newParser(s, o)
	shifted := false
	if s.book != nil {
		_, err = p.openBook()
	} else {
		shifted, err = p.openAnnotations()
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
	var size extent
	if err := s.within(&size, header); err != nil {
		return nil, err
	}
	a := &Annotations{}
	if shifted {
		header = append([]string{""}, header...)
		a.Findings = append(a.Findings, Finding{Code: "header-without-corner", Severity: Note, Line: s.line,
			Text: name + ": the header has one field fewer than the lines, as R's write.table leaves it: its first field names the second column"})
	}
	var cleaned cleaning
	cleaned.texts(header, s.line, 1)
	width := len(header)
	for _, h := range trimmed(header[1:]) {
		a.Columns = append(a.Columns, Annotation{Name: h})
	}
	lines, rows := map[string]int{}, map[string]int{}
	longer, blanks := 0, 0 // lines that end in empty fields, names with blanks around them
	for {
		fields, err := p.next()
		if err != nil {
			return nil, err
		}
		if fields == nil {
			if p.table.Findings.Count(Fatal) > 0 {
				return nil, &Refusal{Name: name, Findings: p.table.Findings}
			}
			a.tellCleaned(name, cleaned)
			a.notes(name, p, longer, blanks)
			return a, nil
		}
		if err := s.within(&size, fields); err != nil {
			return nil, err
		}
		if len(fields) > width {
			longer++
		}
		if fields = withoutEmptyEnd(fields, width); len(fields) != width {
			return nil, p.raggedAnnotation(len(fields), width)
		}
		cleaned.texts(fields, s.line, 1)
		sample := strings.TrimSpace(fields[0])
		if sample != fields[0] {
			blanks++
		}
		if sample == "" {
			return nil, s.refuse(Finding{Code: "sample-name", Severity: Fatal, Line: s.line, Column: 1, Text: "the line names no sample", Remedy: "name it, or remove the line"})
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

// notes tells what reading the table did to it: which sheet it took, and of how many
// lines it left out empty fields at the end and blanks around the name.
func (a *Annotations) notes(name string, p *parser, longer, blanks int) {
	a.Findings = append(a.Findings, trimmedNames(name+": ", blanks, "sample name")...)
	if longer > 0 {
		a.Findings = append(a.Findings, Finding{Code: "empty-last-column", Severity: Note, Count: longer,
			Text: name + ": " + count(longer, "line") + " with more empty fields at the end than the header", Done: "left out"})
	}
	for _, f := range p.table.Findings {
		f.Text = name + ": " + f.Text
		a.Findings = append(a.Findings, f)
	}
}

// openAnnotations finds the separator and passes over comments; shifted says
// that the header has no field above the samples.
func (p *parser) openAnnotations() (shifted bool, err error) {
	s := p.source
	head, _, err := s.head(headLines)
	if err != nil {
		return false, err
	}
	if len(head) < 2 {
		return false, s.refuse(Finding{Code: "no-data", Severity: Fatal, Text: "there are no data lines after the header"})
	}
	if p.options.Sep == "" || p.options.Sep == "auto" {
		sep, header, ok := sniffText(head)
		if !ok {
			return false, s.refuse(Finding{Code: "separator", Severity: Fatal, Line: 1, Text: "neither tabs, commas nor semicolons cut the first lines into a table",
				Remedy: "every line must have as many fields as the header, and the first must be the sample's name"})
		}
		p.sep, shifted = sep, header
	} else if err := p.chooseSeparator(head); err != nil {
		return false, err
	}
	for {
		line, err := s.next()
		if err != nil {
			return false, err
		}
		if line == head[0] {
			s.unread([]string{line})
			return shifted, nil
		}
	}
}

// sniffText finds the separator of a table of text: the first of tab, comma and
// semicolon that cuts header and rows into the same number of fields, at least
// two, but for empty ones at the ends of rows; or the header into one fewer, as
// R's write.table leaves it, which is shifted.
func sniffText(lines []string) (sep separator, shifted, ok bool) {
	for _, sep := range []separator{tab, comma, semicolon} {
		header, err := sep.split(nil, lines[0])
		if err != nil {
			continue
		}
		width := len(header)
		even, longer, filled := true, true, false
		for _, line := range lines[1:] {
			fields, bad := sep.split(nil, line)
			if bad != nil {
				err = bad
				break
			}
			even = even && len(withoutEmptyEnd(fields, width)) == width
			longer = longer && len(fields) == width+1
			filled = filled || strings.TrimSpace(fields[len(fields)-1]) != ""
		}
		shifted := longer && filled && !sampleColumn.MatchString(header[0])
		if err == nil && (even && width >= 2 || shifted) {
			return sep, shifted, true
		}
	}
	return 0, false, false
}

// sampleColumn is what the column of sample names is called: a header that begins
// with it names all columns.
var sampleColumn = regexp.MustCompile(`(?i)^ *(samples?|patients?|cases?|subjects?|donors?|individuals?|specimens?|barcodes?|geo_accession|bcr.*|ids?|names?|.*[ _.]id)? *$`)

// withoutEmptyEnd cuts empty fields beyond the width off.
func withoutEmptyEnd(fields []string, width int) []string {
	n := len(fields)
	for n > width && strings.TrimSpace(fields[n-1]) == "" {
		n--
	}
	return fields[:n]
}

// tellCleaned adds the finding about texts that were cleaned. name is the file's.
func (a *Annotations) tellCleaned(name string, c cleaning) {
	if f, ok := c.finding("annotations-cleaned", "text"); ok {
		f.Text = name + ": " + f.Text
		a.Findings = append(a.Findings, f)
	}
}

// clean cleans headings and values that were read without.
func (a *Annotations) clean() (c cleaning) {
	for i := range a.Columns {
		column := &a.Columns[i]
		column.Name = strings.TrimSpace(c.text(column.Name, 0, 0))
		for j, v := range column.Values {
			column.Values[j] = strings.TrimSpace(c.text(v, 0, 0))
		}
	}
	return c
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
