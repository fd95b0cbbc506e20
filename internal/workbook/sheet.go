package workbook

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"subtype/internal/expr/names"
	"subtype/internal/style"
)

// sheet is one sheet being written, row by row, so that memory stays small.
type sheet struct {
	*book
	name string
	w    *excelize.StreamWriter
	row  int // the last one written, from 1

	across map[*Across]acrossRows // those written
	widths []float64              // of the columns, in characters
	pages  pages
}

// sheet begins a sheet.
func (b *book) sheet(described Sheet) *sheet {
	name, widths := described.Name, described.Widths
	s := &sheet{book: b, name: name, across: map[*Across]acrossRows{}, widths: widths}
	if b.err != nil {
		return s
	}
	b.layout(described) // the writer takes these over when it is made
	w, err := b.file.NewStreamWriter(name)
	if b.try(err); b.err != nil {
		return s
	}
	s.w = w
	for from := 0; from < len(widths); { // each call goes through all columns so far
		to := from + 1
		for to < len(widths) && widths[to] == widths[from] {
			to++
		}
		b.try(w.SetColWidth(from+1, to, widths[from]))
		from = to
	}
	if rows, columns := described.FrozenRows, described.FrozenColumns; rows > 0 || columns > 0 {
		b.try(w.SetPanes(&excelize.Panes{Freeze: true, XSplit: columns, YSplit: rows,
			TopLeftCell: cell(columns+1, rows+1), ActivePane: "bottomRight"}))
	}
	return s
}

// add writes the next row. height is in points; 0 leaves it to the program.
func (s *sheet) add(height float64, cells ...excelize.Cell) int {
	s.row++
	s.pages.heights = append(slices.Grow(s.pages.heights, s.row), make([]float64, s.row-len(s.pages.heights))...)
	s.pages.heights[s.row-1] = height
	if s.err != nil {
		return s.row
	}
	values := make([]any, len(cells))
	for i, c := range cells {
		values[i] = c
	}
	var options []excelize.RowOpts
	if height > 0 {
		options = append(options, excelize.RowOpts{Height: height})
	}
	s.try(s.w.SetRow(cell(1, s.row), values, options...))
	return s.row
}

// wide writes a text across columns, as high as it needs.
func (s *sheet) wide(format int, text string, l style.Lines) {
	lines := math.Max(1, math.Ceil(float64(len([]rune(text)))/l.Letters))
	row := s.add(math.Min(mostHeight, style.TextLine*lines+style.TextRoom), s.text(format, text))
	if s.err == nil && l.Columns > 1 {
		s.try(s.w.MergeCell(cell(1, row), cell(l.Columns, row)))
	}
}

// lastWide writes a row whose last cell is a text across columns, as high as it needs.
func (s *sheet) lastWide(cells []excelize.Cell, text string, l style.Lines) int {
	last := len(cells)
	if l.Columns == 0 {
		cells[last-1] = s.text(s.style.indent, text)
		return s.add(0, cells...)
	}
	cells[last-1] = s.text(s.style.text, text)
	lines := math.Max(1, math.Ceil(float64(len([]rune(text)))/l.Letters))
	row := s.add(math.Min(mostHeight, style.TextLine*lines+style.TextRoom), cells...)
	if s.err == nil {
		s.try(s.w.MergeCell(cell(last, row), cell(last+l.Columns-1, row)))
	}
	return row
}

// header writes a table's headings.
func (s *sheet) header(height float64, headings []string) int {
	cells := make([]excelize.Cell, len(headings))
	for i, h := range headings {
		cells[i] = s.text(s.style.header, h)
	}
	return s.add(height, cells...)
}

// asTable makes the rows from the header to the last one a table that can be
// sorted and filtered.
func (s *sheet) asTable(name string, header, columns int) {
	if s.err != nil {
		return
	}
	stripes := false
	s.try(s.w.AddTable(&excelize.Table{Range: cell(1, header) + ":" + cell(columns, s.row), Name: name,
		StyleName: style.TableStyle, ShowRowStripes: &stripes}))
}

// textColumn keeps Excel from marking names that look like numbers.
func (s *sheet) textColumn(column, from int) {
	if s.err == nil {
		area := cell(column, from) + ":" + cell(column, s.row)
		s.try(s.file.AddIgnoredErrors(s.name, area, excelize.IgnoredErrorsNumberStoredAsText))
	}
}

// conditional formats the cells of some columns by what they hold.
func (s *sheet) conditional(first, last, from int, format excelize.ConditionalFormatOptions) {
	if s.err == nil {
		area := cell(first, from) + ":" + cell(last, s.row)
		s.try(s.file.SetConditionalFormat(s.name, area, []excelize.ConditionalFormatOptions{format}))
	}
}

// note is shown where a reader points at a cell.
func (s *sheet) note(column, row int, text string) {
	if s.err != nil || text == "" {
		return
	}
	s.try(s.file.AddComment(s.name, excelize.Comment{Cell: cell(column, row), Author: "subtype", Width: 260, Height: 90,
		Paragraph: []excelize.RichTextRun{{Text: cutUnits(names.Visible(text), mostHeading)}}}))
}

// done ends the sheet. Nothing can be added afterwards.
func (s *sheet) done(described Sheet) {
	s.print(described)
	if s.err == nil {
		s.try(s.w.Flush())
	}
}

// layout sets how a sheet prints: landscape, as wide as the page, the headings of its table on every page, with
// the title, the sheet's name and the page's number; pages has the rest.
func (b *book) layout(described Sheet) {
	sheet := described.Name
	orientation, one, high, yes := "landscape", 1, 0, true
	if described.OnePage {
		orientation, high = "portrait", 1
	}
	paper := 9 // A4
	b.try(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.try(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &paper,
		FitToWidth: &one, FitToHeight: &high}))
	side, top, inner := style.PageSide, style.PageTop, style.PageHead
	b.try(b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &top,
		Bottom: &top, Header: &inner, Footer: &inner}))
	b.try(b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{
		OddHeader: "&L" + printed(b.Title) + "&R" + printed(sheet),
		OddFooter: "&L" + printed(b.Creator) + "&RPage &P of &N"}))
	if n := described.FrozenRows; n > 0 {
		b.try(b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet,
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", sheet, n, n)}))
	}
}

// printed is a text in the head or foot of a page, where & begins a code. All of it may have
// 255 characters.
func printed(text string) string {
	return strings.ReplaceAll(cutUnits(names.Visible(text), 80), "&", "&&")
}

// cell names column c (from 1) of row r.
func cell(c, r int) string {
	name, err := excelize.CoordinatesToCellName(c, r)
	if err != nil {
		panic("workbook: " + err.Error())
	}
	return name
}
