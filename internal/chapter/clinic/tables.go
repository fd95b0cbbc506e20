package clinic

import (
	"iter"
	"slices"

	"subtype/internal/chapter"
	"subtype/internal/clinical"
	"subtype/internal/tabular"
	"subtype/internal/words"
)

// Files of the tables.
const (
	ClinicalFile    = "clinical.tsv"
	ClassesFile     = "classes.tsv"
	ConfoundersFile = "confounders.tsv"
	SurvivalFile    = "survival.tsv"
	CurvesFile      = "survival_curves.tsv"
)

// Files are all files that the chapter may write.
var Files = []string{ClinicalFile, ClassesFile, ConfoundersFile, SurvivalFile, CurvesFile}

// column is a column of a table.
func column[R any](name string, kind tabular.Kind, about string, value func(R) any) tabular.Column[R] {
	return tabular.Column[R]{Field: tabular.Field{Name: name, Heading: words.Upper(name), About: about, Kind: kind},
		Value: value}
}

// whole is what stands for all subtypes together.
const whole = "all"

// subtypeName is subtype q, or whole at k.
func subtypeName(q, k int) string {
	if q == k {
		return whole
	}
	return words.Subtype(q)
}

// feature is a row of the clinical table: a column, a level of it, a subtype.
type feature struct {
	*clinical.Column
	name, why   string // of a column that is not tested
	kind        string
	level       int // −1: none
	subtype     int
	count       int
	of, missing int
}

func (r *Result) features() iter.Seq[feature] {
	return func(yield func(feature) bool) {
		at := 0
		for _, c := range r.Known.Columns {
			if !c.Tested() {
				if !yield(feature{name: c.Name, kind: string(c.Type), why: c.Why}) {
					return
				}
				continue
			}
			of := &r.Table.Columns[at]
			at++
			if !r.featuresOf(of, yield) {
				return
			}
		}
	}
}

// featuresOf are the rows of a column: a subtype each, and of categories a level each.
func (r *Result) featuresOf(c *clinical.Column, yield func(feature) bool) bool {
	levels := []int{-1}
	if c.Categorical() {
		levels = levels[:0]
		for l := range c.Levels {
			levels = append(levels, l)
		}
	}
	for _, l := range levels {
		for q := range r.K + 1 {
			f := feature{Column: c, name: c.Column.Name, kind: string(c.Type), level: l, subtype: q, missing: c.Missing[q]}
			switch {
			case l < 0:
				f.count = c.Numbers[q].N
			case q == r.K:
				f.count, f.of = c.Cross.Rows[l], c.Cross.Total
			default:
				f.count, f.of = c.Cross.Counts[l][q], c.Cross.Sums[q]
			}
			if !yield(f) {
				return false
			}
		}
	}
	return true
}

// percent is a share in percent.
func percent(n, of int) float64 {
	if of == 0 {
		return nan
	}
	return 100 * float64(n) / float64(of)
}

func (r *Result) clinicalTable() tabular.Table[feature] {
	number := func(name, about string, value func(feature) float64) tabular.Column[feature] {
		return column(name, tabular.Weight, about, func(f feature) any {
			if f.Column == nil {
				return nil
			}
			return value(f)
		})
	}
	numbers := func(name, about string, value func(clinical.Numbers) float64) tabular.Column[feature] {
		return number(name, about+"; of dates days since 1970", func(f feature) float64 {
			if f.level >= 0 {
				return nan
			}
			return value(f.Numbers[f.subtype])
		})
	}
	text := func(name, about string, value func(feature) string) tabular.Column[feature] {
		return column(name, tabular.Text, about, func(f feature) any {
			if f.Column == nil {
				return nil
			}
			return value(f)
		})
	}
	count := func(name, about string, value func(feature) int) tabular.Column[feature] {
		return column(name, tabular.Count, about, func(f feature) any {
			if f.Column == nil {
				return nil
			}
			return value(f)
		})
	}
	return tabular.Table[feature]{Name: "Clinical table", File: ClinicalFile, Rows: r.features(),
		About: "Every column of the annotations beside the subtypes.",
		Columns: []tabular.Column[feature]{
			column("column", tabular.Text, "name of the column", func(f feature) any { return f.name }),
			column("type", tabular.Text, "what it holds", func(f feature) any { return f.kind }),
			text("level", "of categories", func(f feature) string {
				if f.level < 0 {
					return ""
				}
				return f.Levels[f.level]
			}),
			text("subtype", "S1, S2, …, or all", func(f feature) string { return subtypeName(f.subtype, r.K) }),
			count("n", "samples of the subtype with this level, or with a known number", func(f feature) int { return f.count }),
			number("percent", "of the samples of the subtype of which the level is known", func(f feature) float64 {
				if f.level < 0 {
					return nan
				}
				return percent(f.count, f.of)
			}),
			numbers("median", "of the subtype", func(n clinical.Numbers) float64 { return n.Median }),
			numbers("q1", "lower quartile", func(n clinical.Numbers) float64 { return n.Q1 }),
			numbers("q3", "upper quartile", func(n clinical.Numbers) float64 { return n.Q3 }),
			count("missing", "samples of the subtype of which nothing is known", func(f feature) int { return f.missing }),
			number("residual", "how far off the count, or the mean rank, is, in standard errors", func(f feature) float64 {
				if f.subtype == r.K {
					return nan
				}
				return f.Residuals[max(0, f.level)][f.subtype]
			}),
			text("test", "of the column against the subtypes", func(f feature) string { return f.Method }),
			number("statistic", "of the test; Fisher's has none", func(f feature) float64 { return f.Statistic }),
			column("df", tabular.Count, "degrees of freedom", func(f feature) any {
				if f.Column == nil || f.DF == 0 {
					return nil
				}
				return f.DF
			}),
			number("p", "of the test", func(f feature) float64 { return f.P }),
			number("q", "p adjusted over all columns (Benjamini and Hochberg)", func(f feature) float64 { return f.Q }),
			number("effect", "0 to 1", func(f feature) float64 { return f.Effect }),
			text("effect_name", "what the effect is", func(f feature) string { return f.EffectName }),
			column("note", tabular.Text, "why the column is not tested", func(f feature) any { return f.why }),
		}}
}

