package clinic

import (
	"fmt"
	"math"

	"subtype/internal/clinical"
	"subtype/internal/tabular"
)

// standsOutColumn is the strongest clinical difference of each subtype, for the first sheet.
func (r *Result) standsOutColumn() tabular.Column[int] {
	return tabular.Column[int]{Field: tabular.Field{Name: "stands_out", Heading: "Stands out by", Kind: tabular.Prose,
		About: "the annotation in which the subtype differs most from the others, of those at a false discovery rate of 5 %"},
		Value: func(q int) any { return r.strongest(q) }}
}

// strongest says by what subtype q stands out most; "" where nothing does. Columns that tell
// of batches and the like do not count: they have a sheet of their own.
func (r *Result) strongest(q int) string {
	best, said := 0.0, ""
	for i := range r.Table.Columns {
		c := &r.Table.Columns[i]
		if !(c.Q < 0.05) || clinical.SuspectKind(c.Name) != "" {
			continue
		}
		for l, row := range c.Residuals {
			x := row[q]
			if !c.Categorical() {
				x = math.Abs(x)
			}
			if x >= standsOut && x > best {
				best, said = x, r.differs(c, l, q)
			}
		}
	}
	return said
}

// differs says how subtype q differs by a column, or by level l of one.
func (r *Result) differs(c *clinical.Column, l, q int) string {
	if c.Categorical() {
		return fmt.Sprintf("%s: %d of %d are %s, of all %d of %d", c.Name, c.Cross.Counts[l][q], c.Cross.Sums[q],
			c.Levels[l], c.Cross.Rows[l], c.Cross.Total)
	}
	own, all := c.Numbers[q], c.Numbers[len(c.Numbers)-1]
	word := "higher"
	if c.Residuals[l][q] < 0 {
		word = "lower"
	}
	return fmt.Sprintf("%s %s: median %s, of all %s", c.Name, word, digits(own.Median, 3),
		digits(all.Median, 3))
}
