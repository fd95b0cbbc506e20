package table

import (
	"fmt"
	"io"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// parser fills a table from a source.
type parser struct {
	source  *textfile.File
	table   *Table
	options Options
	sep     textfile.Separator
	comma   bool // the decimal sign
	fields  []string
	until   string                        // a line that ends the table, in lower case; "" : the file's end does
	ended   bool                          // it was met
	rows    func() ([]string, int, error) // rows of a workbook instead of lines; nil fields at the end

	values     []float64 // of the row being read, lent to keep
	aboutCells int       // values about samples that stand among the genes
	picked     []string  // its cells, where other columns stand between them
	bad        map[int]*badColumn
	badCells   int
	commas     int  // of the bad cells, those that a decimal comma explains
	explained  int  // of the bad cells, those that look like numbers in some way
	points     bool // the first values hold decimal points
	infinite   finding.Findings
	minus      finding.Finding // the first typographic minus sign, and how many
	ragged     int
	leftovers  map[string]int // rows that are no genes, by kind
	flip       *flipped       // rows read of a file with genes in columns
	axes       bool           // the format says which axis is which
}

func newParser(s *textfile.File, o Options) *parser {
	p := &parser{source: s, table: &Table{Name: s.Name}, options: o, bad: map[int]*badColumn{},
		leftovers: map[string]int{}}
	p.table.Missing.Spellings = map[string]bool{}
	p.comma = o.Decimal == "comma"
	if o.Orientation == "genes-in-columns" {
		p.flip = &flipped{}
	}
	return p
}

// next returns the fields of the next line or row that is not empty; nil at the
// end. The fields are valid until the next call. A line whose quotes do not
// match is noted and passed over.
func (p *parser) next() ([]string, error) {
	for {
		if p.rows != nil {
			fields, line, err := p.rows()
			if err != nil || fields == nil {
				return nil, err
			}
			p.source.Line = line
			return fields, nil
		}
		line, err := p.source.Next()
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if textfile.IsEmpty(line) {
			continue
		}
		if p.until != "" && strings.HasPrefix(strings.ToLower(strings.Trim(line, "\"\t ")), p.until) {
			p.ended = true
			return nil, nil
		}
		if p.fields, err = p.sep.Split(p.fields[:0], line); err != nil {
			if err := p.spoilt(finding.Finding{Code: finding.Quotes, Severity: finding.Fatal, Line: p.source.Line,
				Text:   err.Error(),
				Remedy: `a field that begins with " must end with " on the same line`}); err != nil {
				return nil, err
			}
			continue
		}
		return p.fields, nil
	}
}

// spoilt notes a line that cannot be used. After many of them the reading ends.
func (p *parser) spoilt(f finding.Finding) error {
	if p.ragged++; p.ragged > finding.MostKept {
		return p.source.Refuse(finding.Finding{Code: f.Code, Severity: finding.Fatal, Line: f.Line,
			Text: "there are more such lines; the reading ended here"})
	}
	p.add(f)
	return nil
}

// wrongWidth notes a row of another width than the other rows; before says that
// one of those came earlier.
func (p *parser) wrongWidth(got, want int, before bool) error {
	others := "after"
	if before {
		others = "before"
	}
	return p.spoilt(finding.Finding{Code: finding.Ragged, Severity: finding.Fatal, Line: p.source.Line,
		Text:   fmt.Sprintf("the line has %s, the lines %s it %d", words.Plural(got, "field"), others, want),
		Remedy: "is the file cut off, or is a separator missing?"})
}

// sample takes a name from the header on a line; field counts from 1.
func (p *parser) sample(name string, line, field int) {
	name = p.table.Repaired.Cleaned.Text(name, line, field)
	bare := strings.TrimSpace(name)
	switch repaired := &p.table.Repaired; {
	case bare == name:
	case p.flip == nil:
		repaired.TrimmedSamples++
	default: // the header names genes
		repaired.Trimmed++
	}
	p.table.Samples = append(p.table.Samples, bare)
	p.table.Columns = append(p.table.Columns, field)
}
