package textfile

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"subtype/internal/expr/finding"
)

// KnownEncoding says whether a name, as IANA or the web spell it, is that of a
// text encoding that can be read.
func KnownEncoding(name string) bool {
	_, _, err := encodingByName(name)
	return err == nil
}

// encodingByName finds an encoding by name; nil for UTF-8, which needs no
// conversion.
func encodingByName(name string) (encoding.Encoding, string, error) {
	if e, err := htmlindex.Get(name); err == nil {
		if known, err := htmlindex.Name(e); err == nil {
			name = known
		}
		switch name {
		case "utf-8":
			return nil, name, nil
		case "replacement": // what browsers call encodings that they refuse
			return nil, "", fmt.Errorf("the encoding %q is not read", name)
		}
		return e, name, nil
	}
	e, err := ianaindex.IANA.Encoding(name)
	if err != nil || e == nil {
		return nil, "", fmt.Errorf("unknown encoding %q", name)
	}
	return e, name, nil
}

// decode turns the text into UTF-8 without byte order mark: from the encoding
// named, or from UTF-16, which shows by its mark or by its zero bytes.
func (s *File) decode(r *bufio.Reader, name string) (*bufio.Reader, error) {
	head, err := r.Peek(512)
	if err != nil && err != io.EOF {
		return nil, s.failed(err)
	}
	var e encoding.Encoding
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe\x00\x00")): // UTF-32, a stranger
		return r, nil
	case name != "" && name != "auto":
		if e, s.encoding, err = encodingByName(name); err != nil {
			return nil, err
		}
	default:
		if e, s.encoding = utf16(head); e != nil {
			s.Notes = append(s.Notes, finding.Finding{Code: finding.UTF16, Severity: finding.Note,
				Text: "the text is " + s.encoding + ", as Excel saves \"Unicode text\"; converted"})
		}
	}
	if e == nil {
		s.encoding = ""
	} else {
		r = bufio.NewReaderSize(transform.NewReader(r, e.NewDecoder()), readAhead)
	}
	if head, err = r.Peek(3); err != nil && err != io.EOF {
		return nil, s.failed(err)
	}
	if bytes.HasPrefix(head, []byte("\xef\xbb\xbf")) {
		r.Discard(3)
	}
	return r, nil
}

// utf16 recognises UTF-16 by its byte order mark, or by zeros in every other
// byte as Latin letters and digits have them.
func utf16(head []byte) (encoding.Encoding, string) {
	le, be := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return le, "UTF-16 (little endian)"
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return be, "UTF-16 (big endian)"
	}
	var zeros [2]int
	for i, c := range head {
		if c == 0 {
			zeros[i%2]++
		}
	}
	switch half := len(head) / 2; {
	case zeros[1] > 3*half/4 && zeros[0] == 0 && half > 3:
		return le, "UTF-16 (little endian)"
	case zeros[0] > 3*half/4 && zeros[1] == 0 && half > 3:
		return be, "UTF-16 (big endian)"
	}
	return nil, ""
}

// notUTF8 refuses a line, showing the field that is not UTF-8 as the two usual
// encodings of spreadsheets would read it.
func notUTF8(line []byte, number int) finding.Finding {
	at := 0
	for at < len(line) {
		r, size := utf8.DecodeRune(line[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	const around = 30
	from := max(bytes.LastIndexAny(line[:at], "\t,;\"")+1, at-around)
	for from > 0 && from < at && !utf8.RuneStart(line[from]) {
		from++
	}
	to := min(len(line), at+around)
	if end := bytes.IndexAny(line[at:to], "\t,;\""); end > 0 {
		to = at + end
	}
	field := line[from:to]
	western, _ := charmap.Windows1252.NewDecoder().Bytes(field)
	chinese, _ := simplifiedchinese.GBK.NewDecoder().Bytes(field)
	return finding.Finding{Code: finding.Encoding, Severity: finding.Fatal, Line: number,
		Text: fmt.Sprintf("the text is not UTF-8: in windows-1252 it would read %s, in gbk %s",
			finding.Quote(string(western)), finding.Quote(string(chinese))),
		Remedy: "say --encoding windows-1252, gbk or another, or save the file as UTF-8"}
}

// aroundReplacement is what stands around a character that could not be decoded.
func aroundReplacement(line string) string {
	at := strings.IndexRune(line, utf8.RuneError)
	before := []rune(line[:at])
	return string(before[max(0, len(before)-15):]) + string([]rune(line[at:])[:min(10, utf8.RuneCountInString(line[at:]))])
}
