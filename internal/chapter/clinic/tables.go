package clinic

import (
	"iter"
	"slices"

	"subtype/internal/clinical"
	"subtype/internal/tabular"
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

// column is a column of a table, which stands among fields.
func column[R any](name string, value func(R) any) tabular.Column[R] {
	return tabular.Column[R]{Field: fieldOf(name), Value: value}
}

// whole is what stands for all subtypes together.
const whole = "all"

// group is a subtype in a table that has a file alone, where colours do not matter.
func group(q int) tabular.Group { return tabular.Group{Number: q} }

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
	of := func(name string, value func(feature) any) tabular.Column[feature] { // of columns that are tested
		return column(name, func(f feature) any {
			if f.Column == nil {
				return nil
			}
			return value(f)
		})
	}
	numbers := func(name string, value func(clinical.Numbers) float64) tabular.Column[feature] {
		return of(name, func(f feature) any {
			if f.level >= 0 {
				return nil
			}
			return value(f.Numbers[f.subtype])
		})
	}
	return tabular.Table[feature]{Name: "Clinical table", File: ClinicalFile, Rows: r.features(),
		About: "Every column of the annotations beside the subtypes.",
		Columns: []tabular.Column[feature]{
			column("column", func(f feature) any { return f.name }),
			column("type", func(f feature) any { return f.kind }),
			of("level", func(f feature) any { return f.levelName() }),
			of("subtype", func(f feature) any {
				if f.subtype == r.K {
					return whole
				}
				return group(f.subtype)
			}),
			of("n", func(f feature) any { return f.count }),
			of("percent", func(f feature) any { return percent(f.count, f.of) }),
			numbers("median", func(n clinical.Numbers) float64 { return n.Median }),
			numbers("q1", func(n clinical.Numbers) float64 { return n.Q1 }),
			numbers("q3", func(n clinical.Numbers) float64 { return n.Q3 }),
			of("missing", func(f feature) any { return f.missing }),
			of("standard_errors", func(f feature) any {
				if f.subtype == r.K {
					return nil
				}
				return f.Residuals[max(0, f.level)][f.subtype]
			}),
			of("test", func(f feature) any { return f.Method }),
			of("statistic", func(f feature) any { return f.Statistic }),
			of("df", func(f feature) any {
				if f.DF == 0 {
					return nil
				}
				return f.DF
			}),
			of("p", func(f feature) any { return f.P }),
			of("q", func(f feature) any { return f.Q }),
			of("effect", func(f feature) any { return f.Effect }),
			of("effect_name", func(f feature) any { return f.EffectName }),
			column("note", func(f feature) any { return f.why }),
		}}
}

// levelName is the level of a row of categories.
func (f feature) levelName() string {
	if f.level < 0 {
		return ""
	}
	return f.Levels[f.level]
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
			column("column", func(x class) any { return x.Column }),
			column("rank", func(x class) any { return x.K }),
			column("known", func(x class) any { return x.N }),
			column("adjusted_rand", func(x class) any { return x.Rand }),
			column("mutual_information", func(x class) any { return x.Information }),
			column("closest", func(x class) any { return x.Best }),
			column("level", func(x class) any { return levels[x.Column][x.level] }),
			column("subtype", func(x class) any { return group(x.subtype) }),
			column("n", func(x class) any { return x.Cross.Counts[x.level][x.subtype] }),
		}}
}

func (r *Result) confoundersTable() tabular.Table[clinical.Suspect] {
	type suspect = clinical.Suspect
	return tabular.Table[suspect]{Name: "What is no biology", File: ConfoundersFile, Rows: slices.Values(r.Suspects),
		About: "Whether the subtypes follow something that is no biology.",
		Columns: []tabular.Column[suspect]{
			column("name", func(s suspect) any { return s.Name }),
			column("about", func(s suspect) any { return s.Of }),
			column("measured", func(s suspect) any { return s.Measured }),
			column("test", func(s suspect) any { return s.Method }),
			column("p", func(s suspect) any { return s.P }),
			column("p_adjusted", func(s suspect) any { return s.Adjusted }),
			column("explained", func(s suspect) any { return s.Explained }),
			column("subtype", func(s suspect) any {
				if s.Subtype < 0 {
					return nil
				}
				return group(s.Subtype)
			}),
			column("subtype_explained", func(s suspect) any { return s.Share }),
			column("level", func(s suspect) any { return s.Level }),
			count("n", func(s suspect) int { return s.In }),
			count("subtype_samples", func(s suspect) int { return s.Among }),
			count("level_samples", func(s suspect) int { return s.All }),
			r.withoutColumn("genes", func(w Without) any { return w.Genes }),
			r.withoutColumn("genes_left_in", func(w Without) any {
				if w.Halves == 0 {
					return nil
				}
				return w.Fewest
			}),
			r.withoutColumn("rand_without", func(w Without) any { return w.Rand }),
			r.withoutColumn("rand_with", func(w Without) any { return w.RandOfOthers }),
			column("alarm", func(s suspect) any { return s.Alarm }),
		}}
}

// withoutColumn is a column of suspects that were measured in a few genes.
func (r *Result) withoutColumn(name string, value func(Without) any) tabular.Column[clinical.Suspect] {
	return column(name, func(s clinical.Suspect) any {
		if w, ok := r.Without[s.Name]; ok && s.Measured {
			return value(w)
		}
		return nil
	})
}

// count is a column of counts of a suspect with levels.
func count(name string, value func(clinical.Suspect) int) tabular.Column[clinical.Suspect] {
	return column(name, func(s clinical.Suspect) any {
		if s.Level == "" {
			return nil
		}
		return value(s)
	})
}
