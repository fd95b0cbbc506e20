package expr

import (
	"fmt"
	"math"
	"math/bits"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"subtype/internal/expr/spread"
	"subtype/internal/words"
)

// neighbours is the number of genes that a missing value is taken from.
const neighbours = 10

// impute fills missing values from the genes most alike, then settles all rows.
//
// A gene's distance to another is the mean squared difference over the samples
// in which both are known, at least half as many as the gene itself is known
// in. Of the ten nearest (ties by name), those known in a sample give their
// mean there; where none is, and for genes that are missing in more than half
// of the samples, the gene's own median stands in. Neighbours are looked for
// among genes known in at least half of the samples, and give only values that
// were measured.
//
// Troyanskaya et al., Bioinformatics 17(6):520–525 (2001), and R's impute.knn
// after it, which the unweighted mean and the limit of a half follow.
func (p *preparation) impute() string {
	rows := p.keptGenes()
	slices.SortFunc(rows, func(a, b *gene) int { return strings.Compare(a.name, b.name) })
	n := len(p.samples)
	var pool []candidate
	own := 0
	for _, g := range rows {
		if 2*g.absent <= n {
			pool = append(pool, newCandidate(g))
		} else if g.absent < n {
			own += g.absent
		}
	}
	// Genes of like level come first: they are near, so that others are soon seen
	// to be too far. The order changes nothing else. Their values lie in it too.
	slices.SortStableFunc(pool, func(a, b candidate) int { return compareFloat(a.mean, b.mean) })
	targets := arrange(pool, n)
	filled, fallbacks := fillAll(targets, pool)
	for i, c := range targets {
		c.gene.values = filled[i]
	}
	p.imputed = true
	p.settleImputed()
	done := fmt.Sprintf("each replaced by the mean of the %d genes most alike", neighbours)
	if n := own + fallbacks; n > 0 {
		done += fmt.Sprintf(", %s by the median of its own gene, which is missing in more than half of the samples or "+
			"has no such neighbour there", words.Plural(n, "value"))
	}
	return done
}

// arrange puts the values of the genes of a pool one behind the other, n samples each,
// and returns those that have gaps.
func arrange(pool []candidate, n int) (targets []*candidate) {
	values, words := make([]float64, 0, len(pool)*n), (n+63)/64
	missing := make([]uint64, 0, len(pool)*words)
	for i := range pool {
		c := &pool[i]
		for _, v := range c.gene.values {
			if v != v {
				v = 0
			}
			values = append(values, v)
		}
		c.filled = values[i*n:][:n]
		missing = append(missing, c.gene.missing...)
		for len(missing) < (i+1)*words {
			missing = append(missing, 0)
		}
		c.missing = missing[i*words:][:words]
		if c.absent > 0 {
			targets = append(targets, c)
		}
	}
	return targets
}

// fillAll fills the gaps of genes, each in its place, and counts values that no
// neighbour knows.
func fillAll(targets []*candidate, pool []candidate) (filled [][]float64, unknown int) {
	filled = make([][]float64, len(targets))
	var next, fallbacks atomic.Int64
	var all sync.WaitGroup
	for range max(1, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(targets) {
					return
				}
				x, alone := fillFrom(targets[i], pool)
				filled[i] = x
				fallbacks.Add(int64(alone))
			}
		})
	}
	all.Wait()
	return filled, int(fallbacks.Load())
}

// settleImputed settles all rows, with the gene's own median where a gap is left.
func (p *preparation) settleImputed() {
	for i := range p.genes {
		g := &p.genes[i]
		if g.state != stateKept {
			continue
		}
		x := g.values
		if slices.ContainsFunc(x, isNaN) {
			if known := knownInto(p.sorted, x); len(known) > 0 {
				m := spread.Median(known)
				for c, v := range x {
					if v != v {
						x[c] = m
					}
				}
			}
		}
		g.hasMAD = g.hasMAD && g.absent == 0
		p.settle(i, x)
	}
}

// candidate is a gene that may lend its values.
type candidate struct {
	gene    *gene
	filled  []float64 // its values, 0 where missing
	missing []uint64  // a bit a sample
	samples int
	absent  int     // missing values
	mean    float64 // of those known
	spread  float64 // root of the sum of squared deviations of those known
	root    float64 // of the number of missing values
}

func newCandidate(g *gene) candidate {
	c := candidate{gene: g, samples: len(g.values), absent: g.absent, root: math.Sqrt(float64(g.absent))}
	for _, v := range g.values {
		if v == v {
			c.mean += v
		}
	}
	c.mean /= float64(c.samples - c.absent)
	for _, v := range g.values {
		if d := v - c.mean; d == d {
			c.spread += float64(d * d)
		}
	}
	c.spread = math.Sqrt(c.spread)
	return c
}

