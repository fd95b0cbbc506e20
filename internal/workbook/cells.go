package workbook

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"subtype/internal/expr/names"
)

// Excel's limits, in UTF-16 units where they are of text, and in points.
const (
	mostCell    = 32767
	mostHeading = 255 // of a table's column; also of a document's title
	mostHeight  = 409.0
	mostRows    = 1_000_000 // of 1,048,576: the rest is left for what follows
)

// MostColumns is how many columns a sheet has.
const MostColumns = 16384

// text makes a cell of text, which never becomes a formula or a number.
func (b *book) text(style int, s string) excelize.Cell {
	s = cutUnits(names.Visible(s), mostCell)
	marked := withMarks(s)
	if n := strings.Count(marked, escapeMark); n > 0 { // excelize counts them too
		marked = withMarks(cutUnits(s, mostCell-n))
	}
	return excelize.Cell{StyleID: style, Value: marked}
}

// cutUnits cuts a text to a number of UTF-16 units, the last an ellipsis.
func cutUnits(s string, most int) string {
	if len(s) <= most { // no character has more units than bytes
		return s
	}
	units, room := 0, 0 // room: the bytes that fit before an ellipsis
	for i, r := range s {
		if units <= most-1 {
			room = i
		}
		if units += utf16.RuneLen(r); units > most {
			return s[:room] + "…"
		}
	}
	return s
}

// escapes says whether a text goes on with what a workbook takes for an escaped
// character: _x0041_ is an A.
func escapes(s string) bool {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return false
	}
	for _, c := range []byte(s[2:6]) {
		if !strings.ContainsRune("0123456789abcdefABCDEF", rune(c)) {
			return false
		}
	}
	return true
}

// A text that goes on like an escape is written with escapeMark after the _ that
// begins it; sortedZip writes escapedLine in its place, so that it comes back as it
// was, from cells and from the names of tables' columns that must equal them.
// excelize's own escapes fail where two share their line, and it has none for
// tables. No text holds the mark otherwise, as names.Visible leaves none.
const (
	escapeMark  = "\ufeff"
	escapedLine = "x005F_"
)

// withMarks puts the mark where it is needed.
func withMarks(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if b.WriteByte(s[i]); s[i] == '_' && escapes(s[i:]) {
			b.WriteString(escapeMark)
		}
	}
	return b.String()
}

// value makes a cell of a number, empty where it is not defined. It is rounded
// to the 15 significant digits that Excel keeps; excelize would cut it.
func (b *book) value(style int, x float64) excelize.Cell {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return excelize.Cell{StyleID: style}
	}
	return excelize.Cell{StyleID: style, Value: rounded(x, 15)}
}

// rounded is x with a number of significant digits.
func rounded(x float64, digits int) float64 {
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil {
		return x
	}
	return y
}

// asTyped writes a number that Excel keeps to the last digit as a number, and
// anything else as text: identifiers of 16 digits, 007, 1e5.
func (b *book) asTyped(v string) excelize.Cell {
	if v == "" {
		return excelize.Cell{}
	}
	if x, ok := exactNumber(v); ok {
		return b.value(b.style.general, x)
	}
	return b.text(b.style.name, v)
}

// exactNumber reads a number that is written plainly and has at most 15 digits.
func exactNumber(v string) (float64, bool) {
	const most = 15
	digits := 0
	for _, c := range []byte(v) {
		if '0' <= c && c <= '9' {
			digits++
		}
	}
	if digits > most {
		return 0, false
	}
	x, err := strconv.ParseFloat(v, 64)
	return x, err == nil && digits > 0 && v != "-0" && strconv.FormatFloat(x, 'f', -1, 64) == v
}

// uniqueHeading makes a heading that no other column of the table has, whatever
// the case and width of its letters, no longer than Excel allows. used has the last
// number given to every heading, folded; 1 is none.
func uniqueHeading(name string, used map[string]int) string {
	if name = strings.TrimSpace(names.Visible(name)); name == "" {
		name = "Column"
	}
	unique := cutUnits(name, mostHeading)
	first := folded(unique)
	for used[folded(unique)] > 0 {
		used[first]++
		end := " (" + strconv.Itoa(used[first]) + ")"
		unique = cutUnits(name, mostHeading-len(end)) + end
	}
	used[folded(unique)] = 1
	return unique
}

// folded is a text without what Excel does not tell headings apart by.
func folded(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, norm.NFKC.String(s))
}
