package book

import (
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// Sheet gives the rows of a sheet as fields.
type Sheet struct {
	Name   string
	Names  []string // of all sheets of the workbook
	Format string   // what the workbook is, and which sheet this is of it
	Width  int      // of the header, as wide as rows are at least; 0: the next row is the header

	source *textfile.File
	note   func(finding.Finding)
	grid   grid
	line   int
	cells  int // up to the width of the header, and how many of them hold something
	filled int
	found  int // dates told of
}

// grid is what a kind of workbook does.
type grid interface {
	// program is the one whose workbook it is, and kind what such a workbook is called.
	program() string
	kind() string
	// open opens the workbook and returns the names of its sheets; choose begins with one.
	open() ([]string, error)
	choose() error
	// row returns the next row, to the last cell that holds something, and its number; nil at the end.
	row() ([]string, int, error)
	// names mends the names in the row last returned, which has cells.
	names(fields []string)
	// first returns the first rows of more than one cell of another sheet.
	first(name string, n int) ([][]string, error)
	// formula says whether a cell holds a formula.
	formula(line, column int) bool
}

// mostHollow is how many cells may be empty without a second look: an empty cell
// takes no room in the file, but some as a missing value.
const mostHollow = 20_000_000

// Open opens a workbook: the sheet that is named, or the first. What is noticed, now or later, is
// handed to note.
func Open(source *textfile.File, name string, note func(finding.Finding)) (*Sheet, error) {
	s := &Sheet{source: source, note: note}
	if s.grid = grid(&excel{sheet: s}); source.Kind == "ods" {
		s.grid = &openDocument{sheet: s, known: map[xml.Name]string{}}
	}
	return s, s.guarded(func() error {
		var err error
		if s.Names, err = s.grid.open(); err != nil {
			return s.damaged(err)
		}
		if len(s.Names) == 0 {
			return s.damaged(errors.New("it has no sheet"))
		}
		if s.Name = s.Names[0]; name == "" && len(s.Names) > 1 {
			note(finding.Finding{Code: finding.Sheets, Severity: finding.Note, Count: len(s.Names),
				Text: fmt.Sprintf("read the first sheet, %s; there are also %s", finding.Quote(s.Name),
					finding.List(s.Names[1:])), Remedy: "--sheet names another"})
		}
		if name != "" {
			at := slices.IndexFunc(s.Names, func(n string) bool { return strings.EqualFold(n, name) }) // as Excel takes them
			if at < 0 {
				return source.Refuse(finding.Finding{Code: finding.Sheets, Severity: finding.Fatal,
					Text: "there is no sheet " + finding.Quote(name) + "; there are " + finding.List(s.Names)})
			}
			s.Name = s.Names[at]
		}
		s.Format = s.grid.kind() + ", sheet " + finding.Quote(s.Name)
		if err := s.grid.choose(); err != nil {
			return s.damaged(err)
		}
		return nil
	})
}

// guarded turns a panic of a library, which a damaged workbook may cause, into an error about the
// workbook.
func (s *Sheet) guarded(read func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = s.damaged(fmt.Errorf("%v", r))
		}
	}()
	return read()
}

func (s *Sheet) damaged(err error) error {
	var refusal *finding.Refusal
	switch {
	case errors.As(err, &refusal):
		return err
	case errors.Is(err, excelize.ErrWorkbookFileFormat) || errors.Is(err, excelize.ErrWorkbookPassword):
		return s.source.Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal,
			Text: "this workbook cannot be opened (" + err.Error() + ")", Remedy: "save it as xlsx without a password"})
	}
	return s.source.Refuse(finding.Finding{Code: finding.Truncated, Severity: finding.Fatal, Line: s.line,
		Text: "the workbook is damaged (" + err.Error() + ")", Remedy: "open it in Excel or LibreOffice and save it anew"})
}

// Next returns the next row that is not empty, with fields up to the width of
// the header at least, and its number; nil at the end.
func (s *Sheet) Next() (fields []string, line int, err error) {
	err = s.guarded(func() error {
		fields, err = s.next()
		return err
	})
	return fields, s.line, err
}

func (s *Sheet) next() ([]string, error) {
	for {
		fields, line, err := s.grid.row()
		if err != nil {
			return nil, s.damaged(err)
		}
		if fields == nil {
			return nil, nil
		}
		s.line = line
		for len(fields) > 0 && strings.TrimSpace(fields[len(fields)-1]) == "" {
			fields = fields[:len(fields)-1]
		}
		if len(fields) == 0 || s.Width == 0 && strings.HasPrefix(fields[0], "#") {
			continue
		}
		s.grid.names(fields)
		if s.Width == 0 {
			s.Width = len(fields)
		}
		for _, f := range fields {
			if f != "" {
				s.filled++
			}
		}
		if s.cells += max(s.Width, len(fields)); s.cells > mostHollow && s.cells/textfile.MostExpansion > s.filled {
			return nil, s.source.Refuse(finding.Finding{Code: finding.Expands, Severity: finding.Fatal, Line: s.line,
				Text:   fmt.Sprintf("only %d of %d cells so far hold anything", s.filled, s.cells),
				Remedy: "is this an expression matrix?"})
		}
		for len(fields) < s.Width {
			fields = append(fields, "")
		}
		return fields, nil
	}
}

// First returns the first rows of more than one cell of another sheet, up to n; nil where they
// cannot be read.
func (s *Sheet) First(name string, n int) (rows [][]string) {
	if s.guarded(func() error {
		var err error
		rows, err = s.grid.first(name, n)
		return err
	}) != nil {
		return nil
	}
	return rows
}

// IsFormula says whether a cell, counted from 1, holds a formula.
func (s *Sheet) IsFormula(line, column int) (is bool) {
	s.guarded(func() error {
		is = s.grid.formula(line, column)
		return nil
	})
	return is
}
