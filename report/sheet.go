package report

import (
	"math"

	"github.com/xuri/excelize/v2"

	"subtype/internal/figure"
)

// sheet is one sheet being written, row by row, so that memory stays small.
type sheet struct {
	*book
	name string
	w    *excelize.StreamWriter
	row  int // the last one written, from 1
}

// sheet begins a sheet with columns of the given widths, in characters, and
// its first rows and columns frozen.
func (b *book) sheet(name string, frozenRows, frozenColumns int, widths ...float64) *sheet {
	s := &sheet{book: b, name: name}
	if b.err != nil {
		return s
	}
	b.layout(name) // the writer takes these over when it is made
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
	if frozenRows > 0 || frozenColumns > 0 {
		b.try(w.SetPanes(&excelize.Panes{Freeze: true, XSplit: frozenColumns, YSplit: frozenRows, TopLeftCell: cell(frozenColumns+1, frozenRows+1), ActivePane: "bottomRight"}))
	}
	return s
}

// add writes the next row. height is in points; 0 leaves it to the program.
func (s *sheet) add(height float64, cells ...excelize.Cell) int {
	s.row++
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

// skip leaves rows empty.
func (s *sheet) skip(rows int) { s.row += rows }

// wide writes a text across columns, as high as it needs; perLine is how many
// characters fit.
func (s *sheet) wide(style int, text string, columns int, perLine float64) int {
	lines := math.Ceil(float64(len([]rune(text))) / perLine)
	row := s.add(math.Min(mostHeight, 15*math.Max(1, lines)+2), s.text(style, text))
	if s.err == nil && columns > 1 {
		s.try(s.w.MergeCell(cell(1, row), cell(columns, row)))
	}
	return row
}

// header writes a table's headings.
func (s *sheet) header(headings ...string) int {
	cells := make([]excelize.Cell, len(headings))
	for i, h := range headings {
		cells[i] = s.text(s.style.header, h)
	}
	return s.add(32, cells...)
}

// asTable makes the rows from the header to the last one a table that can be
// sorted and filtered.
func (s *sheet) asTable(name string, header, columns int) {
	if s.err != nil || s.row == header {
		return
	}
	stripes := false
	s.try(s.w.AddTable(&excelize.Table{Range: cell(1, header) + ":" + cell(columns, s.row), Name: name, StyleName: "TableStyleLight1", ShowRowStripes: &stripes}))
}

// textColumn keeps Excel from marking names that look like numbers.
func (s *sheet) textColumn(column, from int) {
	if s.err == nil && s.row >= from {
		s.try(s.file.AddIgnoredErrors(s.name, cell(column, from)+":"+cell(column, s.row), excelize.IgnoredErrorsNumberStoredAsText))
	}
}

// done ends the sheet. Nothing can be added afterwards.
func (s *sheet) done() {
	if s.err == nil {
		s.try(s.w.Flush())
	}
}

// rowPixels is the height of a row of standard height, as excelize has it.
const rowPixels = 20

// picture puts a figure at a cell, at half its pixels times scale, and returns
// the number of rows that it covers.
func (s *sheet) picture(at string, f *figure.Figure, scale float64) int {
	if s.err != nil {
		return 0
	}
	data, err := f.Pixels()
	if err != nil {
		s.try(err)
		return 0
	}
	s.try(s.file.AddPictureFromBytes(s.name, at, &excelize.Picture{Extension: ".png", File: data, Format: &excelize.GraphicOptions{
		AltText: f.Title, ScaleX: scale / 2, ScaleY: scale / 2, Positioning: "oneCell", LockAspectRatio: true,
	}}))
	_, height := f.Size()
	return int(math.Ceil(float64(height)*scale/2/rowPixels)) + 1
}

// layout sets how a sheet prints: landscape, as wide as the page.
func (b *book) layout(sheet string) {
	orientation, one, zero, yes := "landscape", 1, 0, true
	paper := 9 // A4
	b.try(b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}))
	b.try(b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Orientation: &orientation, Size: &paper, FitToWidth: &one, FitToHeight: &zero}))
}
