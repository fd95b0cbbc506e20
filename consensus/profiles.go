package consensus

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// MostProfiles is the number of profiles up to which Profiles keeps them apart.
const MostProfiles = 4000

// Profiles returns the counts of many samples in little room: samples with the
// same labels in every labeling, the same profile, share an entry. What follows
// from the counts is what Counts gives, the tree up to rounding where distances
// tie: two samples of one profile are merged at height 0, and an average over
// profiles with their numbers of samples is the average over the samples.
//
// Beyond MostProfiles the rarest profiles are given up: their samples join the
// profile, of those kept, with which they share the most labels. Moved says how
// many samples that concerns.
//
// labels holds a labeling a row, all of the same samples, none of them absent.
func Profiles(labels [][]int) *Counts {
	n := len(labels[0])
	for _, l := range labels {
		if len(l) != n {
			panic(fmt.Sprintf("consensus: %d labels for %d samples", len(l), n))
		}
		if slices.Contains(l, Absent) {
			panic("consensus: a sample that is absent from a labeling has no profile")
		}
	}
	c := &Counts{of: make([]int, n)}
	number := map[string]int{}
	var first []int // sample of each profile
	key := make([]byte, 0, 2*len(labels))
	for j := range n {
		key = key[:0]
		for _, l := range labels {
			key = append(key, byte(l[j]), byte(l[j]>>8))
		}
		p, ok := number[string(key)]
		if !ok {
			p = len(first)
			number[string(key)] = p
			first, c.weight = append(first, j), append(c.weight, 0)
		}
		c.of[j] = p
		c.weight[p]++
	}
	if len(first) > MostProfiles {
		first = c.merge(labels, first)
	}

	kept := NewCounts(len(first))
	of := make([]int, len(first))
	for _, l := range labels {
		for p, j := range first {
			of[p] = l[j]
		}
		kept.Add(of)
	}
	c.n, c.runs, c.pairs = kept.n, kept.runs, kept.pairs
	return c
}

// merge keeps the MostProfiles profiles with the most samples, in their order,
// the earlier of equal ones, and returns a sample of each.
func (c *Counts) merge(labels [][]int, first []int) []int {
	order := make([]int, len(first))
	for p := range order {
		order[p] = p
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.weight[b], c.weight[a]) })
	kept := slices.Clone(order[:MostProfiles])
	slices.Sort(kept)

	to := make([]int, len(first)) // the new number of each profile
	for p := range to {
		to[p] = -1
	}
	for now, p := range kept {
		to[p] = now
	}
	// Labels of the kept profiles, one profile after the other.
	runs := len(labels)
	table := make([]uint16, MostProfiles*runs)
	for now, p := range kept {
		for r, l := range labels {
			table[now*runs+r] = uint16(l[first[p]])
		}
	}
	mine := make([]uint16, runs)
	for p, known := range to {
		if known >= 0 {
			continue
		}
		for r, l := range labels {
			mine[r] = uint16(l[first[p]])
		}
		best := -1
		for now := range kept {
			same := 0
			for r, x := range table[now*runs : (now+1)*runs] {
				if x == mine[r] {
					same++
				}
			}
			if same > best {
				best, to[p] = same, now
			}
		}
		c.moved += c.weight[p]
	}
	weight := make([]int, MostProfiles)
	for p, now := range to {
		weight[now] += c.weight[p]
	}
	for j, p := range c.of {
		c.of[j] = to[p]
	}
	c.weight = weight
	sample := make([]int, MostProfiles)
	for now, p := range kept {
		sample[now] = first[p]
	}
	return sample
}

// Moved is the number of samples counted with a profile that is not their own.
func (c *Counts) Moved() int { return c.moved }

// ByProfile says for each sample which profile it has, from 0, and how many
// samples have each; nil when every sample is counted for itself.
func (c *Counts) ByProfile() (of, samples []int) { return c.of, c.weight }

// members are the samples of each entry.
func (c *Counts) members() [][]int {
	m := make([][]int, c.n)
	for j, p := range c.of {
		m[p] = append(m[p], j)
	}
	return m
}

// entrySums are, for each entry, the sums of its counts with the members of every
// group, its own samples among them.
func (c *Counts) entrySums(labels []int) [][]uint64 {
	k := groups(labels)
	in := make([]uint64, c.n*k) // samples of each entry in each group
	for j, p := range c.of {
		in[p*k+labels[j]]++
	}
	sums := make([][]uint64, c.n)
	for p := range sums {
		sums[p] = make([]uint64, k)
		for g := range k {
			sums[p][g] = uint64(c.runs) * in[p*k+g]
		}
	}
	next := 0
	for p := range c.n {
		for q := p + 1; q < c.n; q++ {
			x := uint64(c.pairs[next])
			next++
			if x == 0 {
				continue
			}
			for g := range k {
				sums[p][g] += x * in[q*k+g]
				sums[q][g] += x * in[p*k+g]
			}
		}
	}
	return sums
}

// copheneticCorr is CopheneticCorr over all pairs of samples, given the distances
// and the tree of the entries; pairs within an entry are at 0 in both.
func (c *Counts) copheneticCorr(d Distances, t *Dendrogram) float64 {
	h, all := c.histogram()
	for count, pairs := range h {
		if pairs == all { // all distances are the same
			if count == 0 {
				return 1
			}
			return math.NaN()
		}
	}
	heights := t.Cophenetic()
	var x, y sum
	each := func(f func(x, y, w float64)) {
		next := 0
		for i, w := range c.weight {
			for _, u := range c.weight[i+1:] {
				f(d.d[next], heights.d[next], float64(w)*float64(u))
				next++
			}
		}
	}
	each(func(a, b, w float64) { x.addProduct(a, w); y.addProduct(b, w) })
	mx, my := x.value()/float64(all), y.value()/float64(all)
	var xx, yy, xy sum
	between := uint64(0)
	each(func(a, b, w float64) {
		a, b = a-mx, b-my
		xx.addProduct(a, a*w)
		yy.addProduct(b, b*w)
		xy.addProduct(a, b*w)
		between += uint64(w)
	})
	within := float64(all - between)
	xx.addProduct(mx, mx*within)
	yy.addProduct(my, my*within)
	xy.addProduct(mx, my*within)
	r := xy.value() / (math.Sqrt(xx.value()) * math.Sqrt(yy.value()))
	return max(-1, min(1, r))
}
