package consensus

import "fmt"

// Counts holds, for every pair of n samples, in how many labelings the two had
// the same label. Counts are whole numbers, so merging is exact in any order.
type Counts struct {
	n, runs int
	pairs   []uint32 // condensed, as Distances
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
	for i, x := range d.pairs {
		c.pairs[i] += x
	}
	c.runs += d.runs
	return nil
}

// Samples is the number of samples, Runs the number of labelings counted.
func (c *Counts) Samples() int { return c.n }

// Runs is the number of labelings counted.
func (c *Counts) Runs() int { return c.runs }

// At returns the consensus of samples i and j: the share of labelings in which
// they had the same label, 1 for i = j.
func (c *Counts) At(i, j int) float64 {
	if i == j {
		return 1
	}
	return float64(c.pairs[condensed(c.n, i, j)]) / float64(c.runs)
}

// Distances returns 1 − C for every pair.
func (c *Counts) Distances() Distances {
	d := NewDistances(c.n)
	for i, x := range c.pairs {
		d.d[i] = 1 - float64(x)/float64(c.runs)
	}
	return d
}

// histogram returns, for 0 to runs, the number of pairs with that count.
func (c *Counts) histogram() []uint64 {
	h := make([]uint64, c.runs+1)
	for _, x := range c.pairs {
		h[x]++
	}
	return h
}
