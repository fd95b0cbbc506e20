package consensus

import "fmt"

// Counts holds, for every pair of n samples, in how many labelings the two had
// the same label. Counts are whole numbers, so merging is exact in any order.
// Those of Profiles hold one entry for all samples of the same labels.
type Counts struct {
	n, runs int      // entries, labelings
	pairs   []uint32 // condensed, as Distances

	of     []int // of each sample: its entry; nil: every sample has its own
	weight []int // samples of each entry
	moved  int   // samples that share an entry although their labels differ
}

// NewCounts returns the counts of n samples before any labeling.
func NewCounts(n int) *Counts { return &Counts{n: n, pairs: make([]uint32, n*(n-1)/2)} }

// Add counts one labeling, a label a sample. Only equality of labels matters.
// It panics when the number of labels is not the number of samples.
func (c *Counts) Add(labels []int) {
	if len(labels) != c.n {
		panic(fmt.Sprintf("consensus: %d labels for %d samples", len(labels), c.n))
	}
	pairs := c.pairs
	for i, l := range labels {
		row := pairs[:c.n-1-i]
		pairs = pairs[len(row):]
		for j, m := range labels[i+1:] {
			if l == m {
				row[j]++
			}
		}
	}
	c.runs++
}

// Merge adds the counts of d, of the same samples.
func (c *Counts) Merge(d *Counts) error {
	if c.n != d.n {
		return fmt.Errorf("consensus: counts of %d and of %d samples", c.n, d.n)
	}
	if c.of != nil || d.of != nil {
		return fmt.Errorf("consensus: counts of profiles cannot be merged")
	}
	for i, x := range d.pairs {
		c.pairs[i] += x
	}
	c.runs += d.runs
	return nil
}

// Samples is the number of samples.
func (c *Counts) Samples() int {
	if c.of != nil {
		return len(c.of)
	}
	return c.n
}

// Runs is the number of labelings counted.
func (c *Counts) Runs() int { return c.runs }

// At returns the consensus of samples i and j: the share of labelings in which
// they had the same label, 1 for i = j.
func (c *Counts) At(i, j int) float64 {
	if c.of != nil {
		i, j = c.of[i], c.of[j]
	}
	if i == j {
		return 1
	}
	return float64(c.pairs[condensed(c.n, i, j)]) / float64(c.runs)
}

// Distances returns 1 − C for every pair of entries.
func (c *Counts) Distances() Distances {
	d := NewDistances(c.n)
	for i, x := range c.pairs {
		d.d[i] = 1 - float64(x)/float64(c.runs)
	}
	return d
}

// histogram returns, for 0 to runs, the number of pairs of samples with that
// count, and the number of all pairs.
func (c *Counts) histogram() (h []uint64, all uint64) {
	h = make([]uint64, c.runs+1)
	n := uint64(c.Samples())
	all = n * (n - 1) / 2
	if c.of == nil {
		for _, x := range c.pairs {
			h[x]++
		}
		return h, all
	}
	next := 0
	for i, w := range c.weight {
		h[c.runs] += uint64(w) * uint64(w-1) / 2
		for _, u := range c.weight[i+1:] {
			h[c.pairs[next]] += uint64(w) * uint64(u)
			next++
		}
	}
	return h, all
}

// Tree clusters the samples by average linkage on 1 − C, and returns the
// cophenetic correlation too; see Cluster and CopheneticCorr.
func (c *Counts) Tree() (*Dendrogram, float64) {
	d := c.Distances()
	t := cluster(d, c.weight)
	if c.of == nil {
		return t, CopheneticCorr(d, t)
	}
	return t.expand(c.members()), c.copheneticCorr(d, t)
}

// Silhouette returns every sample's silhouette width for a grouping, with the
// distance 1 − C; see Silhouette. As own and other of Neighbours are quotients of
// whole numbers, a sample that is as close to another group as to its own has
// width 0 and not what rounding makes of it.
func (c *Counts) Silhouette(labels []int) []float64 {
	own, other, group := c.Neighbours(labels)
	sizes := sizes(labels)
	widths := make([]float64, len(labels))
	for i, l := range labels {
		if sizes[l] > 1 && group[i] >= 0 && own[i] != other[i] {
			widths[i] = (own[i] - other[i]) / (1 - min(own[i], other[i]))
		}
	}
	return widths
}
