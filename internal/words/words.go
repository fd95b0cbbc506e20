// Package words holds the small pieces of sentences that people read: counts with
// their nouns, lists, shares, and what subtypes and metagenes are called.
package words

import (
	"fmt"
	"strings"
)

// Plural says "1 sample", "38 samples".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Were says "1 gene was", "2 genes were".
func Were(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " was"
	}
	return Plural(n, noun) + " were"
}

// Times says how often: "once", "twice", "3 times".
func Times(n int) string {
	switch n {
	case 1:
		return "once"
	case 2:
		return "twice"
	}
	return fmt.Sprintf("%d times", n)
}

// List joins parts: "a, b and c".
func List(parts []string) string {
	if len(parts) == 1 {
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " and " + parts[len(parts)-1]
}

// Share writes a share in percent; 0 % is none and 100 % is all.
func Share(x float64) string {
	switch text := fmt.Sprintf("%.0f %%", 100*x); {
	case text == "100 %" && x < 1-1e-12:
		return "more than 99 %"
	case text == "0 %" && x > 0:
		return "less than 1 %"
	default:
		return text
	}
}

// Fixed writes a measure with three decimals.
func Fixed(x float64) string {
	if x != x {
		return "not defined"
	}
	return fmt.Sprintf("%.3f", x)
}

// Upper begins a text with a capital.
func Upper(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = []rune(strings.ToUpper(string(r[0])))[0]
	}
	return string(r)
}

// YesNo writes a truth.
func YesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// Cut is the first characters of a text, up to a number.
func Cut(s string, most int) string {
	for i := range s {
		if most--; most < 0 {
			return s[:i]
		}
	}
	return s
}

// Subtype is what a subtype is called: S1 for the first, 0.
func Subtype(q int) string { return fmt.Sprintf("S%d", q+1) }

// Sizes says how large the subtypes are: "S1 19, S2 11, S3 8".
func Sizes(sizes []int) string {
	parts := make([]string, len(sizes))
	for q, n := range sizes {
		parts[q] = fmt.Sprintf("%s %d", Subtype(q), n)
	}
	return strings.Join(parts, ", ")
}

// Metagene is what a metagene is called: M1 for the first, 0.
func Metagene(a int) string { return fmt.Sprintf("M%d", a+1) }
