package names

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// damagedName is a gene name that a spreadsheet seems to have made of another.
type Damage struct {
	Name, Was, Why string // was "" where it cannot be told
	Line           int
}

// Gene names as spreadsheets leave them.
var (
	dayMonth  = regexp.MustCompile(`^(\d{1,2})[-. ]([\pL]{3,5})\.?$`)                 // 2-Sep, 1-Mrz
	monthDay  = regexp.MustCompile(`^([\pL]{3,5})\.?[-. ](\d{1,2})$`)                 // Sep-02
	isoDate   = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})(?:[ T]00:00(?::00)?)?$`) // 2021-09-02
	anyDate   = regexp.MustCompile(`^\d{1,2}([/.])\d{1,2}[/.](?:\d{2}|\d{4})$`)       // 02.09.2021, 9/2/21
	riken     = regexp.MustCompile(`^\d(?:[.,]\d+)?E\+\d{1,2}$`)                      // 2.31E+13, of 2310009E13Rik
	SerialDay = regexp.MustCompile(`^[34]\d{4}$`)                                     // 44256, a day counted from 1900
	// English, German, French, Spanish, Italian, Portuguese, Dutch.
	months = map[string]int{
		"jan": 1, "ene": 1, "gen": 1, "janv": 1, "feb": 2, "févr": 2, "fev": 2, "mar": 3, "mrz": 3, "mär": 3, "mars": 3,
		"mrt": 3, "apr": 4, "avr": 4, "abr": 4,
		"may": 5, "mai": 5, "mag": 5, "mei": 5, "jun": 6, "juin": 6, "giu": 6, "jul": 7, "juil": 7, "lug": 7, "aug": 8,
		"août": 8, "ago": 8,
		"sep": 9, "sept": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "out": 10, "nov": 11, "dec": 12, "dez": 12, "déc": 12,
		"dic": 12,
	}
)

// spreadsheetDamage recognises a name that was taken for a date or a number.
func DamageOf(name string) (Damage, bool) {
	d := Damage{Name: name}
	if m := dayMonth.FindStringSubmatch(name); m != nil {
		if month := months[strings.ToLower(m[2])]; month > 0 {
			day, _ := strconv.Atoi(m[1])
			d.Was, d.Why = symbolOf(month, day)
			return d, day <= 31
		}
	}
	if m := monthDay.FindStringSubmatch(name); m != nil && strings.Contains(name, "-") {
		if month := months[strings.ToLower(m[1])]; month > 0 {
			day, _ := strconv.Atoi(m[2])
			d.Was, d.Why = symbolOf(month, day)
			return d, true
		}
	}
	if m := isoDate.FindStringSubmatch(name); m != nil {
		year, _ := strconv.Atoi(m[1])
		month, _ := strconv.Atoi(m[2])
		day, _ := strconv.Atoi(m[3])
		if month < 1 || month > 12 || day < 1 || day > 31 {
			return d, false
		}
		d.Was, d.Why = symbolOf(month, day)
		if n := year - 2000; day == 1 && n > 1 && n <= 15 { // Sep-02 is stored as 2002-09-01
			d.Was, d.Why = "", fmt.Sprintf("the first of a month may stand for gene 1 or, from the year, for gene %d", n)
		}
		return d, true
	}
	switch {
	case anyDate.MatchString(name):
		d.Why = "day and month cannot be told apart"
		return d, true
	case riken.MatchString(name):
		d.Why = "a RIKEN identifier read as a number: its digits are lost"
		return d, true
	}
	return d, false
}

// symbolOf is the present symbol of the gene whose old symbol reads as this
// month and number, or why it cannot be told.
//
// HGNC's renamings: Bruford et al., Nature Genetics 52:754–758 (2020).
func symbolOf(month, n int) (symbol, why string) {
	switch {
	case month == 9 && 1 <= n && n <= 14:
		return fmt.Sprintf("SEPTIN%d", n), ""
	case month == 9 && n == 15:
		return "SELENOF", "was SEP15"
	case month == 3 && (n == 1 || n == 2):
		return "", fmt.Sprintf("may be MARCHF%d or MTARC%d", n, n)
	case month == 3 && 3 <= n && n <= 11:
		return fmt.Sprintf("MARCHF%d", n), ""
	case month == 12 && n == 1:
		return "DELEC1", "was DEC1, which is an alias of BHLHE40 too"
	case month == 10 && n == 4:
		return "", "OCT4 is no approved symbol; POU5F1 is meant as a rule"
	}
	return "", "no approved symbol reads so"
}
