package hdf5

// The ways in which data lie in the file.
const (
	compact = iota
	contiguous
	chunked
)

// The kinds of indexes of chunks.
const (
	byTree = iota
	single
	implicit
	fixedArray
	extensibleArray
	byTree2
)

// layout is where the data of a dataset lie.
type layout struct {
	class   int
	data    []byte  // compact
	at      int64   // of the data, of the index, or of the one chunk
	size    int64   // of contiguous data; -1: not said
	chunk   []int64 // the extent of a chunk
	index   int
	stored  int64 // bytes of the one chunk, if filtered
	skipped uint32
}

// layout reads where data lie; rank is the dataset's.
func (f *File) layout(data []byte, rank int) (*layout, error) {
	c := &cursor{b: data}
	version := c.uint(1)
	l := &layout{size: -1, at: nowhere}
	var err error
	switch version {
	case 1, 2:
		f.oldLayout(c, l)
	case 3, 4, 5:
		switch l.class = int(c.uint(1)); l.class {
		case compact:
			l.data = c.take(int(c.uint(2)))
		case contiguous:
			l.at, l.size = f.address(c), f.length(c)
		case chunked:
			if version == 3 {
				n := int(c.uint(1))
				l.at = f.address(c)
				for range n {
					l.chunk = append(l.chunk, c.size(4))
				}
				break
			}
			err = f.newChunks(c, l)
		default:
			return nil, bad("virtual datasets are not read")
		}
	default:
		return nil, bad("data layouts of version %d are not read", version)
	}
	if l.class == chunked && err == nil && len(l.chunk) == rank+1 {
		l.chunk = l.chunk[:rank] // the last is the size of an element
	} else if l.class == chunked && err == nil {
		err = bad("the file is damaged: chunks have %d dimensions, their dataset %d", len(l.chunk)-1, rank)
	}
	most := int64(1)
	for _, n := range l.chunk {
		if n < 1 || n > 1<<40 || most > 1<<40/n {
			return nil, bad("the file is damaged: a dataset's chunks have no sensible extent")
		}
		most *= n
	}
	if c.short && err == nil {
		err = bad("the file is damaged: a dataset's layout is cut off")
	}
	return l, err
}

// oldLayout reads versions 1 and 2.
func (f *File) oldLayout(c *cursor, l *layout) {
	n := int(c.uint(1))
	l.class = int(c.uint(1))
	c.skip(5)
	if l.class != compact {
		l.at = f.address(c)
	}
	for range n {
		l.chunk = append(l.chunk, c.size(4))
	}
	if l.class != chunked {
		l.chunk = nil
	}
	if l.class == compact {
		l.data = c.take(int(c.size(4)))
	}
}

// newChunks reads how chunks lie in version 4.
func (f *File) newChunks(c *cursor, l *layout) error {
	flags, n, width := c.uint(1), int(c.uint(1)), int(c.uint(1))
	if width < 1 || width > 8 {
		return bad("the file is damaged: a dataset's layout has no sense")
	}
	for range n {
		l.chunk = append(l.chunk, c.size(width))
	}
	switch l.index = int(c.uint(1)); l.index {
	case single:
		if l.stored = -1; flags&2 != 0 {
			l.stored, l.skipped = f.length(c), uint32(c.uint(4))
		}
	case implicit:
	case fixedArray:
		c.skip(1)
	case extensibleArray:
		c.skip(5)
	case byTree2:
		c.skip(6)
	default:
		return bad("indexes of chunks of kind %d are not read", l.index)
	}
	l.at = f.address(c)
	return nil
}
