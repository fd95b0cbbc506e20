package names

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// unseen are the characters that leave no mark of their own: what controls a
// terminal, what turns the direction of the text around it, what only tells
// where a line may break, and the two that XML cannot hold. The joiners U+200C
// and U+200D, which words of many scripts and emoji are written with, are not
// among them.
var unseen = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0x0000, 0x001f, 1}, {0x007f, 0x009f, 1}, {0x00ad, 0x00ad, 1}, {0x061c, 0x061c, 1}, {0x180e, 0x180e, 1},
		{0x200b, 0x200b, 1}, {0x200e, 0x200f, 1}, {0x2028, 0x202e, 1}, {0x2060, 0x206f, 1},
		{0xfeff, 0xfeff, 1}, {0xfff9, 0xfffb, 1}, {0xfffe, 0xffff, 1},
	},
	LatinOffset: 3,
}

// isUnseen says whether a character of a text is one of them.
func isUnseen(r rune) bool { return unicode.Is(unseen, r) }

// hasUnseen says whether a text holds one, or bytes that are no text.
func HasUnseen(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' || c >= 0x7f {
			return strings.ContainsFunc(s[i:], isUnseen) || !utf8.ValidString(s[i:])
		}
	}
	return false
}

// clean is a name, heading or value without characters that cannot be seen: a
// tab and an end of a line become blanks, the others go.
func Clean(s string) string {
	if !HasUnseen(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case !isUnseen(r):
			return r
		case unicode.IsSpace(r):
			return ' '
		}
		return -1
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// Visible shows the characters of a text that cannot be seen, and bytes that are
// no text, as Go writes them: \x1b, \u202e. Line ends and tabs are shown too.
// The result is text that no terminal obeys and that every table and XML can hold.
func Visible(s string) string { return visible(s, "") }

// OfFile is the name of a file, without its folder, as messages and reports give it.
func OfFile(path string) string { return Visible(filepath.Base(path)) }

// VisibleLines is Visible for text of several lines, which stay.
func VisibleLines(s string) string { return visible(s, "\n\t") }

func visible(s, but string) string {
	if !HasUnseen(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !isUnseen(r) || strings.ContainsRune(but, r):
			b.WriteRune(r)
		case r < ' ':
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += size
	}
	return b.String()
}

// cleaning cleans texts as they are read, and counts those that it changed.
type Cleaning struct {
	changed int
	first   finding.Finding // where the first one stands, and what it was
}

// text cleans a text that stands at a line and column; 0 is no place.
func (c *Cleaning) Text(s string, line, column int) string {
	bare := Clean(s)
	if bare != s {
		if c.changed++; c.changed == 1 {
			c.first = finding.Finding{Line: line, Column: column, Text: strings.Clone(s)}
		}
	}
	return bare
}

// texts cleans the fields of a line, from a column on, in place.
func (c *Cleaning) Texts(fields []string, line, column int) {
	for i, f := range fields {
		fields[i] = c.Text(f, line, column+i)
	}
}

// finding tells of them; ok is false where there were none.
func (c *Cleaning) Finding(code finding.Code, noun string) (f finding.Finding, ok bool) {
	f = finding.Finding{Code: code, Severity: finding.Warning, Line: c.first.Line, Column: c.first.Column,
		Count: c.changed,
		Text: fmt.Sprintf("%s with characters that cannot be seen (controls, marks of direction); the first is %s",
			words.Plural(c.changed, noun), finding.Quote(c.first.Text)),
		Done: "read without them, tabs and line ends as blanks", Remedy: "remove them from the file"}
	return f, c.changed > 0
}

// trimmedNames tells of n names that were read without the blanks around them.
func TellTrimmed(before string, n int, noun string) finding.Findings {
	if n == 0 {
		return nil
	}
	return finding.Findings{{Code: finding.NamesTrimmed, Severity: finding.Note, Count: n,
		Text: before + words.Plural(n, noun) + " with blanks before or behind", Done: "read without them"}}
}
