package parquet

// compact reads Thrift's compact encoding. A list has no more elements than there are bytes, and
// structures are not endless.
type compact struct {
	b     []byte
	at    int
	short bool
}

func (c *compact) byte() byte {
	if c.at >= len(c.b) {
		c.short = true
		return 0
	}
	c.at++
	return c.b[c.at-1]
}

func (c *compact) varint() uint64 {
	var x uint64
	for shift := 0; shift < 64; shift += 7 {
		b := c.byte()
		if x |= uint64(b&0x7f) << shift; b < 0x80 {
			return x
		}
	}
	c.short = true
	return 0
}

func (c *compact) signed() int64 {
	x := c.varint()
	return int64(x>>1) ^ -int64(x&1)
}

func (c *compact) pass(n uint64) {
	if n > uint64(len(c.b)-c.at) {
		c.short = true
		n = uint64(len(c.b) - c.at)
	}
	c.at += int(n)
}

// bytes takes bytes that their number precedes.
func (c *compact) bytes() []byte {
	n := c.varint()
	from := c.at
	c.pass(n)
	return c.b[from:c.at]
}

// list goes through a list of structures, or of whatever see reads.
func (c *compact) list(see func()) {
	head := c.byte()
	n := uint64(head >> 4)
	if n == 15 {
		n = c.varint()
	}
	if n > uint64(len(c.b)-c.at) {
		c.short = true
	}
	for i := uint64(0); i < n && !c.short; i++ {
		see()
	}
}

// The types of the encoding that matter here.
const (
	isTrue, isFalse, isByte     = 1, 2, 3
	isInt16, isInt32, isInt64   = 4, 5, 6
	isDouble, isBinary          = 7, 8
	isList, isSet, isMap, isRow = 9, 10, 11, 12
)

const deepest = 24

// row goes through a structure; see is called before each field, and reads it or returns false.
func (c *compact) row(depth int, see func(id int, kind byte) bool) {
	if depth > deepest {
		c.short = true
	}
	id := 0
	for !c.short {
		head := c.byte()
		kind := head & 15
		if kind == 0 {
			return
		}
		if delta := int(head >> 4); delta > 0 {
			id += delta
		} else {
			id = int(c.signed())
		}
		if see == nil || !see(id, kind) {
			c.skip(kind, depth, false)
		}
	}
}

// skip passes over a value; within a list truth takes a byte of its own.
func (c *compact) skip(kind byte, depth int, within bool) {
	switch kind {
	case isTrue, isFalse:
		if within {
			c.byte()
		}
	case isByte:
		c.byte()
	case isInt16, isInt32, isInt64:
		c.varint()
	case isDouble:
		c.pass(8)
	case isBinary:
		c.pass(c.varint())
	case isList, isSet:
		element := byte(0)
		if c.at < len(c.b) {
			element = c.b[c.at] & 15
		}
		c.list(func() { c.skip(element, depth+1, true) })
	case isMap:
		n := c.varint()
		if n > uint64(len(c.b)-c.at) {
			c.short = true
		}
		if n > 0 {
			kinds := c.byte()
			for i := uint64(0); i < n && !c.short; i++ {
				c.skip(kinds>>4, depth+1, true)
				c.skip(kinds&15, depth+1, true)
			}
		}
	case isRow:
		c.row(depth+1, nil)
	default:
		c.short = true
	}
	if depth > deepest {
		c.short = true
	}
}
