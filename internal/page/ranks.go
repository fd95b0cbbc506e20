package page

import "subtype/internal/expr/names"

// rank is a map for the script.
type rank struct {
	K       int    `json:"k"`
	Title   string `json:"title"`
	Note    string `json:"note"`
	Samples table  `json:"samples"`
	Order   []int  `json:"order"` // of the rows: the first, then how far on each other is
	Runs    int    `json:"runs"`
	Labels  string `json:"labels"` // a character a sample, run by run, in that order
}

func rankOf(m Map) rank {
	r := rank{K: m.K, Title: names.Visible(m.Title), Note: names.Visible(m.Note), Samples: dataOf(m.Samples, 0),
		Runs: m.Runs}
	before := 0
	for _, row := range m.Order {
		r.Order = append(r.Order, row-before)
		before = row
	}
	all := make([]rune, 0, len(m.Order)*m.Runs)
	for run := range m.Runs {
		// Groups are numbered as they appear: which samples are in one is all that counts, and
		// so every run looks like the next.
		places := map[int]int{}
		for _, row := range m.Order {
			label := m.Label(run, row)
			at, known := places[label]
			if !known {
				at = len(places)
				places[label] = at
			}
			all = append(all, letter(at))
		}
	}
	r.Labels = string(all)
	return r
}