// leastDistance is a bound below the distance of two genes, from their means:
// the mean of squared differences over the samples known in both is at least
// the square of the difference of the means there, and these differ from the
// means over all known values by no more, by Cauchy and Schwarz, than the other
// gene's missing values allow.
func (c *candidate) leastDistance(o *candidate) float64 {
	shared := c.samples - c.absent - o.absent
	if shared <= 0 {
		return 0
	}
	gap := math.Abs(c.mean-o.mean) - (o.root*c.spread+c.root*o.spread)/float64(shared)
	return max(0, gap) * max(0, gap) * (1 - 1e-9)
}

// neighbour is a gene near another.
type neighbour struct {
	gene     *gene
	distance float64
}

func (a neighbour) compare(b neighbour) int {
	if c := compareFloat(a.distance, b.distance); c != 0 {
		return c
	}
	return strings.Compare(a.gene.name, b.gene.name)
}

// fillFrom returns the values of a gene with the missing ones filled from its
// neighbours in the pool, which is sorted by mean and holds the gene itself,
// and how many are left NaN as no neighbour knows them.
func fillFrom(self *candidate, pool []candidate) (x []float64, alone int) {
	g := self.gene
	known, mean := self.samples-self.absent, self.mean
	missing := make([]uint64, len(self.missing))
	near := make([]neighbour, 0, neighbours+1) // sorted
	compare := func(c *candidate) {
		if c == self {
			return
		}
		limit := math.Inf(1)
		if len(near) == neighbours {
			limit = near[neighbours-1].distance
		}
		if self.leastDistance(c) > limit {
			return
		}
		shared := self.samples
		for w := range missing {
			missing[w] = self.missing[w] | c.missing[w]
			shared -= bits.OnesCount64(missing[w])
		}
		if 2*shared < known || shared == 0 {
			return
		}
		// A little more, as the quotient is rounded.
		d := distance(self.filled, c.filled, missing, limit*float64(shared)*(1+1e-12))
		found := neighbour{c.gene, d / float64(shared)}
		if len(near) == neighbours && found.compare(near[neighbours-1]) >= 0 {
			return
		}
		at, _ := slices.BinarySearchFunc(near, found, neighbour.compare)
		near = slices.Insert(near, at, found)
		near = near[:min(len(near), neighbours)]
	}
	up, _ := slices.BinarySearchFunc(pool, mean, func(c candidate, m float64) int { return compareFloat(c.mean, m) })
	for down := up - 1; up < len(pool) || down >= 0; {
		if down < 0 || up < len(pool) && pool[up].mean-mean < mean-pool[down].mean {
			compare(&pool[up])
			up++
		} else {
			compare(&pool[down])
			down--
		}
	}
	return meanOf(near, g.values)
}

// meanOf fills the gaps of values with the means of the neighbours that know them.
func meanOf(near []neighbour, values []float64) (x []float64, alone int) {
	x = slices.Clone(values)
	for s, v := range x {
		if v == v {
			continue
		}
		sum, n := 0.0, 0
		for _, c := range near {
			if y := c.gene.values[s]; y == y {
				sum += y
				n++
			}
		}
		if n == 0 {
			alone++
			continue
		}
		x[s] = sum / float64(n)
	}
	return x, alone
}

// distance is the sum of squared differences over the samples known in both
// rows, in four sums by sample modulo 4; it stops early once the sum is above
// most. A bit of missing is a sample not to count.
func distance(x, y []float64, missing []uint64, most float64) float64 {
	var a, b, c, d float64
	var patched [64]float64
	for w, word := range missing {
		u := x[64*w : min(64*w+64, len(x))]
		v := y[64*w:][:len(u)]
		if word != 0 { // what is not to count is made the same
			copy(patched[:], v)
			v = patched[:len(u)]
			for ; word != 0; word &= word - 1 {
				s := bits.TrailingZeros64(word)
				v[s] = u[s]
			}
		}
		for len(u) >= 4 {
			u4, v4 := u[:4:4], v[:4:4]
			d0, d1, d2, d3 := u4[0]-v4[0], u4[1]-v4[1], u4[2]-v4[2], u4[3]-v4[3]
			a += float64(d0 * d0)
			b += float64(d1 * d1)
			c += float64(d2 * d2)
			d += float64(d3 * d3)
			u, v = u[4:], v[4:]
			if len(u)&12 == 0 && (a+b)+(c+d) > most {
				return math.Inf(1)
			}
		}
		for s := range u {
			d0 := u[s] - v[s]
			a += float64(d0 * d0)
		}
	}
	return (a + b) + (c + d)
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
