package parquet

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/snappy"
	"github.com/klauspost/compress/zstd"
)

// unpacker takes the packing off pages.
type unpacker struct {
	zstd *zstd.Decoder
	size int64 // of the file
	held int64 // bytes of the pages that are being read, one of each column
}

// What pages may unpack to: so much at any rate, and beyond it so many times the file's size.
const (
	freeExpansion = 64 << 20
	mostExpansion = 200
)

// hold takes account of more bytes that are held.
func (u *unpacker) hold(more int) error {
	if u.held += int64(more); u.held > freeExpansion && u.held/mostExpansion > u.size {
		return &Error{Text: fmt.Sprintf("the Parquet file unpacks to more than %d times its size", mostExpansion),
			Remedy: "is this an expression matrix?"}
	}
	return nil
}

// codecs are the names of what pages are packed with.
var codecs = []string{"nothing", "snappy", "gzip", "LZO", "Brotli", "Hadoop's LZ4", "zstd", "LZ4"}

// mostWindow bounds the memory of the decoder of zstd.
const mostWindow = 64 << 20

// unpack returns the size bytes that were packed.
func (u *unpacker) unpack(codec int, packed []byte, size int) ([]byte, error) {
	var out []byte
	var err error
	switch codec {
	case 0:
		out = packed
	case 1:
		var n int
		if n, err = snappy.DecodedLen(packed); err == nil && n == size {
			out, err = snappy.Decode(nil, packed)
		}
	case 2:
		var z *gzip.Reader
		if z, err = gzip.NewReader(bytes.NewReader(packed)); err == nil {
			out, err = atMost(z, size)
		}
	case 6:
		if u.zstd == nil {
			u.zstd, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
				zstd.WithDecoderMaxWindow(mostWindow))
		}
		if err == nil {
			err = u.zstd.Reset(bytes.NewReader(packed))
		}
		if err == nil {
			out, err = atMost(u.zstd, size)
		}
	case 7:
		out, err = unLZ4(packed, size)
	default:
		what := "an unknown packing"
		if codec > 0 && codec < len(codecs) {
			what = codecs[codec]
		}
		return nil, &Error{Text: "the Parquet file is packed with " + what + ", which is not read",
			Remedy: `write it anew, in Python: pandas.read_parquet(f).to_parquet("expr.parquet", compression="zstd")`}
	}
	if err == nil && len(out) != size {
		err = errors.New("it has another size")
	}
	if err != nil {
		return nil, bad("a page cannot be unpacked (%v)", err)
	}
	return out, nil
}

func (u *unpacker) close() {
	if u.zstd != nil {
		u.zstd.Close()
	}
}

// atMost reads to the end, or one byte more than there should be.
func atMost(r io.Reader, size int) ([]byte, error) {
	var b bytes.Buffer
	_, err := b.ReadFrom(io.LimitReader(r, int64(size)+1))
	return b.Bytes(), err
}

// unLZ4 takes off a block of LZ4: pieces of bytes as they are, each followed by a copy of earlier
// ones.
func unLZ4(packed []byte, size int) ([]byte, error) {
	c := &compact{b: packed}
	length := func(n int) int {
		for more := byte(255); n >= 15 && more == 255 && !c.short; n += int(more) {
			more = c.byte()
		}
		return n
	}
	var out []byte
	for c.at < len(packed) {
		head := int(c.byte())
		n := length(head >> 4)
		from := c.at
		c.pass(uint64(n))
		if out = append(out, packed[from:c.at]...); c.at == len(packed) && !c.short {
			break // the last piece has no copy
		}
		back := int(c.byte()) | int(c.byte())<<8
		n = length(head&15) + 4
		if c.short || back == 0 || back > len(out) || n > size-len(out) {
			return nil, errors.New("it copies what is not there")
		}
		for range n {
			out = append(out, out[len(out)-back])
		}
	}
	return out, nil
}
