package expr

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Annotate brings annotations to the samples of a matrix: a column for each
// annotation, "" where a sample has none. Samples are matched by name, and
// where a name has no match, by what programs are known to make of names, if
// that fits one sample on either side only. The findings say how many matched
// on either side; annotations that match none are refused, and with strict
// those that match by another spelling.
func (m *Matrix) Annotate(name string, a *Annotations, strict bool) ([]Annotation, Findings, error) {
	if a.classes {
		if err := a.placeClasses(name, m); err != nil {
			return nil, nil, err
		}
	}
	row, found := a.match(name, m.Samples)
	out := make([]Annotation, len(a.Columns))
	for c, column := range a.Columns {
		out[c] = Annotation{Name: column.Name, Values: make([]string, len(m.Samples))}
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
		found.refuseRepairs(passes)
	}
	if found.Count(Fatal) > 0 {
		return nil, nil, &Refusal{Name: name, Findings: found}
	}
	return out, found, nil
}

// match finds the row of each sample, −1 for none.
func (a *Annotations) match(name string, samples []string) (row []int, found Findings) {
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
		f := Finding{Code: "annotations", Severity: Fatal,
			Text:   fmt.Sprintf("none of its samples (%s) is in the matrix (%s)", list(a.Samples), list(samples)),
			Remedy: "the first column must spell the sample names as the matrix does"}
		if len(unclear) > 0 {
			f.Text += "; names alike fit more than one: " + strings.Join(firstFew(unclear), ", ")
		}
		return row, Findings{f}
	}
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
	found = append(found, Finding{Code: "annotations", Severity: Note, Count: matched,
		Text: fmt.Sprintf("%s: %d of the %s in the matrix have annotations; %d of its %s are not in the matrix",
			name, matched, count(len(samples), "sample"), len(over), count(len(a.Samples), "line"))})
	if n := len(respelt); n > 0 {
		found = append(found, Finding{Code: "annotations-respelt", Severity: Warning, Count: n,
			Text: fmt.Sprintf("%s: %s spelt otherwise than in the matrix: %s", name, samplesAre(n), strings.Join(firstFew(respelt), ", ")), Done: "joined, as no other sample on either side is spelt alike", Remedy: "spell the names as the matrix does"})
	}
	if n := len(unclear); n > 0 {
		found = append(found, Finding{Code: "annotations-unclear", Severity: Warning, Count: n,
			Text: fmt.Sprintf("%s: %s spelt like others, but not like one alone: %s", name, samplesAre(n), strings.Join(firstFew(unclear), ", ")), Done: "not joined", Remedy: "spell the names as the matrix does"})
	}
	if len(without) > 0 {
		found = append(found, Finding{Code: "annotations-missing", Severity: Warning, Count: len(without),
			Text:   fmt.Sprintf("%s: no annotations for %s: %s", name, count(len(without), "sample"), list(without)),
			Remedy: "add them, or spell their names as the matrix does, if they are there"})
	}
	if len(over) > 0 && len(without) > 0 {
		found = append(found, Finding{Code: "annotations-over", Severity: Note, Count: len(over),
			Text: fmt.Sprintf("%s: not in the matrix: %s", name, list(over))})
	}
	return row, found
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

var (
	notWord = regexp.MustCompile(`[^\pL\pN]+`)
	leadX   = regexp.MustCompile(`^[xX](\pN)`)
	barcode = regexp.MustCompile(`^TCGA\.[A-Z0-9]{2}\.[A-Z0-9]{4}`)
)

// mangled is a name as R's make.names and others leave it: a dot for every mark,
// and no X before a digit. Letters with accents are one character, whichever of
// Unicode's two forms the file has.
func mangled(s string) string {
	return leadX.ReplaceAllString(notWord.ReplaceAllString(norm.NFC.String(s), "."), "$1")
}

// mangledCase leaves the case of letters out of account too.
func mangledCase(s string) string { return strings.ToLower(mangled(s)) }

// truncated is a TCGA barcode cut to n characters; "" for one that is shorter
// and for other names.
func truncated(n int) func(string) string {
	return func(s string) string {
		s = strings.ToUpper(mangled(s))
		if len(s) < n || !barcode.MatchString(s) {
			return ""
		}
		return s[:n]
	}
}

// respelt matches samples by likeness, the closest first: the marks, the case,
// and TCGA barcodes of aliquot (28 characters), vial (16), sample (15) and
// patient (12). It fills row and taken and describes the pairs joined, and the
// samples like more than one.
func (a *Annotations) respelt(samples []string, row []int, taken []bool) (joined, unclear []string) {
	doubtful := map[int]bool{}
	for _, key := range []func(string) string{mangled, mangledCase, truncated(28), truncated(16), truncated(15), truncated(12)} {
		left, right := byKey(samples, key), byKey(a.Samples, key)
		for j, s := range samples {
			k := key(s)
			if row[j] >= 0 || k == "" || len(right[k]) == 0 {
				continue
			}
			if i := right[k][0]; len(left[k]) == 1 && len(right[k]) == 1 && !taken[i] {
				row[j], taken[i] = i, true
				joined = append(joined, fmt.Sprintf("%s as %s", quote(s), quote(a.Samples[i])))
				continue
			}
			doubtful[j] = true
		}
	}
	for j, s := range samples {
		if doubtful[j] && row[j] < 0 {
			unclear = append(unclear, quote(s))
		}
	}
	return joined, unclear
}

func byKey(names []string, key func(string) string) map[string][]int {
	out := map[string][]int{}
	for i, n := range names {
		if k := key(n); k != "" {
			out[k] = append(out[k], i)
		}
	}
	return out
}

var timeColumn = regexp.MustCompile(`(?i)(^|[^a-z])(time|days|months|years|survival)([^a-z]|$)`)

// notPositive warns of times that are 0 or less, which survival analysis leaves
// out or takes for errors.
func notPositive(name string, a Annotation) (Finding, bool) {
	if !timeColumn.MatchString(a.Name) {
		return Finding{}, false
	}
	n := 0
	for _, v := range a.Values {
		if v == "" {
			continue
		}
		x, err := strconv.ParseFloat(v, 64)
		if err != nil {
			return Finding{}, false // not a column of times
		}
		if x <= 0 {
			n++
		}
	}
	times := fmt.Sprintf("%d times are", n)
	if n == 1 {
		times = "1 time is"
	}
	return Finding{Code: "annotations-time", Severity: Warning, Count: n,
		Text: fmt.Sprintf("%s: in column %s %s 0 or less", name, quote(a.Name), times), Remedy: "correct them before an analysis of survival"}, n > 0
}
