package workbook

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/klauspost/compress/flate"
)

// sortedZip is a zip writer for excelize that stores entries in the order of
// their names, the table of content types first: excelize hands over streamed
// sheets in the order of a map. Each entry is compressed as it comes, so that
// only compressed bytes wait.
type sortedZip struct {
	out     io.Writer
	entries []*zipEntry
	open    *zipEntry
}

type zipEntry struct {
	name string
	rest []byte // the end of what came, which may be the beginning of a mark
	data bytes.Buffer
	pack *flate.Writer
	crc  hash.Hash32
	size uint64
}

// Write takes in a piece of the entry. In sheets and tables it puts escapes in the
// place of their marks.
func (e *zipEntry) Write(p []byte) (int, error) {
	if !strings.HasPrefix(e.name, "xl/worksheets/sheet") && !strings.HasPrefix(e.name, "xl/tables/") {
		return e.write(p)
	}
	text := append(e.rest, p...)
	whole := len(text)
	for n := 1; n < len(escapeMark); n++ {
		if bytes.HasSuffix(text, []byte(escapeMark[:n])) {
			whole -= n
		}
	}
	_, err := e.write(bytes.ReplaceAll(text[:whole], []byte(escapeMark), []byte(escapedLine)))
	e.rest = append([]byte(nil), text[whole:]...)
	return len(p), err
}

func (e *zipEntry) write(p []byte) (int, error) {
	e.crc.Write(p)
	e.size += uint64(len(p))
	return e.pack.Write(p)
}

// Create begins an entry; the one before it is complete then.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	if err := z.finish(); err != nil {
		return nil, err
	}
	e := &zipEntry{name: name, crc: crc32.NewIEEE()}
	pack, err := flate.NewWriter(&e.data, flate.DefaultCompression)
	if err != nil {
		return nil, err
	}
	e.pack = pack
	z.entries, z.open = append(z.entries, e), e
	return e, nil
}

func (z *sortedZip) finish() error {
	if z.open == nil {
		return nil
	}
	_, err := z.open.write(z.open.rest)
	if closed := z.open.pack.Close(); err == nil {
		err = closed
	}
	z.open.pack, z.open = nil, nil
	return err
}

// AddFS is part of excelize's interface and not used when saving.
func (z *sortedZip) AddFS(fs.FS) error {
	return errors.New("workbook: adding a file system to a workbook")
}

// Close writes everything.
func (z *sortedZip) Close() error {
	if err := z.finish(); err != nil {
		return err
	}
	slices.SortFunc(z.entries, func(a, b *zipEntry) int {
		if first := "[Content_Types].xml"; (a.name == first) != (b.name == first) {
			if a.name == first {
				return -1
			}
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	w := zip.NewWriter(z.out)
	for _, e := range z.entries {
		to, err := w.CreateRaw(&zip.FileHeader{Name: e.name, Method: zip.Deflate, CRC32: e.crc.Sum32(),
			CompressedSize64: uint64(e.data.Len()), UncompressedSize64: e.size})
		if err != nil {
			return err
		}
		if _, err := to.Write(e.data.Bytes()); err != nil {
			return err
		}
	}
	return w.Close()
}
