package workbook

import (
	"fmt"
	"image/color"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"

	"subtype/internal/style"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// Table is a table with a row of headings.
type Table struct {
	Data   tabular.Data
	Excel  string          // its name, where it can be sorted and filtered; "": it cannot
	Most   int             // rows; 0: as many as a sheet holds
	Empty  string          // said where there are none
	Bars   string          // the name of the field from 0 to 1 that is shown by bars, too
	Shades [3]*color.NRGBA // of the values 0, ½ and 1 of all columns but the first; nil: none
	Last   style.Lines     // how the last field goes across columns and lines; zero: on one line of its own
}

func (t Table) write(s *sheet) {
	height := float64(style.HeadingsRow)
	if t.Shades[0] != nil {
		height = 0
	}
	header := s.header(height, t.headings())
	kept := 0
	more := 0
	cells := make([]excelize.Cell, len(t.Data.Fields))
	for row := range t.Data.Shown {
		if t.Most > 0 && kept == t.Most || s.row >= mostRows {
			more++
			continue
		}
		kept++
		for i, value := range row {
			cells[i] = s.cell(t.Data.Fields[i].Kind, value)
		}
		if t.Last.Columns > 0 {
			text, _ := row[len(row)-1].(string)
			s.lastWide(cells, text, t.Last)
			continue
		}
		s.add(s.prose(t.Data.Fields, row), cells...)
	}
	if kept > 0 {
		t.finish(s, header)
	} else if t.Empty != "" {
		s.add(0, s.text(s.style.text, t.Empty))
	}
	if more > 0 {
		s.add(0, s.text(s.style.text, fmt.Sprintf("… and %d more in %s", more, t.Data.File)))
	}
}

// prose is how high a row must be for its sentences; 0: one line is enough.
func (s *sheet) prose(fields []tabular.Field, row []any) float64 {
	most := 1.0
	for i, f := range fields {
		if text, ok := row[i].(string); ok && f.Kind == tabular.Prose && i < len(s.widths) {
			most = max(most, math.Ceil(float64(len([]rune(text)))/(style.ProseFill*s.widths[i])))
		}
	}
	if most == 1 {
		return 0
	}
	return min(mostHeight, style.TextLine*most+style.TextRoom)
}

// mostNotes is the number of headings that say what they mean when pointed at.
const mostNotes = 40

// headings are those of the fields; of a table of Excel's own they are made unique.
func (t Table) headings() []string {
	used := map[string]int{}
	var out []string
	for _, f := range t.Data.Fields {
		h := f.Heading
		if t.Excel != "" {
			h = uniqueHeading(h, used)
		}
		out = append(out, h)
	}
	return out
}

// finish makes what is written a table of Excel's, and marks its cells.
func (t Table) finish(s *sheet, header int) {
	if t.Excel != "" {
		s.asTable(t.Excel, header, len(t.Data.Fields))
		for i, f := range t.Data.Fields[:min(len(t.Data.Fields), mostNotes)] {
			s.note(i+1, header, f.Meaning())
		}
	}
	for i, f := range t.Data.Fields {
		if f.Kind == tabular.Name {
			s.textColumn(i+1, header+1)
		}
		if f.Name == t.Bars {
			s.conditional(i+1, i+1, header+1, excelize.ConditionalFormatOptions{Type: "data_bar", Criteria: "=",
				MinType: "num", MinValue: "0", MaxType: "num", MaxValue: "1", BarColor: style.Bars, BarSolid: true})
		}
	}
	if c := t.Shades; c[0] != nil {
		s.conditional(2, len(t.Data.Fields), header+1, excelize.ConditionalFormatOptions{Type: "3_color_scale",
			Criteria: "=", MinType: "num", MinValue: "0", MidType: "num", MidValue: "0.5", MaxType: "num", MaxValue: "1",
			MinColor: "#" + style.Hex(*c[0]), MidColor: "#" + style.Hex(*c[1]), MaxColor: "#" + style.Hex(*c[2])})
	}
}

// cell is the cell of a value.
func (b *book) cell(kind tabular.Kind, value any) excelize.Cell {
	switch v := value.(type) {
	case string:
		return b.textOf(kind, v)
	case int:
		return excelize.Cell{StyleID: b.style.count, Value: v}
	case bool:
		return b.text(b.style.name, words.YesNo(v))
	case tabular.Group:
		if v.Number >= 0 {
			return excelize.Cell{StyleID: b.style.subtype[v.Color], Value: words.Subtype(v.Number)}
		}
	case float64:
		switch kind {
		case tabular.Share:
			return b.value(b.style.fixed3, v)
		case tabular.Probability:
			return b.value(b.style.small, v)
		}
		return b.value(b.number(format(v), false), v)
	}
	return excelize.Cell{}
}

// textOf is the cell of a text.
func (b *book) textOf(kind tabular.Kind, text string) excelize.Cell {
	switch kind {
	case tabular.Prose:
		return b.text(b.style.text, text)
	case tabular.Remark:
		return b.text(b.style.indent, text)
	case tabular.Given:
		return b.asTyped(text)
	case tabular.Class:
		if style, ok := b.style.class[text]; ok {
			return excelize.Cell{StyleID: style, Value: text}
		}
		return excelize.Cell{}
	case tabular.Count: // said in place of a number
		return b.text(b.style.general, text)
	}
	return b.text(b.style.name, text)
}

// Across is a table on its side: a row a field, a column a row of the table.
type Across struct {
	Data     tabular.Data
	Corner   string      // heads the fields
	Labels   []string    // of the columns
	Marked   int         // the column that stands out, from 0
	Meanings []string    // of the fields
	Last     style.Lines // how meanings go across columns and lines; zero: on one line
}

// acrossDigits is to how many significant digits numbers are rounded; the table's file
// has all.
const acrossDigits = 6

// acrossRows is where an Across stands.
type acrossRows struct {
	header int
	rows   map[string]int // by name of the field
}

func (t *Across) write(s *sheet) {
	at := acrossRows{s.header(style.HeadingsRow, append(append([]string{t.Corner}, t.Labels...), "What it means")),
		map[string]int{}}
	var columns [][]any
	for row := range t.Data.Shown {
		columns = append(columns, append([]any(nil), row...))
	}
	for i, f := range t.Data.Fields {
		row := []excelize.Cell{s.text(s.style.name, f.Heading)}
		shown := formatOf(f.Kind, columns, i)
		for c, values := range columns {
			row = append(row, s.measure(values[i], shown, c == t.Marked))
		}
		at.rows[f.Name] = s.lastWide(append(row, excelize.Cell{}), t.Meanings[i], t.Last)
	}
	s.across[t] = at
}

// measure is the cell of a value of a table on its side.
func (b *book) measure(value any, format string, marked bool) excelize.Cell {
	switch x := value.(type) {
	case float64:
		return b.value(b.number(format, marked), rounded(x, acrossDigits))
	case int:
		return excelize.Cell{StyleID: b.number(style.WholeNumber, marked), Value: x}
	case string:
		return b.text(b.number(style.AnyNumber, marked), x)
	}
	return b.cell(tabular.Measure, value)
}

// formatOf is the format of the values of a field, which stand beside each other.
func formatOf(kind tabular.Kind, rows [][]any, field int) string {
	if kind == tabular.Probability {
		return style.SmallShare
	}
	largest, whole := 0.0, true
	for _, values := range rows {
		if x, ok := values[field].(float64); ok && !math.IsInf(x, 0) && !math.IsNaN(x) {
			largest, whole = max(largest, math.Abs(x)), whole && x == math.Trunc(x)
		}
	}
	switch {
	case whole && largest > 1 && largest < 1e6:
		return style.WholeNumber
	case largest >= 0.1 && largest <= 1:
		return style.ThreeDecimals
	}
	return format(largest)
}

// format is that of a number of which three digits say something.
func format(x float64) string {
	switch x = math.Abs(x); {
	case x == 0 || math.IsNaN(x) || math.IsInf(x, 0):
		return style.AnyNumber
	case x >= 1e6 || x < 9.995e-4:
		return style.LargeNumber
	case x >= 99.95:
		return style.WholeNumber
	}
	decimals := 2
	for ; x < 0.9995; x *= 10 {
		decimals++
	}
	if x >= 9.995 {
		decimals--
	}
	return "0." + strings.Repeat("0", decimals)
}
