package chapter

import (
	"image/color"

	"subtype/internal/confidence"
	"subtype/internal/figure"
	"subtype/internal/style"
	"subtype/internal/survey"
	"subtype/internal/tabular"
)

// Context is what every chapter may take from the study.
type Context struct {
	Samples     []string // in the order of the matrix
	SampleOrder []int    // their numbers in the order of the file
	Survey      *survey.Survey
	Fonts       *figure.Fonts
	Tracks      []figure.Track // annotations that figures show
}

// Chosen is the rank that the report shows.
func (c *Context) Chosen() *survey.Rank { return c.Survey.Chosen() }

// Group is subtype q of the chosen rank in a table; below 0 none.
func (c *Context) Group(q int) tabular.Group { return c.GroupAt(c.Survey.Choice.K, q) }

// GroupAt is subtype q of a rank in a table; below 0 none.
func (c *Context) GroupAt(k, q int) tabular.Group {
	if q < 0 {
		return tabular.NoGroup
	}
	return tabular.Group{Number: q, Color: c.Survey.Lineage.Color(k, q)}
}

// Colors are those of the subtypes of the chosen rank.
func (c *Context) Colors() []color.NRGBA { return c.ColorsAt(c.Survey.Choice.K) }

// ColorsAt are those of the subtypes of a rank.
func (c *Context) ColorsAt(k int) []color.NRGBA {
	out := make([]color.NRGBA, k)
	for q := range out {
		out[q] = style.SubtypeColor(c.Survey.Lineage.Color(k, q))
	}
	return out
}

// Marked is a title of something that shows subtypes, which says so where there are no
// clear ones.
func (c *Context) Marked(title string) string {
	if c.Survey.Finding().Word() != confidence.None {
		return title
	}
	return title + ": no clear subtypes, best candidate"
}
