package column

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// GenomeStudio, MAS 5 and others write several columns for a sample: its value, and
// beside it how sure that is. A measure is what the name says behind or before the sample.
var (
	// valueMeasure is the value of a sample.
	valueMeasure = set(`avg signal, avgsignal, avg beta, avgbeta, signal, beta, intensity, value, expression, fpkm, rpkm,
		tpm, cpm, rpm, count, counts, read count, raw count, raw counts, expected count, normalized count,
		reads per million mirna mapped, scaled estimate, normalized, raw, methylated signal, unmethylated signal,
		signal a, signal b, spectral count, unique spectral count, total spectral count, maxlfq intensity, ibaq`)
	// besideMeasure is what stands beside a value.
	besideMeasure = set(`detection pval, detection pvalue, detection p value, detection p val, detection, detectionpval,
		det pval, det p, detp, bead stderr, bead stdev, beadstdev, beadstderr, avg nbeads, nbeads, narrays, array stdev,
		min signal, max signal, abs call, abscall, call, calls, detection call, pval, pvalue, p value, p val, stderr,
		stdev, flag, flags, rawintensity, conf lo, conf hi, status, cross mapped, avg`)
)

// numbered is what R (.1) and pandas (.1) put behind a name that is there already.
var numbered = regexp.MustCompile(`[. _]\d+$`)

// split takes a name apart into a sample and a measure; "" is a name without one.
func split(name string) (sample, measure string) {
	words := regexpWords.FindAllStringIndex(name, -1)
	for n := min(5, len(words)); n > 0; n-- { // the longest measure counts
		if at := words[len(words)-n][0]; isMeasure(name[at:]) {
			return strings.Trim(name[:at], " ._-:()[]"), plain(name[at:])
		}
		if end := words[n-1][1]; isMeasure(name[:end]) {
			return strings.Trim(name[end:], " ._-:()[]"), plain(name[:end])
		}
	}
	return name, ""
}

var regexpWords = regexp.MustCompile(`[^ ._\-:()\[\]]+`)

func isMeasure(s string) bool { return valueMeasure[plain(s)] || besideMeasure[plain(s)] }

// measures finds the columns beside the value of each sample. It takes two samples that
// have such a column to believe it, and what the columns hold must fit.
func (t *view) measures(l *Layout) {
	value := map[string]int{}        // the column of a sample
	byValue := map[string][]string{} // the samples of each measure that is a value
	patterns := map[string]string{"": "the sample's name alone"}
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
			byValue[measure] = append(byValue[measure], sample)
		default:
			value[t.header[at]] = at
			byValue[""] = append(byValue[""], t.header[at])
		}
		if valueMeasure[measure] && patterns[measure] == "" {
			patterns[measure] = patternOf(t.header[at], sample)
		}
	}
	l.Several = several(byValue, patterns)
	var found []int
	for _, at := range beside {
		_, known := value[of[at]]
		bare := numbered.ReplaceAllString(t.header[at], "") // call.1, beside what it is about
		repeated := isMeasure(bare) && t.index(bare) >= 0
		if known || repeated && at > 1 {
			found = append(found, at)
		}
	}
	values := 0
	for _, samples := range byValue {
		values += len(samples)
	}
	if len(found) < 2 || 2*(len(found)+values) < len(l.Of(Sample)) {
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

// several are the patterns of measures of which the same samples have values; nil where
// there are no two.
func several(byValue map[string][]string, patterns map[string]string) []string {
	measures := map[string]int{} // of a sample
	for _, samples := range byValue {
		seen := map[string]bool{} // a name may stand twice
		for _, name := range samples {
			if !seen[name] {
				seen[name] = true
				measures[name]++
			}
		}
	}
	var out []string
	for _, measure := range slices.Sorted(maps.Keys(byValue)) {
		shared := 0
		for _, name := range byValue[measure] {
			if measures[name] > 1 {
				shared++
			}
		}
		if shared > 1 {
			out = append(out, patterns[measure])
		}
	}
	if len(out) > 1 && out[0] == patterns[""] { // what can be written as a pattern first
		out = append(out[1:], out[0])
	}
	return out
}

// patternOf is a name with * for the sample in it.
func patternOf(name, sample string) string { return strings.Replace(name, sample, "*", 1) }
