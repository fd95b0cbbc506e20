package column

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// tested are names that only results of tests have: DESeq2, edgeR, limma, GEO2R, Perseus
// and what people call them in spreadsheets.
var tested = regexp.MustCompile(`(^| )(base ?mean|log ?2? ?fold ?changes?|log ?2? ?fc|lfc ?se|lfc|` +
	`p ?val(ue)?s?( adj)?|` +
	`p ?adj|adj(usted)? ?p( ?val(ue)?)?|fdr|[qs] ?val(ue)?s?|fold ?changes?|ave ?expr|log ?cpm|t ?test|anova|bonferroni|` +
	`benjamini|log ?odds|p ?value adj|log ?10 ?p|test ?stat(istic)?|coef|lods|odds ratio|hazard ratio|cohen s d|` +
	`effect ?size|(95|99)? ?%? ?ci (low|high|lower|upper)|conf(idence)? ?(low|high|interval)|log ?2? ?ratio|` +
	`significance( level)?|numerator r|denominator s s0|score d|ls ?mean|nes)( |$)`)

// probability is a name of tested whose values are between 0 and 1.
var probability = regexp.MustCompile(`(^| )(p ?val(ue)?s?|p ?adj|adj(usted)? ?p|fdr|[qs] ?val(ue)?s?)( |$)`)

// change is a name of tested of which some values are below 0.
var change = regexp.MustCompile(`(^| )(log ?2? ?fold ?changes?|log ?2? ?fc|lfc|log ?2? ?ratio)( |$)`)

// ofRatio is a logarithm of a ratio, as people write it: log2(T/N).
var ofRatio = regexp.MustCompile(`(?i)^-?log ?(2|10|e)? ?\(.*(/|p).*\)$|^ratio .*/`)

// Names that mean a statistic in the company of tested ones, and may be anything alone.
var (
	inCompany = set(`stat, statistic, score, t, b, f, lr, z, f stat, rank, weight, sig, significant, significance, status,
		mean, avg, average, sd, stdev, se, sem, median, var, variance, min, max, total, sum, cv, count, n, pct 1, pct 2,
		cluster, dispersion, p, q, df, a, fc, hr, or, auc, vip, scores, effect, es, size, iter,
		beta conv, full beta conv, allzero, cook, maxcooks, direction, change, regulation`)
	alone = set(`stat, statistic, score, z score, zscore, ratio`)
)

// summary is a statistic of the samples that can be checked.
type summary struct {
	words string
	of    func(x []float64) float64
	known map[string]bool // its words
}

var summaries = withWords([]summary{
	{words: "mean, avg, average, mean expression, average expression, row mean, rowmean, rowmeans, mittelwert, moyenne",
		of: mean},
	{words: "sum, total, row sum, rowsum, rowsums, total counts, total count, grand total", of: sum},
	{words: "median, row median", of: median},
	{words: "sd, stdev, std, std dev, standard deviation, st dev, deviation, dev, standardabweichung",
		of: func(x []float64) float64 { return math.Sqrt(variance(x)) }},
	{words: "var, variance", of: variance},
	{words: "se, sem, standard error", of: func(x []float64) float64 { return math.Sqrt(variance(x) / float64(len(x))) }},
	{words: "cv, cv %, % cv, %cv, cv%, coefficient of variation",
		of: func(x []float64) float64 { return math.Sqrt(variance(x)) / mean(x) }},
	{words: "min, minimum", of: func(x []float64) float64 { return slices.Min(x) }},
	{words: "max, maximum", of: func(x []float64) float64 { return slices.Max(x) }},
})

func withWords(all []summary) []summary {
	for i := range all {
		all[i].known = set(all[i].words)
	}
	return all
}

// summaryOf is the statistic that a name speaks of. inName says that the name holds more
// than its word.
func summaryOf(name string) (s *summary, inName bool) {
	name = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(name, " log2"), " log"), " %")
	words := strings.Fields(name)
	for i := range summaries {
		known := summaries[i].known
		if known[name] {
			return &summaries[i], false
		}
		if len(words) > 1 && (known[words[0]] || known[words[len(words)-1]] ||
			len(words) > 2 && (known[strings.Join(words[len(words)-2:], " ")] || known[strings.Join(words[:2], " ")])) {
			s, inName = &summaries[i], true
		}
	}
	return s, inName
}

// statistics finds the columns that hold statistics about genes. A name of a test is
// enough where the values can be what it says; a mean or a sum is one where the samples
// give it, or where tests stand beside it.
func (t *view) statistics(l *Layout) {
	tests := t.tests(l)
	// Samples A, B and C are no statistics, though B is one of limma's.
	var letters []int
	for _, at := range l.Of(Sample) {
		if name := plain(t.header[at]); len(name) == 1 && !inCompany[name] {
			letters = append(letters, at)
		}
	}
	named := map[*summary][]int{}
	for _, at := range l.Of(Sample) {
		name := plain(t.header[at])
		first, _, _ := strings.Cut(name, " ")
		known := inCompany[name] && !(len(name) == 1 && len(letters) > 0)
		ofContrast := len(first) == 1 && inCompany[first] && first != name && strings.Contains(name, "vs")
		switch {
		case tests && (known || first == "stat" || ofContrast):
			l.Columns[at].Kind = Statistic
		case tests && slices.Contains([]string{"t", "B", "F"}, t.header[at]) && t.unlike(at, letters):
			l.Columns[at] = Column{Kind: Unclear, Alike: true} // among samples A, C and D
		case alone[name] || strings.HasSuffix(name, " score"):
			l.Columns[at].Kind = Unclear
		default:
			if s, _ := summaryOf(name); s != nil {
				named[s] = append(named[s], at)
			}
		}
	}
	t.summaries(l, named, tests)
	if tests {
		t.besideTests(l)
	}
}

