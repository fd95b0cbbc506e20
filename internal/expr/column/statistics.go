package column

import (
	"math"
	"regexp"
	"slices"
	"strings"
)

// tested are names that only results of tests have: DESeq2, edgeR, limma, GEO2R, Perseus
// and what people call them in spreadsheets.
var tested = regexp.MustCompile(`(^| )(base ?mean|log ?2? ?fold ?change|log ?2? ?fc|lfc ?se|lfc|p ?val(ue)?s?|p ?adj|` +
	`adj(usted)? ?p( ?val(ue)?)?|fdr|q ?val(ue)?s?|fold ?change|ave ?expr|log ?cpm|t ?test|anova|bonferroni|` +
	`benjamini|log ?odds|p ?value adj)( |$)`)

// probability is a name of tested whose values are between 0 and 1.
var probability = regexp.MustCompile(`(^| )(p ?val(ue)?s?|p ?adj|adj(usted)? ?p|fdr|q ?val(ue)?s?)( |$)`)

// Names that mean a statistic in the company of tested ones, and may be anything alone.
var (
	inCompany = set(`stat, statistic, score, t, b, f, lr, z, f stat, rank, weight, sig, significant, significance, status,
		mean, avg, average, sd, stdev, se, sem, median, var, variance, min, max, total, sum, cv, count, n, pct 1, pct 2,
		cluster, dispersion, iter, beta conv, full beta conv, allzero, cook, maxcooks, direction, change, regulation`)
	alone = set(`stat, statistic, score`)
)

// summary is a statistic of the samples that can be checked.
type summary struct {
	words string
	of    func(x []float64) float64
}

var summaries = []summary{
	{"mean, avg, average, mean expression, average expression, row mean, rowmean, rowmeans", mean},
	{"sum, total, row sum, rowsum, rowsums, total counts, total count, grand total", sum},
	{"median, row median", median},
	{"sd, stdev, std, std dev, standard deviation, st dev", func(x []float64) float64 { return math.Sqrt(variance(x)) }},
	{"var, variance", variance},
	{"se, sem, standard error", func(x []float64) float64 { return math.Sqrt(variance(x) / float64(len(x))) }},
	{"cv, coefficient of variation", func(x []float64) float64 { return math.Sqrt(variance(x)) / mean(x) }},
	{"min, minimum", func(x []float64) float64 { return slices.Min(x) }},
	{"max, maximum", func(x []float64) float64 { return slices.Max(x) }},
}

// summaryOf is the statistic that a name speaks of. inName says that the name holds more
// than its word.
func summaryOf(name string) (s *summary, inName bool) {
	words := strings.Fields(name)
	for i := range summaries {
		known := set(summaries[i].words)
		if known[name] {
			return &summaries[i], false
		}
		if len(words) > 1 && (known[words[0]] || known[words[len(words)-1]]) {
			s, inName = &summaries[i], true
		}
	}
	return s, inName
}

// statistics finds the columns that hold statistics about genes. A name of a test is
// enough where the values can be what it says; a mean or a sum is one where the samples
// give it, or where tests stand beside it.
func (t *view) statistics(l *Layout) {
	candidates := l.Of(Sample)
	tests := 0
	for _, at := range candidates {
		name := plain(t.header[at])
		if !tested.MatchString(name) {
			continue
		}
		l.Columns[at].Kind = Statistic
		x, all := t.numbers(at)
		if all && probability.MatchString(name) && !within(x, 0, 1) {
			l.Columns[at].Kind = Unclear
			if strings.HasPrefix(name, "log") || slices.ContainsFunc(x, func(v float64) bool { return v < 0 }) {
				l.Columns[at].Kind = Statistic // −log p
			}
		}
		tests++
	}
	// Samples A, B and C are no statistics, though B is one of limma's.
	letters := slices.ContainsFunc(l.Of(Sample), func(at int) bool {
		name := plain(t.header[at])
		return len(name) == 1 && !inCompany[name]
	})
	named := map[*summary][]int{}
	for _, at := range l.Of(Sample) {
		name := plain(t.header[at])
		if tests > 0 && inCompany[name] && !(len(name) == 1 && letters) {
			l.Columns[at].Kind = Statistic
		} else if alone[name] {
			l.Columns[at].Kind = Unclear
		} else if s, _ := summaryOf(name); s != nil {
			named[s] = append(named[s], at)
		}
	}
	t.summaries(l, named, tests > 0)
}

// summaries settles the columns that are named like summaries.
func (t *view) summaries(l *Layout, named map[*summary][]int, tests bool) {
	rest := slices.DeleteFunc(l.Of(Sample), func(at int) bool {
		s, _ := summaryOf(plain(t.header[at]))
		return s != nil
	})
	for i := range summaries {
		s := &summaries[i]
		for _, at := range named[s] {
			_, inName := summaryOf(plain(t.header[at]))
			switch {
			case tests, t.isSummary(at, rest, s.of):
				l.Columns[at].Kind = Statistic
			case inName && len(named[s]) > 2:
				// The word is part of how the samples are called.
			default:
				l.Columns[at].Kind = Unclear
			}
		}
	}
}

// isSummary says whether a column is a statistic of others in the first rows, as exactly
// as it is written.
func (t *view) isSummary(at int, of []int, statistic func([]float64) float64) bool {
	if len(of) < 2 {
		return false
	}
	seen, right := 0, 0
	for r := range t.rows {
		one := view{header: t.header, rows: t.rows[r : r+1], comma: t.comma}
		own, ok := one.numbers(at)
		var x []float64
		for _, other := range of {
			v, all := one.numbers(other)
			ok = ok && all
			x = append(x, v...)
		}
		if !ok || len(own) != 1 || len(x) < 2 {
			continue
		}
		seen++
		if want := statistic(x); math.Abs(own[0]-want) <= 0.005*math.Abs(want)+0.005 {
			right++
		}
	}
	return seen > 1 && right >= seen-seen/10
}

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
