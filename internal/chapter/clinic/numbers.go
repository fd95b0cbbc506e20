package clinic

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"subtype/internal/survival"
)

// pText is a p-value for people: three decimals, or two digits, with a power of ten where it is small.
func pText(p float64) string {
	switch {
	case math.IsNaN(p):
		return ""
	case p == 0:
		return "< 1e-300"
	case p < 0.0001:
		return strings.Replace(fmt.Sprintf("%.1e", p), "e-0", "e-", 1)
	case p < 0.001:
		return fmt.Sprintf("%.5f", p)
	case p > 0.999:
		return "> 0.999"
	}
	return fmt.Sprintf("%.3f", p)
}

// pEquals is a p-value within a sentence.
func pEquals(p float64) string {
	text := pText(p)
	if strings.HasPrefix(text, "<") || strings.HasPrefix(text, ">") {
		return "p " + text
	}
	return "p = " + text
}

// digits writes a number with so many significant digits, in plain figures where it is of
// usual size.
func digits(x float64, n int) string {
	if math.IsNaN(x) {
		return "–"
	}
	if size := math.Abs(x); size >= 1e6 || size > 0 && size < 1e-4 {
		return strconv.FormatFloat(x, 'g', n, 64)
	}
	whole := len(strconv.FormatFloat(math.Abs(x), 'f', 0, 64))
	if math.Abs(x) < 1 {
		whole = 0
	}
	text := strconv.FormatFloat(x, 'f', max(0, n-whole), 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// intervalText is an estimate with its interval: "2.3 (1.2–4.5)".
func intervalText(i survival.Interval, none string) string {
	if math.IsNaN(i.Value) {
		return none
	}
	return fmt.Sprintf("%s (%s–%s)", digits(i.Value, 3), endText(i.Low), endText(i.High))
}

// endText is an end of an interval, which may lie beyond the observation.
func endText(x float64) string {
	if math.IsNaN(x) {
		return "not reached"
	}
	return digits(x, 3)
}
