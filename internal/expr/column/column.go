package column

import (
	"math"
	"slices"
	"strings"

	"subtype/internal/expr/textfile"
)

// Kind is what a column holds.
type Kind int

const (
	Sample    Kind = iota
	Gene           // about genes: identifiers, descriptions, coordinates, lengths
	GeneText       // words in all the first rows, under a name that says nothing
	Statistic      // of genes over samples: tests, fold changes, means, sums
	Measure        // beside the value of a sample: detection p-values, calls, errors
	Other          // a column of an export that is no sample, whatever its name
	Unclear        // a name as of a statistic, and values that do not show it
	Dropped        // a sample that somebody asked to leave out
)

// Column is one column of a table.
type Column struct {
	Kind Kind
	// As is the name of the sample where the header says more: P01 of "P01.AVG_Signal".
	As string
	// Alike says of an unclear column that its values are like those of the samples.
	Alike bool
}

// Layout is what the columns of a table are.
type Layout struct {
	Columns []Column
	Names   int   // the column that names the rows
	Others  []int // columns of identifiers for rows that have no name there
	// Several are patterns of the columns, one for each of several values that every
	// sample has: which of them is meant nobody said.
	Several []string
	Export  string // the program that wrote the table, where that is certain
	Class   int    // the column that tells controls (Positive, Negative) from genes; 0: none
	// Marks are columns whose + says that a row is left out: contaminants, decoys.
	Marks []int
}

// Of are the columns of some kinds, in their order.
func (l *Layout) Of(kinds ...Kind) []int {
	var out []int
	for i, c := range l.Columns {
		if i != l.Names && slices.Contains(kinds, c.Kind) {
			out = append(out, i)
		}
	}
	return out
}

// Tell tells what the columns under a header are. The first names the rows, unless a
// better one is found. rows are the first rows, as wide as the header; others are not
// looked at. Columns for which without says so are Dropped before anything is looked at;
// nil drops none.
func Tell(header []string, rows [][]string, comma bool, without func(name string) bool) *Layout {
	t := &view{header: textfile.Trim(header), comma: comma}
	for _, fields := range rows {
		switch {
		case len(fields) < len(header):
		case strings.HasPrefix(fields[0], "#!{"): // of Perseus, about the columns
			if strings.HasPrefix(fields[0], "#!{Type}") {
				t.types = fields
			}
		default:
			t.rows = append(t.rows, fields)
		}
	}
	l := &Layout{Columns: make([]Column, len(header))}
	for at := 1; at < len(header) && without != nil; at++ {
		if without(t.header[at]) {
			l.Columns[at].Kind = Dropped
		}
	}
	for _, export := range []func(*view, *Layout) bool{perseus, maxQuant, nSolver} {
		if export(t, l) {
			return l
		}
	}
	t.genes(l)
	if t.measures(l); len(l.Several) > 0 {
		return l
	}
	t.statistics(l)
	t.strangers(l)
	t.alike(l)
	t.orange(l)
	t.rowNames(l)
	return l
}

// view is the part of a table that is looked at.
type view struct {
	header []string
	rows   [][]string
	comma  bool
	types  []string // the line of Perseus that says what columns hold, if there is one
	parsed []*cells
	places map[string]int // of names in lower case, the first of each
}

// cells are the first values of a column: NaN where one is missing or no number.
type cells struct {
	x    []float64
	text bool // some are no numbers
}

// column parses a column, once.
func (t *view) column(at int) *cells {
	if t.parsed == nil {
		t.parsed = make([]*cells, len(t.header))
	}
	if t.parsed[at] == nil {
		c := &cells{x: make([]float64, len(t.rows))}
		for r, fields := range t.rows {
			cell := strings.TrimSpace(fields[at])
			v, ok := textfile.FastNumber(cell, t.comma)
			if !ok {
				v, ok = math.NaN(), textfile.IsMissing(cell)
			}
			if !ok {
				if t.comma {
					cell = strings.Replace(cell, ",", ".", 1)
				}
				var err error
				if v, err = textfile.ParseNumber(cell); err != nil {
					v, c.text = math.NaN(), true
				}
			}
			c.x[r] = v
		}
		t.parsed[at] = c
	}
	return t.parsed[at]
}

// numbers are the values of a column, and whether all that are there are numbers. A
// missing value is left out.
func (t *view) numbers(at int) (x []float64, all bool) {
	c := t.column(at)
	if c.text {
		return nil, false
	}
	return slices.DeleteFunc(slices.Clone(c.x), math.IsNaN), true
}

// plain is a name in lower case with blanks for what separates its words.
func plain(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return strings.ContainsRune(" ._-:()[]/|+,#", r)
	}), " ")
}

// Program is the program whose test results a header names, in parentheses; "" where
// that is not known.
func Program(header []string) string {
	has := map[string]bool{}
	for _, h := range header {
		has[plain(h)] = true
	}
	switch {
	case has["lfcse"] || has["log2foldchange"] && has["padj"]:
		return " (DESeq2)"
	case has["logfc"] && has["logcpm"]:
		return " (edgeR)"
	case has["logfc"] && (has["adj p val"] || has["aveexpr"] || has["b"]):
		return " (limma, GEO2R)"
	}
	return ""
}
