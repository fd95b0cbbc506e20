package parquet

import (
	"encoding/binary"
	"math/bits"
)

// value is one value: the bits of a number, or bytes.
type value struct {
	bits  uint64
	bytes []byte
}

// values gives values one by one, and numbers whole numbers; false at the end of what is there.
type (
	values  func() (value, bool)
	numbers func() (uint64, bool)
)

// The encodings.
const (
	plainly, byPlainList, byRuns, byDeltas, byLengths, byPrefixes, byList, byStreams = 0, 2, 3, 5, 6, 7, 8, 9
)

// decoder reads n values of a page.
func (c *column) decoder(encoding int, b []byte, n int) (values, error) {
	width := widthOf(c.e)
	switch {
	case encoding == plainly:
		return plain(c.e, b), nil
	case encoding == byPlainList || encoding == byList:
		if c.list == nil || len(b) < 1 || b[0] > 32 {
			if n == 0 {
				return nil, nil
			}
			return nil, bad("the column %q has no list of its values", c.e.name)
		}
		at := hybrid(b[1:], int(b[0]))
		return func() (value, bool) {
			i, ok := at()
			if !ok {
				return value{}, false
			}
			return c.list.value(i)
		}, nil
	case encoding == byRuns && c.e.kind == isBoolean:
		if len(b) < 4 {
			b = make([]byte, 4)
		}
		return asValues(hybrid(b[4:], 1)), nil
	case encoding == byDeltas && (c.e.kind == isWhole32 || c.e.kind == isWhole64):
		d := newDeltas(b)
		return asValues(d.next), nil
	case encoding == byLengths && c.e.kind == isBytes:
		return lengths(b), nil
	case encoding == byPrefixes && (c.e.kind == isBytes || c.e.kind == isFixed):
		return prefixes(b), nil
	case encoding == byStreams && width > 0:
		return streams(c.e, b, width, n), nil
	}
	return nil, &Error{Text: "the column " + c.e.name + " is encoded in a way that is not read",
		Remedy: "write the file anew with pandas"}
}

func asValues(next numbers) values {
	return func() (value, bool) {
		x, ok := next()
		return value{bits: x}, ok
	}
}

// widthOf is how many bytes values have; 0 where that differs, or where they have less than one.
func widthOf(e *element) int {
	switch e.kind {
	case isWhole32, isFloat32:
		return 4
	case isWhole64, isFloat64:
		return 8
	case isTime96:
		return 12
	case isFixed:
		return max(0, e.length)
	}
	return 0
}

// fixed is a value of as many bytes as all are.
func fixed(e *element, b []byte) value {
	switch len(b) {
	case 4:
		if e.kind != isFixed {
			return value{bits: uint64(binary.LittleEndian.Uint32(b))}
		}
	case 8:
		if e.kind != isFixed {
			return value{bits: binary.LittleEndian.Uint64(b)}
		}
	}
	return value{bytes: b}
}

// plain reads values that stand one after the other.
func plain(e *element, b []byte) values {
	width := widthOf(e)
	switch {
	case e.kind == isBoolean:
		at := 0
		return func() (value, bool) {
			if at/8 >= len(b) {
				return value{}, false
			}
			at++
			return value{bits: uint64(b[(at-1)/8] >> ((at - 1) % 8) & 1)}, true
		}
	case width > 0:
		return func() (value, bool) {
			if len(b) < width {
				return value{}, false
			}
			v := fixed(e, b[:width])
			b = b[width:]
			return v, true
		}
	case e.kind == isBytes:
		return func() (value, bool) {
			if len(b) < 4 || uint64(binary.LittleEndian.Uint32(b)) > uint64(len(b)-4) {
				return value{}, false
			}
			n := 4 + int(binary.LittleEndian.Uint32(b))
			v := value{bytes: b[4:n]}
			b = b[n:]
			return v, true
		}
	}
	return func() (value, bool) { return value{}, false }
}

// dictionary is the list of the values that occur in a column.
type dictionary struct {
	e     *element
	b     []byte
	width int
	ends  []uint32 // of bytes of different lengths
}

func newDictionary(e *element, b []byte, n int) (*dictionary, error) {
	d := &dictionary{e: e, b: b, width: widthOf(e)}
	if d.width > 0 {
		return d, nil
	}
	next := plain(e, b)
	for at := 0; n > 0 && e.kind == isBytes; n-- {
		v, ok := next()
		if !ok {
			return nil, bad("the list of the values of the column %q is cut off", e.name)
		}
		at += 4 + len(v.bytes)
		d.ends = append(d.ends, uint32(at))
	}
	return d, nil
}

func (d *dictionary) value(i uint64) (value, bool) {
	if d.width > 0 {
		if i >= uint64(len(d.b)/d.width) {
			return value{}, false
		}
		return fixed(d.e, d.b[int(i)*d.width:(int(i)+1)*d.width]), true
	}
	if i >= uint64(len(d.ends)) {
		return value{}, false
	}
	from := uint32(0)
	if i > 0 {
		from = d.ends[i-1]
	}
	return value{bytes: d.b[from+4 : d.ends[i]]}, true
}

