package hdf5

import (
	"fmt"
	"slices"
)

// Dataset is a dataset, or the value of an attribute.
type Dataset struct {
	Type   Type
	Extent []int64 // empty: a single value

	f      *File
	most   []int64 // how far it may grow
	layout *layout
	fill   []byte // of an element that is not stored; nil: zeros
	how    []filter
	chunks []chunk
	opened int      // the chunk last unpacked, from 1
	data   []byte   // and what was in it
	whole  *Dataset // of a field: the compounds that it is of
	from   int64    // and where in them it begins
}

// What data may unpack to: so much at any rate, and beyond it so many times the file's size.
const (
	freeExpansion = 64 << 20
	mostExpansion = 200
	mostChunk     = 1 << 30 // bytes of one
)

// Dataset returns the data of an object.
func (o *Object) Dataset() (*Dataset, error) {
	d := &Dataset{f: o.f}
	extent, typ, lies := o.find(isDataspace), o.find(isDatatype), o.find(isLayout)
	if extent == nil || typ == nil || lies == nil {
		return nil, bad("a dataset was expected where the file has a group")
	}
	if o.find(isExternal) != nil {
		return nil, bad("data in another file are not read")
	}
	var err error
	if d.Type, err = datatype(&cursor{b: typ}, 0); err != nil {
		return nil, err
	}
	if d.Extent, d.most, err = o.f.dataspace(extent); err != nil {
		return nil, err
	}
	if d.layout, err = o.f.layout(lies, len(d.Extent)); err != nil {
		return nil, err
	}
	if m := o.find(isFilters); m != nil {
		if d.how, err = filters(m); err != nil {
			return nil, err
		}
	}
	d.fill = fillOf(o, d.Type.Size)
	if err := d.bounded(); err != nil {
		return nil, err
	}
	if d.layout.class == chunked && product(d.Extent) > 0 {
		err = d.findChunks()
	}
	return d, err
}

// fillOf is what stands for elements that are not stored; nil: zeros.
func fillOf(o *Object, size int64) []byte {
	if m := o.find(isFill); m != nil {
		c := &cursor{b: m}
		if version := c.uint(1); version < 3 {
			c.skip(2)
			if c.uint(1) == 0 && version == 2 {
				return nil
			}
		} else if c.uint(1)&0x20 == 0 {
			return nil
		}
		if n := c.size(4); n == size {
			return c.take(int(n))
		}
		return nil
	}
	if m := o.find(isOldFill); m != nil {
		c := &cursor{b: m}
		if n := c.size(4); n == size {
			return c.take(int(n))
		}
	}
	return nil
}

// bounded refuses what unpacks to more than the file explains.
func (d *Dataset) bounded() error {
	bytes, inChunk := d.Type.Size, product(d.layout.chunk)
	switch {
	case d.layout.class == chunked && len(d.Extent) == 0:
		return bad("the file is damaged: a single value has chunks")
	case d.layout.class == chunked && d.Type.Size > mostChunk/inChunk:
		return bad("a dataset has chunks of %d elements of %d bytes; up to %d MB are read", inChunk, d.Type.Size,
			mostChunk>>20)
	}
	for i, n := range d.Extent {
		if d.layout.class == chunked {
			n = d.grid(d.Extent)[i] * d.layout.chunk[i]
		}
		if n > 0 && bytes > 1<<60/n {
			return bad("the file is damaged: a dataset has no sensible extent")
		}
		bytes *= n
	}
	if bytes > freeExpansion && bytes/mostExpansion > d.f.size {
		return bad("a dataset unpacks to %d MB, more than %d times the file", bytes>>20, mostExpansion)
	}
	stored := product(d.Extent) * d.Type.Size
	switch l := d.layout; {
	case l.class == contiguous && l.at != nowhere && (stored > d.f.size || l.at > d.f.size-stored):
		return bad("the file is cut off: a dataset of %d bytes stands at %d of %d", stored, l.at, d.f.size)
	case l.class == compact && int64(len(l.data)) < stored:
		return bad("the file is damaged: a dataset is shorter than it says")
	}
	return nil
}

// Len is the number of elements.
func (d *Dataset) Len() int64 { return product(d.Extent) }

