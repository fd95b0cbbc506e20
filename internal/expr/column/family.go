package column

import (
	"math"
	"slices"
	"strings"
	"unicode"
)

// mask is how a name is built: runs of letters and of digits count as one.
func mask(name string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range name {
		switch {
		case unicode.IsLetter(r):
			r = 'a'
		case unicode.IsDigit(r):
			r = '0'
		}
		if r != last || r != 'a' && r != '0' {
			b.WriteRune(r)
		}
		last = r
	}
	return b.String()
}

// family are the columns of which most are named alike, three at least or all; nil where
// there is no such half.
func (t *view) family(of []int) []int {
	by := map[string][]int{}
	for _, at := range of {
		m := mask(t.header[at])
		by[m] = append(by[m], at)
	}
	for _, group := range by {
		if len(group) < 3 && len(group) < len(of) || 2*len(group) <= len(of) {
			continue
		}
		// Names that begin with the same word are of the family, too.
		first := map[string]bool{}
		for _, at := range group {
			first[firstWord(t.header[at])] = true
		}
		in := setOf(group)
		for _, at := range of {
			if !in[at] && first[firstWord(t.header[at])] {
				group = append(group, at)
			}
		}
		return group
	}
	return nil
}

// firstWord is what a name of several words begins with; the whole name where it is one.
func firstWord(name string) string {
	word, _, found := strings.Cut(plain(name), " ")
	if !found {
		return name
	}
	return word
}

// strangers looks at the columns that are not named like most: one that is a summary of
// the others by its values is one whatever its name, and one whose values have nothing to
// do with theirs, while theirs go together, is no sample for sure.
func (t *view) strangers(l *Layout) {
	of := l.Of(Sample)
	family := t.family(of)
	if family == nil || len(t.rows) < 3 {
		return
	}
	in := setOf(family)
	if len(in) == len(of) {
		return
	}
	middle, typical := t.likeness(family)
	var wanted [][]float64
	for i := range summaries {
		wanted = append(wanted, t.summary(family, summaries[i].of))
	}
	for _, at := range of {
		if in[at] {
			continue
		}
		for _, want := range wanted {
			if t.agrees(at, want) && !t.constant(at) {
				l.Columns[at].Kind = Statistic
			}
		}
		if l.Columns[at].Kind == Sample && typical > 0.7 && t.correlation(at, middle) < 0.3 {
			l.Columns[at].Kind = Unclear
		}
	}
}

func setOf(columns []int) map[int]bool {
	in := make(map[int]bool, len(columns))
	for _, at := range columns {
		in[at] = true
	}
	return in
}

// constant says whether a column has the same value in all rows: it tells nothing.
func (t *view) constant(at int) bool {
	x, _ := t.numbers(at)
	return len(x) == 0 || slices.Min(x) == slices.Max(x)
}

// likeness is the mean of a family in every row, NaN where a value is missing, and the
// median correlation of its members with it.
func (t *view) likeness(family []int) (middle []float64, typical float64) {
	middle = make([]float64, len(t.rows))
	for r := range t.rows {
		total := 0.0
		for _, at := range family {
			total += t.column(at).x[r]
		}
		middle[r] = total / float64(len(family))
	}
	var all []float64
	for _, at := range family {
		all = append(all, t.correlation(at, middle))
	}
	return middle, median(all)
}

// correlation is Pearson's of a column with numbers, a row each, where both are known; 0
// where one does not vary.
func (t *view) correlation(at int, with []float64) float64 {
	var x, y []float64
	for r := range t.rows {
		if v := t.column(at).x[r]; v == v && with[r] == with[r] {
			x, y = append(x, v), append(y, with[r])
		}
	}
	if len(x) < 3 {
		return 0
	}
	mx, my := mean(x), mean(y)
	var xx, yy, xy float64
	for i := range x {
		xx += float64((x[i] - mx) * (x[i] - mx))
		yy += float64((y[i] - my) * (y[i] - my))
		xy += float64((x[i] - mx) * (y[i] - my))
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return xy / math.Sqrt(xx*yy)
}

// alike marks unclear columns whose values go together with those of the samples.
func (t *view) alike(l *Layout) {
	family := t.family(l.Of(Sample))
	if family == nil {
		return
	}
	middle, _ := t.likeness(family)
	for _, at := range l.Of(Unclear) {
		l.Columns[at].Alike = l.Columns[at].Alike || t.correlation(at, middle) > 0.7
	}
}

// unlike says whether the values of a column do not go together with those of others.
func (t *view) unlike(at int, others []int) bool {
	middle, _ := t.likeness(others)
	return len(others) > 0 && len(t.rows) > 2 && t.correlation(at, middle) < 0.5
}
