package table

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"subtype/internal/expr/column"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// readBook reads a sheet of an Excel workbook, row by row: the first, or the one
// named. The library holds the packed file in memory, and unpacks large sheets
// to a temporary file. Formulas give the values saved with them; references to
// other files are not followed.
func (p *parser) readBook() error {
	if f := p.options.Format; f != "" && f != "auto" && f != "xlsx" {
		return p.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal,
			Text: "this is an Excel workbook, not " + f, Remedy: "leave --format away to have it found from the content"})
	}
	s, head, err := p.openBook()
	if err != nil {
		return err
	}
	if other := s.fitting(head); other != "" {
		return p.source.Refuse(finding.Finding{Code: finding.Sheets, Severity: finding.Fatal,
			Text: fmt.Sprintf("the first sheet, %s, holds no matrix; %s looks like one", finding.Quote(s.name),
				finding.Quote(other)), Remedy: "read it with --sheet " + finding.Quote(other),
			Flags: finding.Flag("--sheet", other)})
	}
	if err := p.readTable(head); err != nil {
		return err
	}
	return p.guarded(s.formulas)
}

// formulas tells apart what is missing from a formula whose result was not saved with it,
// by the first that is missing.
func (s *sheet) formulas() error {
	m := &s.p.table.Missing
	if m.cells == 0 {
		return nil
	}
	name, err := excelize.CoordinatesToCellName(m.col, m.line)
	if err != nil {
		return nil // of a column that is numbered otherwise
	}
	if formula, err := s.file.GetCellFormula(s.name, name); err == nil && formula != "" {
		s.p.add(finding.Finding{Code: finding.Formula, Severity: finding.Fatal, Line: m.line, Column: m.col,
			Text:   "the cell holds a formula, and its result is not stored in the file",
			Remedy: "open the workbook in Excel or LibreOffice, have it calculated and save it anew"})
	}
	return nil
}

// openBook has next return the rows of the sheet, and returns the first of them.
func (p *parser) openBook() (s *sheet, head [][]string, err error) {
	p.comma = false // numbers are stored with points, however they are shown
	s = &sheet{p: p}
	if err := p.guarded(s.open); err != nil {
		return nil, nil, err
	}
	for len(head) < headLines {
		fields, line, err := s.next()
		if err != nil {
			return nil, nil, err
		}
		if fields == nil {
			break
		}
		if line < p.options.HeaderLine {
			s.width = 0 // of the header, which is still to come
			continue
		}
		head = append(head, fields)
		s.ahead = append(s.ahead, sheetRow{fields, line})
	}
	head = s.passOver(head)
	if len(head) < 2 {
		f := finding.Finding{Code: finding.NoData, Severity: finding.Fatal,
			Text:   "the sheet " + finding.Quote(s.name) + " holds no table",
			Remedy: "a table needs a header with the sample names and a row for each gene"}
		if others := slices.DeleteFunc(s.file.GetSheetList(), func(n string) bool { return n == s.name }); len(others) > 0 {
			f.Remedy = "name another with --sheet; there are also " + finding.List(others)
		}
		return nil, nil, p.source.Refuse(f)
	}
	p.rows = func() ([]string, int, error) {
		if len(s.ahead) > 0 {
			r := s.ahead[0]
			s.ahead = s.ahead[1:]
			return r.fields, r.line, nil
		}
		return s.next()
	}
	return s, head, nil
}

// passOver leaves out rows above the header.
func (s *sheet) passOver(head [][]string) [][]string {
	n := 0
	for i := 1; i <= len(head)-3 && n == 0 && s.p.options.HeaderLine == 0; i++ {
		n = column.Titles(head, i)
	}
	if n == 0 {
		return head
	}
	var lines []string
	for _, row := range head[:n] {
		lines = append(lines, strings.TrimSpace(strings.Join(row, " ")))
	}
	s.p.passedOver(n, lines)
	head, s.ahead = head[n:], s.ahead[n:]
	s.width = len(head[0])
	for i := range s.ahead {
		for len(s.ahead[i].fields) < s.width {
			s.ahead[i].fields = append(s.ahead[i].fields, "")
		}
		head[i] = s.ahead[i].fields
	}
	return head
}

// fitting is another sheet that looks like a matrix where the first, taken for want of a
// name, does not; "" where there is none.
func (s *sheet) fitting(head [][]string) string {
	if s.p.options.Sheet != "" || column.LikeMatrix(head) {
		return ""
	}
	for _, name := range s.file.GetSheetList()[1:] {
		if s.p.guarded(func() error {
			rows, err := s.file.Rows(name)
			if err != nil {
				return err
			}
			defer rows.Close()
			head = nil
			for len(head) < headLines && rows.Next() {
				fields, err := rows.Columns(excelize.Options{RawCellValue: true})
				if err != nil {
					return err
				}
				if column.Filled(fields) > 1 {
					head = append(head, fields)
				}
			}
			return nil
		}) == nil && column.LikeMatrix(head) {
			return name
		}
	}
	return ""
}

