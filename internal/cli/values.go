package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"subtype/internal/sweep"
)

// ranks is the value of --ranks: "2-6", "2,3,5", "2-4,8".
type ranks []int

// Set parses a list of ranks and ranges.
func (r *ranks) Set(s string) error {
	var all []int
	for _, part := range strings.Split(s, ",") {
		lo, hi, isRange := strings.Cut(part, "-")
		a, err := whole(lo)
		if err != nil {
			return fmt.Errorf("%q: write ranks as 2-6, 2,3,5 or 2-4,8", s)
		}
		b := a
		if isRange {
			if b, err = whole(hi); err != nil {
				return fmt.Errorf("%q: write ranks as 2-6, 2,3,5 or 2-4,8", s)
			}
		}
		switch {
		case a < 2:
			return fmt.Errorf("%q: ranks begin at 2", s)
		case b < a:
			return fmt.Errorf("%q: the range %s runs backwards", s, part)
		case b > sweep.MostRank:
			return fmt.Errorf("%q: ranks end at %d", s, sweep.MostRank)
		}
		for k := a; k <= b; k++ {
			all = append(all, k)
		}
	}
	slices.Sort(all)
	*r = slices.Compact(all)
	return nil
}

// String is the shortest way to write the ranks.
func (r *ranks) String() string {
	var parts []string
	for i := 0; i < len(*r); {
		j := i
		for j+1 < len(*r) && (*r)[j+1] == (*r)[j]+1 {
			j++
		}
		switch {
		case j == i:
			parts = append(parts, strconv.Itoa((*r)[i]))
		default:
			parts = append(parts, fmt.Sprintf("%d-%d", (*r)[i], (*r)[j]))
		}
		i = j + 1
	}
	return strings.Join(parts, ",")
}

// whole parses a decimal number; unlike the library's flags it takes 010 for
// ten.
func whole(s string) (int, error) {
	n, err := strconv.ParseUint(s, 10, 31)
	return int(n), err
}

// count is the value of a flag that is a whole number from min on. A word may
// stand for 0.
type count struct {
	n, min int
	zero   string
}

// Set parses the number.
func (c *count) Set(s string) error {
	if c.zero != "" && s == c.zero {
		c.n = 0
		return nil
	}
	n, err := whole(s)
	if err != nil || n < c.min {
		or := ""
		if c.zero != "" {
			or = " or " + c.zero
		}
		return fmt.Errorf("%q is not a whole number from %d on%s", s, c.min, or)
	}
	c.n = n
	return nil
}

func (c *count) String() string {
	if c.n == 0 && c.zero != "" {
		return c.zero
	}
	return strconv.Itoa(c.n)
}

// seed is the value of --seed, any unsigned 64-bit number.
type seed uint64

// Set parses the number.
func (v *seed) Set(s string) error {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil {
		return fmt.Errorf("%q is not a whole number from 0 to 18446744073709551615", s)
	}
	*v = seed(n)
	return nil
}

func (v *seed) String() string { return strconv.FormatUint(uint64(*v), 10) }

// choice is the value of a flag that takes one of several words.
type choice struct {
	value   string
	allowed []string
}

// oneOf returns a choice whose default is the first word.
func oneOf(allowed ...string) choice { return choice{value: allowed[0], allowed: allowed} }

// Set checks the word.
func (c *choice) Set(s string) error {
	if !slices.Contains(c.allowed, s) {
		return fmt.Errorf("%q is none of %s", s, strings.Join(c.allowed, ", "))
	}
	c.value = s
	return nil
}

func (c *choice) String() string { return c.value }

// formats is the value of --figures: formats, comma-separated.
type formats []string

var figureFormats = []string{"png", "svg"}

// Set checks the formats.
func (f *formats) Set(s string) error {
	var all formats
	for _, known := range figureFormats {
		for _, part := range strings.Split(s, ",") {
			if part == known && !slices.Contains(all, known) {
				all = append(all, known)
			}
		}
	}
	for _, part := range strings.Split(s, ",") {
		if !slices.Contains(figureFormats, part) {
			return fmt.Errorf("%q is none of %s", part, strings.Join(figureFormats, ", "))
		}
	}
	*f = all
	return nil
}

func (f *formats) String() string { return strings.Join(*f, ",") }
