package expr

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"
)

// source is the text of an input file, line by line: decompressed, without
// byte order mark, whatever its line ends, and with the SHA-256 of the file as
// it lies on disk.
type source struct {
	name string
	raw  io.Reader // the file, every byte also going to the digest
	sum  hash.Hash
	text *bufio.Reader
	gzip bool
	line int      // of the line last returned, from 1
	back []string // lines to return again, the next one last
}

// maxLine is the longest line accepted, in bytes: two million values.
const maxLine = 64 << 20

// open looks at the first bytes and refuses by name what is not text.
func open(name string, r io.Reader) (*source, error) {
	s := &source{name: name, sum: sha256.New()}
	s.raw = io.TeeReader(r, s.sum)
	raw := bufio.NewReaderSize(s.raw, 1<<16)
	head, err := raw.Peek(512)
	if err != nil && err != io.EOF {
		return nil, s.failed(err)
	}
	if bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
		z, err := gzip.NewReader(raw)
		if err != nil {
			return nil, s.failed(err)
		}
		s.gzip = true
		raw = bufio.NewReaderSize(z, 1<<16)
		if head, err = raw.Peek(512); err != nil && err != io.EOF {
			return nil, s.failed(err)
		}
	}
	if what, remedy := foreign(head); what != "" {
		return nil, s.refuse(Finding{Code: "not-a-table", Severity: Fatal, Text: what, Remedy: remedy})
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		raw.Discard(3)
	}
	s.text = bufio.NewReaderSize(&newlines{r: raw}, 1<<16)
	return s, nil
}

// classFile is how a CLS file begins: the numbers of samples and classes, a 1, and
// the names of the classes after a #.
var classFile = regexp.MustCompile(`^\s*\d+\s+\d+\s+1\s*[\r\n]+#`)

// foreign recognises content that is not a table of text.
func foreign(head []byte) (what, remedy string) {
	text := strings.ToLower(string(bytes.TrimLeft(head, " \t\r\n\xef\xbb\xbf")))
	for _, f := range []struct{ prefix, what, remedy string }{
		{"PK\x03\x04", "this is a zip archive or an Excel workbook (xlsx)", "save the sheet as tab-separated text, or unpack the archive"},
		{"\xd0\xcf\x11\xe0", "this is an old Excel workbook (xls)", "save the sheet as tab-separated text"},
		{"\x28\xb5\x2f\xfd", "this is compressed with zstd", "decompress it first (zstd -d), or use gzip"},
		{"\xfd7zXZ\x00", "this is compressed with xz", "decompress it first (xz -d), or use gzip"},
		{"BZh", "this is compressed with bzip2", "decompress it first (bzip2 -d), or use gzip"},
		{"\x1f\x8b", "this is compressed twice with gzip", "decompress it once (gzip -d)"},
		{"\x89HDF", "this is an HDF5 file (h5ad, loom)", "export the matrix as tab-separated text, genes in rows"},
		{"\xff\xfe", "this is UTF-16 text, as Excel saves \"Unicode text\"", "save it as UTF-8"},
		{"\xfe\xff", "this is UTF-16 text, as Excel saves \"Unicode text\"", "save it as UTF-8"},
		{"%PDF", "this is a PDF document", "give the expression matrix as tab-separated text"},
		{"RDX", "this is an R workspace (RData)", "write the matrix in R with write.table(x, sep=\"\\t\", quote=FALSE)"},
		{"X\n\x00\x00\x00", "this is an R object (RDS)", "write the matrix in R with write.table(x, sep=\"\\t\", quote=FALSE)"},
		{"version https://git-lfs", "this is a Git LFS pointer, not the file itself", "fetch it with: git lfs pull"},
		{"%%MatrixMarket", "this is a MatrixMarket file", "export the matrix as tab-separated text, genes in rows"},
	} {
		if bytes.HasPrefix(head, []byte(f.prefix)) {
			return f.what, f.remedy
		}
	}
	switch {
	case classFile.Match(head):
		return "this is a CLS file: the classes of samples, not their expression", "give the expression matrix, and the classes as a table with --annotations (first column the sample)"
	case len(head) == 0:
		return "the file is empty", "give an expression matrix, genes in rows and samples in columns"
	case strings.HasPrefix(text, "<!doctype") || strings.HasPrefix(text, "<html") || strings.HasPrefix(text, "<?xml"):
		return "this is a web page or XML, not a table (an error page saved under the file's name?)", "download the file again"
	case bytes.IndexByte(head, 0) >= 0:
		return "this is a binary file or UTF-16 text", "save the matrix as tab-separated UTF-8 text"
	}
	return "", ""
}

