package expr

import (
	"fmt"
	"math"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// floor tells of logarithms to whose values something small was added: a lowest value that
// many cells share and that is the logarithm of a power of ten below 1, as of 0.001.
func (p *preparation) floor() {
	if p.takesLogarithms() || p.options.Center == "median" {
		return
	}
	lowest, cells, all := math.Inf(1), 0, 0
	for _, g := range p.keptGenes() {
		switch {
		case g.low < lowest:
			lowest, cells = g.low, g.atLow
		case g.low == lowest:
			cells += g.atLow
		}
		all += g.known
	}
	added, base := addedBefore(lowest)
	if base == "" || cells < 20 || 1000*cells < all {
		return
	}
	p.add(finding.Finding{Code: finding.LogFloor, Severity: finding.Warning, Count: cells,
		Text: fmt.Sprintf("%s at the lowest value, %.5g, which is %s(%g): %g was added before logarithms were taken, "+
			"and that is where 0 came to stand", words.Plural(cells, "value"), lowest, base, added, added),
		Remedy: "a gene that is 0 in some samples varies most by that distance: log2(x+1) of the values as they were " +
			"before is gentler"})
}

// addedBefore is the power of ten below 1 whose logarithm x is, and the logarithm.
func addedBefore(x float64) (added float64, base string) {
	if !(x < 0) {
		return 0, ""
	}
	for _, log := range []struct {
		name string
		of   float64 // the logarithm of 10
	}{{"log2", math.Log2(10)}, {"ln", math.Ln10}, {"log10", 1}} {
		power := math.Round(x / log.of)
		if power <= -1 && power >= -12 && math.Abs(x/log.of-power) < 2e-4 {
			return math.Pow(10, power), log.name
		}
	}
	return 0, ""
}
