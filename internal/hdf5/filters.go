package hdf5

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// filter is one step of how chunks were packed.
type filter struct {
	id     int
	values []uint64
}

const (
	deflate    = 1
	shuffle    = 2
	fletcher32 = 3
	lzf        = 32000
	zstandard  = 32015
)

// otherFilters are the names of filters that are not read.
var otherFilters = map[int]string{4: "szip", 5: "nbit", 6: "scale-offset", 307: "bzip2", 32001: "Blosc",
	32004: "LZ4", 32008: "bitshuffle", 32013: "zfp", 32017: "SZ", 32026: "Blosc2"}

// filters reads how chunks are packed.
func filters(data []byte) ([]filter, error) {
	c := &cursor{b: data}
	version, n := c.uint(1), c.uint(1)
	if version == 1 {
		c.skip(6)
	}
	var out []filter
	for range n {
		f := filter{id: int(c.uint(2))}
		name := 0
		if version == 1 || f.id >= 256 {
			name = int(c.uint(2))
		}
		c.skip(2)
		values := int(c.uint(2))
		if version == 1 {
			name = (name + 7) / 8 * 8
		}
		c.skip(name)
		for range values {
			if c.short {
				break
			}
			f.values = append(f.values, c.uint(4))
		}
		if version == 1 && values%2 == 1 {
			c.skip(4)
		}
		switch f.id {
		case deflate, shuffle, fletcher32, lzf, zstandard:
		default:
			what := otherFilters[f.id]
			if what == "" {
				what = fmt.Sprintf("filter %d", f.id)
			}
			return nil, bad("data are packed with %s, which is not read", what)
		}
		out = append(out, f)
	}
	if c.short {
		return nil, bad("the file is damaged: a dataset's filters are cut off")
	}
	return out, nil
}

// unpack takes the filters off a chunk, the last first; those whose bit is set in skipped were not
// used. The result has size bytes.
func unpack(packed []byte, how []filter, skipped uint32, size, element int64) ([]byte, error) {
	var err error
	for i := len(how) - 1; i >= 0; i-- {
		if i < 32 && skipped>>i&1 == 1 {
			continue
		}
		switch how[i].id {
		case deflate:
			packed, err = inflate(packed, size+4) // a checksum may be within
		case zstandard:
			packed, err = unzstd(packed, size+4)
		case lzf:
			packed, err = unLZF(packed, size+4)
		case shuffle:
			if len(how[i].values) > 0 {
				element = int64(how[i].values[0])
			}
			packed = unshuffle(packed, int(element))
		case fletcher32:
			packed, err = checked(packed)
		}
		if err != nil {
			return nil, bad("the file is damaged: a chunk cannot be unpacked (%v)", err)
		}
	}
	if int64(len(packed)) != size {
		return nil, bad("the file is damaged: a chunk unpacks to %d bytes instead of %d", len(packed), size)
	}
	return packed, nil
}

var errTooLong = errors.New("it is too long")

func inflate(packed []byte, most int64) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return atMost(z, most)
}

func unzstd(packed []byte, most int64) ([]byte, error) {
	z, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderConcurrency(1),
		zstd.WithDecoderMaxWindow(uint64(max(most, 1<<10))), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, err
	}
	defer z.Close()
	return atMost(z, most)
}

// atMost reads to the end, which must come within so many bytes.
func atMost(r io.Reader, most int64) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(int(min(most, 1<<20)))
	n, err := b.ReadFrom(io.LimitReader(r, most+1))
	if err == nil && n > most {
		err = errTooLong
	}
	return b.Bytes(), err
}

// unLZF takes off the compression of Lehmann's liblzf: runs of bytes as they are, and copies of
// earlier ones.
func unLZF(packed []byte, most int64) ([]byte, error) {
	var out []byte
	c := &cursor{b: packed}
	for c.left() > 0 {
		control := int(c.uint(1))
		if control < 32 {
			out = append(out, c.take(control+1)...)
		} else {
			n := control >> 5
			if n == 7 {
				n += int(c.uint(1))
			}
			back := (control&31)<<8 + int(c.uint(1)) + 1
			from := len(out) - back
			if from < 0 || c.short {
				return nil, errors.New("it copies what is not there")
			}
			for i := range n + 2 {
				out = append(out, out[from+i])
			}
		}
		if c.short || int64(len(out)) > most {
			return nil, errTooLong
		}
	}
	return out, nil
}

// unshuffle puts the bytes of each element together: all first bytes stand first, then all second
// ones. Bytes after the last whole element stay.
func unshuffle(b []byte, element int) []byte {
	n := len(b) / max(1, element)
	if element < 2 || n < 2 {
		return b
	}
	out := make([]byte, len(b))
	copy(out[n*element:], b[n*element:])
	for k := range element {
		column := b[k*n : (k+1)*n]
		for i, at := 0, k; i < n; i, at = i+1, at+element {
			out[at] = column[i]
		}
	}
	return out
}

// checked takes off Fletcher's checksum.
func checked(b []byte) ([]byte, error) {
	if len(b) < 4 {
		return nil, errors.New("its checksum is missing")
	}
	b, sum := b[:len(b)-4], binary.LittleEndian.Uint32(b[len(b)-4:])
	if fletcher(b) != sum {
		return nil, errors.New("its checksum is another")
	}
	return b, nil
}

// fletcher is the checksum of the library: of words whose first byte is the higher one.
func fletcher(b []byte) uint32 {
	var low, high uint64
	for i := 0; i < len(b); i += 2 {
		word := uint64(b[i]) << 8
		if i+1 < len(b) {
			word |= uint64(b[i+1])
		}
		low = (low + word) % 65535
		high = (high + low) % 65535
	}
	// The library folds instead of dividing, which gives 65535 where this gives 0, but for
	// data of zeros.
	zero := len(bytes.Trim(b, "\x00")) == 0
	if low == 0 && !zero {
		low = 65535
	}
	if high == 0 && !zero {
		high = 65535
	}
	return uint32(high<<16 | low)
}
