package parquet

import (
	"encoding/binary"
	"io"
)

// pageHead is what stands before a page.
type pageHead struct {
	kind             int
	head             int64 // bytes of it
	packed, unpacked int
	values           int
	encoding         int
	levels           int // bytes of the levels before the values, in the newer kind of page
	repeats          int
	plain            bool // the newer kind: not packed
}

const (
	dataPage       = 0
	dictionaryPage = 2
	newDataPage    = 3
)

// mostHead is how long a page's head may be, with the smallest and largest value of the page.
const mostHead = 1 << 20

// readHead reads what stands before the page at a place.
func readHead(r io.ReaderAt, at, end int64) (pageHead, error) {
	for room := int64(1 << 9); ; room *= 8 {
		b := make([]byte, min(room, end-at))
		if _, err := r.ReadAt(b, at); err != nil {
			return pageHead{}, err
		}
		c := &compact{b: b}
		h := c.pageHead()
		h.head = int64(c.at)
		switch {
		case c.short && room < min(mostHead, end-at):
			continue
		case c.short || h.packed < 0 || h.unpacked < 0 || h.values < 0 || int64(h.packed) > end-at-h.head ||
			h.levels < 0 || h.repeats < 0 || h.levels > h.packed || h.repeats > h.packed-h.levels:
			return h, bad("the head of a page has no sense")
		}
		return h, nil
	}
}

func (c *compact) pageHead() pageHead {
	h := pageHead{packed: -1, unpacked: -1}
	c.row(0, func(id int, kind byte) bool {
		switch {
		case (id == 5 || id == 7) && kind == isRow:
			c.row(1, func(id int, kind byte) bool {
				return c.number(kind, map[int]*int{1: &h.values, 2: &h.encoding}[id])
			})
		case id == 8 && kind == isRow:
			c.row(1, func(id int, kind byte) bool {
				if id == 7 {
					h.plain = kind == isFalse
				}
				return c.number(kind, map[int]*int{1: &h.values, 4: &h.encoding, 5: &h.levels, 6: &h.repeats}[id])
			})
		default:
			return c.number(kind, map[int]*int{1: &h.kind, 2: &h.unpacked, 3: &h.packed}[id])
		}
		return true
	})
	return h
}

// column reads the values of a column of a group one by one.
type column struct {
	r        io.ReaderAt
	e        *element
	codec    int
	unpacker *unpacker
	at, end  int64
	left     int64   // values in the pages to come
	inPage   int     // values left in this page
	present  numbers // 0 where a value is missing; nil: nowhere
	values   values
	list     *dictionary

	heldPage, heldList int // bytes
}

// next returns the next value; false where it is missing.
func (c *column) next() (value, bool, error) {
	for c.inPage == 0 {
		if c.at >= c.end {
			return value{}, false, bad("the column %q is cut off", c.e.name)
		}
		if err := c.page(); err != nil {
			return value{}, false, err
		}
	}
	c.inPage--
	if c.present != nil {
		there, ok := c.present()
		if !ok {
			return value{}, false, bad("a page of the column %q is cut off", c.e.name)
		}
		if there == 0 {
			return value{}, false, nil
		}
	}
	v, ok := c.values()
	if !ok {
		return value{}, false, bad("a page of the column %q is cut off", c.e.name)
	}
	return v, true, nil
}

// page begins with the next page.
func (c *column) page() error {
	h, err := readHead(c.r, c.at, c.end)
	if err != nil {
		return err
	}
	held := &c.heldPage
	if h.kind == dictionaryPage {
		held = &c.heldList
	}
	if err := c.unpacker.hold(h.unpacked - *held); err != nil {
		return err
	}
	*held = h.unpacked
	packed := make([]byte, h.packed)
	if _, err := c.r.ReadAt(packed, c.at+h.head); err != nil {
		return err
	}
	c.at += h.head + int64(h.packed)
	switch h.kind {
	case dictionaryPage:
		b, err := c.unpacker.unpack(c.codec, packed, h.unpacked)
		if err != nil {
			return err
		}
		c.list, err = newDictionary(c.e, b, h.values)
		return err
	case dataPage:
		b, err := c.unpacker.unpack(c.codec, packed, h.unpacked)
		if err != nil {
			return err
		}
		return c.begin(h, b, -1)
	case newDataPage:
		n := h.levels + h.repeats
		codec := c.codec
		if h.plain {
			codec = 0
		}
		b, err := c.unpacker.unpack(codec, packed[n:], max(0, h.unpacked-n))
		if err != nil {
			return err
		}
		if c.e.repeated == 1 {
			c.present = hybrid(packed[h.repeats:n], 1)
		}
		return c.begin(h, b, n)
	}
	return nil // an index, which is not needed
}

// begin takes in the values of a page; where levels stand before them that are packed with them
// (levels < 0), they are taken off.
func (c *column) begin(h pageHead, b []byte, levels int) (err error) {
	if int64(h.values) > c.left {
		return bad("the column %q has more values than rows", c.e.name)
	}
	if levels < 0 && c.e.repeated == 1 {
		if len(b) < 4 || uint64(binary.LittleEndian.Uint32(b)) > uint64(len(b)-4) {
			return bad("a page of the column %q is cut off", c.e.name)
		}
		n := 4 + int(binary.LittleEndian.Uint32(b))
		c.present, b = hybrid(b[4:n], 1), b[n:]
	}
	c.inPage, c.left = h.values, c.left-int64(h.values)
	c.values, err = c.decoder(h.encoding, b, h.values)
	return err
}
