package clinic

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/cite"
	"subtype/internal/clinical"
	"subtype/internal/traits"
	"subtype/internal/words"
)

// mostSaid is how many columns the first sheet tells of.
const mostSaid = 4

// sentences say on the first sheet what the subtypes mean for the patients.
func (r *Result) sentences() []string {
	var out []string
	if text := r.differences(); text != "" {
		out = append(out, text)
	}
	for _, e := range r.Survival {
		out = append(out, e.sentence(r.K))
	}
	return out
}

// differences names the features in which the subtypes differ most.
func (r *Result) differences() string {
	tested, found := 0, []clinical.Column{}
	for _, c := range r.Table.Columns {
		if !math.IsNaN(c.P) {
			tested++
			if c.Q < 0.05 && clinical.SuspectKind(c.Name) == "" {
				found = append(found, c)
			}
		}
	}
	switch {
	case tested == 0:
		return ""
	case len(found) == 0:
		return fmt.Sprintf("Of %s of the annotations, none that is biology differs between the subtypes at a false "+
			"discovery rate of 5 %%.", words.Plural(tested, "column"))
	}
	slices.SortStableFunc(found, func(a, b clinical.Column) int {
		switch {
		case a.P < b.P:
			return -1
		case a.P > b.P:
			return 1
		}
		return 0
	})
	var parts []string
	for _, c := range found[:min(mostSaid, len(found))] {
		parts = append(parts, fmt.Sprintf("%s (%s%s)", c.Name, pEquals(c.P), where(&c)))
	}
	more := ""
	if n := len(found) - len(parts); n > 0 {
		more = fmt.Sprintf(" and %d more", n)
		return fmt.Sprintf("The subtypes differ in %s%s.", strings.Join(parts, ", "), more)
	}
	return fmt.Sprintf("The subtypes differ in %s.", words.List(parts))
}

// sentence says whether the subtypes live differently long.
func (e *Endpoint) sentence(k int) string {
	name := endpointName(e.Name)
	count := fmt.Sprintf("%s among %s", words.Plural(e.Events, "event"), words.Plural(e.N, "patient"))
	switch {
	case e.N == 0:
		return fmt.Sprintf("%s is not known of any patient.", name)
	case math.IsNaN(e.LogRank.P):
		return fmt.Sprintf("%s cannot be compared: %s.", name, count)
	case e.LogRank.P < 0.05:
		return fmt.Sprintf("%s differs between the subtypes (log-rank %s; %s).", name, pEquals(e.LogRank.P), count)
	}
	return fmt.Sprintf("No difference in %s was found between the subtypes (log-rank %s; %s).", lowerFirst(name),
		pEquals(e.LogRank.P), count)
}

