package indices

import "math"

// Pick is the number of groups that one index speaks for; 0 where it speaks for none.
type Pick struct {
	Index string // its column
	K     int
	How   string // it picks, to follow "the k "
}

// Picks are those of all indices. ratios are, for every row, how many times what the next
// metagene takes away from the error this one does; NaN where that is not known: they need
// more than a clustering.
func Picks(rows []Row, ratios []float64) []Pick {
	largest := func(of func(Row) float64) int {
		best, k := math.Inf(-1), 0
		for _, r := range rows {
			if x := of(r); x > best {
				best, k = x, r.K
			}
		}
		return k
	}
	return []Pick{
		{"elbow", largest(func(r Row) float64 { return ratios[r.K-1] }),
			"whose metagene lowers the error most times as much as the next one"},
		{"cut_calinski_harabasz", largest(func(r Row) float64 { return r.CalinskiHarabasz }), "of the largest index"},
		{"cut_silhouette", largest(func(r Row) float64 { return r.Silhouette }), "of the largest mean width"},
		{"gap", gap(rows), "that is the least whose gap is no smaller than the next one's less its standard error"},
		{"height_gap", largest(func(r Row) float64 { return r.HeightGap }), "with the widest range of heights to cut at"},
	}
}

// gap is the least k with Gap(k) ≥ Gap(k + 1) − s(k + 1).
func gap(rows []Row) int {
	for i := 0; i+1 < len(rows); i++ {
		if next := rows[i+1]; rows[i].Gap >= next.Gap-next.GapSE {
			return rows[i].K
		}
	}
	return 0
}
