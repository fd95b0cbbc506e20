package confidence

import "math"

// Word is the verdict in one word.
type Word string

const (
	// Clear: there are groups, they come again in other samples and genes, and no other
	// number of groups rivals theirs.
	Clear     Word = "clear"
	Tentative Word = "tentative" // there are groups, but where their borders lie is not sure
	None      Word = "none"      // no groups beyond what samples without groups show
	Unknown   Word = "unknown"   // nobody asked
)

// ClearFrom is the agreement from which a grouping is clear: in other samples, from
// other genes, and by the other half of the samples.
const ClearFrom = 0.6

// RivalBelow is the share of a grouping's product (rank.Rival) below which that of
// every other number of groups must be for it to be clear. Where another number does
// nearly as well the groups may be real, but their number is not known.
const RivalBelow = 0.8

// Whether is what a test found about groups of any number.
type Whether struct {
	Z, P, Threshold float64 // NaN where nothing was tested
	Called          bool
	Permuted        bool // against values permuted within each gene, which any correlation between genes beats
}

// Tested says whether there was a test.
func (w Whether) Tested() bool { return !math.IsNaN(w.Z) }

// Judge is the verdict on the grouping at a rank, to which another comes as near as
// rival says (rank.Rival).
func Judge(w Whether, r *Rank, rival float64) Word {
	switch {
	case !w.Tested():
		return Unknown
	case !w.Called:
		return None
	case r.Least() >= ClearFrom && rival < RivalBelow && !w.Permuted:
		return Clear
	}
	return Tentative
}
