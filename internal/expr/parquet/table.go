package parquet

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	names "subtype/internal/expr/column"
	"subtype/internal/expr/textfile"
)

// Table gives the rows of a file.
type Table struct {
	r        io.ReaderAt
	size     int64
	footer   *footer
	order    []int // the columns of the file, as their fields are given
	show     []func(value) string
	columns  []*column // of the group being read
	left     int64     // rows of it
	line     int
	unpacker unpacker
	letters  int64 // handed on so far
}

// A matrix may have so many cells at any rate, and beyond it so many for a byte of the file: what
// repeats takes next to no room.
const (
	freeCells = 20_000_000
	mostCells = 1000
	freeText  = 1 << 30 // bytes, likewise
)

// Open opens a file. Names of the rows must be its index or stand in its first column.
func Open(r io.ReaderAt, size int64) (*Table, error) {
	f, err := readFooter(r, size)
	if err != nil {
		return nil, err
	}
	if len(f.schema) < 2 || f.schema[0].children != len(f.schema)-1 {
		return nil, &Error{Text: "the Parquet file has columns of records or lists, or none",
			Remedy: "write a table of names and numbers"}
	}
	t := &Table{r: r, size: size, footer: f, unpacker: unpacker{size: size}}
	columns := f.schema[1:]
	for _, e := range columns {
		if e.children != 0 || e.repeated > 1 || e.kind < isBoolean || e.kind > isFixed {
			return nil, &Error{Text: fmt.Sprintf("the column %q of the Parquet file holds lists or records", e.name),
				Remedy: "leave it out"}
		}
	}
	n, rows := int64(len(columns)), int64(0)
	for _, g := range f.groups {
		if g.rows < 0 || g.rows > textfile.MostGenes || len(g.columns) != len(columns) {
			return nil, bad("a group of rows has other columns")
		}
		rows += g.rows
	}
	if rows != f.rows {
		return nil, bad("it says that it has %d rows, and describes %d", f.rows, rows)
	}
	if rows > textfile.MostGenes || rows*n > freeCells && rows*n/mostCells > size {
		return nil, &Error{Text: fmt.Sprintf("the Parquet file says that it has %d rows of %d columns, in %d bytes", rows, n,
			size), Remedy: "is this an expression matrix?"}
	}
	return t, t.arrange()
}

// arrange puts the index first.
func (t *Table) arrange() error {
	columns := t.footer.schema[1:]
	index := indexOf(t.footer)
	for _, first := range []bool{true, false} {
		for i := range columns {
			if slices.Contains(index, columns[i].name) == first {
				t.order = append(t.order, i)
			}
		}
	}
	for _, i := range t.order {
		t.show = append(t.show, shown(&columns[i]))
	}
	first := &columns[t.order[0]]
	if !isText(first) && !names.IsGeneColumn(first.name) && !slices.Contains(index, first.name) {
		return &Error{Text: fmt.Sprintf("the Parquet file has no names of rows: its first column, %q, holds numbers",
			first.name), Remedy: "keep the names as the index (pandas) or as the first column"}
	}
	return nil
}

// unnamedIndex begins the name that pandas gives to an index without one.
const unnamedIndex = "__index_level_"

// indexOf are the columns that pandas took for the names of the rows.
func indexOf(f *footer) (index []string) {
	var about struct {
		Index []any `json:"index_columns"`
	}
	if json.Unmarshal([]byte(f.about["pandas"]), &about) != nil {
		return nil
	}
	for _, x := range about.Index {
		if name, ok := x.(string); ok { // a range of numbers is no column
			index = append(index, name)
		}
	}
	return index
}

// Width is the number of columns.
func (t *Table) Width() int { return len(t.order) }

// Next returns the names of the columns, and then the fields of each row, with their numbers, the
// names being number 1; nil at the end.
func (t *Table) Next() (fields []string, line int, err error) {
	if t.line++; t.line == 1 {
		for _, i := range t.order {
			name := strings.ToValidUTF8(t.footer.schema[1+i].name, "\uFFFD")
			if strings.HasPrefix(name, unnamedIndex) {
				name = ""
			}
			fields = append(fields, name)
		}
		return fields, 1, nil
	}
	for t.left == 0 {
		if len(t.footer.groups) == 0 {
			return nil, t.line, nil
		}
		if err := t.begin(); err != nil {
			return nil, t.line, err
		}
	}
	t.left--
	fields = make([]string, len(t.order))
	letters := 0
	for to, i := range t.order {
		v, ok, err := t.columns[i].next()
		if err != nil {
			return nil, t.line, err
		}
		if ok {
			fields[to] = t.show[to](v)
		}
		letters += len(fields[to])
		t.letters += int64(len(fields[to]))
		if letters > 8*textfile.MostTextLine || t.letters > freeText && t.letters/mostCells > t.size {
			return nil, t.line, &Error{Text: fmt.Sprintf("up to row %d there is more text than in an expression matrix",
				t.line-1), Remedy: "leave out columns that are no names and no numbers"}
		}
	}
	return fields, t.line, nil
}

// begin begins with the next group of rows.
func (t *Table) begin() error {
	g := t.footer.groups[0]
	t.footer.groups = t.footer.groups[1:]
	t.columns, t.unpacker.held = t.columns[:0], 0
	for i, c := range g.columns {
		e := &t.footer.schema[1+i]
		at := c.data
		if c.dictionary > 0 && c.dictionary < at {
			at = c.dictionary
		}
		switch {
		case c.elsewhere:
			return &Error{Text: "the columns of the Parquet file are in other files", Remedy: "write them into one"}
		case at < 4 || c.packed < 0 || at > t.size-c.packed || c.kind != e.kind || c.values != g.rows:
			return bad("the column %q is not where it should be", e.name)
		}
		t.columns = append(t.columns, &column{r: t.r, e: e, codec: c.codec, unpacker: &t.unpacker, at: at,
			end: at + c.packed, left: g.rows})
	}
	t.left = g.rows
	return nil
}

// Close lets go of what reading took.
func (t *Table) Close() { t.unpacker.close() }
