package textfile

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"

	"subtype/internal/expr/finding"
)

// packing is a compression, known by the first bytes of the file whatever its
// name says.
type packing struct {
	magic, name string
	open        func(s *File, r *bufio.Reader) (io.Reader, error)
}

var packings = []packing{
	{"\x1f\x8b", "gzip", openGzip},
	{"\x28\xb5\x2f\xfd", "zstd", openZstd},
	{"\x50\x2a\x4d\x18", "zstd", openZstd}, // a skippable frame first, as pzstd writes
	{"\xfd7zXZ\x00", "xz", openXZ},
	{"BZh", "bzip2", func(_ *File, r *bufio.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }},
}

func packingOf(head []byte) *packing {
	for i := range packings {
		if bytes.HasPrefix(head, []byte(packings[i].magic)) {
			return &packings[i]
		}
	}
	return nil
}

// unpack takes one layer of compression off. What is packed twice is refused:
// nobody does that to a table, and every layer multiplies what a small file can
// grow to.
func (s *File) unpack(raw *bufio.Reader) (*bufio.Reader, error) {
	head, err := raw.Peek(512)
	if err != nil && err != io.EOF {
		return nil, s.failed(err)
	}
	text := &expansion{s: s, r: raw}
	switch p := packingOf(head); {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		entry, err := s.openZip(raw)
		if err != nil || s.Book != nil {
			return nil, err
		}
		s.Packed, text.r = "zip", entry
	case p != nil:
		s.Packed = p.name
		if text.r, err = p.open(s, raw); err != nil {
			return nil, s.failed(&damaged{err})
		}
	default:
		return bufio.NewReaderSize(text, readAhead), nil
	}
	out := bufio.NewReaderSize(text, readAhead)
	if head, err = out.Peek(512); err != nil && err != io.EOF {
		return nil, s.failed(err)
	}
	inner := ""
	if p := packingOf(head); p != nil {
		inner = p.name
	} else if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		inner = "a zip archive or workbook"
	}
	if inner != "" {
		return nil, s.Refuse(finding.Finding{Code: finding.Nested, Severity: finding.Fatal,
			Text: fmt.Sprintf("this is compressed twice: %s within %s", inner, s.Packed), Remedy: "unpack it once"})
	}
	return out, nil
}

func openGzip(s *File, r *bufio.Reader) (io.Reader, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	// bgzip marks its blocks in the extra field, and ends a whole file with an
	// empty block: without it, blocks are missing although each is sound.
	if len(z.Extra) >= 6 && z.Extra[0] == 'B' && z.Extra[1] == 'C' {
		s.Packed = "bgzip"
		return &ending{z, func() error {
			if !bytes.Equal(s.raw.last, bgzipEnd) {
				return errors.New("the block that ends a bgzip file is missing")
			}
			return nil
		}}, nil
	}
	return z, nil
}

var bgzipEnd = []byte("\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff\x06\x00BC\x02\x00\x1b\x00\x03\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00")

// mostWindow bounds the memory of a decoder: what zstd --ultra and xz -9 ask
// for, and no more.
const mostWindow = 128 << 20

func openZstd(s *File, r *bufio.Reader) (io.Reader, error) {
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(mostWindow),
		zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	s.closers = append(s.closers, z.Close)
	return z, nil
}

func openXZ(s *File, r *bufio.Reader) (io.Reader, error) {
	// The dictionary is allocated at once in the size that the first block
	// states, up to 4 GB: look before.
	if head, _ := r.Peek(64); dictionary(head) > mostWindow {
		return nil, s.Refuse(finding.Finding{Code: finding.Expands, Severity: finding.Fatal,
			Text:   fmt.Sprintf("the xz file asks for a dictionary of %d MB", dictionary(head)>>20),
			Remedy: "compress it with xz -9 or less"})
	}
	z, err := xz.NewReader(r)
	return &ending{z, func() error {
		if !bytes.HasSuffix(bytes.TrimRight(s.raw.last, "\x00"), []byte("YZ")) {
			return errors.New("the end of the xz file is missing") // the library takes a block's end for it
		}
		return nil
	}}, err
}

// ending checks at the end of a stream that the file ends as it should.
type ending struct {
	r     io.Reader
	check func() error
}

func (e *ending) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if err == io.EOF {
		if bad := e.check(); bad != nil {
			err = bad
		}
	}
	return n, err
}

// dictionary is the size in bytes of the LZMA2 dictionary of the first block of
// an xz file; 0 where the header is not understood.
func dictionary(head []byte) uint64 {
	if len(head) < 32 {
		return 0
	}
	flags, at := head[13], 14 // after the stream header and the block header's size
	for _, present := range []byte{0x40, 0x80} {
		if flags&present != 0 {
			_, n := binary.Uvarint(head[at:])
			if n <= 0 {
				return 0
			}
			at += n
		}
	}
	for range int(flags&3) + 1 {
		id, n := binary.Uvarint(head[at:])
		if n <= 0 || at+n >= len(head) {
			return 0
		}
		size, m := binary.Uvarint(head[at+n:])
		if at += n + m; m <= 0 || at >= len(head) || size > uint64(len(head)-at) {
			return 0
		}
		if bits := uint(head[at]); id == 0x21 && size == 1 && bits <= 40 {
			return (2 | uint64(bits&1)) << (bits/2 + 11)
		}
		at += int(size)
	}
	return 0
}

// expansion passes on what a decompressor gives and refuses what grows out of
// all proportion to the file.
type expansion struct {
	s   *File
	r   io.Reader
	out int64
}

const (
	// Expression matrices shrink 2 to 10 times, those of single cells, which are
	// zeros mostly, up to some fifty times.
	MostExpansion = 100
	freeExpansion = 64 << 20
	mostText      = 64 << 30
)

func (e *expansion) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	e.out += int64(n)
	if e.out > mostText || e.s.Packed != "" && e.out > freeExpansion && e.out/MostExpansion > e.s.raw.n {
		return 0, &expands{packed: e.s.Packed, in: e.s.raw.n, out: e.out}
	}
	if err != nil && err != io.EOF && e.s.Packed != "" {
		err = &damaged{err}
	}
	return n, err
}

// expands is the error for a file that holds too much.
type expands struct {
	packed  string
	in, out int64
}

func (e *expands) Error() string {
	if e.packed == "" || e.out > mostText {
		return fmt.Sprintf("the text is longer than %d GB", mostText>>30)
	}
	return fmt.Sprintf("the %s file expands more than %d times: %.1f MB became %d MB so far", e.packed, MostExpansion,
		float64(e.in)/(1<<20), e.out>>20)
}

// damaged is the error of a decompressor.
type damaged struct{ err error }

func (d *damaged) Error() string { return d.err.Error() }
func (d *damaged) Unwrap() error { return d.err }

// counted counts what was read of the file, and keeps its error and its last
// bytes.
type counted struct {
	r    io.Reader
	n    int64
	err  error // other than the end
	last []byte
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	keep := len(bgzipEnd)
	if n >= keep {
		c.last = append(c.last[:0], p[n-keep:n]...)
	} else {
		c.last = append(c.last, p[:n]...)
		c.last = append(c.last[:0], c.last[max(0, len(c.last)-keep):]...)
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}
