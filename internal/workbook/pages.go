package workbook

import (
	"fmt"
	"math"
	"slices"

	"github.com/xuri/excelize/v2"

	"subtype/internal/style"
)

// pages keeps what a sheet's printed pages depend on: how high its rows are, and which rows
// a picture covers, so that one that would be cut begins a page.
type pages struct {
	heights  []float64 // of the rows, in points; 0: of the standard height
	pictures [][2]int  // the first and the last row of each, from 1
	widest   float64   // right edge of the pictures, in points
	area     [2]int    // columns and rows that are printed, where fewer than all
}

// rowHeight is a row's height in points.
func (p *pages) rowHeight(row int) float64 {
	if row <= len(p.heights) && p.heights[row-1] > 0 {
		return p.heights[row-1]
	}
	return style.RowPoints
}

// covered notes a picture or chart of so many pixels at the next rows.
func (s *sheet) covered(first int, width, height float64) {
	last := first - 1
	for left := height * style.PixelPoints; left > 0; last++ {
		left -= s.pages.rowHeight(last + 1)
	}
	s.pages.pictures = append(s.pages.pictures, [2]int{first, last})
	s.pages.widest = max(s.pages.widest, width*style.PixelPoints)
}

// left is where a column begins, in pixels.
func (s *sheet) left(column int) float64 {
	points := 0.0
	for c := range max(0, column-1) {
		if c < len(s.widths) {
			points += columnPoints(s.widths[c])
		} else {
			points += columnPoints(style.ColumnCharacters)
		}
	}
	return points / style.PixelPoints
}

// columnPoints is how wide a column of so many characters is.
func columnPoints(characters float64) float64 {
	return (math.Trunc(characters*7+5) * style.PixelPoints)
}

// print says what of the sheet is printed, and where pages begin. Sheets are as wide as a
// page: where a picture is higher than one, empty columns beside it make all smaller.
func (s *sheet) print(described Sheet) {
	if s.err != nil {
		return
	}
	columns, rows := max(1, len(described.Widths)), max(1, s.row)
	if s.pages.area[0] > 0 {
		columns, rows = s.pages.area[0], s.pages.area[1]
	}
	titles := 0.0
	if described.FrozenRows > 0 {
		titles = s.pages.rowHeight(described.FrozenRows)
	}
	wanted := max(style.PageWidth, s.pages.widest)
	for i, p := range s.pages.pictures {
		above := titles
		if top := s.pages.high([2]int{1, p[0] - 1}); i == 0 && top < style.MostAbove*s.pages.high(p) {
			above = top // a heading does not stand alone
		}
		if scale := style.PageHeight / (s.pages.high(p) + above); scale > style.LeastScale && !described.OnePage {
			wanted = max(wanted, style.PageWidth/scale)
		}
	}
	width := s.left(columns+1) * style.PixelPoints
	for len(s.pages.pictures) > 0 && width < wanted {
		columns++
		width = s.left(columns+1) * style.PixelPoints
	}
	s.try(s.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: s.name,
		RefersTo: fmt.Sprintf("'%s'!$A$1:%s", s.name, absolute(columns, rows))}))
	if described.OnePage {
		return
	}
	for _, row := range s.pages.breaks(rows, style.PageHeight*max(1, width/style.PageWidth), titles) {
		s.try(s.w.InsertPageBreak(cell(1, row)))
	}
}

// high is the height of a picture in points.
func (p *pages) high(rows [2]int) float64 {
	sum := 0.0
	for r := rows[0]; r <= rows[1]; r++ {
		sum += p.rowHeight(r)
	}
	return sum
}

// breaks are the rows that begin a page so that no picture is cut that fits one: pages hold
// room points, of which all but the first give some to titles. Where programs end a page of
// their own accord differs, so that only what is known to begin a page counts.
func (p *pages) breaks(rows int, room, titles float64) []int {
	var out []int
	used := 0.0
	for r := 1; r <= rows; r++ {
		at := slices.IndexFunc(p.pictures, func(x [2]int) bool { return x[0] == r })
		if at >= 0 && used > titles && used+p.high(p.pictures[at]) > room {
			out, used = append(out, r), titles
		}
		used += p.rowHeight(r)
	}
	return out
}
