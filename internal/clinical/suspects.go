package clinical

import (
	"math"
	"regexp"

	"subtype/internal/traits"
)

// Suspect is something that is no biology, beside the subtypes.
type Suspect struct {
	Name     string
	Of       string // what it stands for, in words
	Measured bool   // from the expression itself
	Test
	Explained float64 // share of the variance between the subtypes, 0 to 1
	Adjusted  float64 // p, times the number of suspects
	Alarm     bool

	// The subtype that follows it most.
	Subtype   int     // −1: none
	Share     float64 // of the variance of its membership that one level explains, or it explains of the numbers
	Level     string  // of categories
	In, Among int     // samples of the subtype with that level, and with any
	All       int     // samples with that level
	Away      float64 // of numbers: the median of the subtype less that of all others
}

// Rules of the alarm: it must not be chance, and must explain so much of the subtypes, or
// of one of them. What is measured in the same expression explains some of them in any
// case, so that more is asked of it; of shares of all genes that they are far apart, too.
const (
	AlarmP       = 0.01
	Explains     = 0.25 // a correlation of ½
	ExplainsMost = 0.5
	FarShare     = 0.15
)

// kinds of columns that are no biology, by their names.
var kinds = []struct {
	name *regexp.Regexp
	of   string
}{
	{regexp.MustCompile(`(?i)(^|[^a-z])((sub)?batch(es)?|plates?|platform|cent(er|re)s?|tss|lanes?|flow ?cells?|chips?|` +
		`arrays?|` +
		`slides?|scanners?|scan|operators?|technician|kits?|protocols?|librar(y|ies)|sequencers?|sequencing|instruments?|` +
		`machine|hospitals?|institut(e|ion)s?|lab(oratory)?|shipment|pool|cohorts?|study|studies|data ?sets?|gse|source|` +
		`run|` +
		`wells?|processing|extraction|freez(e|ing)|series)([^a-z]|$)|(?i)^set$`), "batch"},
	{regexp.MustCompile(`(?i)(purity|cellularity|(tumou?r|stroma(l)?|immune|normal)[ ._-]?(content|score|percent(age)?|` +
		`fraction|` +
		`cells?|nuclei)|percent[ ._-]?(tumou?r|stromal|normal)|leukocyte[ ._-]?fraction|estimate[ ._-]?score)`),
		"tumour purity"},
	{regexp.MustCompile(`(?i)(^|[^a-z])(rin|rna[ ._-]?integrity|dv200|isch(a)?emi(a|c)|ffpe|storage|fixation|necrosis|` +
		`reads?|mapped|` +
		`mapping|duplication|depth|umis?|qc|3'|260|280|concentration|library ?size|detected)([^a-z]|$)`),
		"quality of the specimen"},
}

// notBatch is what a name says that is biology in spite of such a word.
var notBatch = regexp.MustCompile(`(?i)(tumou?r|primary|metasta|anatomic|birth|death|diagnosis|follow|mutation|` +
	`infection|` +
	`allele)[ ._-]*(source|site|series|run|set|date)`)

// SuspectKind is what the name of a column stands for that is no biology, in words; "": nothing.
func SuspectKind(name string) string {
	if notBatch.MatchString(name) {
		return ""
	}
	for _, k := range kinds {
		if k.name.MatchString(name) {
			return k.of
		}
	}
	return ""
}

// Measure is something measured in the expression, with what it stands for. A share of all
// genes says so.
type Measure struct {
	Column traits.Column
	Of     string
	Share  bool
}

// Suspects are columns that are no biology, by their names or because they are asked for,
// and measures of the expression, beside the subtypes.
func Suspects(t *Table, asked []string, measures []Measure, subtypes []int, k int) []Suspect {
	var out []Suspect
	for i := range t.Columns {
		c := &t.Columns[i]
		of := SuspectKind(c.Name)
		for _, name := range asked {
			if name == c.Name {
				of = "as asked"
			}
		}
		if of != "" {
			out = append(out, suspect(c, of, subtypes, k))
		}
	}
	shares := map[string]bool{}
	for i := range measures {
		m := &measures[i]
		c := compare(&m.Column, subtypes, k, effort{}, nil) // numbers need none
		s := suspect(&c, m.Of, subtypes, k)
		s.Measured = true
		shares[s.Name] = m.Share
		out = append(out, s)
	}
	tested := 0.0
	for _, s := range out {
		if !math.IsNaN(s.P) {
			tested++
		}
	}
	for i := range out {
		s := &out[i]
		s.Adjusted = min(1, s.P*tested)
		enough := Explains
		if s.Measured && !shares[s.Name] {
			enough = ExplainsMost
		}
		s.Alarm = s.Adjusted < AlarmP && (s.Explained >= enough || s.Share >= enough)
		if shares[s.Name] {
			s.Alarm = s.Alarm && math.Abs(s.Away) >= FarShare
		}
	}
	return out
}

func suspect(c *Column, of string, subtypes []int, k int) Suspect {
	s := Suspect{Name: c.Name, Of: of, Test: c.Test, Subtype: -1, Explained: math.NaN(), Adjusted: math.NaN(),
		Share: math.NaN()}
	if math.IsNaN(c.P) {
		return s
	}
	if !c.Categorical() {
		s.Explained = c.Effect
		s.follow(c, subtypes, k)
		return s
	}
	v := c.Cross.cramer()
	s.Explained, s.Share = v*v, 0
	n := float64(c.Cross.Total)
	for l := range c.Cross.Counts {
		for q := range c.Cross.Counts[l] {
			phi := c.Residuals[l][q] // of the 2 × 2 table of this level and this subtype: phi √n
			share := phi * phi / n
			if phi > 0 && share > s.Share {
				s.Subtype, s.Share, s.Level = q, share, c.Levels[l]
				s.In, s.Among, s.All = c.Cross.Counts[l][q], c.Cross.Sums[q], c.Cross.Rows[l]
			}
		}
	}
	return s
}

// follow finds the subtype whose numbers are furthest off.
func (s *Suspect) follow(c *Column, subtypes []int, k int) {
	s.Share = 0
	n := float64(c.Numbers[k].N)
	for q, off := range c.Residuals[0] {
		if share := off * off / (n - 1); share > s.Share {
			s.Subtype, s.Share = q, share
		}
	}
	if s.Subtype < 0 {
		return
	}
	var in, others []float64
	for i, x := range c.Column.Numbers {
		switch {
		case math.IsNaN(x) || subtypes[i] < 0:
		case subtypes[i] == s.Subtype:
			in = append(in, x)
		default:
			others = append(others, x)
		}
	}
	s.Away = sumUp(in).Median - sumUp(others).Median
}
