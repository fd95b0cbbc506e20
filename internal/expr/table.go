package expr

import (
	"fmt"
	"io"
	"math"
	"strings"
	"unicode"
)

// ReadOptions say how to read a table. The zero value finds out from the
// content and refuses what is ambiguous.
type ReadOptions struct {
	Sep        string // "tab", "comma", "semicolon", "blank"; "" or "auto": found from the first lines
	Decimal    string // "point", "comma"; "" or "auto": a comma only where semicolons separate
	InfMissing bool   // infinite values count as missing instead of being refused
}

// Table is an expression matrix as read: genes in rows, samples in columns, in
// the order of the file.
type Table struct {
	Name     string // of the file, without its folder
	SHA256   string // of the file as it is stored
	Format   string // "tab-separated text", "GCT 1.2", …
	Genes    []string
	Samples  []string
	Lines    []int       // the line of each gene
	Columns  []int       // the field of each sample, from 1
	Values   [][]float64 // a row a gene; NaN is missing
	Findings Findings
	// Annotations are those a GCT 1.3 file brings along; nil without.
	Annotations *Annotations

	missing missingCount
}

// missingCount describes the missing values of a table.
type missingCount struct {
	cells     int
	line, col int // of the first
	spellings map[string]bool
}

// Read reads an expression matrix from r. name is the file's, for messages.
// What cannot be used gives a *Refusal.
func Read(name string, r io.Reader, o ReadOptions) (*Table, error) {
	s, err := open(name, r)
	if err != nil {
		return nil, err
	}
	t := &Table{Name: name}
	t.missing.spellings = map[string]bool{}
	head, err := s.head(21)
	if err != nil {
		return nil, err
	}
	p := &parser{source: s, table: t, options: o}
	if len(head) > 0 && strings.HasPrefix(head[0], "#1.") {
		err = p.readGCT()
	} else {
		err = p.readPlain(head)
	}
	if err != nil {
		return nil, err
	}
	if s.gzip {
		t.Format += ", gzip"
	}
	p.checkNames()
	t.Findings = append(p.cellFindings(), t.Findings...)
	if t.Findings.Count(Fatal) > 0 {
		return nil, &Refusal{Name: name, Findings: t.Findings}
	}
	if t.SHA256, err = s.digest(); err != nil {
		return nil, err
	}
	return t, nil
}

// head returns the first lines that are not empty, up to n, without consuming
// them. Leading lines that begin with # and do not name a GCT version are
// comments.
func (s *source) head(n int) ([]string, error) {
	var all, kept []string
	for len(kept) < n {
		line, err := s.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		all = append(all, line)
		if isComment(line, len(kept) == 0) || strings.TrimSpace(line) == "" {
			continue
		}
		kept = append(kept, line)
	}
	s.unread(all)
	return kept, nil
}

// isComment says whether a line before the header is a comment. GCT files begin
// with their version after a #.
func isComment(line string, beforeHeader bool) bool {
	return beforeHeader && strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "#1.")
}

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

// gene reads one row.
func (p *parser) gene(name string, cells []string) {
	t := p.table
	row := make([]float64, len(cells))
	for j, cell := range cells {
		row[j] = p.value(cell, name, j)
	}
	t.Genes = append(t.Genes, strings.TrimSpace(name))
	t.Lines = append(t.Lines, p.source.line)
	t.Values = append(t.Values, row)
}

// value reads one cell of sample j; NaN stands for missing, and for what is
// reported as unusable.
func (p *parser) value(cell, gene string, j int) float64 {
	text := cell
	if p.comma {
		text = strings.Replace(text, ",", ".", 1)
	}
	x, err := parseNumber(text)
	if err == nil {
		return x
	}
	if trimmed := strings.TrimSpace(cell); trimmed != cell {
		return p.value(trimmed, gene, j)
	}
	t := p.table
	place := Finding{Severity: Fatal, Line: p.source.line, Column: t.Columns[j], Gene: gene, Sample: t.Samples[j], Count: 1}
	switch {
	case isMissing(cell):
		if t.missing.cells == 0 {
			t.missing.line, t.missing.col = place.Line, place.Column
		}
		t.missing.cells++
		t.missing.spellings[cell] = true
	case isInfinite(cell):
		if p.options.InfMissing {
			t.missing.cells++
			t.missing.spellings[cell] = true
			break
		}
		place.Code, place.Text, place.Remedy = "infinite", "gene "+quote(gene)+" has the value "+quote(cell), "use --inf missing to treat infinite values as missing"
		if len(p.infinite) < findingsKept {
			p.infinite = append(p.infinite, place)
		}
	default:
		text, remedy := cellError(cell, err)
		place.Code, place.Text, place.Remedy = "not-a-number", "gene "+quote(gene)+": "+text, remedy
		if p.bad == nil {
			p.bad = map[int]*badColumn{}
		}
		b := p.bad[j]
		if b == nil {
			b = &badColumn{}
			p.bad[j] = b
		}
		if b.count++; len(b.first) < findingsKept {
			b.first = append(b.first, place)
		}
	}
	return math.NaN()
}

// findingsKept bounds how many findings of a kind are kept one by one.
const findingsKept = 1000

// cellFindings turns bad cells into findings: a column that is text throughout
// is one finding, not thousands.
func (p *parser) cellFindings() Findings {
	var out Findings
	t := p.table
	for j := range t.Samples {
		b := p.bad[j]
		switch {
		case b == nil:
		case b.count == len(t.Genes) && b.count > 1:
			f := b.first[0]
			f.Code, f.Gene, f.Count = "text-column", "", b.count
			f.Text = fmt.Sprintf("no value of this column is a number (the first is for %s)", f.Text)
			f.Remedy = "leave out columns that are no samples (descriptions, identifiers)"
			out = append(out, f)
		default:
			out = append(out, b.first...)
		}
	}
	return append(out, p.infinite...)
}

// checkNames looks at gene and sample names.
func (p *parser) checkNames() {
	t := p.table
	seen := map[string]int{}
	for j, name := range t.Samples {
		switch at, ok := seen[name]; {
		case strings.ContainsFunc(name, unicode.IsControl):
			p.add(Finding{Code: "sample-name", Severity: Fatal, Column: t.Columns[j], Text: "the sample name " + quote(name) + " holds a control character", Remedy: "remove it"})
		case name == "":
			p.add(Finding{Code: "sample-name", Severity: Fatal, Column: t.Columns[j], Text: "the sample has no name", Remedy: "name every column in the header"})
		case ok:
			p.add(Finding{Code: "sample-name", Severity: Fatal, Column: t.Columns[j], Sample: name,
				Text: fmt.Sprintf("column %d has the same name", t.Columns[at]), Remedy: "give every sample its own name"})
		default:
			seen[name] = j
		}
	}
	for i, name := range t.Genes {
		switch {
		case name == "":
			p.add(Finding{Code: "gene-name", Severity: Fatal, Line: t.Lines[i], Column: 1, Text: "the gene has no name", Remedy: "name every row"})
		case strings.ContainsFunc(name, unicode.IsControl):
			p.add(Finding{Code: "gene-name", Severity: Fatal, Line: t.Lines[i], Column: 1, Text: "the gene name " + quote(name) + " holds a control character", Remedy: "remove it"})
		}
	}
	if len(t.Samples) > len(t.Genes) {
		p.add(Finding{Code: "more-samples-than-genes", Severity: Warning, Count: len(t.Samples),
			Text: fmt.Sprintf("%s in columns but only %s in rows: is the matrix the right way round?", count(len(t.Samples), "sample"), count(len(t.Genes), "gene"))})
	}
}