func lowerFirst(s string) string {
	if s == strings.ToUpper(s) || s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// alarm is one sentence where subtypes look technical; "": they do not.
func (r *Result) alarm() string {
	all := r.alarms()
	if len(all) == 0 {
		return ""
	}
	slices.SortStableFunc(all, func(a, b clinical.Suspect) int {
		x, y := max(a.Explained, a.Share), max(b.Explained, b.Share)
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	first := all[0]
	who := "The subtypes"
	if first.Subtype >= 0 {
		who = "Subtype " + words.Subtype(first.Subtype)
	}
	text := fmt.Sprintf("%s may be no biology but %s: %s", who, stands(first), evidence(first))
	if n := len(all) - 1; n > 0 {
		text += fmt.Sprintf(", and %s %s alike (see %s)", words.Plural(n, "other"),
			map[bool]string{true: "looks", false: "look"}[n == 1], confoundersSheet)
	}
	return text + "."
}

// caveats are warnings about the analysis itself.
func (r *Result) caveats() []string {
	var out []string
	for _, e := range r.Survival {
		name := endpointName(e.Name)
		var few []string
		for g, one := range e.Groups {
			if one.N > 0 && one.Events < fewEvents {
				few = append(few, fmt.Sprintf("%s %d", words.Subtype(g), one.Events))
			}
		}
		if len(few) > 0 && e.Events > 0 {
			out = append(out, fmt.Sprintf("%s: fewer than %d events in some subtypes (%s), so that hazard ratios and medians "+
				"are uncertain.", name, fewEvents, strings.Join(few, ", ")))
		}
		if e.Crossing {
			out = append(out, fmt.Sprintf("%s: curves cross, so that a log-rank test or a hazard ratio may miss a difference; "+
				"see %s for the restricted means.", name, survivalSheet))
		}
		if f := e.Plain; f != nil && f.Hazards[0].P < 0.05 {
			out = append(out, fmt.Sprintf("%s: the hazards of the subtypes are not proportional (%s), so that their ratios are "+
				"means over time.", name, pEquals(f.Hazards[0].P)))
		}
	}
	return append(out, r.Known.Told...)
}

// fewEvents is how many events a subtype needs for its hazard ratio to mean much.
const fewEvents = 5

// methods are the paragraphs for a paper.
func (r *Result) methods() []*cite.Prose {
	var out []*cite.Prose
	if p := r.tableMethods(); p != nil {
		out = append(out, p)
	}
	if len(r.Survival) > 0 {
		out = append(out, r.survivalMethods())
	}
	if p := r.suspectMethods(); p != nil {
		out = append(out, p)
	}
	return out
}

func (r *Result) tableMethods() *cite.Prose {
	used := map[string]bool{}
	for _, c := range r.Table.Columns {
		used[c.Method] = true
	}
	p := &cite.Prose{}
	if used[clinical.ChiSquare] || used[clinical.Fisher] || used[clinical.FisherDrawn] {
		p.Add("Categories were compared between subtypes by the chi-square test where four in five expected counts were 5 "+
			"or more and none below 1, else by Fisher's exact test (%v).", cite.Mehta)
	}
	if used[clinical.FisherDrawn] {
		p.Add("Where the tables were too many to go through, Fisher's test drew %d of them with the same margins, with seed "+
			"of the analysis.", r.Table.Draws)
	}
	if used[clinical.Kruskal] || used[clinical.Trend] {
		what := "Numbers"
		if used[clinical.Trend] {
			what = "Numbers, and ordered categories by the place of their levels,"
		}
		p.Add("%s were compared by the test of %v.", what, cite.Kruskal.Named())
	}
	if p.String() == "" {
		return nil
	}
	p.Add("p-values were adjusted over all columns for the false discovery rate (%v); counts that stand out by adjusted "+
		"residuals (%v).", cite.Benjamini, cite.Haberman)
	if len(r.Agreement) > 0 {
		p.Add("Agreement with given classes is the adjusted Rand index (%v).", cite.Hubert)
	}
	return p
}

func (r *Result) survivalMethods() *cite.Prose {
	p := &cite.Prose{}
	p.Add("Survival was estimated as by %v with intervals symmetric about its logarithm, and compared by the log-rank "+
		"test "+
		"(%v).", cite.KaplanMeier.Named(), cite.Mantel)
	p.Add("Hazard ratios are those of %v model with ties as by %v; proportional hazards were tested as by %v.",
		possessive{cite.Cox}, cite.Efron.Named(), cite.Grambsch.Named())
	if len(r.Known.Adjust) > 0 {
		var names []string
		for _, c := range r.Known.Adjust {
			names = append(names, c.Name)
		}
		p.Add("They were adjusted for %s in patients of whom all of it is known.", words.List(names))
	}
	p.Add("The restricted mean survival (%v) is the area below the curve until the earliest last observation of a "+
		"subtype.",
		cite.Royston)
	for _, e := range r.Survival {
		p.Add("%s: %s; %s.", endpointName(e.Name), strings.Join(e.Columns, ", "), e.Coding)
	}
	return p
}

// possessive cites a work as "Cox's (1972)".
type possessive struct{ *cite.Work }

func (p possessive) String() string { return p.Authors + "'s (" + p.Year + ")" }

func (r *Result) suspectMethods() *cite.Prose {
	if len(r.Suspects) == 0 {
		return nil
	}
	p := &cite.Prose{}
	p.Add("Whether subtypes follow something that is no biology was tested with %s: an alarm is raised where p times "+
		"their "+
		"number is below %g and at least %.0f %% of the variance between subtypes, or of belonging to one of them, is "+
		"explained "+
		"(%.0f %% by genes that tell of sex, blood or damage).", words.Plural(len(r.Suspects), "measure"), clinical.AlarmP,
		100*clinical.Explains, 100*clinical.ExplainsMost)
	return p
}

// where says which level stands out most in which subtype.
func where(c *clinical.Column) string {
	if !c.Categorical() || c.Type == traits.Ordered {
		return ""
	}
	best, l, q := 0.0, -1, -1
	for i, row := range c.Residuals {
		for j, x := range row {
			if x > best {
				best, l, q = x, i, j
			}
		}
	}
	if l < 0 || best < standsOut {
		return ""
	}
	return fmt.Sprintf("; %d of %d %s in %s", c.Cross.Counts[l][q], c.Cross.Rows[l], c.Levels[l], words.Subtype(q))
}
