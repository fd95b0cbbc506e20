package table

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/book"
	"subtype/internal/expr/column"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// readBook reads a sheet of a workbook, row by row: the first, or the one
// named.
func (p *parser) readBook() error {
	if f := p.options.Format; f != "" && f != "auto" && f != p.source.Kind {
		return p.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal,
			Text:   "this is " + textfile.Containers[p.source.Kind] + ", not " + f,
			Remedy: "leave --format away to have it found from the content"})
	}
	s, head, err := p.openBook()
	if err != nil {
		return err
	}
	if other := p.fitting(s, head); other != "" {
		return p.source.Refuse(finding.Finding{Code: finding.Sheets, Severity: finding.Fatal,
			Text: fmt.Sprintf("the first sheet, %s, holds no matrix; %s looks like one", finding.Quote(s.Name),
				finding.Quote(other)), Remedy: "read it with --sheet " + finding.Quote(other),
			Flags: finding.Flag("--sheet", other)})
	}
	if err := p.readTable(head); err != nil {
		return err
	}
	p.formulas(s)
	return nil
}

// formulas tells apart what is missing from a formula whose result was not saved with it,
// by the first that is missing.
func (p *parser) formulas(s *book.Sheet) {
	m := &p.table.Missing
	if m.cells > 0 && s.IsFormula(m.line, m.col) {
		p.add(finding.Finding{Code: finding.Formula, Severity: finding.Fatal, Line: m.line, Column: m.col,
			Text:   "the cell holds a formula, and its result is not stored in the file",
			Remedy: "open the workbook in Excel or LibreOffice, have it calculated and save it anew"})
	}
}

// openBook has next return the rows of the sheet, and returns the first of them.
func (p *parser) openBook() (s *book.Sheet, head [][]string, err error) {
	p.comma = false // numbers are stored with points, however they are shown
	if s, err = book.Open(p.source, p.options.Sheet, p.add); err != nil {
		return nil, nil, err
	}
	p.table.Format = s.Format
	var ahead []sheetRow
	for len(head) < headLines {
		fields, line, err := s.Next()
		if err != nil {
			return nil, nil, err
		}
		if fields == nil {
			break
		}
		if line < p.options.HeaderLine {
			s.Width = 0 // of the header, which is still to come
			continue
		}
		head = append(head, fields)
		ahead = append(ahead, sheetRow{fields, line})
	}
	head, ahead = p.passOverRows(s, head, ahead)
	if len(head) < 2 {
		f := finding.Finding{Code: finding.NoData, Severity: finding.Fatal,
			Text:   "the sheet " + finding.Quote(s.Name) + " holds no table",
			Remedy: "a table needs a header with the sample names and a row for each gene"}
		if others := slices.DeleteFunc(slices.Clone(s.Names), func(n string) bool { return n == s.Name }); len(others) > 0 {
			f.Remedy = "name another with --sheet; there are also " + finding.List(others)
		}
		return nil, nil, p.source.Refuse(f)
	}
	p.takeRows(ahead, s.Next)
	return s, head, nil
}

// takeRows has next return rows that were read ahead, and then those that more gives.
func (p *parser) takeRows(ahead []sheetRow, more func() ([]string, int, error)) {
	p.rows = func() ([]string, int, error) {
		if len(ahead) > 0 {
			r := ahead[0]
			ahead = ahead[1:]
			return r.fields, r.line, nil
		}
		return more()
	}
}

// passOverRows leaves out rows above the header.
func (p *parser) passOverRows(s *book.Sheet, head [][]string, ahead []sheetRow) ([][]string, []sheetRow) {
	n := 0
	for i := 1; i <= len(head)-3 && n == 0 && p.options.HeaderLine == 0; i++ {
		n = column.Titles(head, i)
	}
	if n == 0 {
		return head, ahead
	}
	var lines []string
	for _, row := range head[:n] {
		lines = append(lines, strings.TrimSpace(strings.Join(row, " ")))
	}
	p.passedOver(n, lines)
	head, ahead = head[n:], ahead[n:]
	s.Width = len(head[0])
	for i := range ahead {
		for len(ahead[i].fields) < s.Width {
			ahead[i].fields = append(ahead[i].fields, "")
		}
		head[i] = ahead[i].fields
	}
	return head, ahead
}

type sheetRow struct {
	fields []string
	line   int
}

// fitting is another sheet that looks like a matrix where the first, taken for want of a
// name, does not; "" where there is none.
func (p *parser) fitting(s *book.Sheet, head [][]string) string {
	samples := func(rows [][]string) bool {
		return column.LikeMatrix(rows) && len(column.Tell(rows[0], rows[1:], false, nil).Of(column.Sample)) > 0
	}
	if p.options.Sheet != "" || p.flip != nil || samples(head) {
		return ""
	}
	for _, name := range s.Names[1:] {
		if samples(s.First(name, headLines)) {
			return name
		}
	}
	return ""
}
