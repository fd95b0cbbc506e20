package report

import (
	"fmt"
	"image/color"
	_ "image/png" // excelize reads the size of the pictures
	"io"
	"slices"
	"sort"

	"github.com/xuri/excelize/v2"

	"subtype/internal/confidence"
	"subtype/internal/expr/names"
	"subtype/internal/look"
	"subtype/internal/words"
)

// Sheets of the workbook, in order; the consensus sheets, one a rank, come
// after the rank survey.
const (
	summarySheet     = "Summary"
	assignmentsSheet = "Assignments"
	stabilitySheet   = "Stability"
	surveySheet      = "Rank survey"
	metagenesSheet   = "Metagenes"
	genesSheet       = "Genes"
	checksSheet      = "Input checks"
	methodsSheet     = "Methods"
)

func consensusSheet(k int) string { return fmt.Sprintf("Consensus k=%d", k) }

// book is a workbook being made. The first error stays and ends the work.
type book struct {
	study   *Study
	figures *figures
	file    *excelize.File
	style   styles
	err     error
}

// writeWorkbook writes the workbook. Its bytes depend on the study alone.
func (s *Study) writeWorkbook(w io.Writer, f *figures) error {
	b := &book{study: s, figures: f, file: excelize.NewFile()}
	defer b.file.Close()
	b.makeStyles()
	sheets := []string{summarySheet, assignmentsSheet, stabilitySheet, surveySheet}
	for _, r := range s.Survey.Ranks {
		sheets = append(sheets, consensusSheet(r.K))
	}
	sheets = append(sheets, metagenesSheet, genesSheet, checksSheet, methodsSheet)
	b.try(b.file.SetSheetName("Sheet1", sheets[0]))
	for _, n := range sheets[1:] {
		_, err := b.file.NewSheet(n)
		b.try(err)
	}
	b.summary(sheets)
	b.assignments()
	b.stability()
	b.survey()
	for i := range s.Survey.Ranks {
		b.consensus(&s.Survey.Ranks[i])
	}
	b.metagenes()
	b.genes()
	b.checks()
	b.methods()
	b.file.SetActiveSheet(0)
	b.try(b.file.SetDocProps(&excelize.DocProperties{
		Title:   cutUnits(names.Visible("Molecular subtypes of "+s.Matrix.Name), mostHeading),
		Creator: "subtype " + s.Version, LastModifiedBy: "subtype " + s.Version,
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z", // a date would make every run's file differ
	}))
	// excelize keeps these in the order of a map.
	types := b.file.ContentTypes.Defaults
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
	b.file.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sortedZip{out: w} })
	if b.err != nil {
		return fmt.Errorf("report.xlsx: %w", b.err)
	}
	_, err := b.file.WriteTo(w)
	return err
}

func (b *book) try(err error) {
	if b.err == nil {
		b.err = err
	}
}

// styles are the cell styles, by use.
type styles struct {
	title, big, heading, text, header, note, link int
	name, count, fixed3, weight, general, indent  int
	good, large, goodLarge                        int
	subtype                                       []int
	confidence                                    map[confidence.Class]int
}

func (b *book) makeStyles() {
	font := func(size float64, bold bool, color string) *excelize.Font {
		return &excelize.Font{Family: "Calibri", Size: size, Bold: bold, Color: color}
	}
	add := func(s excelize.Style) int {
		if s.Font == nil {
			s.Font = font(11, false, "222222")
		}
		id, err := b.file.NewStyle(&s)
		b.try(err)
		return id
	}
	top := &excelize.Alignment{Vertical: "top", WrapText: true}
	fixed3, weight, large := "0.000", "[>=1000]0;[>=1]0.00;0.0000", "0.0000E+00"
	b.style = styles{
		title:     add(excelize.Style{Font: font(16, true, "222222")}),
		big:       add(excelize.Style{Font: font(26, true, look.Hex(look.SubtypeColor(0)))}),
		heading:   add(excelize.Style{Font: font(12, true, "222222"), Alignment: &excelize.Alignment{Vertical: "bottom"}}),
		text:      add(excelize.Style{Alignment: top}),
		note:      add(excelize.Style{Font: font(10, false, "666666"), Alignment: top}),
		header:    add(excelize.Style{Font: font(11, true, "222222"), Alignment: &excelize.Alignment{Vertical: "center", WrapText: true}, Fill: fill("E8EEF4")}),
		link:      add(excelize.Style{Font: &excelize.Font{Family: "Calibri", Size: 11, Color: "0563C1", Underline: "single"}, Alignment: top}),
		name:      add(excelize.Style{NumFmt: 49}), // "@": what is typed or pasted stays text too
		count:     add(excelize.Style{NumFmt: 1}),
		fixed3:    add(excelize.Style{CustomNumFmt: &fixed3}),
		weight:    add(excelize.Style{CustomNumFmt: &weight}),
		large:     add(excelize.Style{CustomNumFmt: &large}),
		indent:    add(excelize.Style{Alignment: &excelize.Alignment{Indent: 1}}),
		general:   add(excelize.Style{}),
		good:      add(excelize.Style{Font: font(11, true, "222222"), Fill: fill("FFF2CC")}),
		goodLarge: add(excelize.Style{Font: font(11, true, "222222"), Fill: fill("FFF2CC"), CustomNumFmt: &large}),
	}
	b.style.confidence = map[confidence.Class]int{}
	for _, c := range confidenceClasses {
		b.style.confidence[c] = add(excelize.Style{NumFmt: 49, Fill: fill(look.Hex(confidenceColors[c])),
			Alignment: &excelize.Alignment{Horizontal: "center"}})
	}
	for q := range slices.Max(b.study.Survey.Plan.Ranks) {
		c := look.SubtypeColor(q)
		ink := "FFFFFF"
		if luminance(c) > 0.35 {
			ink = "000000"
		}
		b.style.subtype = append(b.style.subtype, add(excelize.Style{NumFmt: 49, Font: font(11, true, ink), Fill: fill(look.Hex(c)), Alignment: &excelize.Alignment{Horizontal: "center"}}))
	}
}

func fill(color string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
}

// luminance is the relative brightness of a colour, roughly.
func luminance(c color.NRGBA) float64 {
	return (0.2126*float64(c.R)*float64(c.R) + 0.7152*float64(c.G)*float64(c.G) + 0.0722*float64(c.B)*float64(c.B)) / (255 * 255)
}

// subtypeCell names a subtype on its colour; −1 is none.
func (b *book) subtypeCell(q int) excelize.Cell {
	if q < 0 {
		return excelize.Cell{}
	}
	return excelize.Cell{StyleID: b.style.subtype[q], Value: words.Subtype(q)}
}

// cell names column c (from 1) of row r.
func cell(c, r int) string {
	name, err := excelize.CoordinatesToCellName(c, r)
	if err != nil {
		panic("report: " + err.Error())
	}
	return name
}
