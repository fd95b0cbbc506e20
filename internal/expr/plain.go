package expr

import (
	"fmt"
	"io"
	"strings"
)

// parser fills a table from a source.
type parser struct {
	source  *source
	table   *Table
	options ReadOptions
	sep     separator
	comma   bool // the decimal sign
	fields  []string

	bad      map[int]*badColumn // cells that are no numbers, by field
	infinite Findings
}

// badColumn collects what is wrong in one column.
type badColumn struct {
	count int
	first []Finding
}

// add notes a finding.
func (p *parser) add(f Finding) { p.table.Findings = append(p.table.Findings, f) }

// next returns the fields of the next line that is not empty; nil at the end.
func (p *parser) next() ([]string, error) {
	for {
		line, err := p.source.next()
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		if p.fields, err = p.sep.split(p.fields[:0], line); err != nil {
			return nil, p.source.refuse(Finding{Code: "quotes", Severity: Fatal, Line: p.source.line, Text: err.Error(),
				Remedy: `a field that begins with " must end with "`})
		}
		return p.fields, nil
	}
}

// readPlain reads a table with a header line and a line a gene.
func (p *parser) readPlain(head []string) error {
	s := p.source
	for len(head) > 0 { // comments before the header
		line, err := s.next()
		if err != nil {
			return err
		}
		if strings.TrimSpace(line) != "" && !isComment(line, true) {
			s.unread([]string{line})
			break
		}
	}
	if len(head) < 2 {
		return s.refuse(Finding{Code: "no-data", Severity: Fatal, Text: "there are no data lines after the header",
			Remedy: "a table needs a header with the sample names and a line for each gene"})
	}
	if err := p.chooseSeparator(head); err != nil {
		return err
	}
	header, err := p.next()
	if err != nil {
		return err
	}
	header = append([]string(nil), header...)
	headerLine := s.line

	first, err := p.next()
	if err != nil {
		return err
	}
	width := len(first)
	names, start, emptyLast, err := p.layout(header, headerLine, width)
	if err != nil {
		return err
	}
	for j, name := range names {
		p.table.Samples = append(p.table.Samples, strings.TrimSpace(name))
		p.table.Columns = append(p.table.Columns, start+j+1)
	}
	for fields := first; fields != nil; {
		if len(fields) != width {
			return p.ragged(len(fields), width)
		}
		if emptyLast && fields[width-1] != "" {
			return s.refuse(Finding{Code: "header", Severity: Fatal, Line: s.line, Column: width,
				Text:   "the last column holds " + quote(fields[width-1]) + " but has no name in the header",
				Remedy: "name the column or remove it"})
		}
		p.gene(fields[0], fields[start:start+len(names)])
		if fields, err = p.next(); err != nil {
			return err
		}
	}
	return nil
}

// chooseSeparator settles the separator and the decimal sign.
func (p *parser) chooseSeparator(head []string) error {
	switch p.options.Sep {
	case "", "auto":
		sep, ok := sniff(head)
		if !ok {
			return p.source.refuse(Finding{Code: "separator", Severity: Fatal, Line: 1,
				Text:   "the separator cannot be found: none or more than one of tab, comma, semicolon and blank cuts the first lines into two or more columns",
				Remedy: "say --sep tab, comma, semicolon or blank"})
		}
		p.sep = sep
	default:
		for _, n := range separatorNames {
			if n.name == p.options.Sep {
				p.sep = n.sep
			}
		}
		if p.sep == 0 {
			return fmt.Errorf("unknown separator %q", p.options.Sep)
		}
	}
	p.table.Format = p.sep.String() + "-separated text"
	switch p.options.Decimal {
	case "comma":
		p.comma = true
	case "", "auto":
		if p.sep == semicolon && decimalCommas(head) {
			p.comma = true
			p.add(Finding{Code: "decimal-comma", Severity: Note, Text: "commas between digits are read as decimal signs, as semicolons separate the fields",
				Remedy: "--decimal point reads points only"})
		}
	}
	if p.comma && p.sep == comma {
		return fmt.Errorf("a comma cannot both separate fields and be the decimal sign")
	}
	return nil
}

// decimalCommas says whether semicolon-separated rows have commas and no points
// in their numbers.
func decimalCommas(head []string) bool {
	commas := false
	for _, line := range head[1:] {
		fields, err := semicolon.split(nil, line)
		if err != nil {
			return false
		}
		for _, f := range fields[1:] {
			if isNumber(f) && strings.ContainsRune(f, '.') {
				return false
			}
			commas = commas || strings.ContainsRune(f, ',')
		}
	}
	return commas
}

// layout compares the header with the width of the rows and returns the sample
// names and the position of the first of them. emptyLast says that the rows end
// in a column without a name, which must then be empty.
func (p *parser) layout(header []string, line, width int) (names []string, start int, emptyLast bool, err error) {
	h := len(header)
	for h > width && header[h-1] == "" {
		h-- // tabs at the end of the header alone
	}
	switch {
	case h == width-1 && header[h-1] != "":
		p.add(Finding{Code: "header-without-corner", Severity: Note, Line: line,
			Text: "the header has one field fewer than the rows, as R's write.table leaves it: its first field names the first sample"})
		return header[:h], 1, false, nil
	case h == width && h > 2 && header[h-1] == "":
		p.add(Finding{Code: "empty-last-column", Severity: Note, Line: line, Text: "the last column has no name and no values: left out"})
		return header[1 : h-1], 1, true, nil
	case h == width:
		return header[1:h], 1, false, nil
	}
	return nil, 0, false, p.source.refuse(Finding{Code: "ragged", Severity: Fatal, Line: p.source.line,
		Text:   fmt.Sprintf("the header has %d fields and this line %d", len(header), width),
		Remedy: "the header must have as many fields as the rows, or one fewer when it has no field above the gene names"})
}

// ragged refuses a row of another width.
func (p *parser) ragged(got, want int) error {
	return p.source.refuse(Finding{Code: "ragged", Severity: Fatal, Line: p.source.line,
		Text:   fmt.Sprintf("the line has %d fields, the lines before it %d", got, want),
		Remedy: "is the file cut off, or is a separator missing?"})
}
