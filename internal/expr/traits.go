package expr

import (
	"math"

	"subtype/internal/expr/spread"
)

// traits are what the checks need of a gene's values, so that they can be made
// without the values: numbers of values of a kind, and extremes.
type traits struct {
	known           int     // values that were not missing
	lowest, highest float64 // before log2
	large, positive int     // above 100, above 0; before log2
	fractional      int     // not whole; before log2
	size, minus     float64 // sum of absolute values, and of those of negative values; before log2, after centring

	low, high float64 // after log2 and centring
	atLow     int     // values as low as the lowest, before log2
	below     int     // values below 0, after log2 and centring
	firstLow  int     // of them the sample that stands first in the file: its place there
	centred   bool    // the mean is near 0, after log2; not because it was centred
}

// measure takes the traits of a gene's values and, if told, their log2(x+1), in
// place. Missing values are left out of account, and values that were missing
// count for the extremes alone.
func (t *traits) measure(x []float64, log bool, missing []uint64) {
	*t = traits{lowest: math.Inf(1), highest: math.Inf(-1)}
	sum := 0.0
	for c, v := range x {
		if v != v {
			continue
		}
		if v < t.lowest {
			t.atLow = 0
		}
		t.lowest, t.highest = min(t.lowest, v), max(t.highest, v)
		if missing != nil && missing[c/64]>>(c%64)&1 == 1 {
			continue
		}
		t.known++
		if v == t.lowest {
			t.atLow++
		}
		if v > 0 {
			t.positive++
			if v > 100 {
				t.large++
			}
		} else if v < 0 {
			t.below++
			t.minus -= v
		}
		if v != math.Trunc(v) {
			t.fractional++
		}
		sum += v
		t.size += math.Abs(v)
	}
	if t.known == 0 {
		t.lowest, t.highest = 0, 0
	}
	t.low, t.high = t.lowest, t.highest
	t.centred = t.size > 0 && math.Abs(sum) < 0.05*t.size
	if !log || t.lowest < 0 { // negative values are refused
		return
	}
	for c, v := range x {
		x[c] = math.Log2(v + 1)
	}
	t.low, t.high, t.centred = math.Log2(t.low+1), math.Log2(t.high+1), false
}

// center subtracts a gene's median, if told, but from values that logarithms cannot be
// taken of. From then on the gene's negative values are those below the median.
func (p *preparation) center(g *gene, x []float64) {
	known := knownInto(p.sorted, x)
	if p.options.Center != "median" || len(known) == 0 || g.lowest < 0 && p.takesLogarithms() {
		return
	}
	g.level, g.near = spread.Median(known), spread.Middle(known)
	for c := range x {
		x[c] -= g.level
	}
	g.low, g.high, g.centred = g.low-g.level, g.high-g.level, false
	g.below, g.size, g.minus = 0, 0, 0
	for c, v := range x {
		if v != v || g.missing != nil && g.missing[c/64]>>(c%64)&1 == 1 {
			continue
		}
		if g.size += math.Abs(v); v < 0 {
			g.below++
			g.minus -= v
		}
	}
}

// mad is the median absolute deviation of a row; the one already known where
// nothing has changed since.
func (p *preparation) mad(g *gene, x []float64) float64 {
	if g.hasMAD && !p.takesLogarithms() && g.absent == 0 {
		return g.spread
	}
	return spread.MAD(knownInto(p.sorted, x))
}

// knownInto copies the values that are not missing into room.
func knownInto(room, x []float64) []float64 {
	out := room[:0]
	for _, v := range x {
		if v == v {
			out = append(out, v)
		}
	}
	return out
}
