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
