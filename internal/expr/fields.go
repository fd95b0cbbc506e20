package expr

import (
	"fmt"
	"strings"
)

// separator is what stands between the fields of a line. A blank separates in
// runs, the others one by one.
type separator byte

const (
	tab       separator = '\t'
	comma     separator = ','
	semicolon separator = ';'
	blank     separator = ' '
)

var separatorNames = []struct {
	sep  separator
	name string
}{{tab, "tab"}, {comma, "comma"}, {semicolon, "semicolon"}, {blank, "blank"}}

func (s separator) String() string {
	for _, n := range separatorNames {
		if n.sep == s {
			return n.name
		}
	}
	return fmt.Sprintf("%q", byte(s))
}

// split cuts a line into fields, appended to dst. A field that begins with "
// ends at the next single ", and "" within it stands for one; a " anywhere
// else is itself, as in 5"-end. It returns an error for a quote that does not
// close or is followed by text.
func (s separator) split(dst []string, line string) ([]string, error) {
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
func (s separator) unquote(line string) (field, rest string, err error) {
	var parts string
	rest = line[1:]
	for {
		at := strings.IndexByte(rest, '"')
		if at < 0 {
			return "", "", fmt.Errorf("the quote before %s does not close on this line", quote(line[1:]))
		}
		parts += rest[:at]
		rest = rest[at+1:]
		if strings.HasPrefix(rest, `"`) {
			parts += `"`
			rest = rest[1:]
			continue
		}
		if rest != "" && rest[0] != byte(s) {
			return "", "", fmt.Errorf("text follows the closing quote of %s", quote(parts))
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
func sniff(lines []string) (sep separator, numbers, ok bool) {
	var even, numeric []separator
	var widest separator
	width := 1
	for _, n := range separatorNames {
		ok, numbers := n.sep.fits(lines)
		if ok {
			even = append(even, n.sep)
			if numbers {
				numeric = append(numeric, n.sep)
			}
		}
		if header, err := n.sep.split(nil, lines[0]); err == nil && len(header) > width {
			widest, width = n.sep, len(header)
		}
	}
	switch {
	case len(numeric) == 1:
		return numeric[0], true, true
	case len(numeric) == 0 && len(even) == 1:
		return even[0], false, true
	case len(even) == 0 && width > 1:
		return widest, false, true
	}
	return 0, len(numeric) > 1, false
}

// fits says whether s cuts the lines into a table, and whether its cells but
// for the names, and at most the first column of them, look like values.
func (s separator) fits(lines []string) (even, numbers bool) {
	if len(lines) < 2 {
		return false, false
	}
	header, err := s.split(nil, lines[0])
	if err != nil {
		return false, false
	}
	width, texts, cells := 0, 0, 0
	var fields []string
	for i, line := range lines[1:] {
		if fields, err = s.split(fields[:0], line); err != nil {
			return false, false
		}
		if i == 0 {
			width = len(fields)
		}
		if len(fields) != width {
			return false, false
		}
		for _, f := range fields[1:] {
			cells++
			if !looksLikeValue(strings.TrimSpace(f)) {
				texts++
			}
		}
	}
	if width < 2 || len(header) < width-1 {
		return false, false
	}
	for len(header) > width && header[len(header)-1] == "" {
		header = header[:len(header)-1]
	}
	// A text column or two (a description) does not make the rest any less a table.
	return len(header) <= width, 2*texts < cells
}

// looksLikeValue accepts numbers of either decimal sign, infinities and
// spellings of a missing value.
func looksLikeValue(s string) bool {
	if isMissing(s) || isInfinite(s) {
		return true
	}
	if _, err := parseNumber(s); err == nil {
		return true
	}
	_, err := parseNumber(strings.Replace(s, ",", ".", 1))
	return err == nil
}
