package annotation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
	"subtype/internal/words"
)

// key is a column of a table taken for the names of the samples.
type key struct {
	*named
	*matching
	by     string // the column of another file that leads from the samples to these names; "": they are the samples'
	worth  int    // of the samples joined
	joined int    // samples
	lines  int    // rows of the names that samples have
}

func (a *Table) keyOf(column int, m *matcher) *key {
	rows := a.named(column)
	k := &key{named: rows}
	k.matching = m.match(rows.names, func(i int) bool { return a.alone(rows.rows[i]) })
	for j, i := range k.name {
		if i >= 0 {
			k.joined++
			k.worth += worth[k.how[j]]
		}
	}
	for i, t := range k.taken {
		if t {
			k.lines += len(rows.rows[i])
		}
	}
	return k
}

// key finds the column that holds the samples' names, by its values: the one that names most
// samples. A column of samples counts more than one of patients; of columns that name as many,
// the one with fewer lines for them is taken, then the first. rivals are columns that are as
// good and give samples other rows. Columns other than the first must name half of the samples,
// or half of their names must be those of samples: a number may be like a name by chance.
func (a *Table) key(m *matcher) (best *key, rivals []*key) {
	var all []*key
	for _, c := range a.candidates(m) {
		k := a.keyOf(c, m)
		if n := 2 * k.joined; c == 0 || n >= len(m.samples) || n >= len(k.names) {
			all = append(all, k)
		}
	}
	if len(all) == 0 {
		return nil, nil
	}
	slices.SortStableFunc(all, func(x, y *key) int {
		return cmp.Or(y.worth-x.worth, x.lines-y.lines)
	})
	best = all[0]
	for _, k := range all[1:] {
		if k.worth == best.worth && k.lines == best.lines && k.worth > 0 && !k.leadsTo(best) {
			rivals = append(rivals, k)
		}
	}
	return best, rivals
}

// leadsTo says whether samples have the same rows by either key.
func (k *key) leadsTo(other *key) bool {
	for j, i := range k.name {
		o := other.name[j]
		if (i < 0) != (o < 0) || i >= 0 && !slices.Equal(k.rows[i], other.rows[o]) {
			return false
		}
	}
	return true
}

// candidates are the columns that may hold the names: those that have the very names of most
// samples, or, where there are none, all that hold text, and the first.
func (a *Table) candidates(m *matcher) []int {
	hits := make([]int, len(a.Columns))
	most := 0
	for c, column := range a.Columns {
		seen := make([]bool, len(m.samples))
		for _, v := range column.Values {
			for _, j := range m.at[v] {
				if !seen[j] {
					seen[j] = true
					hits[c]++
				}
			}
		}
		most = max(most, hits[c])
	}
	var out []int
	for c, column := range a.Columns {
		if most == len(m.samples) && hits[c] < most {
			continue
		}
		if c == 0 || hits[c] > 0 || slices.ContainsFunc(column.Values, isText) {
			out = append(out, c)
		}
	}
	return out
}

// isText says whether a value is neither a number nor a word for a missing one.
func isText(v string) bool {
	_, number := textfile.FastNumber(v, false)
	return !number && !textfile.IsMissing(v) && !unknownWords[strings.ToLower(v)]
}

// column finds the column of a name, however its case; −1 where there is none, or several.
func (a *Table) column(name string) int {
	at := slices.IndexFunc(a.Columns, func(c Column) bool { return c.Name == name })
	if at >= 0 {
		return at
	}
	for c, column := range a.Columns {
		if strings.EqualFold(column.Name, name) {
			if at >= 0 {
				return -1
			}
			at = c
		}
	}
	return at
}

// heading is a column as messages call it.
func (a *Table) heading(c int) string {
	if a.Columns[c].Name == "" {
		return fmt.Sprintf("column %d", c+1)
	}
	return fmt.Sprintf("column %d, %s", c+1, finding.Quote(a.Columns[c].Name))
}

// link finds a key by what another file says of the samples: a column of the same name there,
// such as PATIENT_ID, whose values are names here.
func (a *Table) link(earlier []Column) *key {
	var best *key
	for c, column := range a.Columns {
		at := slices.IndexFunc(earlier, func(e Column) bool { return strings.EqualFold(e.Name, column.Name) })
		if at < 0 || column.Name == "" {
			continue
		}
		rows := a.named(c)
		k := &key{named: rows, by: earlier[at].Name, matching: newMatcher(earlier[at].Values).match(rows.names,
			func(int) bool { return false })}
		for j, i := range k.name {
			if i >= 0 && k.how[j] == same {
				k.how[j] = whole
				k.joined++
			}
		}
		if k.joined > 0 && (best == nil || k.joined > best.joined) {
			best = k
		}
	}
	return best
}

// tellKey tells of a choice among columns that could not be certain, and of samples that were
// joined to lines about patients.
func (a *Table) tellKey(k *key, rivals []*key, samples []string) (found finding.Findings) {
	if len(rivals) > 0 {
		var others []string
		for _, r := range rivals {
			others = append(others, a.heading(r.column))
		}
		found = append(found, finding.Finding{Code: finding.AnnotationsKeyUnclear, Severity: finding.Warning,
			Count: len(rivals), Column: k.column + 1,
			Text: fmt.Sprintf("%s: %s names %s of the matrix, and so on other lines does %s", a.Name, a.heading(k.column),
				words.Plural(k.joined, "sample"), strings.Join(firstFew(others), "; ")),
			Done:   "joined by the first of them",
			Remedy: "say which column holds the samples' names with --annotations-key"})
	}
	of := make([]int, len(k.names)) // samples of each patient
	first, parts := -1, 0
	for j, i := range k.name {
		if k.how[j] == whole {
			if of[i]++; first < 0 {
				first = j
			}
			parts++
		}
	}
	if parts == 0 {
		return found
	}
	f := finding.Finding{Code: finding.AnnotationsPatients, Severity: finding.Note, Count: parts,
		Text: fmt.Sprintf("%s: %s what lines about %s say (%s is of %s)", a.Name,
			map[bool]string{true: "1 sample has", false: fmt.Sprintf("%d samples have", parts)}[parts == 1],
			words.Plural(len(of)-count(of, 0), "patient"), finding.Quote(samples[first]), finding.Quote(k.names[k.name[first]])),
		Done: "each sample was given its patient's line"}
	if several := len(of) - count(of, 0) - count(of, 1); several > 0 {
		f.Severity = finding.Warning
		most := slices.Index(of, slices.Max(of))
		f.Text += fmt.Sprintf("; %s several samples, such as %s (%d)", map[bool]string{true: "1 of them has",
			false: fmt.Sprintf("%d of them have", several)}[several == 1], finding.Quote(k.names[most]), of[most])
	}
	return append(found, f)
}

func count(x []int, value int) int {
	n := 0
	for _, v := range x {
		if v == value {
			n++
		}
	}
	return n
}
