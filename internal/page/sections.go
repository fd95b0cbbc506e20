package page

import (
	"fmt"
	"strings"

	"subtype/internal/expr/names"
	"subtype/internal/tabular"
	"subtype/internal/words"
	"subtype/internal/workbook"
)

// link is an entry of the contents.
type link struct{ ID, Name, About string }

// anchor is the identifier of a section.
func anchor(i int) string { return fmt.Sprintf("section%d", i) }

// section is a sheet as the layout takes it.
type section struct {
	ID, Name string
	Titled   bool // it begins with the title of the page
	Blocks   []block
}

// block is a block of a sheet as the layout takes it.
type block struct {
	Kind     string // of the text, or what the number names
	Text     string
	Linked   []link // the text in parts, where it says which others to see: of those the ID is not empty
	Number   int    // of a table, figure or chart of the content
	Table    *plain
	Contents []link
}

// plain is a table that is written as it is.
type plain struct {
	Head []cell
	Rows [][]cell
}

// cell is one of a plain table. A class is that of a colour.
type cell struct {
	Text, About, Color   string
	Number, Marked, Wide bool
}

// Class names how a cell looks.
func (c cell) Class() string {
	var all []string
	for _, one := range []struct {
		is   bool
		name string
	}{{c.Number, "number"}, {c.Marked, "marked"}, {c.Wide, "prose"}} {
		if one.is {
			all = append(all, one.name)
		}
	}
	return strings.Join(all, " ")
}

// content is what the script of the page takes, gathered from the blocks.
type content struct {
	sheets  []link
	Tables  []table  `json:"tables"`
	Figures []string `json:"figures"`
	Charts  []chart  `json:"charts"`
	Live    []any    `json:"live"`
	err     error
}

// sections are sheets, the first of that number.
func (c *content) sections(sheets []workbook.Sheet, first int) []section {
	var out []section
	for i, s := range sheets {
		one := section{ID: anchor(first + i), Name: names.Visible(s.Name)}
		for _, b := range s.Blocks {
			one.Blocks = append(one.Blocks, c.blocks(b)...)
			one.Titled = one.Titled || one.Blocks != nil && one.Blocks[0].Kind == "title"
		}
		out = append(out, one)
	}
	return out
}

// lineKinds are the elements of lines.
var lineKinds = map[workbook.LineSize]string{workbook.Heading: "heading", workbook.Section: "section",
	workbook.Title: "title", workbook.Headline: "headline"}

// blocks are what a page has of a block of a sheet; some have no place in it.
func (c *content) blocks(b workbook.Block) []block {
	text := func(kind, text string) []block {
		text = names.Visible(text)
		return []block{{Kind: kind, Text: text, Linked: c.linked(text)}}
	}
	switch b := b.(type) {
	case workbook.Line:
		return text(lineKinds[b.Size], b.Text)
	case workbook.Paragraph:
		return text("text", b.Text)
	case workbook.Note:
		return text("note", b.Text)
	case workbook.Contents:
		return []block{{Kind: "contents", Contents: c.sheets[1:]}}
	case workbook.Picture:
		return c.picture(b)
	case workbook.Chart:
		c.Charts = append(c.Charts, chartOf(b))
		return []block{{Kind: "chart", Text: names.Visible(b.Title), Number: len(c.Charts) - 1}}
	case workbook.Table:
		return []block{c.table(b)}
	case *workbook.Across:
		return []block{{Kind: "plain", Text: b.Data.Name, Table: across(b)}}
	case workbook.Space, workbook.NotPrinted:
		return nil
	}
	panic(fmt.Sprintf("page: a block of type %T", b)) // ours
}

