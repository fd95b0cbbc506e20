package consensus

import (
	"fmt"
	"math"
	"slices"
)

// Absent is the label of a sample that a labeling has nothing to say about: one
// that was not among those labelled.
const Absent = -1

// Counts holds, for every pair of n samples, in how many labelings both were
// present, and in how many of these the two had the same label. Counts are whole
// numbers, so merging is exact in any order. Those of Profiles hold one entry for
// all samples of the same labels.
type Counts struct {
	n, runs int      // entries, labelings
	pairs   []uint32 // labelings in which a pair has one label; condensed, as Distances
	counted []uint32 // labelings in which both of a pair are present; nil: all of them

	of     []int // of each sample: its entry; nil: every sample has its own
	weight []int // samples of each entry
	moved  int   // samples that share an entry although their labels differ
}

// NewCounts returns the counts of n samples before any labeling.
func NewCounts(n int) *Counts { return &Counts{n: n, pairs: make([]uint32, n*(n-1)/2)} }

// Add counts one labeling, a label a sample, from 0; Absent samples are in none of
// its pairs. Only equality of labels matters. It panics when the number of labels
// is not the number of samples.
func (c *Counts) Add(labels []int) {
	if len(labels) != c.n {
		panic(fmt.Sprintf("consensus: %d labels for %d samples", len(labels), c.n))
	}
	if c.counted != nil || slices.Contains(labels, Absent) {
		c.addPresent(labels)
		return
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

// addPresent is Add where some sample is absent, now or before.
func (c *Counts) addPresent(labels []int) {
	c.count()
	next := 0
	for i, l := range labels {
		if l == Absent {
			next += c.n - 1 - i
			continue
		}
		for _, m := range labels[i+1:] {
			if m != Absent {
				c.counted[next]++
				if l == m {
					c.pairs[next]++
				}
			}
			next++
		}
	}
	c.runs++
}

// count begins to count labelings pair by pair: so far all had every sample.
func (c *Counts) count() {
	if c.counted == nil {
		c.counted = slices.Repeat([]uint32{uint32(c.runs)}, len(c.pairs))
	}
}

// Merge adds the counts of d, of the same samples.
func (c *Counts) Merge(d *Counts) error {
	if c.n != d.n {
		return fmt.Errorf("consensus: counts of %d and of %d samples", c.n, d.n)
	}
	if c.of != nil || d.of != nil {
		return fmt.Errorf("consensus: counts of profiles cannot be merged")
	}
	if c.counted != nil || d.counted != nil {
		c.count()
		for i := range c.counted {
			c.counted[i] += d.labelings(i)
		}
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

// labelings is the number of labelings in which both samples of a pair, given by
// its position, are present.
func (c *Counts) labelings(pair int) uint32 {
	if c.counted == nil {
		return uint32(c.runs)
	}
	return c.counted[pair]
}

// At returns the consensus of samples i and j: the share of the labelings with
// both in which they had the same label, 1 for i = j. It is NaN for two that were
// never present together.
func (c *Counts) At(i, j int) float64 {
	if c.of != nil {
		i, j = c.of[i], c.of[j]
	}
	if i == j {
		return 1
	}
	at := condensed(c.n, i, j)
	return float64(c.pairs[at]) / float64(c.labelings(at))
}

// Distances returns 1 − C for every pair of entries, and ½ for two that were never
// present together, of which nothing is known.
func (c *Counts) Distances() Distances {
	d := NewDistances(c.n)
	for i, x := range c.pairs {
		d.d[i] = 0.5
		if all := c.labelings(i); all > 0 {
			d.d[i] = 1 - float64(x)/float64(all)
		}
	}
	return d
}

// shares are the consensus of every pair of samples that were present together,
// where samples were absent; the order is that of Distances.
func (c *Counts) shares() []float64 {
	out := make([]float64, 0, len(c.pairs))
	for i, all := range c.counted {
		if all > 0 {
			out = append(out, float64(c.pairs[i])/float64(all))
		}
	}
	return out
}

// histogram returns, for 0 to runs, the number of pairs of samples with that
// count, and the number of all pairs. It is for counts without absent samples.
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
		if sizes[l] > 1 && group[i] >= 0 && own[i] != other[i] && !math.IsNaN(own[i]) {
			widths[i] = (own[i] - other[i]) / (1 - min(own[i], other[i]))
		}
	}
	return widths
}
