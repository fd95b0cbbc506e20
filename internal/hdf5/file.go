package hdf5

import (
	"bytes"
	"fmt"
	"io"
)

// Signature is how a file begins.
const Signature = "\x89HDF\r\n\x1a\n"

// File is an HDF5 file.
type File struct {
	r       io.ReaderAt
	size    int64
	offsets int   // bytes of an address
	lengths int   // bytes of a size
	root    int64 // address of the root's header
	window  []byte
	at      int64 // where window stands in the file
	letters int64 // of strings of variable length, still allowed
	heap    map[int64]map[uint64]span
}

// Error says what is wrong with a file, or what in it is not read.
type Error struct{ Text string }

func (e *Error) Error() string { return e.Text }

func bad(format string, values ...any) error { return &Error{fmt.Sprintf(format, values...)} }

// nowhere is the address of what is not stored.
const nowhere = int64(-1)

// Open reads the superblock.
func Open(r io.ReaderAt, size int64) (*File, error) {
	f := &File{r: r, size: size, letters: size + freeLetters, heap: map[int64]map[uint64]span{}}
	head, err := f.read(0, min(size, 96))
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(head, []byte(Signature)) {
		return nil, bad("the file does not begin as HDF5 does")
	}
	c := &cursor{b: head, at: 8}
	version := c.uint(1)
	switch version {
	case 0, 1:
		c.skip(4)
		f.offsets, f.lengths = int(c.uint(1)), int(c.uint(1))
		c.skip(9)
		if version == 1 {
			c.skip(4)
		}
	case 2, 3:
		f.offsets, f.lengths = int(c.uint(1)), int(c.uint(1))
		c.skip(1)
	default:
		return nil, bad("superblocks of version %d are not read", version)
	}
	for _, n := range []int{f.offsets, f.lengths} {
		if c.short {
			return nil, bad("the superblock is damaged")
		}
		if n != 2 && n != 4 && n != 8 {
			return nil, bad("addresses of %d bytes are not read", n)
		}
	}
	base := f.address(c)
	f.address(c) // free space, or an extension that holds settings of the library alone
	end := f.address(c)
	if version < 2 { // driver information, and the name of the root
		f.address(c)
		f.address(c)
	}
	f.root = f.address(c)
	switch {
	case c.short || f.root == nowhere:
		return nil, bad("the superblock is damaged")
	case base != 0:
		return nil, bad("files with a block of their own before HDF5 are not read")
	case end > size:
		return nil, bad("the file is cut off: it says that it has %d bytes, and has %d", end, size)
	}
	return f, nil
}

const windowSize = 64 << 10

// read returns n bytes of the file, valid until the next call.
func (f *File) read(at, n int64) ([]byte, error) {
	if at < 0 || n < 0 || n > f.size || at > f.size-n {
		return nil, bad("the file is damaged: it speaks of %d bytes at %d, and has %d", n, at, f.size)
	}
	if at >= f.at && at+n <= f.at+int64(len(f.window)) {
		return f.window[at-f.at:][:n], nil
	}
	if n > windowSize/2 {
		b := make([]byte, n)
		return b, f.readInto(b, at)
	}
	if f.window == nil {
		f.window = make([]byte, 0, windowSize)
	}
	f.window = f.window[:min(windowSize, f.size-at)]
	f.at = at
	if err := f.readInto(f.window, at); err != nil {
		f.window = f.window[:0]
		return nil, err
	}
	return f.window[:n], nil
}

func (f *File) readInto(b []byte, at int64) error {
	n, err := f.r.ReadAt(b, at)
	if n == len(b) {
		return nil
	}
	if err == nil || err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return err
}

// block reads n bytes that begin with a signature, and returns what follows it.
func (f *File) block(at, n int64, signature string) (*cursor, error) {
	b, err := f.read(at, n)
	if err != nil {
		return nil, err
	}
	if !bytes.HasPrefix(b, []byte(signature)) {
		return nil, bad("the file is damaged: no %s at %d", signature, at)
	}
	return &cursor{b: bytes.Clone(b), at: len(signature)}, nil
}

// cursor takes numbers off bytes. Where these are too few it gives 0 and notes it.
type cursor struct {
	b     []byte
	at    int
	short bool
}

func (c *cursor) left() int { return len(c.b) - c.at }

// take returns the next n bytes; nil where there are fewer.
func (c *cursor) take(n int) []byte {
	if n < 0 || n > c.left() {
		c.short = true
		c.at = len(c.b)
		return nil
	}
	c.at += n
	return c.b[c.at-n : c.at]
}

func (c *cursor) skip(n int) { c.take(n) }

// uint is a number of n bytes, the lowest first.
func (c *cursor) uint(n int) uint64 {
	var x uint64
	for i, b := range c.take(n) {
		x |= uint64(b) << (8 * i)
	}
	return x
}

// size is a number of n bytes that counts something; what is not countable gives -1.
func (c *cursor) size(n int) int64 {
	if x := c.uint(n); x < 1<<62 {
		return int64(x)
	}
	return -1
}

// padded is a text that a zero ends, in a room that is a multiple of step bytes.
func (c *cursor) padded(step int) string {
	n := bytes.IndexByte(c.b[c.at:], 0)
	if n < 0 {
		c.short = true
		c.at = len(c.b)
		return ""
	}
	text := string(c.b[c.at : c.at+n])
	c.skip((n + step) / step * step)
	return text
}

// address is an address; nowhere where all bits are set.
func (f *File) address(c *cursor) int64 {
	x := c.uint(f.offsets)
	if x == 1<<(8*f.offsets-1)<<1-1 || x >= 1<<62 {
		return nowhere
	}
	return int64(x)
}

func (f *File) length(c *cursor) int64 { return c.size(f.lengths) }

// once says whether an address is met for the first time.
func once(seen map[int64]bool, at int64) error {
	if seen[at] {
		return bad("the file is damaged: its block at %d leads back to itself", at)
	}
	seen[at] = true
	return nil
}
