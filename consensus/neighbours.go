package consensus

// Neighbours returns, for every sample, its mean consensus with the other
// members of its group (1 when it is alone), the largest mean consensus with
// another group, and that group, the lower of equal ones. Labels run from 0 to
// k−1; with one group, other is 0 and group −1. Means are over the samples with
// which this one was present; own is NaN where there is none.
func (c *Counts) Neighbours(labels []int) (own, other []float64, group []int) {
	if c.counted != nil {
		return c.neighboursPresent(labels)
	}
	k, n := groups(labels), len(labels)
	sizes := sizes(labels)
	own, other, group = make([]float64, n), make([]float64, n), make([]int, n)
	sumsOf := c.sumsWithGroups(labels)
	for i, l := range labels {
		sums := sumsOf(i)
		own[i], group[i] = 1, -1
		if sizes[l] > 1 {
			own[i] = float64(sums[l]) / float64((sizes[l]-1)*c.runs)
		}
		for g, s := range sums[:k] {
			if g == l || sizes[g] == 0 {
				continue
			}
			if x := float64(s) / float64(sizes[g]*c.runs); group[i] < 0 || x > other[i] {
				other[i], group[i] = x, g
			}
		}
	}
	return own, other, group
}

// neighboursPresent is Neighbours where samples were absent.
func (c *Counts) neighboursPresent(labels []int) (own, other []float64, group []int) {
	k, n := groups(labels), len(labels)
	sizes := sizes(labels)
	own, other, group = make([]float64, n), make([]float64, n), make([]int, n)
	sums, met := make([]float64, k), make([]int, k)
	for i, l := range labels {
		clear(sums)
		clear(met)
		for j, m := range labels {
			if i == j {
				continue
			}
			at := condensed(n, i, j)
			if all := c.counted[at]; all > 0 {
				sums[m] += float64(c.pairs[at]) / float64(all)
				met[m]++
			}
		}
		own[i], group[i] = 1, -1
		if sizes[l] > 1 {
			own[i] = sums[l] / float64(met[l])
		}
		for g, s := range sums {
			if g == l || met[g] == 0 {
				continue
			}
			if x := s / float64(met[g]); group[i] < 0 || x > other[i] {
				other[i], group[i] = x, g
			}
		}
	}
	return own, other, group
}

// sumsWithGroups returns a function that gives, for a sample, the sum of its counts
// with the other members of every group, in a slice that it uses again.
func (c *Counts) sumsWithGroups(labels []int) func(i int) []uint64 {
	sums := make([]uint64, groups(labels))
	if c.of != nil {
		byEntry := c.entrySums(labels)
		return func(i int) []uint64 {
			copy(sums, byEntry[c.of[i]])
			sums[labels[i]] -= uint64(c.runs) // with itself
			return sums
		}
	}
	return func(i int) []uint64 {
		clear(sums)
		for j, m := range labels {
			if i != j {
				sums[m] += uint64(c.pairs[condensed(c.n, i, j)])
			}
		}
		return sums
	}
}

// groups is the number of labels, from 0.
func groups(labels []int) int {
	k := 0
	for _, l := range labels {
		k = max(k, l+1)
	}
	return k
}
