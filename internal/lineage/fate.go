package lineage

import (
	"cmp"
	"slices"
)

// SplitFrom is the share of a subtype's samples from which the second largest part of it
// at the next rank makes it one that splits.
const SplitFrom = 0.2

// Fate is what becomes of a subtype at the next rank.
type Fate struct {
	Subtype, Samples int
	Parts            []Flow // by falling samples, then rising subtype
}

// Splits says whether the subtype falls apart.
func (f Fate) Splits() bool {
	return len(f.Parts) > 1 && float64(f.Parts[1].Samples) >= SplitFrom*float64(f.Samples)
}

// Large are the parts that make it one that splits, or the largest alone.
func (f Fate) Large() []Flow {
	n := 1
	for n < len(f.Parts) && float64(f.Parts[n].Samples) >= SplitFrom*float64(f.Samples) {
		n++
	}
	return f.Parts[:n]
}

// Fates are those of the subtypes of a rank; none at the last.
func (l *Lineage) Fates(k int) []Fate {
	var all []Fate
	for _, f := range l.Flows {
		if f.Rank != k {
			continue
		}
		if len(all) == 0 || all[len(all)-1].Subtype != f.Subtype {
			all = append(all, Fate{Subtype: f.Subtype})
		}
		fate := &all[len(all)-1]
		fate.Samples += f.Samples
		fate.Parts = append(fate.Parts, f)
	}
	for _, f := range all {
		slices.SortStableFunc(f.Parts, func(x, y Flow) int { return cmp.Compare(y.Samples, x.Samples) })
	}
	return all
}

// Next is the rank surveyed after k, 0 after the last.
func (l *Lineage) Next(k int) int {
	if i := slices.Index(l.Ranks, k); i+1 < len(l.Ranks) {
		return l.Ranks[i+1]
	}
	return 0
}

// Before is the rank surveyed before k, 0 before the first.
func (l *Lineage) Before(k int) int {
	if i := slices.Index(l.Ranks, k); i > 0 {
		return l.Ranks[i-1]
	}
	return 0
}

// Near are the ranks nearest to the chosen one, so many at most.
func (l *Lineage) Near(most int) []int {
	most = min(most, len(l.Ranks))
	from := slices.Index(l.Ranks, l.Chosen) - most/2
	from = max(0, min(from, len(l.Ranks)-most))
	return l.Ranks[from : from+most]
}
