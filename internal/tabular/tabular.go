// Package tabular describes tables: what each column is called, in files and by people,
// what it means, and what it holds of a row. It writes them as TSV; the
// workbook and whatever else shows tables takes the same descriptions.
package tabular

import (
	"iter"

	"subtype/internal/words"
)

// Kind says what the values of a column are, and so how they are shown.
type Kind int

// The kinds of columns.
const (
	Name    Kind = iota + 1 // of a sample or a gene, kept to the letter
	Text                    // a word or a few
	Prose                   // sentences, broken into lines
	Remark                  // a sentence, on one line
	Subtype                 // a Group
	Class                   // one of a few words, each with its colour
	Count                   // a whole number
	Share                   // a number with three decimals, mostly from 0 to 1
	Weight                  // a number of any size
	Measure                 // a number of which six digits are shown
	YesNo
	Given       // as it came in: a number or a text
	Probability // a p-value, or one adjusted, however small
)

// Field says what a column is. It can be compared: fields of one name are the same.
type Field struct {
	Name    string // in files
	Heading string // for people
	About   string // what it means, to follow "Heading: "
	Unit    string // of its values; "": none
	Range   string // of its values, as "0 to 1"; "": any
	Kind    Kind
}

// Meaning is what a field means, with its unit and range, as a sentence.
func (f Field) Meaning() string {
	if f.About == "" {
		return ""
	}
	text := words.Upper(f.About)
	if f.Range != "" {
		text += " (" + f.Range + ")"
	}
	if f.Unit != "" {
		text += "; in " + f.Unit
	}
	return text + "."
}

// Group is a subtype by its number from 0, and the number of its colour; below 0 there is
// none.
type Group struct{ Number, Color int }

// NoGroup is none.
var NoGroup = Group{-1, 0}

// Column is a field and its value of a row: a string, an int, a float64, a bool, a Group,
// or nil. Empty strings, NoGroup, nil and numbers that are not finite are not
// known.
type Column[R any] struct {
	Field
	Value func(R) any
	Shown func(R) any // in a sheet, where that differs; nil: it does not
}

// Table is a table of rows R.
type Table[R any] struct {
	Name    string // for people
	File    string // within the folder; "": it has none. With the ending .gz it is packed
	About   string // what it holds
	Columns []Column[R]
	Rows    iter.Seq[R]
}

// Only is the table with some columns, in the order of their names.
func (t Table[R]) Only(names ...string) Table[R] {
	var some []Column[R]
	for _, name := range names {
		for _, c := range t.Columns {
			if c.Name == name {
				some = append(some, c)
			}
		}
	}
	if len(some) != len(names) {
		panic("tabular: no such column") // the names are ours
	}
	t.Columns = some
	return t
}

// Data is a table whatever its rows are.
type Data struct {
	Name, File, About string
	Fields            []Field
	Values            iter.Seq[[]any] // of every row, as files hold them; valid until the next
	Shown             iter.Seq[[]any] // as sheets show them
}

// Data is the table for its writers.
func (t Table[R]) Data() Data {
	d := Data{Name: t.Name, File: t.File, About: t.About, Fields: make([]Field, len(t.Columns))}
	for i, c := range t.Columns {
		d.Fields[i] = c.Field
	}
	d.Values, d.Shown = t.values(false), t.values(true)
	return d
}

func (t Table[R]) values(shown bool) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		row := make([]any, len(t.Columns))
		for r := range t.Rows {
			for i, c := range t.Columns {
				if shown && c.Shown != nil {
					row[i] = c.Shown(r)
				} else {
					row[i] = c.Value(r)
				}
			}
			if !yield(row) {
				return
			}
		}
	}
}
