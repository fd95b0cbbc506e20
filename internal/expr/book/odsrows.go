package book

import (
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// odsRows reads the rows of a sheet of an OpenDocument spreadsheet. A row or a cell that is like
// the one before is written once, with a number.
type odsRows struct {
	book    *openDocument
	xml     *xml.Decoder
	bounded *gauge
	close   func()
	line    int
	again   int      // how often the last row comes again
	fields  []string // of the last row
	dates   []date   // in it
	hollow  map[[2]int]bool
	cells   int // read, repetitions counted
	written int // and not counted
	done    bool
}

// date is a cell that holds a date.
type date struct {
	column     int
	raw, shown string
}

// cell is what stands in a cell.
type cell struct {
	text    string
	shown   string
	isDate  bool
	formula bool // whose result is not stored
	times   int
}

func (r *odsRows) token() (xml.Token, error) {
	r.bounded.n = 0
	return r.xml.RawToken()
}

// attribute is an attribute by its usual name; "" where there is none.
func (r *odsRows) attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name[strings.IndexByte(name, ':')+1:] && r.book.usual(a.Name) == name {
			return a.Value
		}
	}
	return ""
}

// times is how often a row or cell comes.
func (r *odsRows) times(e xml.StartElement, name string) int {
	n, err := strconv.Atoi(r.attribute(e, name))
	if err != nil || n < 1 {
		return 1
	}
	return min(n, 1<<24)
}

// next returns the next row, up to its last cell that is not empty, and its number; nil at the
// end of the sheet.
func (r *odsRows) next() ([]string, int, error) {
	if r.again > 0 {
		r.again--
		r.line++
		return append([]string{}, r.fields...), r.line, r.expands()
	}
	for !r.done {
		token, err := r.token()
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, 0, err
		}
		switch e := token.(type) {
		case xml.EndElement:
			r.done = r.book.usual(e.Name) == "table:table"
		case xml.StartElement:
			switch r.book.usual(e.Name) {
			case "table:table", "table:shapes": // within the sheet
				if err := r.skip(); err != nil {
					return nil, 0, err
				}
			case "table:table-row":
				times := r.times(e, "table:number-rows-repeated")
				r.line++
				if err := r.row(); err != nil {
					return nil, 0, err
				}
				if len(r.fields) == 0 {
					r.line += times - 1
					continue
				}
				r.again = times - 1
				return append([]string{}, r.fields...), r.line, r.expands()
			}
		}
	}
	return nil, 0, nil
}

// expands refuses a sheet that has far more cells than are written.
func (r *odsRows) expands() error {
	if r.cells += len(r.fields); r.cells <= mostHollow || r.cells/textfile.MostExpansion <= r.written {
		return nil
	}
	return r.book.sheet.source.Refuse(finding.Finding{Code: finding.Expands, Severity: finding.Fatal, Line: r.line,
		Text: fmt.Sprintf("only %d of %d cells so far are written in the file, the others are repetitions", r.written,
			r.cells),
		Remedy: "is this an expression matrix?"})
}

// row reads the cells of a row.
func (r *odsRows) row() error {
	r.fields, r.dates = r.fields[:0], r.dates[:0]
	empty := 0 // cells since the last that is not
	for {
		token, err := r.token()
		if err != nil {
			return err
		}
		switch e := token.(type) {
		case xml.EndElement:
			if r.book.usual(e.Name) == "table:table-row" {
				return nil
			}
		case xml.StartElement:
			if name := r.book.usual(e.Name); name != "table:table-cell" && name != "table:covered-table-cell" {
				if err := r.skip(); err != nil {
					return err
				}
				continue
			}
			c, err := r.cell(e)
			if err != nil {
				return err
			}
			if c.formula && c.text == "" && len(r.hollow) < finding.MostKept {
				r.hollow[[2]int{r.line, len(r.fields) + empty + 1}] = true
			}
			if c.text == "" {
				empty += c.times
				continue
			}
			if err := r.add(c, empty); err != nil {
				return err
			}
			empty = 0
		}
	}
}

// add takes in a cell, and the empty ones before it.
func (r *odsRows) add(c cell, empty int) error {
	if n := len(r.fields) + empty + c.times; n > textfile.MostSamples {
		return r.book.sheet.source.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Line: r.line,
			Count: n, Text: fmt.Sprintf("the row has %d cells; up to %d are read", n, textfile.MostSamples),
			Remedy: "is this an expression matrix, genes in rows and samples in columns?"})
	}
	for range empty {
		r.fields = append(r.fields, "")
	}
	for range c.times {
		if c.isDate {
			r.dates = append(r.dates, date{len(r.fields), c.text, c.shown})
		}
		r.fields = append(r.fields, c.text)
	}
	r.written++
	return nil
}

// cell reads a cell: its value where it has one, else its text.
func (r *odsRows) cell(e xml.StartElement) (cell, error) {
	c := cell{times: r.times(e, "table:number-columns-repeated"),
		formula: r.attribute(e, "table:formula") != "" && r.attribute(e, "office:value-type") == ""}
	text, err := r.text()
	if err != nil {
		return c, err
	}
	switch r.attribute(e, "office:value-type") {
	case "float", "percentage", "currency":
		c.text = r.attribute(e, "office:value")
	case "date":
		c.text, c.shown, c.isDate = r.attribute(e, "office:date-value"), text, true
	case "boolean":
		c.text = strings.ToUpper(r.attribute(e, "office:boolean-value"))
	case "string":
		if c.text = r.attribute(e, "office:string-value"); c.text == "" {
			c.text = text
		}
	default: // of a time, what is shown
		c.text = text
	}
	return c, nil
}

// text reads the paragraphs of a cell to its end, without notes and drawings.
func (r *odsRows) text() (string, error) {
	var b strings.Builder
	paragraphs, deep := 0, 1
	for {
		token, err := r.token()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.EndElement:
			if deep--; deep == 0 {
				return b.String(), nil
			}
		case xml.CharData:
			if deep > 1 { // not between paragraphs
				b.Write(e)
			}
		case xml.StartElement:
			switch name := r.book.usual(e.Name); {
			case name == "text:p":
				if paragraphs++; paragraphs > 1 {
					b.WriteByte('\n')
				}
			case name == "text:s":
				n, _ := strconv.Atoi(r.attribute(e, "text:c"))
				b.WriteString(strings.Repeat(" ", min(max(n, 1), 1000)))
			case name == "text:tab", name == "text:line-break":
				b.WriteByte(' ')
			case !strings.HasPrefix(name, "text:"):
				if err := r.skip(); err != nil {
					return "", err
				}
				continue
			}
			deep++
		}
		if b.Len() > textfile.MostTextLine {
			return "", fmt.Errorf("a cell is too long")
		}
	}
}

// skip passes over the rest of an element that has begun.
func (r *odsRows) skip() error {
	for deep := 1; deep > 0; {
		token, err := r.token()
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			deep++
		case xml.EndElement:
			deep--
		}
	}
	return nil
}
