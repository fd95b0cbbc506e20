package textfile

import (
	"fmt"
	"strings"

	"subtype/internal/expr/finding"
)

// separator is what stands between the fields of a line. A blank separates in
// runs, the others one by one.
type Separator byte

const (
	Tab       Separator = '\t'
	Comma     Separator = ','
	Semicolon Separator = ';'
	blank     Separator = ' '
)

var SeparatorNames = []struct {
	Sep  Separator
	Name string
}{{Tab, "tab"}, {Comma, "comma"}, {Semicolon, "semicolon"}, {blank, "blank"}}

func (s Separator) String() string {
	for _, n := range SeparatorNames {
		if n.Sep == s {
			return n.Name
		}
	}
	return fmt.Sprintf("%q", byte(s))
}

// split cuts a line into fields, appended to dst. A field that begins with "
// ends at the next single ", and "" within it stands for one; a " anywhere
// else is itself, as in 5"-end. It returns an error for a quote that does not
// close or is followed by text.
func (s Separator) Split(dst []string, line string) ([]string, error) {
	if s == blank {
		line = strings.Trim(line, " ")
	}
	for {
		if strings.HasPrefix(line, `"`) {
			field, rest, err := s.unquote(line)
			if err != nil {
				return dst, fmt.Errorf("field %d: %w", len(dst)+1, err)
			}
			dst = append(dst, field)
			if rest == "" {
				return dst, nil
			}
			line = rest[1:]
		} else {
			at := strings.IndexByte(line, byte(s))
			if at < 0 {
				return append(dst, line), nil
			}
			dst = append(dst, line[:at])
			line = line[at+1:]
		}
		if s == blank {
			line = strings.TrimLeft(line, " ")
		}
	}
}

// unquote takes a quoted field off the front of line. The rest begins with the
// separator or is empty.
func (s Separator) unquote(line string) (field, rest string, err error) {
	var parts string
	rest = line[1:]
	for {
		at := strings.IndexByte(rest, '"')
		if at < 0 {
			return "", "", fmt.Errorf("the quote before %s does not close on this line", finding.Quote(line[1:]))
		}
		parts += rest[:at]
		rest = rest[at+1:]
		if strings.HasPrefix(rest, `"`) {
			parts += `"`
			rest = rest[1:]
			continue
		}
		if rest != "" && rest[0] != byte(s) {
			return "", "", fmt.Errorf("text follows the closing quote of %s", finding.Quote(parts))
		}
		return parts, rest, nil
	}
}

// sniff finds the separator from the first lines, header first: the one that
// cuts all rows into the same number of fields, at least two, the header into
// as many or one fewer or, with trailing empty fields, more, and whose values
// are numbers or spellings of a missing value. If no separator gives numbers,
// the only one that cuts evenly is taken, and reading will name what is not a
// number. Where none cuts evenly, the one that gives the header most fields is
// taken, and reading will name the line that does not fit. It returns ok false
// where several fit, or none gives the header two fields; numbers says that the
// values are numbers.
func Sniff(lines []string) (sep Separator, numbers, ok bool) {
	var even, numeric, halves []Separator
	var widest Separator
	width := 1
	for _, n := range SeparatorNames {
		ok, numbers, half := n.Sep.fits(lines)
		if ok {
			even = append(even, n.Sep)
			if half {
				halves = append(halves, n.Sep)
			}
			if numbers {
				numeric = append(numeric, n.Sep)
			}
		}
		if header, err := n.Sep.Split(nil, lines[0]); err == nil && len(header) > width {
			widest, width = n.Sep, len(header)
		}
	}
	switch {
	case len(numeric) == 1:
		return numeric[0], true, true
	case len(numeric) == 0 && len(halves) == 1:
		return halves[0], true, true
	case len(numeric) == 0 && len(even) == 1:
		return even[0], false, true
	case len(even) == 0 && width > 1:
		return widest, false, true
	}
	return 0, len(numeric) > 1, false
}

// fits says whether s cuts the lines into a table, and whether most of its cells but for
// the names look like values, or about half, as where a call stands beside each.
func (s Separator) fits(lines []string) (even, numbers, half bool) {
	if len(lines) < 2 {
		return false, false, false
	}
	header, err := s.Split(nil, lines[0])
	if err != nil {
		return false, false, false
	}
	width, texts, cells := 0, 0, 0
	var fields []string
	for i, line := range lines[1:] {
		if fields, err = s.Split(fields[:0], line); err != nil {
			return false, false, false
		}
		if i == 0 {
			width = len(fields)
		}
		if len(fields) != width {
			return false, false, false
		}
		for _, f := range fields[1:] {
			cells++
			if !LooksLikeValue(strings.TrimSpace(f)) {
				texts++
			}
		}
	}
	if width < 2 || len(header) < width-1 {
		return false, false, false
	}
	for len(header) > width && header[len(header)-1] == "" {
		header = header[:len(header)-1]
	}
	// A text column or two (a description) does not make the rest any less a table.
	return len(header) <= width, 2*texts < cells, 5*texts < 3*cells
}

func Trim(fields []string) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = strings.TrimSpace(f)
	}
	return out
}

// withoutEmptyEnd cuts empty fields beyond the width off.
func WithoutEmptyEnd(fields []string, width int) []string {
	n := len(fields)
	for n > width && strings.TrimSpace(fields[n-1]) == "" {
		n--
	}
	return fields[:n]
}