// guarded turns a panic of the library, which a damaged workbook may cause, into
// an error about the workbook.
func (p *parser) guarded(read func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = p.damagedBook(fmt.Errorf("%v", r))
		}
	}()
	return read()
}

func (p *parser) damagedBook(err error) error {
	if errors.Is(err, excelize.ErrWorkbookFileFormat) || errors.Is(err, excelize.ErrWorkbookPassword) {
		return p.source.Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal,
			Text: "this workbook cannot be opened (" + err.Error() + ")", Remedy: "save it as xlsx without a password"})
	}
	return p.source.Refuse(finding.Finding{Code: finding.Truncated, Severity: finding.Fatal, Line: p.source.Line,
		Text: "the workbook is damaged (" + err.Error() + ")", Remedy: "open it in Excel or LibreOffice and save it anew"})
}

// open opens the workbook and chooses the sheet.
func (s *sheet) open() error {
	p := s.p
	file, err := excelize.OpenReader(p.source.Book.Section(), excelize.Options{UnzipSizeLimit: textfile.MostBook})
	if err != nil {
		return p.damagedBook(err)
	}
	p.source.OnClose(func() { file.Close() })
	sheets := file.GetSheetList()
	if len(sheets) == 0 {
		return p.damagedBook(errors.New("it has no sheet"))
	}
	s.file, s.name = file, sheets[0]
	switch {
	case p.options.Sheet == "" && len(sheets) > 1:
		p.add(finding.Finding{Code: finding.Sheets, Severity: finding.Note, Count: len(sheets),
			Text:   fmt.Sprintf("read the first sheet, %s; there are also %s", finding.Quote(s.name), finding.List(sheets[1:])),
			Remedy: "--sheet names another"})
	case p.options.Sheet != "":
		at := slices.IndexFunc(sheets,
			func(name string) bool { return strings.EqualFold(name, p.options.Sheet) }) // as Excel takes them
		if at < 0 {
			return p.source.Refuse(finding.Finding{Code: finding.Sheets, Severity: finding.Fatal,
				Text: "there is no sheet " + finding.Quote(p.options.Sheet) + "; there are " + finding.List(sheets)})
		}
		s.name = sheets[at]
	}
	p.table.Format = "Excel workbook, sheet " + finding.Quote(s.name)
	if s.raw, err = file.Rows(s.name); err != nil {
		return p.damagedBook(err)
	}
	p.source.OnClose(func() { s.raw.Close() })
	return s.findDates()
}

// sheet gives the rows of a sheet as fields.
type sheet struct {
	p        *parser
	file     *excelize.File
	name     string
	raw      *excelize.Rows // values as they are stored
	shown    *excelize.Rows // as Excel shows them; nil where no cell can be a date
	line     int
	width    int // of the header
	ahead    []sheetRow
	from1904 bool
	found    int // dates told of
	cells    int // up to the width of the header, and how many of them hold something
	filled   int
}

// mostHollow is how many cells may be empty without a second look: an empty cell
// takes no room in the file, but some as a missing value.
const mostHollow = 20_000_000

type sheetRow struct {
	fields []string
	line   int
}

// next returns the next row that is not empty, with fields up to the width of
// the header at least, and its number; nil at the end.
func (s *sheet) next() (fields []string, line int, err error) {
	err = s.p.guarded(func() error {
		fields, err = s.row()
		return err
	})
	return fields, s.line, err
}

func (s *sheet) row() ([]string, error) {
	for s.raw.Next() {
		s.line++
		fields, err := s.raw.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, s.p.damagedBook(err)
		}
		var shown []string
		if s.shown != nil {
			s.shown.Next()
			if shown, err = s.shown.Columns(); err != nil {
				return nil, s.p.damagedBook(err)
			}
		}
		for len(fields) > 0 && strings.TrimSpace(fields[len(fields)-1]) == "" {
			fields = fields[:len(fields)-1]
		}
		if len(fields) == 0 || s.width == 0 && strings.HasPrefix(fields[0], "#") {
			continue
		}
		s.dates(fields, shown)
		fields[0] = shownNumber(fields[0])
		if s.width == 0 {
			s.width = len(fields)
		}
		for _, f := range fields {
			if f != "" {
				s.filled++
			}
		}
		if s.cells += max(s.width, len(fields)); s.cells > mostHollow && s.cells/textfile.MostExpansion > s.filled {
			return nil, s.p.source.Refuse(finding.Finding{Code: finding.Expands, Severity: finding.Fatal, Line: s.line,
				Text:   fmt.Sprintf("only %d of %d cells so far hold anything", s.filled, s.cells),
				Remedy: "is this an expression matrix?"})
		}
		for len(fields) < s.width {
			fields = append(fields, "")
		}
		return fields, nil
	}
	if err := s.raw.Error(); err != nil {
		return nil, s.p.damagedBook(err)
	}
	return nil, nil
}