// class is a row of the agreement: a column, a rank, and a cell of the cross table.
type class struct {
	*clinical.Agreement
	level, subtype int
}

func (r *Result) classesTable() tabular.Table[class] {
	levels := map[string][]string{}
	for _, c := range r.Known.Columns {
		levels[c.Name] = c.Levels
	}
	rows := func(yield func(class) bool) {
		for i := range r.Agreement {
			a := &r.Agreement[i]
			for l := range a.Cross.Counts {
				for q := range a.Cross.Counts[l] {
					if !yield(class{a, l, q}) {
						return
					}
				}
			}
		}
	}
	return tabular.Table[class]{Name: "Agreement with given classes", File: ClassesFile, Rows: rows,
		About: "How far the subtypes at every rank agree with classes that were given.",
		Columns: []tabular.Column[class]{
			column("column", tabular.Text, "name of the column", func(x class) any { return x.Column }),
			{Field: chapter.RankField, Value: func(x class) any { return x.K }},
			column("samples", tabular.Count, "with a known class", func(x class) any { return x.N }),
			column("adjusted_rand", tabular.Share, "adjusted Rand index; 1: the same groups, about 0: chance",
				func(x class) any { return x.Rand }),
			column("mutual_information", tabular.Share, "over the mean of both entropies, 0 to 1",
				func(x class) any { return x.Information }),
			column("closest", tabular.YesNo, "no other rank has a larger adjusted Rand index", func(x class) any { return x.Best }),
			column("level", tabular.Text, "a class", func(x class) any { return levels[x.Column][x.level] }),
			column("subtype", tabular.Text, "at that rank", func(x class) any { return words.Subtype(x.subtype) }),
			column("n", tabular.Count, "samples of that class in that subtype",
				func(x class) any { return x.Cross.Counts[x.level][x.subtype] }),
		}}
}

func (r *Result) confoundersTable() tabular.Table[clinical.Suspect] {
	type suspect = clinical.Suspect
	return tabular.Table[suspect]{Name: "What is no biology", File: ConfoundersFile, Rows: slices.Values(r.Suspects),
		About: "Whether the subtypes follow something that is no biology.",
		Columns: []tabular.Column[suspect]{
			column("name", tabular.Text, "a column, or what was measured in the expression", func(s suspect) any { return s.Name }),
			column("about", tabular.Text, "what it stands for", func(s suspect) any { return s.Of }),
			column("measured", tabular.YesNo, "in the expression itself", func(s suspect) any { return s.Measured }),
			column("test", tabular.Text, "against the subtypes", func(s suspect) any { return s.Method }),
			column("p", tabular.Weight, "of the test", func(s suspect) any { return s.P }),
			column("p_adjusted", tabular.Weight, "times the number of rows (Bonferroni)", func(s suspect) any { return s.Adjusted }),
			column("explained", tabular.Share, "share of the variance between all subtypes: Cramér's V², or eta² of ranks",
				func(s suspect) any { return s.Explained }),
			column("subtype", tabular.Text, "the one that follows it most", func(s suspect) any {
				if s.Subtype < 0 {
					return nil
				}
				return words.Subtype(s.Subtype)
			}),
			column("subtype_explained", tabular.Share, "share of the variance of belonging to that subtype",
				func(s suspect) any { return s.Share }),
			column("level", tabular.Text, "the one that this subtype has", func(s suspect) any { return s.Level }),
			count("n", "samples of the subtype with that level", func(s suspect) int { return s.In }),
			count("subtype_samples", "of which the level is known", func(s suspect) int { return s.Among }),
			count("level_samples", "all samples with that level", func(s suspect) int { return s.All }),
			column("alarm", tabular.YesNo, "the subtypes look as if they followed it", func(s suspect) any { return s.Alarm }),
		}}
}

// count is a column of counts of a suspect with levels.
func count(name, about string, value func(clinical.Suspect) int) tabular.Column[clinical.Suspect] {
	return column(name, tabular.Count, about, func(s clinical.Suspect) any {
		if s.Level == "" {
			return nil
		}
		return value(s)
	})
}
