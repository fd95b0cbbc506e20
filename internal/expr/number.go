package expr

import (
	"errors"
	"math"
	"math/bits"
	"regexp"
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
	switch strings.ToLower(strings.TrimLeft(s, "+-−")) {
	case "inf", "infinity", "infinite":
		return true
	}
	return false
}

var (
	errNotANumber = errors.New("is not a number")
	errTooLarge   = errors.New("is too large for a number")
	errPoint      = errors.New("has a point where commas are decimal signs")
)

// fastNumber reads a decimal number of at most 19 digits without exponent, and
// gives what strconv.ParseFloat gives, to the last bit; false for everything
// else. comma says that the decimal sign is a comma.
func fastNumber(s string, comma bool) (float64, bool) {
	sign := byte('.')
	if comma {
		sign = ','
	}
	i, negative := 0, false
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		i = 1
	}
	var mantissa uint64
	digits, significant, point := 0, 0, -1
	for ; i < len(s); i++ {
		if c := s[i] - '0'; c <= 9 {
			mantissa = mantissa*10 + uint64(c)
			digits++
			if mantissa != 0 {
				significant++
			}
			continue
		}
		if s[i] != sign || point >= 0 {
			return 0, false
		}
		point = digits
	}
	decimals := 0
	if point >= 0 {
		decimals = digits - point
	}
	if digits == 0 || significant > 19 || decimals > 19 {
		return 0, false
	}
	var x float64
	switch {
	case mantissa < 1<<53:
		x = float64(mantissa) / float64(powersOfTen[decimals]) // both exact: rounded once
	default:
		x = quotient(mantissa, powersOfTen[decimals])
	}
	if negative {
		x = -x
	}
	return x, true
}

// powersOfTen are those of 64 bits; all are exact as float64 too.
var powersOfTen = [20]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

// quotient is m/d rounded to the nearest float64, ties to even, for m, d > 0.
// With both shifted to 64 bits the integer quotient has 63 or 64, ten more than
// the result; that something remains is kept in the last of them, so that the
// conversion rounds rightly.
func quotient(m, d uint64) float64 {
	up, down := bits.LeadingZeros64(m), bits.LeadingZeros64(d)
	m <<= up
	q, rest := bits.Div64(m>>1, m<<63, d<<down)
	if rest != 0 {
		q |= 1
	}
	return float64(q) * math.Float64frombits(uint64(1023-63+down-up)<<52)
}

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

// number reads a number with the file's decimal sign. Where that is a comma, a
// point may group thousands: such a cell is no number.
func (p *parser) number(s string) (float64, error) {
	if !p.comma {
		return parseNumber(s)
	}
	if strings.ContainsRune(s, '.') {
		if isNumber(s) {
			return 0, errPoint
		}
		return 0, errNotANumber
	}
	return parseNumber(strings.Replace(s, ",", ".", 1))
}

const (
	useDecimalComma = "use --decimal comma"
	noThousands     = "write numbers without them"
)

// cellError explains why a cell is not a number, with a hint where the reason
// can be seen. comma says that the decimal sign is a comma, separates that commas
// stand between the fields.
func cellError(s string, err error, comma, separates bool) (text, remedy string) {
	text = quote(s) + " " + err.Error()
	switch {
	case err == errTooLarge:
		return text, ""
	case err == errPoint:
		return text + " (separators of thousands?)", "write it without, or use --decimal point"
	case likelyMissing[strings.ToLower(s)]:
		return text + " (a missing value?)", "write it as NA"
	case !comma && !separates && strings.Count(s, ",") == 1 && isNumber(strings.Replace(s, ",", ".", 1)) && !thousands(s):
		if before, after, _ := strings.Cut(strings.TrimLeft(s, "+-"), ","); len(after) == 3 && len(before) <= 3 && before != "0" && before != "" {
			return text + " (a decimal comma, or separators of thousands?)", useDecimalComma + " if it is a decimal sign"
		}
		return text + " (a decimal comma?)", useDecimalComma
	case strings.HasPrefix(s, "'") && isNumber(s[1:]):
		return text + " (the apostrophe with which spreadsheets mark text?)", "write it without the apostrophe"
	case isNumber(strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "").Replace(s)),
		isNumber(strings.NewReplacer(".", "", ",", ".").Replace(s)):
		return text + " (separators of thousands?)", noThousands
	case isNumber(narrow(s)):
		return text + " (full-width digits)", "write it with the digits 0 to 9"
	case strings.HasPrefix(s, "=") || strings.HasPrefix(s, "+") && len(s) > 1:
		return text + " (a formula?)", "save the values instead of the formulas"
	case dateLike.MatchString(s):
		return text + " (a date? Spreadsheets turn numbers such as 5.1 into dates)", "restore the number from the source of the table"
	case strings.HasSuffix(s, "%"):
		return text + " (per cent)", "write it as a plain number"
	}
	return text, ""
}

// likelyMissing are spellings of a missing value that are too rare to be taken
// for one, in lower case.
var likelyMissing = map[string]bool{"none": true, ".": true, "..": true, "n.a.": true, "n.d.": true, "<na>": true, "?": true, "missing": true, "*": true, "--": true, "nil": true, "#name?": true,
	"1.#qnan": true, "-1.#ind": true, "1.#ind": true, "absent": true, "na.": true, "n a": true}

var dateLike = regexp.MustCompile(`^(\d{1,2}[-. ]\pL{3,4}\.?|\pL{3,4}[-. ]\d{1,2}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}(/\d{2,4})?)$`)

// narrow turns the full-width digits and signs of East Asian keyboards into
// plain ones.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

func isNumber(s string) bool { _, err := parseNumber(s); return err == nil }

// thousands says whether the comma of s may well group digits: 1,234.5.
func thousands(s string) bool {
	at := strings.IndexByte(s, ',')
	return strings.ContainsRune(s[at:], '.')
}
