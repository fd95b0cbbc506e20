package annotation

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// MostDrawn is how many annotations figures show where nobody says which: more rows of colours, and
// their legends, are not read by anybody. Of those that are asked for they show up to MostAsked.
const MostDrawn, MostAsked = 12, 24

// Drawn says which columns figures show, in their order, and why they do not show the others.
type Drawn struct {
	Shown []int
	left  [reasons][]int // columns, by why they are left out
}

// Why a column is left out.
const (
	notAsked  = iota // others were asked for
	lessTells        // there are more than are shown
	nothing          // no value is known
	constant         // all samples have one value
	manyTexts        // names or remarks
	fewKnown         // of fewer than a tenth of the samples
	reasons
)

var whyLeft = [reasons]string{"not named by --annotate", "tell less", "without a value", "the same for all samples",
	"names or remarks", "known of few samples"}

// Choose chooses the columns that figures show: those asked for, by name and in that order, or else
// those that tell samples apart, where they are too many the most telling, in their own order. What
// is wrong with a name that is asked for is said in words, or is "".
func Choose(columns []Column, asked []string) (d Drawn, wrong string) {
	if len(asked) > 0 {
		return chooseAsked(columns, asked)
	}
	told := make([]telling, len(columns))
	groups := map[string]bool{} // of samples, that a column makes which tells more
	var at []int
	for i, c := range columns {
		var why int
		if told[i], why = c.telling(); why >= 0 {
			d.left[why] = append(d.left[why], i)
			continue
		}
		at = append(at, i)
	}
	byTelling := func(i, j int) int {
		return cmp.Or(told[i].rank-told[j].rank, cmp.Compare(told[j].score, told[i].score))
	}
	slices.SortStableFunc(at, byTelling)
	for _, i := range at {
		if groups[told[i].groups] {
			told[i].rank += repeats
		}
		groups[told[i].groups] = true
	}
	slices.SortStableFunc(at, byTelling)
	n := min(MostDrawn, len(at))
	d.Shown, d.left[lessTells] = at[:n], at[n:]
	slices.Sort(d.Shown)
	return d, ""
}

func chooseAsked(columns []Column, asked []string) (d Drawn, wrong string) {
	all := Table{Columns: columns}
	for _, name := range asked {
		at := all.column(name)
		if at < 0 {
			var headings []string
			for _, c := range columns {
				headings = append(headings, c.Name)
			}
			return d, unknownName(name, headings)
		}
		if !slices.Contains(d.Shown, at) {
			d.Shown = append(d.Shown, at)
		}
	}
	if len(d.Shown) > MostAsked {
		return d, fmt.Sprintf("there are %d names; figures show up to %d annotations", len(d.Shown), MostAsked)
	}
	for i := range columns {
		if !slices.Contains(d.Shown, i) {
			d.left[notAsked] = append(d.left[notAsked], i)
		}
	}
	return d, ""
}

// telling is how much a column tells: first by rank, then by score.
type telling struct {
	rank   int
	score  float64 // known share and evenness of the groups, with what the name promises
	groups string  // of samples, however they are called
}

// Ranks are added where a column tells less than others.
const (
	gaps    = 1 // of most samples nothing is known
	paper   = 2 // it tells about forms and files, by its name
	oneName = 2 // the groups are known and not known
	repeats = 4 // another column makes the same groups
)

