package names

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

var (
	notWord = regexp.MustCompile(`[^\pL\pN]+`)
	leadX   = regexp.MustCompile(`^[xX](\pN)`)
	barcode = regexp.MustCompile(`^TCGA\.[A-Z0-9]{2}\.[A-Z0-9]{4}`)
)

// mangled is a name as R's make.names and others leave it: a dot for every mark,
// and no X before a digit. Letters with accents are one character, whichever of
// Unicode's two forms the file has.
func Mangled(s string) string {
	return leadX.ReplaceAllString(notWord.ReplaceAllString(norm.NFC.String(s), "."), "$1")
}

// mangledCase leaves the case of letters out of account too.
func MangledCase(s string) string { return strings.ToLower(Mangled(s)) }

// truncated is a TCGA barcode cut to n characters; "" for one that is shorter
// and for other names.
func Barcode(n int) func(string) string {
	return func(s string) string {
		s = strings.ToUpper(Mangled(s))
		if len(s) < n || !barcode.MatchString(s) {
			return ""
		}
		return s[:n]
	}
}
