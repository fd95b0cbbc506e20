package exprtest

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"

	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
	"golang.org/x/text/encoding"
)

// body is a table as text.
const Body = "gene\ta\tb\tc\ng1\t1\t2\t3\ng2\t4\t5.5\t6\n"

func Encoded(s string, e encoding.Encoding) string {
	out, err := e.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

func Packed(how, text string) string {
	var b bytes.Buffer
	var w io.WriteCloser
	switch how {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	case "xz":
		w, _ = xz.NewWriter(&b)
	}
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

// bgzipEndBlock is the empty block that ends a bgzip file.
const BgzipEndBlock = "\x1f\x8b\x08\x04\x00\x00\x00\x00\x00\xff\x06\x00BC\x02\x00\x1b\x00\x03\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00"

// bgzipped is one block of a bgzip file, without the block that ends it.
func Bgzipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Extra = []byte{'B', 'C', 2, 0, 0, 0}
	io.WriteString(w, text)
	w.Close()
	return b.String()
}

func Zipped(parts ...string) string {
	var b bytes.Buffer
	z := newZip(&b)
	for i := 0; i < len(parts); i += 2 {
		w, _ := z.Create(parts[i])
		io.WriteString(w, parts[i+1])
	}
	z.Close()
	return b.String()
}

func newZip(w io.Writer) *zip.Writer { return zip.NewWriter(w) }
