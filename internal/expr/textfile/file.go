package textfile

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strings"
	"unicode/utf8"

	"subtype/internal/expr/finding"
)

// isEmpty says whether a line holds nothing, or nothing but the separators of
// empty cells.
func IsEmpty(line string) bool {
	return line == "" || strings.IndexByte(" \t,;", line[0]) >= 0 && strings.Trim(line, " \t,;") == "" ||
		strings.TrimSpace(line) == ""
}

// source is the text of an input file, line by line: decompressed, decoded,
// without byte order mark, whatever its line ends, and with the SHA-256 of the
// file as it lies on disk. A workbook and another container have no text: Book is set instead.
type File struct {
	Name     string
	file     io.Reader // as given; archives need random access to it
	raw      *counted  // the file, every byte also going to the digest
	sum      hash.Hash
	text     *bufio.Reader
	Packed   string // how the text was compressed: "gzip"; "" when it was not
	encoding string // what the text was converted from; "" for UTF-8
	Book     *archive
	Kind     string           // of what Book is: one of Containers
	Notes    finding.Findings // about packing and encoding
	Line     int              // of the line last returned, from 1
	back     []string         // lines to return again, the next one last
	long     []byte           // a line longer than the buffer, and its reuse
	longest  int              // bytes of the longest line accepted
	closers  []func()
}

const (
	// maxLine is the longest line accepted, in bytes: two million values.
	maxLine = 64 << 20
	// readAhead is the size of the buffers between the file and the lines.
	readAhead = 1 << 18
)

// open unpacks and decodes a file, and refuses by name what is neither text nor
// a workbook. encoding is a name that KnownEncoding knows; "" or "auto": UTF-8, or
// UTF-16 that shows. matrixMarket says that the file is one of a MatrixMarket
// folder. The source must be closed.
func Open(name string, r io.Reader, encoding string, matrixMarket bool) (*File, error) {
	s := &File{Name: name, file: r, sum: sha256.New(), longest: maxLine}
	s.raw = &counted{r: io.TeeReader(r, s.sum)}
	if err := s.begin(encoding, matrixMarket); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *File) begin(encoding string, matrixMarket bool) error {
	text, err := s.unpack(bufio.NewReaderSize(s.raw, readAhead))
	if err != nil || s.Book != nil {
		return err
	}
	if ok, err := s.container(text); ok || err != nil {
		return err
	}
	if text, err = s.decode(text, encoding); err != nil {
		return err
	}
	head, err := text.Peek(512)
	if err != nil && err != io.EOF {
		return s.failed(err)
	}
	if what, remedy := foreign(head); what != "" && !(matrixMarket && bytes.HasPrefix(head, []byte("%%MatrixMarket"))) {
		return s.Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal, Text: what, Remedy: remedy})
	}
	s.text = bufio.NewReaderSize(&newlines{r: text}, readAhead)
	return nil
}

// close removes what was spooled.
func (s *File) Close() {
	for _, f := range s.closers {
		f()
	}
	s.closers = nil
}

// next returns the next line without its end; io.EOF after the last.
func (s *File) Next() (string, error) {
	if n := len(s.back); n > 0 {
		line := s.back[n-1]
		s.back = s.back[:n-1]
		s.Line++
		return line, nil
	}
	line, err := s.text.ReadSlice('\n')
	if err == bufio.ErrBufferFull {
		line, err = s.longLine(line)
	}
	s.Line++
	if err != nil && (err != io.EOF || len(line) == 0) {
		if err == io.EOF {
			s.Line--
			return "", err
		}
		return "", s.failed(err)
	}
	line = bytes.TrimSuffix(line, []byte{'\n'})
	if bytes.IndexByte(line, 0) >= 0 {
		return "", s.Refuse(finding.Finding{Code: finding.NotATable, Severity: finding.Fatal, Line: s.Line,
			Text: "the line holds a zero byte: the file is binary or damaged"})
	}
	if !utf8.Valid(line) {
		return "", s.Refuse(notUTF8(line, s.Line))
	}
	if s.encoding != "" && bytes.Contains(line, []byte("\uFFFD")) {
		return "", s.Refuse(finding.Finding{Code: finding.Encoding, Severity: finding.Fatal, Line: s.Line,
			Text: "some bytes are no " + s.encoding + ": the line would read " +
				finding.Quote(aroundReplacement(string(line))),
			Remedy: "name the right encoding with --encoding"})
	}
	return string(line), nil
}