// bitsAt is a number of so many bits, the lowest first, at a place in bits.
func bitsAt(b []byte, at, width int) uint64 {
	var x uint64
	for have := 0; have < width; {
		i, from := (at+have)/8, (at+have)%8
		if i >= len(b) {
			break
		}
		x |= uint64(b[i]>>from) << have
		have += 8 - from
	}
	if width < 64 {
		x &= 1<<width - 1
	}
	return x
}

// hybrid reads small numbers in runs: of one number, or of numbers of some bits.
func hybrid(b []byte, width int) numbers {
	c := &compact{b: b}
	run, packed, at, same := uint64(0), false, 0, uint64(0)
	return func() (uint64, bool) {
		for run == 0 {
			if c.at >= len(b) {
				return 0, false
			}
			head := c.varint()
			run, packed = head>>1, head&1 == 1
			if packed {
				groups := min(run, uint64(len(b)))
				at = c.at * 8
				run = min(groups*8, uint64(len(b)-c.at)*8/uint64(max(1, width)))
				if width == 0 {
					run = groups * 8
				}
				c.pass(min(groups*uint64(width), uint64(len(b)-c.at)))
			} else {
				same = 0
				for i := range (width + 7) / 8 {
					same |= uint64(c.byte()) << (8 * i)
				}
			}
			if c.short {
				return 0, false
			}
		}
		run--
		if !packed {
			return same, true
		}
		x := bitsAt(b, at, width)
		at += width
		return x, true
	}
}

// deltas reads whole numbers of which the differences are stored, in blocks of small ones, each
// with the number of bits that its differences take beyond the smallest.
type deltas struct {
	c         *compact
	inMini    uint64 // numbers in a small block
	minis     int    // small blocks in a block
	left      uint64 // numbers to come
	last      uint64
	least     uint64 // difference in this block
	widths    []byte
	mini      int
	inThis    uint64 // numbers left in this small block
	width, at int
	begun     bool
}

func newDeltas(b []byte) *deltas {
	d := &deltas{c: &compact{b: b}}
	block, minis := d.c.varint(), d.c.varint()
	d.left = d.c.varint()
	d.last = uint64(d.c.signed())
	if d.c.short || minis == 0 || minis > 1<<10 || block == 0 || block > 1<<20 || block%minis != 0 {
		d.left = 0
		return d
	}
	d.inMini, d.minis = block/minis, int(minis)
	d.mini = d.minis
	return d
}

func (d *deltas) next() (uint64, bool) {
	if d.left == 0 {
		return 0, false
	}
	d.left--
	if !d.begun {
		d.begun = true
		return d.last, true
	}
	if d.inThis == 0 {
		if d.mini++; d.mini >= d.minis {
			d.least, d.mini = uint64(d.c.signed()), 0
			from := d.c.at
			d.c.pass(uint64(d.minis))
			d.widths = d.c.b[from:d.c.at]
		}
		if d.c.short || d.widths[d.mini] > 64 {
			d.left = 0
			return 0, false
		}
		d.width, d.at, d.inThis = int(d.widths[d.mini]), d.c.at*8, d.inMini
		d.c.pass(min(d.inMini*uint64(d.width)/8, uint64(len(d.c.b)-d.c.at))) // the last may be shorter
	}
	d.inThis--
	d.last += d.least + bitsAt(d.c.b, d.at, d.width)
	d.at += d.width
	return d.last, true
}

// after is what follows the numbers.
func (d *deltas) after() []byte {
	for d.left > 0 {
		if _, ok := d.next(); !ok {
			return nil
		}
	}
	return d.c.b[d.c.at:]
}

// lengths reads bytes whose lengths stand before them all.
func lengths(b []byte) values {
	rest, n := newDeltas(b).bounded(b).after(), newDeltas(b).bounded(b)
	return func() (value, bool) {
		length, ok := n.next()
		if !ok || length > uint64(len(rest)) {
			return value{}, false
		}
		v := value{bytes: rest[:length]}
		rest = rest[length:]
		return v, true
	}
}

// bounded ends numbers that are more than there can be: of bytes that repeat, each takes no bit.
func (d *deltas) bounded(b []byte) *deltas {
	if d.left > 1<<22 && bits.Len64(d.left) > bits.Len64(uint64(len(b)))+10 {
		d.left = 0
	}
	return d
}

// prefixes reads bytes that begin as the ones before.
func prefixes(b []byte) values {
	shared := newDeltas(b).bounded(b)
	rest := lengths(newDeltas(b).bounded(b).after())
	var last []byte
	return func() (value, bool) {
		n, ok := shared.next()
		end, ok2 := rest()
		if !ok || !ok2 || n > uint64(len(last)) || int(n)+len(end.bytes) > mostHead {
			return value{}, false
		}
		last = append(last[:n:n], end.bytes...)
		return value{bytes: last}, true
	}
}

// streams reads values whose first bytes stand first, and then all second ones.
func streams(e *element, b []byte, width, n int) values {
	i, stride := 0, len(b)/width
	room := make([]byte, width)
	return func() (value, bool) {
		if i >= stride {
			return value{}, false
		}
		for k := range room {
			room[k] = b[k*stride+i]
		}
		i++
		return fixed(e, room), true
	}
}