// tests finds the columns that are named as results of tests alone are, and says whether
// there are any for sure.
func (t *view) tests(l *Layout) bool {
	candidates, found := l.Of(Sample), 0
	var positive []int // changes that are above 0 for all genes, as none are
	stems := map[string]int{}
	for _, at := range candidates {
		stems[stem(t.header[at])]++
	}
	for _, at := range candidates {
		name := plain(t.header[at])
		if !tested.MatchString(name) && !ofRatio.MatchString(t.header[at]) {
			continue
		}
		found++
		l.Columns[at].Kind = Statistic
		x, all := t.numbers(at)
		most := 1.0
		if strings.Contains(t.header[at], "%") {
			most = 100
		}
		logarithm := strings.HasPrefix(name, "log") || slices.ContainsFunc(x, func(v float64) bool { return v < 0 })
		switch {
		case !all:
		case change.MatchString(name) && within(x, 0, math.Inf(1)):
			positive = append(positive, at)
		case probability.MatchString(name) && !within(x, 0, most) && !logarithm:
			l.Columns[at].Kind = Unclear
		case !probability.MatchString(name) && stems[stem(t.header[at])] > 2:
			positive = append(positive, at) // numbered: it may be how the samples are called
		}
	}
	if found > len(positive) {
		return true
	}
	for _, at := range positive { // nothing else says that these are tests
		l.Columns[at].Kind = Unclear
		if found > 2 && found == len(candidates) {
			l.Columns[at].Kind = Sample // it is how the samples are called
		}
	}
	return false
}

// besideTests looks at what is left as samples beside results of tests: columns named like
// most of them are, others are asked about; and where none are like most and they are few,
// the table holds no samples.
func (t *view) besideTests(l *Layout) {
	rest, statistics := l.Of(Sample), l.Of(Statistic)
	family := t.family(rest)
	in := setOf(family)
	for _, at := range rest {
		switch {
		case family == nil && (len(rest) <= 4 || len(rest) < len(statistics)):
			l.Columns[at].Kind = Statistic
		case family != nil && !in[at]:
			l.Columns[at].Kind = Unclear
		}
	}
}

// summaries settles the columns that are named like summaries.
func (t *view) summaries(l *Layout, named map[*summary][]int, tests bool) {
	rest := slices.DeleteFunc(l.Of(Sample), func(at int) bool {
		s, _ := summaryOf(plain(t.header[at]))
		return s != nil
	})
	for i := range summaries {
		s := &summaries[i]
		if len(named[s]) == 0 {
			continue
		}
		want := t.summary(rest, s.of)
		for _, at := range named[s] {
			_, inName := summaryOf(plain(t.header[at]))
			switch {
			case tests, t.agrees(at, want):
				l.Columns[at].Kind = Statistic
			case inName && 2*len(named[s]) > len(rest):
				// The word is part of how the samples are called.
			default:
				l.Columns[at].Kind = Unclear
			}
		}
	}
}

// summary is a statistic of some columns in every row; NaN where fewer than two have a
// value, or one is no number.
func (t *view) summary(of []int, statistic func([]float64) float64) []float64 {
	out := make([]float64, len(t.rows))
	var x []float64
	for r := range out {
		x = x[:0]
		for _, at := range of {
			if v := t.column(at).x[r]; v == v {
				x = append(x, v)
			}
		}
		if out[r] = math.NaN(); len(x) > 1 {
			out[r] = statistic(x)
		}
	}
	return out
}

// agrees says whether a column has these values, as exactly as it is written, or as
// percentages.
func (t *view) agrees(at int, want []float64) bool {
	seen, right := 0, 0
	for r, own := range t.column(at).x {
		if own != own || want[r] != want[r] {
			continue
		}
		seen++
		for _, w := range []float64{want[r], 100 * want[r]} {
			if math.Abs(own-w) <= 0.005*math.Abs(w)+0.005*min(1, math.Abs(w)) {
				right++
				break
			}
		}
	}
	return seen > 1 && right >= seen-seen/10
}

// stem is a name without the number that it ends in; the whole name where it ends in none.
func stem(name string) string { return strings.TrimRight(name, "0123456789") }

func sum(x []float64) float64 {
	total := 0.0
	for _, v := range x {
		total += v
	}
	return total
}

func mean(x []float64) float64 { return sum(x) / float64(len(x)) }

func variance(x []float64) float64 {
	m, total := mean(x), 0.0
	for _, v := range x {
		total += float64((v - m) * (v - m))
	}
	return total / float64(len(x)-1)
}

func median(x []float64) float64 {
	x = slices.Clone(x)
	slices.Sort(x)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}
