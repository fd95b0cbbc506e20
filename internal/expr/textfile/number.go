package textfile

import (
	"errors"
	"math"
	"math/bits"
	"regexp"
	"strconv"
	"strings"
)

// looksLikeValue accepts numbers of either decimal sign, infinities and
// spellings of a missing value.
func LooksLikeValue(s string) bool {
	if IsMissing(s) || IsInfinite(s) {
		return true
	}
	if _, err := ParseNumber(s); err == nil {
		return true
	}
	_, err := ParseNumber(strings.Replace(s, ",", ".", 1))
	return err == nil
}

// missing are the spellings of a missing value in a cell, in lower case. They
// mean nothing in the columns of names.
var missingSpellings = map[string]bool{
	"": true, "na": true, "n/a": true, "nan": true, "null": true, "nd": true, "-": true,
	"#n/a": true, "#div/0!": true, "#value!": true, "#ref!": true, "#num!": true, "#null!": true,
}

func IsMissing(s string) bool { return len(s) < 8 && missingSpellings[strings.ToLower(s)] }

func IsInfinite(s string) bool {
	switch strings.ToLower(strings.TrimLeft(s, "+-−")) {
	case "inf", "infinity", "infinite":
		return true
	}
	return false
}

var (
	ErrNotANumber = errors.New("is not a number")
	ErrTooLarge   = errors.New("is too large for a number")
	ErrPoint      = errors.New("has a point where commas are decimal signs")
)

// fastNumber reads a decimal number of at most 19 digits without exponent, and
// gives what strconv.ParseFloat gives, to the last bit; false for everything
// else. comma says that the decimal sign is a comma.
func FastNumber(s string, comma bool) (float64, bool) {
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
var powersOfTen = [20]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
	1e17, 1e18, 1e19}

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
func ParseNumber(s string) (float64, error) {
	for i := range len(s) {
		switch c := s[i]; {
		case '0' <= c && c <= '9', c == '.', c == '+', c == '-', c == 'e', c == 'E':
		default:
			return 0, ErrNotANumber
		}
	}
	x, err := strconv.ParseFloat(s, 64)
	if errors.Is(err, strconv.ErrRange) && math.IsInf(x, 0) {
		return 0, ErrTooLarge
	}
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, ErrNotANumber
	}
	return x, nil
}

func IsNumber(s string) bool { _, err := ParseNumber(s); return err == nil }

var dateLike = regexp.MustCompile(`^(\d{1,2}[-. ]\pL{3,4}\.?|\pL{3,4}[-. ]\d{1,2}|\d{4}-\d\d-\d\d|` +
	`\d{1,2}/\d{1,2}(/\d{2,4})?)$`)

// IsDateLike says whether a cell looks like a date that a spreadsheet made of a number.
func IsDateLike(s string) bool { return dateLike.MatchString(s) }
