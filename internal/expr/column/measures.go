package column

import (
	"regexp"
	"strings"
)

// GenomeStudio, MAS 5 and others write several columns for a sample: its value, and
// beside it how sure that is. A measure is what the name says behind or before the sample.
var (
	// valueMeasure is the value of a sample.
	valueMeasure = set(`avg signal, avgsignal, avg beta, avgbeta, signal, beta, intensity, value, expression`)
	// besideMeasure is what stands beside a value.
	besideMeasure = set(`detection pval, detection pvalue, detection p value, detection p val, detection, detectionpval,
		det pval, det p, detp, bead stderr, bead stdev, beadstdev, beadstderr, avg nbeads, nbeads, narrays, array stdev,
		min signal, max signal, abs call, abscall, call, calls, detection call, pval, pvalue, p value, p val, stderr,
		stdev, signal a, signal b, methylated signal, unmethylated signal, flag, flags, rawintensity, raw`)
)

// numbered is what R (.1) and pandas (.1) put behind a name that is there already.
var numbered = regexp.MustCompile(`[. _]\d+$`)

// split takes a name apart into a sample and a measure; "" is a name without one.
func split(name string) (sample, measure string) {
	words := regexpWords.FindAllStringIndex(name, -1)
	for n := min(3, len(words)); n > 0; n-- { // the longest measure counts
		if at := words[len(words)-n][0]; isMeasure(name[at:]) {
			return strings.TrimRight(name[:at], " ._-:"), plain(name[at:])
		}
		if end := words[n-1][1]; isMeasure(name[:end]) {
			return strings.TrimLeft(name[end:], " ._-:"), plain(name[:end])
		}
	}
	return name, ""
}

var regexpWords = regexp.MustCompile(`[^ ._\-:]+`)

func isMeasure(s string) bool { return valueMeasure[plain(s)] || besideMeasure[plain(s)] }

// measures finds the columns beside the value of each sample. It takes two samples that
// have such a column to believe it, and what the columns hold must fit.
func (t *view) measures(l *Layout) {
	value := map[string]int{} // the column of a sample
	var beside []int
	of := map[int]string{}
	for _, at := range l.Of(Sample) {
		sample, measure := split(t.header[at])
		switch {
		case besideMeasure[measure] && t.fits(at, measure):
			beside = append(beside, at)
			of[at] = sample
		case valueMeasure[measure] && sample != "":
			value[sample] = at
		default:
			value[t.header[at]] = at
		}
	}
	var found []int
	for _, at := range beside {
		_, known := value[of[at]]
		repeated := isMeasure(numbered.ReplaceAllString(t.header[at], "")) // call.1, beside what it is about
		if known || repeated && at > 1 {
			found = append(found, at)
		}
	}
	if len(found) < 2 {
		return
	}
	for _, at := range found {
		l.Columns[at].Kind = Measure
	}
	for sample, at := range value {
		if valueName, m := split(t.header[at]); valueMeasure[m] && valueName == sample {
			l.Columns[at].As = sample
		}
	}
}

// fits says whether a column holds what its measure says: letters of a call, or numbers
// that a p-value can be.
func (t *view) fits(at int, measure string) bool {
	calls := 0
	for _, fields := range t.rows {
		switch strings.ToUpper(strings.TrimSpace(fields[at])) {
		case "A", "P", "M", "NC", "ABSENT", "PRESENT", "MARGINAL":
			calls++
		}
	}
	if calls > 0 && calls == len(t.rows) {
		return true
	}
	x, all := t.numbers(at)
	if !all || strings.Contains(measure, "call") {
		return false
	}
	if strings.Contains(measure, "det") || strings.HasPrefix(measure, "p") {
		return within(x, 0, 1)
	}
	return within(x, 0, 1e300)
}

func within(x []float64, low, high float64) bool {
	for _, v := range x {
		if v < low || v > high {
			return false
		}
	}
	return true
}