// longLine goes on with a line that fills the buffer.
func (s *File) longLine(part []byte) ([]byte, error) {
	s.long = append(s.long[:0], part...)
	for {
		part, err := s.text.ReadSlice('\n')
		s.long = append(s.long, part...)
		if len(s.long) > s.longest {
			return nil, errLongLine
		}
		if err != bufio.ErrBufferFull {
			return s.long, err
		}
	}
}

// unread gives lines back, to be returned again in the same order.
func (s *File) Unread(lines []string) {
	for i := len(lines) - 1; i >= 0; i-- {
		s.back = append(s.back, lines[i])
	}
	s.Line -= len(lines)
}

// digest is the SHA-256 of the whole file; it reads on to its end.
func (s *File) Digest() (string, error) {
	if _, err := io.Copy(io.Discard, s.raw); err != nil {
		return "", s.failed(err)
	}
	return hex.EncodeToString(s.sum.Sum(nil)), nil
}

// refuse ends the reading with one fatal finding.
func (s *File) Refuse(f finding.Finding) error {
	return &finding.Refusal{Name: s.Name, Findings: finding.Findings{f}}
}

var errLongLine = errors.New("the line is too long")

// failed is the error for a reading that broke off.
func (s *File) failed(err error) error {
	var refusal *finding.Refusal
	var damage *damaged
	var bomb *expands
	switch {
	case errors.As(err, &refusal):
		return err
	case errors.Is(err, errLongLine):
		return s.Refuse(finding.Finding{Code: finding.LineTooLong, Severity: finding.Fatal, Line: s.Line,
			Text: fmt.Sprintf("the line is longer than %d MB", s.longest>>20), Remedy: "is this a table with a line a gene?"})
	case errors.As(err, &bomb):
		return s.Refuse(finding.Finding{Code: finding.Expands, Severity: finding.Fatal, Line: s.Line, Text: bomb.Error(),
			Remedy: "if it is an expression matrix, unpack it and give the plain file"})
	case s.raw.err != nil: // the disk or the pipe, not the content
		return fmt.Errorf("%s: %w", s.Name, s.raw.err)
	case errors.As(err, &damage):
		return s.Refuse(finding.Finding{Code: finding.Truncated, Severity: finding.Fatal, Line: s.Line,
			Text:   "the " + s.Packed + " file is cut off or damaged after this line (" + damage.Error() + ")",
			Remedy: "copy or download it again"})
	}
	return fmt.Errorf("%s: %w", s.Name, err)
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

// head returns the first lines that are not empty, up to n, fewer when they are
// very long, without consuming them, and the last comment before them. Leading lines that begin with # and
// do not name a GCT version are comments.
func (s *File) Head(n int) (kept []string, comment string, err error) {
	var all []string
	size := 0
	for len(kept) < n && size < s.longest {
		line, err := s.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, "", err
		}
		size += len(line)
		if all = append(all, line); len(all) > mostLeading {
			return nil, "", s.Refuse(finding.Finding{Code: finding.NoData, Severity: finding.Fatal, Line: s.Line,
				Text: fmt.Sprintf("the first %d lines are empty or comments", mostLeading)})
		}
		switch {
		case IsComment(line, len(kept) == 0):
			comment = line
		case !IsEmpty(line):
			kept = append(kept, line)
		}
	}
	s.Unread(all)
	return kept, comment, nil
}

// mostLeading bounds the empty lines and comments before a table.
const mostLeading = 10_000

// isComment says whether a line before the header is a comment. GCT files begin
// with their version after a #.
func IsComment(line string, beforeHeader bool) bool {
	return beforeHeader && strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "#1.")
}

// onClose has f called when the source is closed.
func (s *File) OnClose(f func()) { s.closers = append(s.closers, f) }

// plainLines turns whatever ends lines into LF.
func PlainLines(r io.Reader) io.Reader { return &newlines{r: r} }
