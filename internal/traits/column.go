package traits

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"subtype/internal/expr/annotation"
	"subtype/internal/expr/textfile"
)

// Type is what a column holds.
type Type string

// The types. Of the last ones nothing is tested.
const (
	Category   Type = "category"
	Ordered    Type = "ordered"
	Number     Type = "number"
	Date       Type = "date"
	Identifier Type = "identifier"
	Text       Type = "text"
	Constant   Type = "constant"
	Empty      Type = "empty"
	Survival   Type = "survival" // part of an endpoint
)

// Types that can be asked for.
var Types = []Type{Category, Ordered, Number, Date, Text}

// Column is a column whose values were understood.
type Column struct {
	Name    string
	Type    Type
	Why     string    // it is not tested
	Levels  []string  // of categories, in order
	Level   []int     // of each sample; −1: not known
	Numbers []float64 // of numbers, and days since 1970 of dates; not a number: not known
}

// Tested says whether the column can be tested.
func (c *Column) Tested() bool { return c.Levels != nil || c.Numbers != nil }

// Categorical says whether it has levels.
func (c *Column) Categorical() bool { return c.Levels != nil }

// Of tells what a column holds, or takes it for what is asked: "" leaves it to the values. The error is in
// words.
func Of(c annotation.Column, asked Type) (Column, error) {
	out := Column{Name: c.Name, Type: asked}
	levels := c.Levels()
	if asked == "" {
		out.Type, out.Why = guess(c, levels)
	}
	if len(levels) == 0 {
		out.Type, out.Why = Empty, "no value is known"
		return out, nil
	}
	switch out.Type {
	case Category:
		out.setLevels(c, levels)
	case Ordered:
		order, ok := inOrder(levels, true)
		if !ok {
			return out, fmt.Errorf("the order of the values of %q is not known (%s): begin each with its number", c.Name,
				some(levels))
		}
		out.setLevels(c, order)
	case Number, Date:
		parse := parseNumber
		if out.Type == Date {
			parse = dateParser(levels)
		}
		for _, v := range c.Values {
			x, ok := parse(v)
			if v == "" {
				x, ok = math.NaN(), true
			}
			if !ok {
				return out, fmt.Errorf("%q of column %q is no %s", v, c.Name, out.Type)
			}
			out.Numbers = append(out.Numbers, x)
		}
	case Text:
		if asked != "" {
			out.Why = "left out as asked"
		}
	}
	return out, nil
}

func (c *Column) setLevels(from annotation.Column, levels []string) {
	number := map[string]int{"": -1}
	for i, l := range levels {
		number[l] = i
	}
	c.Levels = levels
	for _, v := range from.Values {
		c.Level = append(c.Level, number[v])
	}
}

// some are the first few of several values, for a message.
func some(levels []string) string {
	if len(levels) > 4 {
		return strings.Join(levels[:4], ", ") + ", …"
	}
	return strings.Join(levels, ", ")
}

func parseNumber(s string) (float64, bool) {
	x, err := textfile.ParseNumber(s)
	return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}

var (
	// ofOne is what a column of names of patients and specimens is called.
	ofOne = regexp.MustCompile(`(?i)(^|[^a-z])(ids?|uuid|barcodes?|identifier|accession|geo|mrn|aliquot|vial)([^a-z]|$)|` +
		`(?i)(patient|sample|case|subject|submitter|participant)s?[ ._-]?(ids?|names?|no|nr|number|code)?$`)
	// ofScale is what a column of codes in order is called.
	ofScale = regexp.MustCompile(`(?i)(^|[^a-z])(grade|stage|ecog|karnofsky|kps|gleason|score|isup|figo|degree|number|` +
		`count|n|nodes|level|asa|risk)([^a-z]|$)`)
)

const mostCategories = 20

// guess is the type of a column by its values, and why it is not tested.
func guess(c annotation.Column, levels []string) (Type, string) {
	known := c.Known()
	numbers := !slices.ContainsFunc(levels, func(l string) bool { _, ok := parseNumber(l); return !ok })
	whole := !slices.ContainsFunc(levels, func(l string) bool {
		x, ok := parseNumber(l)
		return !ok ||
			x != math.Trunc(x)
	})
	each := len(levels) > 2 && len(levels) == known
	switch {
	case len(levels) == 1:
		return Constant, fmt.Sprintf("the same for all that are known (%s)", levels[0])
	case dateParser(levels) != nil:
		return Date, ""
	case numbers && whole && ofOne.MatchString(c.Name) && len(levels) > mostCategories:
		return Identifier, "names of patients or specimens"
	case numbers && (c.Kind() == annotation.Numbers || !whole):
		return Number, ""
	case numbers && len(levels) > 2 && ofScale.MatchString(c.Name):
		return Ordered, ""
	case each, c.Kind() == annotation.Labels:
		if ofOne.MatchString(c.Name) || each && !slices.ContainsFunc(levels, hasBlank) {
			return Identifier, "names of patients or specimens"
		}
		return Text, fmt.Sprintf("%d different values in %d samples: names or remarks", len(levels), known)
	}
	if len(levels) > 2 && !numbers {
		if _, ok := inOrder(levels, false); ok {
			return Ordered, ""
		}
	}
	return Category, ""
}

func hasBlank(s string) bool { return strings.Contains(s, " ") }
