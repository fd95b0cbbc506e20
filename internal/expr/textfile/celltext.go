package textfile

import (
	"strings"

	"subtype/internal/expr/finding"
)

const (
	UseDecimalComma = "use --decimal comma"
	NoThousands     = "write numbers without them"
)

// CellError explains why a cell is not a number, with a hint where the reason
// can be seen. comma says that the decimal sign is a comma, separates that commas
// stand between the fields.
func CellError(s string, err error, comma, separates bool) (text, remedy string) {
	text = finding.Quote(s) + " " + err.Error()
	switch {
	case err == ErrTooLarge:
		return text, ""
	case err == ErrPoint:
		return text + " (separators of thousands?)", "write it without, or use --decimal point"
	case likelyMissing[strings.ToLower(s)]:
		return text + " (a missing value?)", "write it as NA"
	case !comma && !separates && strings.Count(s, ",") == 1 && IsNumber(strings.Replace(s, ",", ".", 1)) &&
		!thousands(s):
		if before, after, _ := strings.Cut(strings.TrimLeft(s, "+-"), ","); len(after) == 3 && len(before) <= 3 &&
			before != "0" && before != "" {
			return text + " (a decimal comma, or separators of thousands?)", UseDecimalComma + " if it is a decimal sign"
		}
		return text + " (a decimal comma?)", UseDecimalComma
	case strings.HasPrefix(s, "'") && IsNumber(s[1:]):
		return text + " (the apostrophe with which spreadsheets mark text?)", "write it without the apostrophe"
	case IsNumber(strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "'", "", "’", "").Replace(s)),
		IsNumber(strings.NewReplacer(".", "", ",", ".").Replace(s)):
		return text + " (separators of thousands?)", NoThousands
	case IsNumber(narrow(s)):
		return text + " (full-width digits)", "write it with the digits 0 to 9"
	case strings.HasPrefix(s, "=") || strings.HasPrefix(s, "+") && len(s) > 1:
		return text + " (a formula?)", "save the values instead of the formulas"
	case IsDateLike(s):
		return text + " (a date? Spreadsheets turn numbers such as 5.1 into dates)",
			"restore the number from the source of the table"
	case strings.HasSuffix(s, "%"):
		return text + " (per cent)", "write it as a plain number"
	}
	return text, ""
}

// likelyMissing are spellings of a missing value that are too rare to be taken
// for one, in lower case.
var likelyMissing = map[string]bool{"none": true, ".": true, "..": true, "n.a.": true, "n.d.": true, "<na>": true,
	"?": true, "missing": true, "*": true, "--": true, "nil": true, "#name?": true,
	"1.#qnan": true, "-1.#ind": true, "1.#ind": true, "absent": true, "na.": true, "n a": true}

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

// thousands says whether the comma of s may well group digits: 1,234.5.
func thousands(s string) bool {
	at := strings.IndexByte(s, ',')
	return strings.ContainsRune(s[at:], '.')
}