// Columns is how many columns of a dataset of two dimensions are best read together.
func (d *Dataset) Columns() int64 {
	if d.layout.class == chunked && len(d.layout.chunk) == 2 {
		return d.layout.chunk[1]
	}
	return 1
}

// raw reads the elements of rows and columns into out; a dataset of one dimension has one column,
// and one of none a single element.
func (d *Dataset) raw(row, rows, column, columns int64, out []byte) error {
	height, width := int64(1), int64(1)
	switch len(d.Extent) {
	case 0:
	case 1:
		height = d.Extent[0]
	case 2:
		height, width = d.Extent[0], d.Extent[1]
	default:
		return bad("a dataset of %d dimensions stands where one of one or two was expected", len(d.Extent))
	}
	if row < 0 || rows < 0 || row > height-rows || column < 0 || columns < 0 || column > width-columns ||
		int64(len(out)) != rows*columns*d.Type.Size {
		panic(fmt.Sprintf("hdf5: %d+%d × %d+%d of %d × %d elements", row, rows, column, columns, height, width))
	}
	switch {
	case rows == 0 || columns == 0:
		return nil
	case d.whole != nil:
		return d.ofCompounds(row, rows, out)
	}
	if d.layout.class == chunked {
		return d.fromChunks(row, rows, column, columns, out)
	}
	size := d.Type.Size
	from, step, part := (row*width+column)*size, width*size, columns*size
	if column == 0 && columns == width {
		step, part, rows = 0, rows*part, 1
	}
	for i := range rows {
		to := out[i*part : (i+1)*part]
		switch {
		case d.layout.class == compact:
			copy(to, d.layout.data[from+i*step:])
		case d.layout.at == nowhere:
			d.filled(to)
		default:
			if err := d.f.readInto(to, d.layout.at+from+i*step); err != nil {
				return err
			}
		}
	}
	return nil
}

// filled gives elements that are not stored.
func (d *Dataset) filled(out []byte) {
	clear(out)
	for i := 0; d.fill != nil && i < len(out); i += len(d.fill) {
		copy(out[i:], d.fill)
	}
}

// fromChunks is raw for chunks.
func (d *Dataset) fromChunks(row, rows, column, columns int64, out []byte) error {
	high, wide := d.layout.chunk[0], int64(1)
	across := int64(1)
	if len(d.Extent) == 2 {
		wide = d.layout.chunk[1]
		across = d.grid(d.Extent)[1]
	}
	size := d.Type.Size
	for i := row / high; i*high < row+rows; i++ {
		for j := column / wide; j*wide < column+columns; j++ {
			data, err := d.chunk(i*across + j)
			if err != nil {
				return err
			}
			left, right := max(column, j*wide), min(column+columns, (j+1)*wide)
			top, bottom := max(row, i*high), min(row+rows, (i+1)*high)
			if data != nil && columns == wide && left == j*wide && right-left == wide { // all in one piece
				copy(out[(top-row)*wide*size:(bottom-row)*wide*size], data[(top-i*high)*wide*size:])
				continue
			}
			for r := top; r < bottom; r++ {
				to := out[((r-row)*columns+left-column)*size:][:(right-left)*size]
				if data == nil {
					d.filled(to)
					continue
				}
				copy(to, data[((r-i*high)*wide+left-j*wide)*size:])
			}
		}
	}
	return nil
}

// chunk returns what is in a chunk, valid until the next call; nil where it is not stored.
func (d *Dataset) chunk(number int64) ([]byte, error) {
	at, ok := slices.BinarySearchFunc(d.chunks, number, func(c chunk, n int64) int { return int(c.number - n) })
	if !ok {
		return nil, nil
	}
	if d.opened == at+1 {
		return d.data, nil
	}
	c := d.chunks[at]
	packed := make([]byte, c.size)
	if err := d.f.readInto(packed, c.at); err != nil {
		return nil, err
	}
	var err error
	d.data, err = unpack(packed, d.how, c.skipped, product(d.layout.chunk)*d.Type.Size, d.Type.Size)
	if d.opened = at + 1; err != nil {
		d.opened = 0
	}
	return d.data, err
}
