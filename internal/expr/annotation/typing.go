package annotation

import (
	"slices"

	"subtype/internal/expr/textfile"
)

// Kind says what the values of a column are.
type Kind int

const (
	Empty      Kind = iota // nothing is known of any sample
	Numbers                // numbers, not codes of groups: many different ones, or one for each sample
	Categories             // groups of samples
	Labels                 // names or remarks: too many different values to be groups, or nearly one for each sample
)

const (
	mostCodes      = 8  // different numbers that may be codes of groups
	mostCategories = 20 // different values, numbers aside, that may be groups
)

// Levels are the different values of a column, bytewise in order.
func (c Column) Levels() []string {
	levels := slices.DeleteFunc(slices.Clone(c.Values), func(v string) bool { return v == "" })
	slices.Sort(levels)
	return slices.Compact(levels)
}

// Kind is what the values of a column are, by their levels.
func (c Column) Kind() Kind { return kindOf(c.Levels(), c.Known()) }

// kindOf is the kind of a column of these values, of so many samples. What has a unit is no
// number, nor is a date.
func kindOf(levels []string, known int) Kind {
	n := len(levels)
	numbers := !slices.ContainsFunc(levels, func(l string) bool { return !textfile.IsNumber(l) })
	ofEach := n > 2 && n == known // no two samples have the same
	switch {
	case n == 0:
		return Empty
	case numbers && (n > mostCodes || ofEach):
		return Numbers
	case ofEach, n > 4 && 4*n > 3*known, n > mostCategories:
		return Labels
	}
	return Categories
}

// Known is the number of samples whose value is known.
func (c Column) Known() int {
	n := 0
	for _, v := range c.Values {
		if v != "" {
			n++
		}
	}
	return n
}
