package annotation

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/words"
)

// Samples are those of a matrix, which annotations are joined to.
type Samples struct {
	Names  []string // in the order of the matrix
	InFile []string // all that the file of the matrix holds, in its order
	Format string   // of the file of the matrix
}

// Options are how tables are joined.
type Options struct {
	Keys   []string // columns that hold the samples' names; of a table that has none of them it is found
	Strict bool     // refuse whatever would be repaired
}

// Join brings annotations to the samples of a matrix: a column for each but that of the names, ""
// where nothing is known of a sample. Samples are matched by name, and where a name has no match,
// by what programs are known to make of names, if that fits one sample on either side only; a
// sample of a patient of whom alone the table knows is given what it says of the patient. earlier
// are columns of other tables, of which one may name the patients. The findings say how many
// matched on either side; annotations that match none are refused, and, with strict, repairs.
func (a *Table) Join(to Samples, earlier []Column, o Options) ([]Column, finding.Findings, error) {
	refuse := func(found finding.Findings) ([]Column, finding.Findings, error) {
		return nil, nil, &finding.Refusal{Name: a.Name, Findings: found}
	}
	if a.classes {
		placed, err := a.placed(to)
		if err != nil {
			return nil, nil, err
		}
		a = placed
	}
	m := newMatcher(to.Names)
	k, rivals, asked := a.keyAsked(m, o.Keys)
	if k == nil || k.joined == 0 {
		if turned := a.turned(m); turned != nil && !asked {
			return turned.Join(to, earlier, o)
		}
		linked := a.link(earlier)
		if linked == nil {
			return refuse(a.noMatch(k, to.Names, asked))
		}
		k, rivals = linked, nil
	}
	if k.column >= 0 && slices.Contains(to.Names, a.Columns[k.column].Name) {
		return refuse(a.noHeader(k.column))
	}
	merged, merging := a.merge(k.named, k.taken)
	found := slices.Concat(a.Findings, a.matches(to.Names, k), a.tellKey(k, rivals, to.Names),
		names.TellTrimmed(a.Name+": ", a.trimmedIn(k.column), "sample name"), merging.findings())
	out := make([]Column, len(merged))
	for c, column := range merged {
		out[c] = Column{Name: column.Name, Values: make([]string, len(to.Names))}
		for j, i := range k.name {
			if i >= 0 {
				out[c].Values[j] = column.Values[i]
			}
		}
	}
	found = append(found, notPositive(a.Name, out)...)
	if o.Strict {
		found.RefuseRepairs(finding.StrictPasses)
	}
	if found.Count(finding.Fatal) > 0 {
		return refuse(found)
	}
	return out, found, nil
}

// keyAsked is the first of the columns asked for that the table has, or the one that its values
// tell.
func (a *Table) keyAsked(m *matcher, names []string) (k *key, rivals []*key, asked bool) {
	for _, name := range names {
		if c := a.column(name); c >= 0 && !a.classes {
			return a.keyOf(c, m), nil, true
		}
	}
	k, rivals = a.key(m)
	return k, rivals, false
}

// noMatch is the refusal of a table that names no sample of the matrix; k is its best column, nil
// where none is certain.
func (a *Table) noMatch(k *key, samples []string, asked bool) finding.Findings {
	if k == nil {
		k = &key{named: a.named(0), matching: &matching{}}
	}
	f := finding.Finding{Code: finding.Annotations, Severity: finding.Fatal,
		Text: fmt.Sprintf("none of its samples (%s) is in the matrix (%s); they were looked for in %s",
			finding.List(k.names), finding.List(samples), a.heading(k.column)),
		Remedy: "a column must spell the sample names as the matrix does; --annotations-key says which"}
	if !asked {
		f.Text += ", and in the others"
	}
	if len(k.unclear) > 0 {
		f.Text += "; names alike fit more than one: " + strings.Join(firstFew(k.unclear), ", ")
	}
	return finding.Findings{f}
}

// noHeader is the refusal of a table whose first line is about a sample.
func (a *Table) noHeader(column int) finding.Findings {
	return finding.Findings{{Code: finding.Annotations, Severity: finding.Fatal, Line: a.header, Column: column + 1,
		Text:   fmt.Sprintf("the header names sample %s", finding.Quote(a.Columns[column].Name)),
		Remedy: "put a line above it that names the columns; it must not begin with #"}}
}

// trimmedIn is how many names of a column had blanks around them.
func (a *Table) trimmedIn(column int) int {
	if a.classes {
		return 0
	}
	return a.trimmed[column]
}

// matches tells how well the samples on either side match.
func (a *Table) matches(samples []string, k *key) (found finding.Findings) {
	var without, over []string
	for j, i := range k.name {
		if i < 0 {
			without = append(without, samples[j])
		}
	}
	lines := 0 // of names that are not in the matrix
	for i, t := range k.taken {
		if !t {
			over = append(over, k.names[i])
			lines += len(k.rows[i])
		}
	}
	matched := len(samples) - len(without)
	by := "joined by " + a.heading(k.column)
	if k.by != "" {
		by += ", with what is known already of " + finding.Quote(k.by)
	}
	found = append(found, finding.Finding{Code: finding.Annotations, Severity: finding.Note, Count: matched, Done: by,
		Text: fmt.Sprintf("%s: %d of the %s in the matrix have annotations; %d of its %s are not in the matrix",
			a.Name, matched, words.Plural(len(samples), "sample"), lines, words.Plural(a.rows(), a.place))})
	if n := len(k.respelt); n > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsRespelt, Severity: finding.Warning, Count: n,
			Text: fmt.Sprintf("%s: %s spelt otherwise than in the matrix: %s", a.Name, samplesAre(n),
				strings.Join(firstFew(k.respelt), ", ")), Done: "joined, as no other sample on either side is spelt alike",
			Remedy: "spell the names as the matrix does"})
	}
	if n := len(k.unclear); n > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsUnclear, Severity: finding.Warning, Count: n,
			Text: fmt.Sprintf("%s: %s spelt like others, but not like one alone: %s", a.Name, samplesAre(n),
				strings.Join(firstFew(k.unclear), ", ")), Done: "not joined", Remedy: "spell the names as the matrix does"})
	}
	if len(without) > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsMissing, Severity: finding.Warning,
			Count: len(without),
			Text: fmt.Sprintf("%s: no annotations for %s: %s", a.Name, words.Plural(len(without), "sample"),
				finding.List(without)),
			Remedy: "add them, or spell their names as the matrix does, if they are there"})
	}
	if len(over) > 0 && len(without) > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsOver, Severity: finding.Note, Count: len(over),
			Text: fmt.Sprintf("%s: not in the matrix: %s", a.Name, finding.List(over))})
	}
	return found
}

// rows is how many the table has.
func (a *Table) rows() int { return len(a.Columns[0].Values) }

func samplesAre(n int) string {
	if n == 1 {
		return "1 sample is"
	}
	return fmt.Sprintf("%d samples are", n)
}

// firstFew shortens a list of pairs of names.
func firstFew(x []string) []string {
	if len(x) > 5 {
		return append(x[:5:5], fmt.Sprintf("and %d more", len(x)-5))
	}
	return x
}
