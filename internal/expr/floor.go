package expr

import (
	"fmt"
	"math"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/spread"
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
	added, base := spread.AddedBefore(lowest)
	if base == "" || cells < 20 || 1000*cells < all {
		return
	}
	p.add(finding.Finding{Code: finding.LogFloor, Severity: finding.Warning, Count: cells,
		Text: fmt.Sprintf("%s at the lowest value, %.5g, which is %s(%g): %g was added before logarithms were taken, "+
			"and that is where 0 came to stand", words.Plural(cells, "value"), lowest, base, added, added),
		Remedy: "a gene that is 0 in some samples varies most by that distance: log2(x+1) of the values as they were " +
			"before is gentler"})
}