// next returns the next line without its end; io.EOF after the last.
func (s *source) next() (string, error) {
	if n := len(s.back); n > 0 {
		line := s.back[n-1]
		s.back = s.back[:n-1]
		s.line++
		return line, nil
	}
	var line []byte
	for {
		part, err := s.text.ReadSlice('\n')
		line = append(line, part...)
		if len(line) > maxLine {
			s.line++
			return "", s.refuse(Finding{Code: "line-too-long", Severity: Fatal, Line: s.line,
				Text: fmt.Sprintf("the line is longer than %d MB", maxLine>>20), Remedy: "is this a table with a line a gene?"})
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == io.EOF && len(line) > 0 {
			break
		}
		if err != nil {
			if err == io.EOF {
				return "", err
			}
			return "", s.failed(err)
		}
		break
	}
	s.line++
	line = bytes.TrimSuffix(line, []byte{'\n'})
	if at := bytes.IndexByte(line, 0); at >= 0 {
		return "", s.refuse(Finding{Code: "not-a-table", Severity: Fatal, Line: s.line, Text: "the line holds a zero byte: the file is binary or damaged"})
	}
	if !utf8.Valid(line) {
		return "", s.refuse(Finding{Code: "encoding", Severity: Fatal, Line: s.line,
			Text: "the text is not UTF-8 near " + quote(aroundInvalid(line)), Remedy: "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8"})
	}
	return string(line), nil
}

// aroundInvalid is what stands before the first byte that is not UTF-8.
func aroundInvalid(line []byte) string {
	at := 0
	for at < len(line) {
		r, size := utf8.DecodeRune(line[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	return string(line[max(0, at-20):at])
}

// unread gives lines back, to be returned again in the same order.
func (s *source) unread(lines []string) {
	for i := len(lines) - 1; i >= 0; i-- {
		s.back = append(s.back, lines[i])
	}
	s.line -= len(lines)
}

// digest is the SHA-256 of the whole file; it reads on to its end.
func (s *source) digest() (string, error) {
	if _, err := io.Copy(io.Discard, s.raw); err != nil {
		return "", s.failed(err)
	}
	return hex.EncodeToString(s.sum.Sum(nil)), nil
}

// refuse ends the reading with one fatal finding.
func (s *source) refuse(f Finding) error { return &Refusal{Name: s.name, Findings: Findings{f}} }

// failed is the error for a reading that broke off.
func (s *source) failed(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) {
		return s.refuse(Finding{Code: "truncated", Severity: Fatal, Line: s.line,
			Text: "the gzip file is cut off or damaged after this line (" + err.Error() + ")", Remedy: "copy or download it again"})
	}
	return fmt.Errorf("%s: %w", s.name, err)
}

// newlines turns the ends of Windows (CR LF) and old Mac lines (CR) into LF.
type newlines struct {
	r  io.Reader
	cr bool // the last byte read was a CR
}

func (n *newlines) Read(p []byte) (int, error) {
	for {
		got, err := n.r.Read(p)
		if got == 0 {
			return 0, err
		}
		if !n.cr && bytes.IndexByte(p[:got], '\r') < 0 {
			return got, err
		}
		out := 0
		for _, c := range p[:got] {
			if c == '\n' && n.cr {
				n.cr = false
				continue
			}
			if n.cr = c == '\r'; n.cr {
				c = '\n'
			}
			p[out] = c
			out++
		}
		if out > 0 || err != nil {
			return out, err
		}
	}
}
