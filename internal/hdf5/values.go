package hdf5

import (
	"bytes"
	"encoding/binary"
	"math"

	"subtype/internal/float16"
)

// piece is how many elements are turned into values at a time.
const piece = 1 << 15

// Floats reads elements of a dataset of one dimension, or of rows and columns, row by row, as
// numbers.
func (d *Dataset) Floats(row, rows, column, columns int64, out []float64) error {
	if d.Type.Class != Integer && d.Type.Class != Float {
		return bad("a dataset holds no numbers where they were expected")
	}
	high := max(1, piece/max(1, columns))
	if d.layout.class == chunked && len(d.Extent) == 2 { // whole chunks, each of which is then unpacked once
		high = max(1, high/d.layout.chunk[0]) * d.layout.chunk[0]
	}
	room := make([]byte, min(high, rows)*columns*d.Type.Size)
	for done := int64(0); done < rows; done += high {
		n := min(high, rows-done)
		b := room[:n*columns*d.Type.Size]
		if err := d.raw(row+done, n, column, columns, b); err != nil {
			return err
		}
		d.Type.floats(b, out[done*columns:(done+n)*columns])
	}
	return nil
}

// Integers reads elements of a dataset of one dimension as whole numbers.
func (d *Dataset) Integers(from, n int64, out []int64) error {
	if d.Type.Class != Integer || len(d.Extent) > 1 {
		return bad("a dataset holds no list of whole numbers where one was expected")
	}
	room := make([]byte, min(piece, n)*d.Type.Size)
	for done := int64(0); done < n; done += piece {
		b := room[:min(piece, n-done)*d.Type.Size]
		if err := d.raw(from+done, min(piece, n-done), 0, 1, b); err != nil {
			return err
		}
		if !d.Type.integers(b, out[done:done+min(piece, n-done)]) {
			return bad("a whole number is too large")
		}
	}
	return nil
}

// Texts reads all elements of a dataset of one dimension, or of a single value.
func (d *Dataset) Texts() ([]string, error) {
	if d.Type.Class != Text || len(d.Extent) > 1 {
		return nil, bad("a dataset holds no list of texts where one was expected")
	}
	n, size := d.Len(), d.Type.Size
	if d.Type.variable && size != int64(8+d.f.offsets) {
		return nil, bad("the file is damaged: a text has %d bytes", size)
	}
	out := make([]string, 0, min(n, 1<<20))
	for from := int64(0); from < n; {
		rows := min(n-from, max(1, (1<<20)/size))
		b := make([]byte, rows*size)
		if err := d.raw(from, rows, 0, 1, b); err != nil {
			return nil, err
		}
		for ; len(b) > 0; b = b[size:] {
			text, err := d.text(b[:size])
			if err != nil {
				return nil, err
			}
			out = append(out, text)
		}
		from += rows
	}
	return out, nil
}

// text is one element.
func (d *Dataset) text(b []byte) (string, error) {
	if !d.Type.variable {
		if d.Type.padding == 2 {
			return string(bytes.TrimRight(b, " ")), nil
		}
		text, _, _ := bytes.Cut(b, []byte{0})
		return string(text), nil
	}
	c := &cursor{b: b}
	n, heap, index := c.size(4), d.f.address(c), c.uint(4)
	if n == 0 || heap <= 0 {
		return "", nil
	}
	text, err := d.f.text(heap, index)
	if err != nil {
		return "", err
	}
	text, _, _ = bytes.Cut(text[:min(n, int64(len(text)))], []byte{0})
	return string(text), nil
}

// Field is a member of a dataset of compounds; nil where there is none of the name.
func (d *Dataset) Field(name string) *Dataset {
	for _, m := range d.Type.Members {
		if m.Name == name && len(d.Extent) == 1 {
			return &Dataset{Type: m.Type, Extent: d.Extent, f: d.f, layout: &layout{}, whole: d, from: m.Offset}
		}
	}
	return nil
}

// ofCompounds is raw for a member of compounds.
func (d *Dataset) ofCompounds(row, rows int64, out []byte) error {
	size, whole := d.Type.Size, d.whole.Type.Size
	step := max(1, (1<<20)/whole)
	room := make([]byte, min(step, rows)*whole)
	for done := int64(0); done < rows; done += step {
		n := min(step, rows-done)
		if err := d.whole.raw(row+done, n, 0, 1, room[:n*whole]); err != nil {
			return err
		}
		for i := range n {
			copy(out[(done+i)*size:(done+i+1)*size], room[i*whole+d.from:])
		}
	}
	return nil
}

func (t Type) order() binary.ByteOrder {
	if t.big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// integer is the whole number at the beginning of b; unsigned ones above 2⁶³ come out negative.
func (t Type) integer(b []byte) int64 {
	var x uint64
	for i := range int(t.Size) {
		at := i
		if t.big {
			at = int(t.Size) - 1 - i
		}
		x |= uint64(b[at]) << (8 * i)
	}
	if shift := 64 - 8*uint(t.Size); t.Signed {
		return int64(x<<shift) >> shift
	}
	return int64(x)
}

// integers turns elements into whole numbers; false where one is too large.
func (t Type) integers(b []byte, out []int64) bool {
	switch {
	case t.Size == 4 && !t.big && t.Signed:
		for i := range out {
			out[i] = int64(int32(binary.LittleEndian.Uint32(b[4*i:])))
		}
	case t.Size == 8 && !t.big && t.Signed:
		for i := range out {
			out[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
		}
	default:
		for i := range out {
			if out[i] = t.integer(b[i*int(t.Size):]); out[i] < 0 && !t.Signed {
				return false
			}
		}
	}
	return true
}

// floats turns elements into numbers.
func (t Type) floats(b []byte, out []float64) {
	order, size := t.order(), int(t.Size)
	switch {
	case t.Class == Integer:
		for i := range out {
			x := t.integer(b[i*size:])
			if out[i] = float64(x); x < 0 && !t.Signed {
				out[i] = float64(uint64(x))
			}
		}
	case size == 8:
		for i := range out {
			out[i] = math.Float64frombits(order.Uint64(b[8*i:]))
		}
	case size == 4:
		for i := range out {
			out[i] = float64(math.Float32frombits(order.Uint32(b[4*i:])))
		}
	default:
		for i := range out {
			out[i] = float16.From(order.Uint16(b[2*i:]))
		}
	}
}
