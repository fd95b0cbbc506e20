package annotation

import (
	"fmt"
	"regexp"
	"strconv"
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

// Join brings annotations to the samples of a matrix: a column for each
// annotation, "" where a sample has none. Samples are matched by name, and
// where a name has no match, by what programs are known to make of names, if
// that fits one sample on either side only. The findings say how many matched
// on either side; annotations that match none are refused, and with strict
// those that match by another spelling.
func (a *Table) Join(name string, to Samples, strict bool) ([]Column, finding.Findings, error) {
	if a.classes {
		if err := a.placeClasses(name, to); err != nil {
			return nil, nil, err
		}
	}
	row, found := a.match(name, to.Names)
	out := make([]Column, len(a.Columns))
	for c, column := range a.Columns {
		out[c] = Column{Name: column.Name, Values: make([]string, len(to.Names))}
		for j, i := range row {
			if i >= 0 {
				out[c].Values[j] = column.Values[i]
			}
		}
		if f, ok := notPositive(name, out[c]); ok {
			found = append(found, f)
		}
	}
	found = append(a.Findings, found...)
	if strict {
		found.RefuseRepairs(finding.StrictPasses)
	}
	if found.Count(finding.Fatal) > 0 {
		return nil, nil, &finding.Refusal{Name: name, Findings: found}
	}
	return out, found, nil
}

// match finds the row of each sample, −1 for none.
func (a *Table) match(name string, samples []string) (row []int, found finding.Findings) {
	at := map[string]int{}
	for i, s := range a.Samples {
		at[s] = i
	}
	row = make([]int, len(samples))
	taken := make([]bool, len(a.Samples))
	matched := 0
	for j, s := range samples {
		row[j] = -1
		if i, ok := at[s]; ok {
			row[j], taken[i] = i, true
			matched++
		}
	}
	respelt, unclear := a.respelt(samples, row, taken)
	matched += len(respelt)
	if matched == 0 {
		f := finding.Finding{Code: finding.Annotations, Severity: finding.Fatal,
			Text: fmt.Sprintf("none of its samples (%s) is in the matrix (%s)", finding.List(a.Samples),
				finding.List(samples)),
			Remedy: "the first column must spell the sample names as the matrix does"}
		if len(unclear) > 0 {
			f.Text += "; names alike fit more than one: " + strings.Join(firstFew(unclear), ", ")
		}
		return row, finding.Findings{f}
	}
	return row, a.matches(name, samples, row, taken, respelt, unclear)
}

// matches tells how well the samples on either side match: row is that of each sample of
// the matrix, taken are the rows that one has.
func (a *Table) matches(name string, samples []string, row []int, taken []bool, respelt, unclear []string) (
	found finding.Findings) {
	var without, over []string
	for j, i := range row {
		if i < 0 {
			without = append(without, samples[j])
		}
	}
	for i, t := range taken {
		if !t {
			over = append(over, a.Samples[i])
		}
	}
	matched := len(samples) - len(without)
	found = append(found, finding.Finding{Code: finding.Annotations, Severity: finding.Note, Count: matched,
		Text: fmt.Sprintf("%s: %d of the %s in the matrix have annotations; %d of its %s are not in the matrix",
			name, matched, words.Plural(len(samples), "sample"), len(over), words.Plural(len(a.Samples), "line"))})
	if n := len(respelt); n > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsRespelt, Severity: finding.Warning, Count: n,
			Text: fmt.Sprintf("%s: %s spelt otherwise than in the matrix: %s", name, samplesAre(n),
				strings.Join(firstFew(respelt), ", ")), Done: "joined, as no other sample on either side is spelt alike",
			Remedy: "spell the names as the matrix does"})
	}
	if n := len(unclear); n > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsUnclear, Severity: finding.Warning, Count: n,
			Text: fmt.Sprintf("%s: %s spelt like others, but not like one alone: %s", name, samplesAre(n),
				strings.Join(firstFew(unclear), ", ")), Done: "not joined", Remedy: "spell the names as the matrix does"})
	}
	if len(without) > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsMissing, Severity: finding.Warning,
			Count: len(without),
			Text: fmt.Sprintf("%s: no annotations for %s: %s", name, words.Plural(len(without), "sample"),
				finding.List(without)),
			Remedy: "add them, or spell their names as the matrix does, if they are there"})
	}
	if len(over) > 0 && len(without) > 0 {
		found = append(found, finding.Finding{Code: finding.AnnotationsOver, Severity: finding.Note, Count: len(over),
			Text: fmt.Sprintf("%s: not in the matrix: %s", name, finding.List(over))})
	}
	return found
}

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

// respelt matches samples by likeness, the closest first: the marks, the case,
// and TCGA barcodes of aliquot (28 characters), vial (16), sample (15) and
// patient (12). It fills row and taken and describes the pairs joined, and the
// samples like more than one.
func (a *Table) respelt(samples []string, row []int, taken []bool) (joined, unclear []string) {
	doubtful := map[int]bool{}
	for _, key := range []func(string) string{names.Mangled, names.MangledCase, names.Barcode(28), names.Barcode(16),
		names.Barcode(15), names.Barcode(12)} {
		left, right := names.ByKey(samples, key), names.ByKey(a.Samples, key)
		for j, s := range samples {
			k := key(s)
			if row[j] >= 0 || k == "" || len(right[k]) == 0 {
				continue
			}
			if i := right[k][0]; len(left[k]) == 1 && len(right[k]) == 1 && !taken[i] {
				row[j], taken[i] = i, true
				joined = append(joined, fmt.Sprintf("%s as %s", finding.Quote(s), finding.Quote(a.Samples[i])))
				continue
			}
			doubtful[j] = true
		}
	}
	for j, s := range samples {
		if doubtful[j] && row[j] < 0 {
			unclear = append(unclear, finding.Quote(s))
		}
	}
	return joined, unclear
}

var timeColumn = regexp.MustCompile(`(?i)(^|[^a-z])(time|days|months|years|survival)([^a-z]|$)`)

// notPositive warns of times that are 0 or less, which survival analysis leaves
// out or takes for errors.
func notPositive(name string, a Column) (finding.Finding, bool) {
	if !timeColumn.MatchString(a.Name) {
		return finding.Finding{}, false
	}
	n := 0
	for _, v := range a.Values {
		if v == "" {
			continue
		}
		x, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return finding.Finding{}, false // not a column of times
		}
		if x <= 0 {
			n++
		}
	}
	times := fmt.Sprintf("%d times are", n)
	if n == 1 {
		times = "1 time is"
	}
	return finding.Finding{Code: finding.AnnotationsTime, Severity: finding.Warning, Count: n,
		Text:   fmt.Sprintf("%s: in column %s %s 0 or less", name, finding.Quote(a.Name), times),
		Remedy: "correct them before an analysis of survival"}, n > 0
}
