package hdf5

import (
	"bytes"
	"math/bits"
)

// span is a piece of the file.
type span struct{ at, size int64 }

// freeLetters is how much text may be read beyond what the file's size explains.
const freeLetters = 1 << 20

// text returns an object of a global heap, in which strings of variable length stand. Each
// string of an honest file stands there once.
func (f *File) text(heap int64, index uint64) ([]byte, error) {
	objects, ok := f.heap[heap]
	if !ok {
		var err error
		if objects, err = f.readHeap(heap); err != nil {
			return nil, err
		}
		f.heap[heap] = objects
	}
	s, ok := objects[index]
	if !ok {
		return nil, bad("the file is damaged: its heap at %d has no object %d", heap, index)
	}
	if f.letters -= s.size; f.letters < 0 {
		return nil, bad("the file's texts are longer than the file")
	}
	return f.read(s.at, s.size)
}

// readHeap finds the objects of a global heap.
func (f *File) readHeap(at int64) (map[uint64]span, error) {
	c, err := f.block(at, 8+int64(f.lengths), "GCOL")
	if err != nil {
		return nil, err
	}
	c.skip(4)
	end := at + f.length(c)
	if end < at || end > f.size {
		return nil, bad("the file is cut off within its heap at %d", at)
	}
	objects := map[uint64]span{}
	head := int64(8 + f.lengths)
	for at += head; at+head <= end; {
		b, err := f.read(at, head)
		if err != nil {
			return nil, err
		}
		c := &cursor{b: b}
		index := c.uint(2)
		c.skip(6)
		size := f.length(c)
		if index == 0 { // free
			break
		}
		if size < 0 || size > end-at-head {
			return nil, bad("the file is damaged within its heap at %d", at)
		}
		objects[index] = span{at + head, size}
		at += head + (size+7)/8*8
	}
	return objects, nil
}

// fractal is a fractal heap, in which the links and attributes of large groups stand.
type fractal struct {
	f                          *File
	offset, length             int // bytes of an object's place and size in its identifier
	width                      int64
	start, largest             int64 // sizes of the smallest and the largest direct block
	root                       int64
	rows                       int64 // of the root; 0: it is a direct block
	blockOffset, mostOfManaged int64
}

func (f *File) fractal(at int64) (*fractal, error) {
	c, err := f.block(at, int64(22+12*f.lengths+3*f.offsets), "FRHP")
	if err != nil {
		return nil, err
	}
	h := &fractal{f: f}
	c.skip(1 + 2)
	if c.uint(2) != 0 {
		return nil, bad("compressed heaps of names are not read")
	}
	c.skip(1)
	h.mostOfManaged = c.size(4)
	c.skip(10*f.lengths + 2*f.offsets)
	h.width, h.start, h.largest = c.size(2), f.length(c), f.length(c)
	deep := int(c.uint(2))
	c.skip(2)
	h.root, h.rows = f.address(c), c.size(2)
	if c.short || h.width < 1 || h.start < 1 || h.largest < h.start || deep > 64 || h.rows > 64 ||
		h.start&(h.start-1) != 0 || h.largest&(h.largest-1) != 0 {
		return nil, bad("the file is damaged: its heap at %d has no sense", at)
	}
	h.blockOffset = int64(deep+7) / 8
	h.offset = int(h.blockOffset)
	h.length = (bits.Len64(uint64(min(h.largest, h.mostOfManaged)))-1)/8 + 1
	return h, nil
}

// object returns what an identifier stands for.
func (h *fractal) object(id []byte) ([]byte, error) {
	c := &cursor{b: id}
	switch head := c.uint(1); head >> 4 & 3 {
	case 0:
		offset, size := c.size(h.offset), c.size(h.length)
		if c.short || offset < 0 || size < 0 {
			break
		}
		at, err := h.find(h.root, h.rows, offset, size)
		if err != nil {
			return nil, err
		}
		b, err := h.f.read(at, size)
		return bytes.Clone(b), err
	case 2:
		return bytes.Clone(c.take(int(head&15) + 1)), nil
	default:
		return nil, bad("attributes and names of more than 64 kB are not read")
	}
	return nil, bad("the file is damaged: a heap's identifier has no sense")
}

// blockSize is the size of the blocks in a row of an indirect block.
func (h *fractal) blockSize(row int64) int64 {
	if row == 0 {
		return h.start
	}
	if bits.Len64(uint64(h.start))+int(row) > 44 {
		return 1 << 44
	}
	return h.start << (row - 1)
}

// find returns where the object at an offset of an indirect block, or of a direct one (no rows),
// stands in the file.
func (h *fractal) find(block, rows, offset, size int64) (int64, error) {
	damaged := bad("the file is damaged: a name stands outside its heap")
	if rows == 0 {
		if offset > h.f.size-size || block < 0 {
			return 0, damaged
		}
		return block + offset, nil
	}
	if offset >= 1<<44 {
		return 0, damaged
	}
	row, from := int64(0), int64(0) // where the row begins
	for row < rows && offset >= from+h.width*h.blockSize(row) {
		from += h.width * h.blockSize(row)
		row++
	}
	if row >= rows {
		return 0, damaged
	}
	column := (offset - from) / h.blockSize(row)
	entry := block + 5 + h.blockOffset + int64(h.f.offsets)*(1+row*h.width+column)
	if _, err := h.f.block(block, 5, "FHIB"); err != nil {
		return 0, err
	}
	b, err := h.f.read(entry, int64(h.f.offsets))
	if err != nil {
		return 0, err
	}
	child := h.f.address(&cursor{b: b})
	offset -= from + column*h.blockSize(row)
	if h.blockSize(row) <= h.largest {
		return h.find(child, 0, offset, size)
	}
	// A block of rows whose sizes add up to its own.
	inner := int64(bits.Len64(uint64(h.blockSize(row) / (h.start * h.width))))
	if inner >= rows || inner < 1 {
		return 0, damaged
	}
	return h.find(child, inner, offset, size)
}
