package hdf5

import "bytes"

// Class is what the elements of a dataset are.
type Class int

// The classes that are read.
const (
	Integer  Class = iota
	Float          // IEEE 754, of 2, 4 or 8 bytes
	Text           // of fixed or variable length
	Compound       // several of the others
	Other          // what is not read: references, sequences, …
)

// Type is the type of the elements of a dataset.
type Type struct {
	Class    Class
	Size     int64 // bytes of an element
	Signed   bool
	Boolean  bool    // an enumeration of FALSE and TRUE
	Members  []Field // of a compound
	big      bool    // the highest byte first
	variable bool    // text that stands in a heap
	padding  byte    // of text of fixed length: 0 and 1 for zeros, 2 for blanks
}

// Field is a member of a compound.
type Field struct {
	Name   string
	Offset int64
	Type   Type
}

// deepest bounds types within types.
const deepest = 4

// datatype reads a type.
func datatype(c *cursor, depth int) (Type, error) {
	head := c.uint(1)
	class, version := head&15, head>>4
	flags := c.uint(3)
	t := Type{Class: Other, Size: c.size(4)}
	if c.short || t.Size == 0 || depth > deepest {
		return t, bad("the file is damaged: a type has no sense")
	}
	var err error
	switch class {
	case 0:
		offset, precision := c.uint(2), c.size(2)
		if t.big, t.Signed = flags&1 == 1, flags&8 != 0; offset == 0 && precision == 8*t.Size && t.Size <= 8 {
			t.Class = Integer
		}
	case 1:
		c.skip(2)
		precision, exponent := c.size(2), [2]uint64{c.uint(1), c.uint(1)}
		c.skip(6)
		ieee := map[int64][2]uint64{2: {10, 5}, 4: {23, 8}, 8: {52, 11}}
		if t.big = flags&1 == 1; flags&0x40 == 0 && ieee[t.Size] == exponent && precision == 8*t.Size {
			t.Class = Float
		}
	case 3:
		t.Class, t.padding = Text, byte(flags&15)
	case 6:
		t.Class = Compound
		t.Members, err = members(c, version, int(flags&0xffff), t.Size, depth)
	case 8:
		return enumeration(c, version, int(flags&0xffff), depth)
	case 9:
		if t.variable = true; flags&15 == 1 {
			t.Class = Text
		}
		_, err = datatype(c, depth+1)
	}
	if c.short && err == nil {
		err = bad("the file is damaged: a type is cut off")
	}
	return t, err
}

// members reads the fields of a compound.
func members(c *cursor, version uint64, n int, size int64, depth int) ([]Field, error) {
	var out []Field
	for range n {
		var m Field
		var err error
		if version < 3 {
			m.Name, m.Offset = c.padded(8), c.size(4)
		} else {
			width := 1
			for size>>(8*width) > 0 {
				width++
			}
			m.Name, m.Offset = c.padded(1), c.size(width)
		}
		if version == 1 {
			c.skip(28)
		}
		if m.Type, err = datatype(c, depth+1); err != nil {
			return nil, err
		}
		if c.short || m.Offset < 0 || m.Type.Size > size || m.Offset > size-m.Type.Size {
			return nil, bad("the file is damaged: the field %q has no room", m.Name)
		}
		out = append(out, m)
	}
	return out, nil
}

// enumeration reads a type whose numbers have names; h5py writes booleans so.
func enumeration(c *cursor, version uint64, n, depth int) (Type, error) {
	base, err := datatype(c, depth+1)
	if err != nil {
		return base, err
	}
	step := 1
	if version < 3 {
		step = 8
	}
	names := make([]string, 0, min(n, c.left()))
	for range n {
		names = append(names, c.padded(step))
	}
	values := c.take(n * int(base.Size))
	base.Boolean = n == 2 && names[0] == "FALSE" && names[1] == "TRUE" && base.Size == 1 &&
		bytes.Equal(values, []byte{0, 1})
	if c.short {
		err = bad("the file is damaged: a type is cut off")
	}
	return base, err
}

// dataspace reads the extent of a dataset, and how far it may grow: nowhere for ever.
func (f *File) dataspace(data []byte) (extent, most []int64, err error) {
	c := &cursor{b: data}
	version, rank, flags := c.uint(1), int(c.uint(1)), c.uint(1)
	empty := false
	switch version {
	case 1:
		c.skip(5)
	case 2:
		empty = c.uint(1) == 2
	default:
		return nil, nil, bad("extents of version %d are not read", version)
	}
	elements := int64(1)
	for range rank {
		n := f.length(c)
		if n < 0 || n > 0 && elements > 1<<46/n {
			return nil, nil, bad("the file is damaged: a dataset has no sensible extent")
		}
		elements *= n
		extent = append(extent, n)
	}
	most = extent
	if flags&1 != 0 {
		most = nil
		for range rank {
			most = append(most, f.length(c))
		}
	}
	if empty {
		extent, most = []int64{0}, []int64{0}
	}
	if c.short {
		return nil, nil, bad("the file is damaged: a dataset's extent is cut off")
	}
	return extent, most, nil
}

// product is the number of elements of an extent that dataspace gave.
func product(extent []int64) int64 {
	n := int64(1)
	for _, d := range extent {
		n *= d
	}
	return n
}
