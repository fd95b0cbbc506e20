package expr

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// missing are the spellings of a missing value in a cell, in lower case. They
// mean nothing in the columns of names.
var missing = map[string]bool{
	"": true, "na": true, "n/a": true, "nan": true, "null": true, "nd": true, "-": true,
	"#n/a": true, "#div/0!": true, "#value!": true, "#ref!": true, "#num!": true, "#null!": true,
}

func isMissing(s string) bool { return len(s) < 8 && missing[strings.ToLower(s)] }

func isInfinite(s string) bool {
	switch strings.ToLower(strings.TrimLeft(s, "+-")) {
	case "inf", "infinity":
		return true
	}
	return false
}

var (
	errNotANumber = errors.New("is not a number")
	errTooLarge   = errors.New("is too large for a number")
)

// parseNumber reads a decimal number: digits with an optional sign, point and
// exponent. Unlike strconv it takes no hexadecimal, underscores or names.
func parseNumber(s string) (float64, error) {
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9', c == '.', c == '+', c == '-', c == 'e', c == 'E':
		default:
			return 0, errNotANumber
		}
	}
	x, err := strconv.ParseFloat(s, 64)
	if errors.Is(err, strconv.ErrRange) && math.IsInf(x, 0) {
		return 0, errTooLarge
	}
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, errNotANumber
	}
	return x, nil
}

// cellError explains why a cell is not a number, with a hint where the reason
// can be seen.
func cellError(s string, err error) (text, remedy string) {
	text = quote(s) + " " + err.Error()
	switch {
	case err == errTooLarge:
		return text, ""
	case strings.Count(s, ",") == 1 && isNumber(strings.Replace(s, ",", ".", 1)) && !thousands(s):
		return text + " (a decimal comma?)", "use --decimal comma"
	case isNumber(strings.NewReplacer(",", "", " ", "", "\u00a0", "", "'", "").Replace(s)):
		return text + " (separators of thousands?)", "write numbers without them"
	case strings.ContainsRune(s, '−'):
		return text + " (a typographic minus sign)", "write it as -"
	}
	return text, ""
}

func isNumber(s string) bool { _, err := parseNumber(s); return err == nil }

// thousands says whether the comma of s may well group digits: 1,234.5.
func thousands(s string) bool {
	at := strings.IndexByte(s, ',')
	return strings.ContainsRune(s[at:], '.')
}
