package annotation

import (
	"slices"
	"strconv"
)

// Kind says what the values of a column are.
type Kind int

const (
	Empty      Kind = iota // nothing is known of any sample
	Numbers                // numbers, too many different ones to be codes of groups
	Categories             // groups of samples
	Labels                 // names or remarks: too many different values to be groups
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
func (c Column) Kind() Kind { return kindOf(c.Levels()) }

func kindOf(levels []string) Kind {
	notNumber := func(l string) bool { _, err := strconv.ParseFloat(l, 64); return err != nil }
	switch {
	case len(levels) == 0:
		return Empty
	case len(levels) > mostCodes && !slices.ContainsFunc(levels, notNumber):
		return Numbers
	case len(levels) <= mostCategories:
		return Categories
	}
	return Labels
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
