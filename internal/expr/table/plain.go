package table

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/column"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// readPlain reads text with a header line and a line a gene.
func (p *parser) readPlain(head []string, comment string) error {
	s := p.source
	header := ""
	for len(head) > 0 { // comments before the header
		line, err := s.Next()
		if err != nil {
			return err
		}
		if !textfile.IsEmpty(line) && !textfile.IsComment(line, true) {
			s.Unread([]string{line})
			break
		}
	}
	if len(head) < 2 && comment == "" || len(head) < 1 {
		return p.noData()
	}
	if sep, ok := separatorHint(head[0]); ok {
		if _, err := s.Next(); err != nil {
			return err
		}
		head = head[1:]
		if p.options.Sep == "" || p.options.Sep == "auto" {
			p.options.Sep = sep
		}
		if len(head) < 2 {
			return p.noData()
		}
	}
	if p.options.HeaderLine == 0 && comment == "" {
		var err error
		if head, err = p.passOver(head); err != nil {
			return err
		}
	}
	if err := p.chooseSeparator(head); err != nil {
		return err
	}
	rows := p.cut(head)
	if fields, err := p.sep.Split(nil, comment); err == nil && comment != "" && len(fields) > 1 &&
		len(fields) == len(rows[0]) {
		// #gene and samples: a header after all.
		header = comment
		p.add(finding.Finding{Code: finding.HeaderComment, Severity: finding.Note, Line: s.Line,
			Text: "the line that begins with # has as many fields as the rows", Done: "taken for the header"})
		s.Unread([]string{header})
		fields[0] = strings.TrimLeft(fields[0], "# ")
		rows = append([][]string{fields}, rows...)
	}
	if len(rows) < 2 {
		return p.noData()
	}
	return p.readTable(rows)
}

func (p *parser) noData() error {
	return p.source.Refuse(finding.Finding{Code: finding.NoData, Severity: finding.Fatal,
		Text:   "there are no data lines after the header",
		Remedy: "a table needs a header with the sample names and a line for each gene"})
}

// cut splits the first lines; one whose quotes do not match is left out, and
// told of when it is read.
func (p *parser) cut(lines []string) [][]string {
	var out [][]string
	for _, line := range lines {
		if fields, err := p.sep.Split(nil, line); err == nil {
			out = append(out, fields)
		}
	}
	if len(out) == 0 {
		out = append(out, nil)
	}
	return out
}

// readTable reads a header and a row a gene. head are the header and the first
// rows, which are still to be read.
func (p *parser) readTable(head [][]string) error {
	header, err := p.next()
	if err != nil {
		return err
	}
	if header == nil { // all lines have a quote that does not close
		return p.noData()
	}
	header = append([]string(nil), header...)
	headerLine := p.source.Line
	if err := p.units(header); err != nil {
		return err
	}
	first, err := p.next()
	if err != nil {
		return err
	}
	if first == nil {
		return p.noData()
	}
	width := len(first)
	if width != len(header) {
		width = column.CommonWidth(head[1:], width)
	}
	l, err := p.layout(header, headerLine, width, head)
	if err != nil {
		return err
	}
	if err := p.chooseColumns(&l, headerLine, head); err != nil {
		return err
	}
	if p.flip != nil {
		p.flip.begin(p, headerLine)
	}
	return p.readRows(first, l)
}

// readRows reads the rows from the first on. One may end in more or fewer empty
// fields than the others: nothing is lost with them.
func (p *parser) readRows(fields []string, l layout) error {
	end := 1 + len(l.names)
	odd := finding.Finding{Code: finding.EmptyLastColumn, Severity: finding.Note, Done: "left out"}
	regular := false // a row of the common width was met
	for fields != nil {
		at := end
		for at < len(fields) && strings.TrimSpace(fields[at]) == "" {
			at++
		}
		var err error
		switch {
		case len(fields) < end || len(fields) > l.width && at < len(fields):
			err = p.wrongWidth(len(fields), l.width, regular)
		case at < len(fields):
			err = p.spoilt(finding.Finding{Code: finding.Header, Severity: finding.Fatal, Line: p.source.Line, Column: at + 1,
				Text:   lastColumn(at, l.width) + " holds " + finding.Quote(fields[at]) + " but has no name in the header",
				Remedy: "name the column or remove it"})
		default:
			if len(fields) != l.width {
				if odd.Count++; odd.Count == 1 {
					odd.Line = p.source.Line
				}
			}
			err = p.row(fields, &l)
		}
		if err != nil {
			return err
		}
		regular = regular || len(fields) == l.width
		if fields, err = p.next(); err != nil {
			return err
		}
	}
	if odd.Count > 0 {
		odd.Text = words.Plural(odd.Count, "row") +
			" with more or fewer empty fields at the end than the others, the first here"
		p.add(odd)
	}
	return nil
}

