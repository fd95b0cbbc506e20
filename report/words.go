package report

import (
	"fmt"
	"strings"
)

// plural says "1 sample", "38 samples".
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// list joins parts: "a, b and c".
func list(parts []string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// share writes a share in percent; 0 % is none and 100 % is all.
func share(x float64) string {
	switch text := fmt.Sprintf("%.0f %%", 100*x); {
	case text == "100 %" && x < 1-1e-12:
		return "more than 99 %"
	case text == "0 %" && x > 0:
		return "less than 1 %"
	default:
		return text
	}
}

// fixed writes a measure with three decimals.
func fixed(x float64) string {
	if x != x {
		return "not defined"
	}
	return fmt.Sprintf("%.3f", x)
}

func upper(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = []rune(strings.ToUpper(string(r[0])))[0]
	}
	return string(r)
}
