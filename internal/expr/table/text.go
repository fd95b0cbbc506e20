package table

import (
	"io"
	"regexp"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// Text is a table of text, such as one about samples, read row by row: of text cut by
// tabs, commas or semicolons, or of the first sheet of a workbook.
type Text struct {
	Shifted bool // the header has no field above the first column

	p      *parser
	extent textfile.Extent
}

// OpenText opens a table of text. It must be closed.
func OpenText(name string, r io.Reader, encoding string) (*Text, error) {
	s, err := textfile.Open(name, r, encoding, false)
	if err != nil {
		return nil, err
	}
	s.LimitLines()
	t := &Text{p: newParser(s, Options{})}
	switch {
	case s.Kind == "xlsx" || s.Kind == "ods":
		_, _, err = t.p.openBook()
	case s.Book != nil:
		err = s.Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal,
			Text: "this is " + textfile.Containers[s.Kind] + ", not a table of text", Remedy: "give it as tab-separated text"})
	default:
		t.Shifted, err = t.p.openText()
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return t, nil
}

// Next returns the fields of the header, and then of each row that is not empty; nil at
// the end. The fields are valid until the next call.
func (t *Text) Next() ([]string, error) {
	fields, err := t.p.next()
	if err != nil || fields == nil {
		return nil, err
	}
	return fields, t.p.source.Within(&t.extent, fields)
}

// Line is where the fields last returned stand in the file.
func (t *Text) Line() int { return t.p.source.Line }

// Findings are what was noticed so far.
func (t *Text) Findings() finding.Findings { return t.p.table.Findings }

// Refuse ends the reading with one fatal finding.
func (t *Text) Refuse(f finding.Finding) error { return t.p.source.Refuse(f) }

// Close lets go of the file.
func (t *Text) Close() { t.p.source.Close() }

// openText finds the separator and passes over comments; shifted says
// that the header has no field above the samples.
func (p *parser) openText() (shifted bool, err error) {
	s := p.source
	head, comment, err := s.Head(headLines)
	if err != nil {
		return false, err
	}
	if len(head) < 2 {
		return false, s.Refuse(finding.Finding{Code: finding.NoData, Severity: finding.Fatal,
			Text: "there are no data lines after the header"})
	}
	sep, header, ok := sniffText(head)
	if !ok {
		return false, s.Refuse(finding.Finding{Code: finding.Separator, Severity: finding.Fatal, Line: 1,
			Text:   "neither tabs, commas nor semicolons cut the first lines into a table",
			Remedy: "every line must have as many fields as the header, and the first must be the sample's name"})
	}
	p.sep, shifted = sep, header
	commented := namesColumns(sep, comment, head[0])
	for {
		line, err := s.Next()
		if err != nil {
			return false, err
		}
		if commented && line == comment {
			p.add(finding.Finding{Code: finding.HeaderComment, Severity: finding.Note, Line: s.Line,
				Text: "the line that begins with # names the samples' column", Done: "taken for the header"})
			s.Unread([]string{strings.TrimLeft(line, "# ")})
			return false, nil
		}
		if line == head[0] {
			s.Unread([]string{line})
			return shifted, nil
		}
	}
}

// sniffText finds the separator of a table of text: the first of tab, comma and
// semicolon that cuts header and rows into the same number of fields, at least
// two, but for empty ones at the ends of rows; or the header into one fewer, as
// R's write.table leaves it, which is shifted.
func sniffText(lines []string) (sep textfile.Separator, shifted, ok bool) {
	for _, sep := range []textfile.Separator{textfile.Tab, textfile.Comma, textfile.Semicolon} {
		header, err := sep.Split(nil, lines[0])
		if err != nil {
			continue
		}
		width := len(header)
		even, longer, filled := true, true, false
		for _, line := range lines[1:] {
			fields, bad := sep.Split(nil, line)
			if bad != nil {
				err = bad
				break
			}
			even = even && len(textfile.WithoutEmptyEnd(fields, width)) == width
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

// namesColumns says whether the last comment before the first row is the header of a table, as
// QIIME writes it (#SampleID), and the row none: cBioPortal's comments stand above a header.
func namesColumns(sep textfile.Separator, comment, row string) bool {
	fields, err := sep.Split(nil, strings.TrimLeft(comment, "# "))
	first, bad := sep.Split(nil, row)
	return err == nil && bad == nil && len(fields) > 1 && len(fields) == len(first) &&
		commentedColumn.MatchString(fields[0]) && !sampleColumn.MatchString(first[0])
}

var commentedColumn = regexp.MustCompile(`(?i)^(sample|patient|case|subject|donor)s?[ _.-]?(id|name|barcode)?$`)

// sampleColumn is what the column of sample names is called: a header that begins
// with it names all columns.
var sampleColumn = regexp.MustCompile(`(?i)^ *(samples?|patients?|cases?|subjects?|donors?|individuals?|specimens?|` +
	`barcodes?|geo_accession|bcr.*|ids?|names?|.*[ _.]id)? *$`)