func lastColumn(at, width int) string {
	if at == width-1 {
		return "the last column"
	}
	return "the column"
}

// chooseSeparator settles the separator and the decimal sign.
func (p *parser) chooseSeparator(head []string) error {
	switch p.options.Sep {
	case "", "auto":
		sep, _, ok := textfile.Sniff(head)
		if !ok && !slices.ContainsFunc(head,
			func(line string) bool { return strings.ContainsAny(strings.TrimSpace(line), "\t,; ") }) {
			f := finding.Finding{Code: finding.Separator, Severity: finding.Fatal, Line: 1,
				Text:   "the first lines hold a single column: no tab, comma, semicolon or blank stands in them",
				Remedy: "give a table with a column of gene names and one for each sample"}
			if strings.ContainsRune(head[0], '|') {
				f.Remedy = "separate the fields by tabs instead of |"
			}
			return p.source.Refuse(f)
		}
		if !ok {
			return p.source.Refuse(finding.Finding{Code: finding.Separator, Severity: finding.Fatal, Line: 1,
				Text: "the separator cannot be found: none or more than one of tab, comma, semicolon and blank cuts the " +
					"first lines into two or more columns",
				Remedy: "say --sep tab, comma, semicolon or blank"})
		}
		p.sep = sep
	default:
		for _, n := range textfile.SeparatorNames {
			if n.Name == p.options.Sep {
				p.sep = n.Sep
			}
		}
		if p.sep == 0 {
			return fmt.Errorf("unknown separator %q", p.options.Sep)
		}
	}
	p.table.Format = p.sep.String() + "-separated text"
	p.points = decimalPoints(p.cut(head[1:]))
	switch p.options.Decimal {
	case "comma":
		p.comma = true
	case "", "auto":
		if p.sep == textfile.Semicolon && decimalCommas(head) {
			p.comma = true
			p.add(finding.Finding{Code: finding.DecimalComma, Severity: finding.Note,
				Text:   "commas between digits are read as decimal signs, as semicolons separate the fields",
				Remedy: "--decimal comma says so, --decimal point reads points only"})
		}
	}
	if p.comma && p.sep == textfile.Comma {
		return p.source.Refuse(finding.Finding{Code: finding.Separator, Severity: finding.Fatal, Line: 1,
			Text: "a comma cannot both separate the fields and be the decimal sign", Remedy: "leave --sep or --decimal away"})
	}
	return nil
}

// decimalPoints says whether any value of the rows has a decimal point.
func decimalPoints(rows [][]string) bool {
	for _, fields := range rows {
		for _, f := range fields[min(1, len(fields)):] {
			if strings.ContainsRune(f, '.') && textfile.IsNumber(strings.TrimSpace(f)) {
				return true
			}
		}
	}
	return false
}

// decimalCommas says whether semicolon-separated rows have commas and no points
// in their numbers.
func decimalCommas(head []string) bool {
	commas := false
	for _, line := range head[1:] {
		fields, err := textfile.Semicolon.Split(nil, line)
		if err != nil {
			return false
		}
		for _, f := range fields[1:] {
			if textfile.IsNumber(f) && strings.ContainsRune(f, '.') {
				return false
			}
			commas = commas || strings.ContainsRune(f, ',') && textfile.IsNumber(strings.Replace(f, ",", ".", 1))
		}
	}
	return commas
}