// linked is a text in parts. Where it says to see another section stands a link to that.
func (c *content) linked(text string) []link {
	var out []link
	for {
		at, found := len(text), link{}
		for _, s := range c.sheets {
			i := strings.Index(text, "see "+s.Name)
			if i >= 0 && (i < at || i == at && len(s.Name) > len(found.Name)) {
				at, found = i, s
			}
		}
		if found.Name == "" {
			return append(out, link{Name: text})
		}
		at += len("see ")
		out = append(out, link{Name: text[:at]}, found)
		text = text[at+len(found.Name):]
	}
}

// picture is a figure: the script draws some, and shows the others as they are.
func (c *content) picture(p workbook.Picture) []block {
	var out []block
	for _, l := range live(p.Of) {
		c.Live = append(c.Live, l)
		out = append(out, block{Kind: "live", Text: names.Visible(p.Alt), Number: len(c.Live) - 1})
	}
	if len(out) > 0 || p.SVG == nil {
		return out
	}
	var svg strings.Builder
	if err := p.SVG(&svg); err != nil && c.err == nil {
		c.err = err
	}
	c.Figures = append(c.Figures, svg.String())
	return []block{{Kind: "figure", Text: names.Visible(p.Alt), Number: len(c.Figures) - 1}}
}

// table is a table: one that Excel can sort is sorted by the script.
func (c *content) table(t workbook.Table) block {
	if t.Excel == "" {
		return block{Kind: "plain", Text: t.Data.Name, Table: written(t)}
	}
	made := tableOf(t)
	if made.Count == 0 {
		return block{Kind: "text", Text: t.Empty}
	}
	c.Tables = append(c.Tables, made)
	return block{Kind: "table", Text: names.Visible(t.Data.Name), Number: len(c.Tables) - 1}
}

// written is a table as it is.
func written(t workbook.Table) *plain {
	p := &plain{}
	for _, f := range t.Data.Fields {
		p.Head = append(p.Head, headOf(f))
	}
	for row := range t.Data.Shown {
		cells := make([]cell, len(row))
		for i, v := range row {
			cells[i] = cellOf(t.Data.Fields[i].Kind, v)
		}
		p.Rows = append(p.Rows, cells)
	}
	return p
}

// across is a table on its side.
func across(t *workbook.Across) *plain {
	p := &plain{Head: []cell{{Text: names.Visible(t.Corner)}}}
	for i, label := range t.Labels {
		p.Head = append(p.Head, cell{Text: names.Visible(label), Number: true, Marked: i == t.Marked})
	}
	p.Head = append(p.Head, cell{Text: "What it means"})
	for i, f := range t.Data.Fields {
		p.Rows = append(p.Rows, []cell{{Text: names.Visible(f.Heading), About: names.Visible(f.Range)}})
		column := 0
		for row := range t.Data.Shown {
			one := cellOf(tabular.Measure, row[i])
			one.Number, one.Marked = true, column == t.Marked
			p.Rows[i] = append(p.Rows[i], one)
			column++
		}
		p.Rows[i] = append(p.Rows[i], cell{Text: names.Visible(t.Meanings[i]), Wide: true})
	}
	return p
}

func headOf(f tabular.Field) cell {
	return cell{Text: names.Visible(f.Heading), About: names.Visible(f.Meaning()), Number: numeric(f.Kind)}
}

// numeric says of a kind whether its values are mostly numbers.
func numeric(k tabular.Kind) bool {
	return k == tabular.Count || k == tabular.Share || k == tabular.Weight || k == tabular.Measure
}

// cellOf is the cell of a value.
func cellOf(kind tabular.Kind, value any) cell {
	one := cell{Number: numeric(kind), Wide: kind == tabular.Prose || kind == tabular.Remark}
	switch v := value.(type) {
	case string:
		one.Text = names.Visible(v)
	case int:
		one.Text = fmt.Sprint(v)
	case bool:
		one.Text = words.YesNo(v)
	case tabular.Group:
		if v.Number >= 0 {
			one.Text, one.Color = words.Subtype(v.Number), fmt.Sprintf("c%d", v.Color)
		}
	case float64:
		one.Text = Number(kind, v)
	}
	return one
}
