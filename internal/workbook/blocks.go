package workbook

import (
	"bytes"
	"image"
	"io"
	"math"

	"github.com/xuri/excelize/v2"

	"subtype/internal/style"
)

// Line is a text on one row.
type Line struct {
	Text string
	Size LineSize
}

// LineSize says what a line is.
type LineSize int

// The sizes of lines.
const (
	Heading  LineSize = iota // of a sheet, or of a table
	Section                  // a heading with room above it
	Title                    // of the workbook
	Headline                 // what a reader is to see first
)

func (l Line) write(s *sheet) {
	switch l.Size {
	case Title:
		s.add(style.TitleRow, s.text(s.style.title, l.Text))
	case Headline:
		s.add(style.HeadlineRow, s.text(s.style.big, l.Text))
	case Section:
		s.add(style.SectionRow, s.text(s.style.heading, l.Text))
	default:
		s.add(0, s.text(s.style.heading, l.Text))
	}
}

// Paragraph is a text across columns, as high as it needs.
type Paragraph struct {
	Text  string
	Lines style.Lines
}

func (p Paragraph) write(s *sheet) { s.wide(s.style.text, p.Text, p.Lines) }

// Note is a paragraph in small letters.
type Note Paragraph

func (n Note) write(s *sheet) { s.wide(s.style.note, n.Text, n.Lines) }

// Space leaves rows empty.
type Space int

func (n Space) write(s *sheet) { s.row += int(n) }

// Contents lists the other sheets, with links to them, and the question that each answers,
// across columns.
type Contents struct {
	Columns int
	Beside  *Picture // in the column after these; nil: none
}

func (c Contents) write(s *sheet) {
	left := 0.0 // points below the links that the picture takes
	if c.Beside != nil {
		beside := *c.Beside
		beside.Column, beside.Row = c.Columns+1, s.row+1
		beside.write(s)
		left = beside.points() - float64(style.LinkRow*len(s.Sheets[1:]))
	}
	for _, other := range s.Sheets[1:] {
		row := s.add(style.LinkRow, s.text(s.style.link, other.Name), s.text(s.style.text, other.About))
		if s.err == nil {
			s.try(s.w.MergeCell(cell(2, row), cell(c.Columns, row)))
			s.try(s.file.SetCellHyperLink(s.name, cell(1, row), "'"+other.Name+"'!A1", "Location"))
		}
	}
	s.row += int(math.Ceil(max(0, left) / style.RowPoints))
}

// Picture is a picture of half its pixels times Scale, at the next row or at a place of
// its own, beside the blocks.
type Picture struct {
	PNG         func() ([]byte, error)
	SVG         func(io.Writer) error // for pages; nil: they show it in another way
	Of          any                   // what it shows, for pages that draw it themselves
	Alt         string                // said where it cannot be seen
	Height      int                   // in pixels
	Scale       float64
	Column, Row int // its corner, from 1; 0: the first column, the next row
}

// points is how high it is shown.
func (p Picture) points() float64 { return float64(p.Height) * p.Scale / 2 * style.PixelPoints }

// rowPixels is the height of a row of standard height, as excelize has it.
const rowPixels = 20

func (p Picture) write(s *sheet) {
	if s.err != nil {
		return
	}
	data, err := p.PNG()
	if err != nil {
		s.try(err)
		return
	}
	at := cell(max(1, p.Column), s.row+1)
	if p.Row > 0 {
		at = cell(p.Column, p.Row)
	}
	s.try(s.file.AddPictureFromBytes(s.name, at, &excelize.Picture{Extension: ".png", File: data,
		Format: &excelize.GraphicOptions{AltText: p.Alt, ScaleX: p.Scale / 2, ScaleY: p.Scale / 2,
			Positioning: "oneCell", LockAspectRatio: true}}))
	if p.Row == 0 {
		size, _, err := image.DecodeConfig(bytes.NewReader(data))
		s.try(err)
		s.covered(s.row+1, s.left(p.Column)+float64(size.Width)*p.Scale/2, float64(p.Height)*p.Scale/2)
		s.row += int(math.Ceil(float64(p.Height)*p.Scale/2/rowPixels)) + 2
	}
}

// Chart is a native chart of fields of a table that has been written, which a reader can
// edit and copy. Its axis goes from 0 to 1. What follows stands beside it.
type Chart struct {
	Title  string
	Of     *Across
	Fields []string // names
}

func (c Chart) write(s *sheet) {
	if s.err != nil {
		return
	}
	at, last := s.across[c.Of], len(c.Of.Labels)+1
	ref := func(c1, c2, row int) string {
		from, err := excelize.CoordinatesToCellName(c1, row, true)
		s.try(err)
		to, err := excelize.CoordinatesToCellName(c2, row, true)
		s.try(err)
		return "'" + s.name + "'!" + from + ":" + to
	}
	var series []excelize.ChartSeries
	for i, name := range c.Fields {
		color := "#" + style.Hex(style.SubtypeColors[i])
		row := at.rows[name]
		series = append(series, excelize.ChartSeries{
			Name: ref(1, 1, row), Categories: ref(2, last, at.header), Values: ref(2, last, row),
			Fill: fill(color), Line: excelize.LineOptions{Width: style.ChartLine},
			Marker: excelize.ChartMarker{Symbol: "circle", Size: style.ChartMarker, Fill: fill(color)},
		})
	}
	s.covered(s.row+1, style.ChartWidth, style.ChartHeight)
	zero, one := 0.0, 1.0
	axis := excelize.Font{Size: style.NoteLetters, Color: style.AxisInk}
	s.try(s.file.AddChart(s.name, cell(1, s.row+1), &excelize.Chart{
		Type: excelize.Line, Series: series,
		Format:    excelize.GraphicOptions{AltText: c.Title, Positioning: "oneCell"},
		Dimension: excelize.ChartDimension{Width: style.ChartWidth, Height: style.ChartHeight},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: c.Title}}},
		Legend:    excelize.ChartLegend{Position: "bottom"},
		XAxis:     excelize.ChartAxis{Font: axis},
		YAxis:     excelize.ChartAxis{Minimum: &zero, Maximum: &one, MajorGridLines: true, Font: axis},
	}))
}

// NotPrinted ends what is printed of a sheet: what follows is for the screen. Columns is how
// many are printed.
type NotPrinted struct{ Columns int }

func (n NotPrinted) write(s *sheet) {
	s.pages.area = [2]int{n.Columns, max(1, s.row)}
}

func absolute(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row, true)
	if err != nil {
		panic("workbook: " + err.Error())
	}
	return name
}
