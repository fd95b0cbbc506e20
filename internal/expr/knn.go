package expr

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
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
	rows := p.alive()
	slices.SortFunc(rows, func(a, b *gene) int { return strings.Compare(a.name, b.name) })
	n := len(p.samples)
	var pool []candidate
	var targets []*gene
	own := 0
	for _, g := range rows {
		if 2*g.absent <= n {
			c := candidate{gene: g, known: n - g.absent}
			for _, v := range g.values {
				if v == v {
					c.mean += v
				}
			}
			c.mean /= float64(c.known)
			pool = append(pool, c)
		}
		switch {
		case g.absent == 0:
		case 2*g.absent <= n:
			targets = append(targets, g)
		case g.absent < n:
			own += g.absent
		}
	}
	// Genes of like level come first: they are near, so that others are soon seen
	// to be too far. The order changes nothing else.
	slices.SortStableFunc(pool, func(a, b candidate) int { return compareFloat(a.mean, b.mean) })

	filled := make([][]float64, len(targets))
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
	for i, g := range targets {
		g.values = filled[i]
	}
	p.imputed = true
	for i := range p.genes {
		g := &p.genes[i]
		if g.state != kept {
			continue
		}
		x := g.values
		if slices.ContainsFunc(x, isNaN) {
			if known := knownInto(p.sorted, x); len(known) > 0 {
				m := median(known)
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
	done := fmt.Sprintf("each replaced by the mean of the %d genes most alike", neighbours)
	if n := own + int(fallbacks.Load()); n > 0 {
		done += fmt.Sprintf(", %s by the median of its own gene, which is missing in more than half of the samples or has no such neighbour there", count(n, "value"))
	}
	return done
}

// candidate is a gene that may lend its values.
type candidate struct {
	gene  *gene
	known int
	mean  float64
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
// neighbours in the pool, which is sorted by mean, and how many are left NaN
// as no neighbour knows them.
func fillFrom(g *gene, pool []candidate) (x []float64, alone int) {
	known, mean := 0, 0.0
	for _, v := range g.values {
		if v == v {
			known++
			mean += v
		}
	}
	mean /= float64(known)
	var near []neighbour // sorted
	look := func(c *candidate) {
		if c.gene == g {
			return
		}
		limit := math.Inf(1)
		if len(near) == neighbours {
			limit = near[neighbours-1].distance
		}
		d, shared := distance(g.values, c.gene.values, limit*float64(min(known, c.known)))
		if 2*shared < known {
			return
		}
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
			look(&pool[up])
			up++
		} else {
			look(&pool[down])
			down--
		}
	}
	x = slices.Clone(g.values)
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

// distance is the sum of squared differences over the samples known in both,
// and their number; it stops early, with too few of them, once the sum is above
// most.
func distance(x, y []float64, most float64) (sum float64, shared int) {
	y = y[:len(x)]
	for from := 0; from < len(x); from += 16 {
		for s := from; s < min(from+16, len(x)); s++ {
			d := x[s] - y[s]
			if d == d {
				sum += float64(d * d)
				shared++
			}
		}
		if sum > most {
			return sum, 0
		}
	}
	return sum, shared
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
