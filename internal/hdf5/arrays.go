package hdf5

import "math/bits"

// array reads an index that lists chunks one after the other.
type array struct {
	d       *Dataset
	numbers *numbering
	raw     int64 // bytes of a chunk that is not packed
	packed  bool
	entry   int64 // bytes
	at      int64 // the place of the next entry
	end     int64 // beyond the last
}

// entries reads n entries.
func (a *array) entries(c *cursor, n int64) error {
	f := a.d.f
	for range min(n, a.end-a.at) {
		e := chunk{at: f.address(c), size: a.raw}
		if a.packed {
			e.size, e.skipped = c.size(int(a.entry)-f.offsets-4), uint32(c.uint(4))
		}
		if c.short {
			return bad("the file is damaged: an index of chunks is cut off")
		}
		var ok bool
		if e.number, ok = a.numbers.number(a.at); ok && e.at != nowhere {
			a.d.chunks = append(a.d.chunks, e)
		}
		a.at++
	}
	return nil
}

// chunksByArray reads an index that is a fixed or an extensible array.
func (d *Dataset) chunksByArray(raw int64) error {
	f, signature, head := d.f, "FAHD", 8+d.f.lengths
	if d.layout.index == extensibleArray {
		signature, head = "EAHD", 12+6*d.f.lengths
	}
	c, err := f.block(d.layout.at, int64(head+f.offsets), signature)
	if err != nil {
		return err
	}
	c.skip(1)
	a := &array{d: d, numbers: newNumbering(d, d.layout.index == extensibleArray), raw: raw}
	a.packed, a.entry = c.uint(1) == 1, c.size(1)
	if width := a.entry - int64(f.offsets); !a.packed && width != 0 || a.packed && (width < 5 || width > 12) {
		return bad("the file is damaged: an index of chunks has no sense")
	}
	a.end = a.numbers.most()
	if d.layout.index == fixedArray {
		return a.fixed(c)
	}
	return a.extensible(c)
}

// fixed reads a fixed array, whose entries stand in one block, or on pages when there are many.
func (a *array) fixed(c *cursor) error {
	f := a.d.f
	paging, n, at := c.uint(1), f.length(c), f.address(c)
	if at == nowhere {
		return nil
	}
	if a.end = min(a.end, n); c.short || paging > 32 || n < 0 || n > f.size {
		return bad("the file is damaged: an index of chunks has no sense")
	}
	head := int64(6 + f.offsets)
	page := int64(1) << paging
	if n <= page {
		c, err := f.block(at, head+n*a.entry, "FADB")
		if err != nil {
			return err
		}
		c.at = int(head)
		return a.entries(c, n)
	}
	pages := (n + page - 1) / page
	c, err := f.block(at, head+(pages+7)/8, "FADB")
	if err != nil {
		return err
	}
	return a.pages(at+head+(pages+7)/8+4, c.b[head:], 0, n, page)
}

// pages reads entries that stand on pages, of which only those are written whose bit is set, the
// highest bit of a byte first.
func (a *array) pages(at int64, written []byte, first, n, page int64) error {
	for p := int64(0); p*page < n; p++ {
		on := min(page, n-p*page)
		if i := first + p; i/8 >= int64(len(written)) || written[i/8]>>(7-i%8)&1 == 0 {
			a.at += on
		} else {
			b, err := a.d.f.read(at, on*a.entry)
			if err != nil {
				return err
			}
			if err := a.entries(&cursor{b: append([]byte(nil), b...)}, on); err != nil {
				return err
			}
		}
		at += on*a.entry + 4
	}
	return nil
}

// growth is how the blocks of an extensible array grow.
type growth struct {
	width  int   // bytes of a place in the array
	least  int64 // entries of the smallest block
	page   int64 // entries of a page; blocks of more have pages
	inHead int64 // entries in the index itself
}

// extensible reads an extensible array: an index with the first entries and the addresses of
// blocks of entries, and of blocks of such addresses.
func (a *array) extensible(c *cursor) error {
	f := a.d.f
	deep, inHead, least, pointers, paging := c.uint(1), c.size(1), c.size(1), c.size(1), c.uint(1)
	c.skip(6 * f.lengths)
	at := f.address(c)
	if at == nowhere {
		return nil
	}
	power := func(n int64) bool { return n > 0 && n&(n-1) == 0 }
	if c.short || deep > 48 || paging > 32 || !power(least) || !power(pointers) || pointers < 2 {
		return bad("the file is damaged: an index of chunks has no sense")
	}
	g := growth{int(deep+7) / 8, least, 1 << paging, inHead}
	levels := 1 + int(deep) - bits.Len64(uint64(least)) + 1
	direct := 2 * (bits.Len64(uint64(pointers)) - 1) // levels whose blocks the index lists itself
	here := 2 * (pointers - 1)
	beyond := max(0, levels-direct)
	head := int64(6 + f.offsets)
	c, err := f.block(at, head+inHead*a.entry+(here+int64(beyond))*int64(f.offsets), "EAIB")
	if err != nil {
		return err
	}
	c.at = int(head)
	if err := a.entries(c, inHead); err != nil {
		return err
	}
	for u := 0; u < levels && a.at < a.end; u++ {
		blocks, size := int64(1)<<(u/2), g.least<<((u+1)/2)
		if u < direct {
			for range blocks {
				if err := a.dataBlock(f.address(c), size, g, nil, 0); err != nil {
					return err
				}
			}
		} else if err := a.superBlock(f.address(c), blocks, size, g); err != nil {
			return err
		}
	}
	return nil
}

// superBlock reads a block of addresses of blocks.
func (a *array) superBlock(at, blocks, size int64, g growth) error {
	if at == nowhere {
		a.at += blocks * size
		return nil
	}
	f := a.d.f
	head, pages, bitmap := int64(6+f.offsets+g.width), int64(0), int64(0)
	if size > g.page {
		pages = size / g.page
		bitmap = (pages + 7) / 8
	}
	c, err := f.block(at, head+blocks*(bitmap+int64(f.offsets)), "EASB")
	if err != nil {
		return err
	}
	c.at = int(head)
	written := c.take(int(blocks * bitmap))
	for i := range blocks {
		if err := a.dataBlock(f.address(c), size, g, written, i*pages); err != nil {
			return err
		}
	}
	return nil
}

// dataBlock reads a block of entries. Where they stand on pages, written says from the bit first on
// which of them were.
func (a *array) dataBlock(at, size int64, g growth, written []byte, first int64) error {
	if at == nowhere || a.at >= a.end {
		a.at += size
		return nil
	}
	head := int64(6 + a.d.f.offsets + g.width)
	if size > g.page {
		if _, err := a.d.f.block(at, head, "EADB"); err != nil {
			return err
		}
		return a.pages(at+head+4, written, first, size, g.page)
	}
	c, err := a.d.f.block(at, head+size*a.entry, "EADB")
	if err != nil {
		return err
	}
	c.at = int(head)
	before := a.at
	err = a.entries(c, size)
	a.at = before + size
	return err
}
