package parquet

import (
	"encoding/binary"
	"fmt"
	"io"

	"subtype/internal/expr/finding"
)

// Error says what is wrong with a file, or what in it is not read.
type Error struct{ Text, Remedy string }

func (e *Error) Error() string { return e.Text }

// Finding is what is to be told of it.
func (e *Error) Finding() finding.Finding {
	return finding.Finding{Code: finding.Parquet, Severity: finding.Fatal, Text: e.Text, Remedy: e.Remedy}
}

func bad(format string, values ...any) error {
	return &Error{Text: "the Parquet file is damaged: " + fmt.Sprintf(format, values...),
		Remedy: "copy or download the file again, or write it anew with pandas"}
}

// footer is the description of a file, which stands at its end.
type footer struct {
	schema []element
	rows   int64
	groups []group
	about  map[string]string
}

// element is a column, or a record of columns.
type element struct {
	name      string
	kind      int // of the kinds below
	length    int
	repeated  int // 0: a value in each row, 1: at most one, 2: any number
	children  int
	converted int // the older way to say what is meant; -1: not said
	logical   int // the newer one, as the number of the field; 0: not said
	scale     int // of decimals
	unsigned  bool
}

// The kinds of values.
const (
	isBoolean = iota
	isWhole32
	isWhole64
	isTime96
	isFloat32
	isFloat64
	isBytes
	isFixed
)

// What values mean, by the numbers that the format gives.
const (
	convertedDecimal, convertedDate              = 5, 6
	convertedUint8, convertedUint64              = 11, 14
	logicalDecimal, logicalDate, logicalTime     = 5, 6, 7
	logicalStamp, logicalInteger, logicalFloat16 = 8, 10, 15
)

// group is some of the rows, column by column.
type group struct {
	columns []chunk
	rows    int64
}

// chunk is where a column of a group lies.
type chunk struct {
	kind, codec      int
	values           int64
	packed           int64
	data, dictionary int64
	elsewhere        bool
}

// readFooter reads the description of a file.
func readFooter(r io.ReaderAt, size int64) (*footer, error) {
	var end [8]byte
	if size < 12 {
		return nil, bad("it is cut off")
	}
	if _, err := r.ReadAt(end[:], size-8); err != nil {
		return nil, err
	}
	switch string(end[4:]) {
	case "PAR1":
	case "PARE":
		return nil, &Error{Text: "the Parquet file is encrypted", Remedy: "write it without encryption"}
	default:
		return nil, bad("its end is missing; is it cut off?")
	}
	n := int64(binary.LittleEndian.Uint32(end[:4]))
	if n > size-12 {
		return nil, bad("its description is longer than the file")
	}
	b := make([]byte, n)
	if _, err := r.ReadAt(b, size-8-n); err != nil {
		return nil, err
	}
	f, c := &footer{about: map[string]string{}}, &compact{b: b}
	c.row(0, func(id int, kind byte) bool {
		switch {
		case id == 2 && kind == isList:
			c.list(func() { f.schema = append(f.schema, c.element()) })
		case id == 3 && kind == isInt64:
			f.rows = c.signed()
		case id == 4 && kind == isList:
			c.list(func() { f.groups = append(f.groups, c.group()) })
		case id == 5 && kind == isList:
			c.list(func() {
				key, value := c.pair()
				f.about[key] = value
			})
		default:
			return false
		}
		return true
	})
	if c.short {
		return nil, bad("its description is cut off")
	}
	return f, nil
}

// number reads a number of a structure into one of several places, by its field.
func (c *compact) number(kind byte, into *int) bool {
	if into == nil || kind != isInt32 && kind != isInt64 {
		return false
	}
	*into = int(c.signed())
	return true
}

func (c *compact) element() element {
	e := element{converted: -1}
	c.row(1, func(id int, kind byte) bool {
		switch {
		case id == 4 && kind == isBinary:
			e.name = string(c.bytes())
			return true
		case id == 10 && kind == isRow:
			c.row(2, func(id int, kind byte) bool {
				e.logical = id
				if kind != isRow || id != logicalDecimal && id != logicalInteger {
					return false
				}
				c.row(3, func(field int, kind byte) bool {
					if id == logicalInteger && field == 2 {
						e.unsigned = kind == isFalse
					}
					return id == logicalDecimal && field == 1 && c.number(kind, &e.scale)
				})
				return true
			})
			return true
		}
		return c.number(kind, map[int]*int{1: &e.kind, 2: &e.length, 3: &e.repeated, 5: &e.children, 6: &e.converted,
			7: &e.scale}[id])
	})
	if e.logical == 0 && e.converted >= convertedUint8 && e.converted <= convertedUint64 {
		e.unsigned = true
	}
	return e
}

func (c *compact) group() group {
	var g group
	c.row(1, func(id int, kind byte) bool {
		switch {
		case id == 1 && kind == isList:
			c.list(func() { g.columns = append(g.columns, c.chunk()) })
		case id == 3 && kind == isInt64:
			g.rows = c.signed()
		default:
			return false
		}
		return true
	})
	return g
}

func (c *compact) chunk() chunk {
	var out chunk
	c.row(2, func(id int, kind byte) bool {
		if id == 1 { // in another file
			out.elsewhere = true
		}
		if id != 3 || kind != isRow {
			return false
		}
		c.row(3, func(id int, kind byte) bool {
			switch {
			case id == 5 && kind == isInt64:
				out.values = c.signed()
			case id == 7 && kind == isInt64:
				out.packed = c.signed()
			case id == 9 && kind == isInt64:
				out.data = c.signed()
			case id == 11 && kind == isInt64:
				out.dictionary = c.signed()
			default:
				return c.number(kind, map[int]*int{1: &out.kind, 4: &out.codec}[id])
			}
			return true
		})
		return true
	})
	return out
}

// pair reads a name and what it stands for.
func (c *compact) pair() (key, value string) {
	c.row(1, func(id int, kind byte) bool {
		switch {
		case id == 1 && kind == isBinary:
			key = string(c.bytes())
		case id == 2 && kind == isBinary:
			value = string(c.bytes())
		default:
			return false
		}
		return true
	})
	return key, value
}