var (
	// clinical is what a column is called that people look for beside subtypes.
	clinical = regexp.MustCompile(`(?i)(^|[^a-z])(ages?|sex|gender|stage|grade|(sub)?types?|class|classification|label|` +
		`groups?|clusters?|histolog[a-z]*|morpholog[a-z]*|diagnosis|tissue|site|vital|status|survival|os|pfs|dfs|dss|pfi|` +
		`events?|recurrence|relapse|metasta[a-z]*|response|treatment|therapy|smok[a-z]*|race|ethnicity|batch|plate|` +
		`cent(er|re)|cohort|purity|mutations?|mutant|mut|idh[a-z0-9]*|msi|er|pr|her2|tumou?r|disease|codel[a-z0-9]*|` +
		`methylat[a-z]*|risk|karno[a-z]*|ecog|bmi)([^a-z]|$)`)
	// office is what a column is called that tells about forms and files.
	office = regexp.MustCompile(`(?i)(^|[^a-z])(uuid|barcodes?|ids?|form|bcr|submitter|file|path|day|month|year|version|` +
		`portion|vial|aliquot|analyte|consent|informed|retrospective|prospective|integration|created|updated)([^a-z]|$)`)
)

// telling is how much a column tells; why is the reason to leave it out, or −1.
func (c Column) telling() (t telling, why int) {
	levels, known := c.Levels(), c.Known()
	kind := kindOf(levels, known)
	switch {
	case kind == Empty:
		return t, nothing
	case len(levels) == 1 && known == len(c.Values):
		return t, constant
	case kind == Labels:
		return t, manyTexts
	case 10*known < len(c.Values):
		return t, fewKnown
	}
	share := float64(known) / float64(len(c.Values))
	if 2*known < len(c.Values) {
		t.rank += gaps
	}
	even := 0.8 // numbers
	if kind == Categories {
		even = c.evenness(levels, known)
		if t.groups = c.groups(); len(levels) == 1 {
			t.rank += oneName
			even = 0.5
		}
		if len(levels) > mostCodes {
			even *= 0.75 // colours that are hard to tell apart
		}
	} else {
		t.groups = strings.Join(c.Values, "\t")
	}
	t.score = share * even
	if clinical.MatchString(c.Name) {
		t.score += 0.5
	}
	if office.MatchString(c.Name) {
		t.rank += paper
	}
	return t, -1
}

// evenness is the Gini index of the groups, from 0 to 1 where all are as large.
func (c Column) evenness(levels []string, known int) float64 {
	if len(levels) < 2 {
		return 0
	}
	sizes := map[string]int{}
	for _, v := range c.Values {
		sizes[v]++
	}
	pairs := 0 // of samples in the same group
	for _, l := range levels {
		pairs += sizes[l] * sizes[l]
	}
	gini := 1 - float64(pairs)/(float64(known)*float64(known))
	return gini / (1 - 1/float64(len(levels)))
}

// groups says which samples have the same value, whatever that is.
func (c Column) groups() string {
	number := map[string]int{}
	var b strings.Builder
	for _, v := range c.Values {
		n, ok := number[v]
		if !ok {
			n = len(number)
			number[v] = n
		}
		if v == "" {
			n = -1
		}
		fmt.Fprintf(&b, "%d ", n)
	}
	return b.String()
}

// Finding tells which columns figures show, and which they do not and why.
func (d Drawn) Finding(columns []Column) finding.Finding {
	quoted := func(at []int) (names []string) {
		for _, i := range at {
			names = append(names, finding.Quote(columns[i].Name))
		}
		return names
	}
	f := finding.Finding{Code: finding.DrawnAnnotations, Severity: finding.Note, Count: len(d.Shown),
		Text: fmt.Sprintf("figures show %d of %s", len(d.Shown), words.Plural(len(columns), "annotation")),
		Done: "tables hold all of them"}
	if len(d.Shown) > 0 {
		f.Text += ": " + strings.Join(quoted(d.Shown), ", ")
	}
	var left []string
	for why, at := range d.left {
		if len(at) > 0 {
			left = append(left, fmt.Sprintf("%d %s (%s)", len(at), whyLeft[why], strings.Join(firstFew(quoted(at)), ", ")))
		}
	}
	if len(left) > 0 {
		f.Text += "; not shown are " + strings.Join(left, ", ")
		f.Remedy = "say which to show with --annotate"
	}
	if len(d.left[lessTells]) > 0 {
		f.Severity = finding.Warning
	}
	return f
}
