package hdf5

import (
	"cmp"
	"slices"
)

// chunk is where a chunk lies; number counts the chunks of its dataset, the last dimension
// running fastest.
type chunk struct {
	number   int64
	at, size int64
	skipped  uint32
}

// findChunks lists the chunks that are stored, by their numbers.
func (d *Dataset) findChunks() error {
	l := d.layout
	raw := product(l.chunk) * d.Type.Size
	var err error
	switch {
	case l.at == nowhere:
	case l.index == byTree:
		err = d.chunksByTree()
	case l.index == byTree2:
		err = d.chunksByTree2(raw)
	case l.index == single:
		c := chunk{at: l.at, size: l.stored, skipped: l.skipped}
		if l.stored < 0 {
			c.size = raw
		}
		d.chunks = []chunk{c}
	case l.index == implicit:
		x := newNumbering(d, false)
		for i := range min(x.most(), d.f.size/raw) {
			if n, ok := x.number(i); ok {
				d.chunks = append(d.chunks, chunk{number: n, at: l.at + i*raw, size: raw})
			}
		}
	default:
		err = d.chunksByArray(raw)
	}
	if err != nil {
		return err
	}
	slices.SortFunc(d.chunks, func(a, b chunk) int { return cmp.Compare(a.number, b.number) })
	for i, c := range d.chunks {
		if c.at < 0 || c.size < 0 || c.size > d.f.size || c.at > d.f.size-c.size {
			return bad("the file is cut off or damaged: a chunk stands at %d", c.at)
		}
		if i > 0 && d.chunks[i-1].number == c.number {
			return bad("the file is damaged: a chunk stands twice in its index")
		}
	}
	return nil
}

// grid is how many chunks cover an extent, along each dimension.
func (d *Dataset) grid(extent []int64) []int64 {
	out := make([]int64, len(extent))
	for i, n := range extent {
		out[i] = (n + d.layout.chunk[i] - 1) / d.layout.chunk[i]
	}
	return out
}

// numberAt is the number of the chunk at a place in the grid; false outside of it.
func (d *Dataset) numberAt(place []int64) (int64, bool) {
	number := int64(0)
	for i, n := range d.grid(d.Extent) {
		if place[i] < 0 || place[i] >= n {
			return 0, false
		}
		number = number*n + place[i]
	}
	return number, true
}

// chunksByTree reads an index of the old kind: each key has a size, filters skipped, and where the
// chunk begins.
func (d *Dataset) chunksByTree() error {
	rank := len(d.Extent)
	place := make([]int64, rank)
	return d.f.tree(d.layout.at, 1, 8+8*(rank+1), map[int64]bool{}, func(key []byte, at int64) error {
		c := &cursor{b: key}
		size, skipped := c.size(4), uint32(c.uint(4))
		for i := range place {
			place[i] = c.size(8) / d.layout.chunk[i]
		}
		if n, ok := d.numberAt(place); ok && at != nowhere {
			d.chunks = append(d.chunks, chunk{n, at, size, skipped})
		}
		return nil
	})
}

// chunksByTree2 reads a B-tree of version 2: records of kind 10, or 11 where chunks are packed.
func (d *Dataset) chunksByTree2(raw int64) error {
	rank := len(d.Extent)
	place := make([]int64, rank)
	return d.f.records(d.layout.at, func(kind uint64, record []byte) error {
		c := &cursor{b: record}
		at, size, skipped := d.f.address(c), raw, uint32(0)
		if kind == 11 {
			size, skipped = c.size(len(record)-d.f.offsets-4-8*rank), uint32(c.uint(4))
		}
		for i := range place {
			place[i] = c.size(8)
		}
		if c.short || kind != 10 && kind != 11 {
			return bad("the file is damaged: its index of chunks has no sense")
		}
		if n, ok := d.numberAt(place); ok && at != nowhere {
			d.chunks = append(d.chunks, chunk{n, at, size, skipped})
		}
		return nil
	})
}

// numbering turns places in an array of chunks into numbers of chunks. An array counts the chunks
// up to which the dataset may grow; one that may grow for ever has the dimension in which it does
// first.
type numbering struct {
	d     *Dataset
	order []int // of the dimensions
	grid  []int64
}

func newNumbering(d *Dataset, extensible bool) *numbering {
	x := &numbering{d: d, grid: d.grid(d.most)}
	for i, n := range d.most {
		if extensible && n < 0 {
			x.order = append([]int{i}, x.order...)
		} else {
			x.order = append(x.order, i)
		}
		if n < 0 { // as far as it goes now
			x.grid[i] = d.grid(d.Extent)[i]
		}
	}
	return x
}

// most is how many places there are.
func (x *numbering) most() int64 {
	n := int64(1)
	for _, g := range x.grid {
		if g > 0 && n > 1<<40/g {
			return 1 << 40
		}
		n *= g
	}
	return n
}

// number is the number of the chunk at a place of the array; false where the dataset has none.
func (x *numbering) number(at int64) (int64, bool) {
	place := make([]int64, len(x.grid))
	for i := len(x.order) - 1; i >= 0; i-- {
		g := x.grid[x.order[i]]
		if g < 1 {
			return 0, false
		}
		if i > 0 {
			place[x.order[i]] = at % g
			at /= g
		} else {
			place[x.order[i]] = at
		}
	}
	return x.d.numberAt(place)
}
