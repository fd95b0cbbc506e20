package confidence

import "math"

// Word is the verdict in one word.
type Word string

const (
	Clear     Word = "clear"     // there are groups, and the grouping comes again in other samples and from other genes
	Tentative Word = "tentative" // there are groups, but where their borders lie is not sure
	None      Word = "none"      // no groups beyond what samples without groups show
	Unknown   Word = "unknown"   // nobody asked
)

// ClearFrom is the agreement from which a grouping is clear: in other samples, from
// other genes, and by the other half of the samples.
const ClearFrom = 0.6

// Whether is what a test found about groups of any number.
type Whether struct {
	Z, P, Threshold float64 // NaN where nothing was tested
	Called          bool
	Permuted        bool // against values permuted within each gene, which any correlation between genes beats
}

// Tested says whether there was a test.
func (w Whether) Tested() bool { return !math.IsNaN(w.Z) }

// Judge is the verdict on the grouping at a rank.
func Judge(w Whether, r *Rank) Word {
	switch {
	case !w.Tested():
		return Unknown
	case !w.Called:
		return None
	case r.Least() >= ClearFrom && !w.Permuted:
		return Clear
	}
	return Tentative
}
