package consensus

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Clustering are points in groups around centres.
type Clustering struct {
	Labels  []int   // of each point: its group, from 0
	Centres Points  // of the groups
	Within  float64 // sum of the squared distances of all points to their centres
}

// KMeans groups points so that the sum of the squared distances to the centres of
// their groups is small: of so many starts the best, the first of equal ones. A start
// takes its centres from the points, each with a probability that grows as its squared
// distance to the nearest one taken before; then every point goes to the nearest
// centre, the lower of equal ones, and every centre to the mean of its points, as long as
// that lowers the sum by 1e-4 of itself; the best start goes on until it is lowered no
// more. A centre without points goes to the point that is
// furthest from its own, the first of equal ones; with fewer different points than
// groups some groups stay empty.
//
// Only the 64-bit numbers of rng are used, one for each centre taken, so the groups
// depend on them and on the points alone. It panics unless there are from 1 to as many
// groups as points, and starts.
//
// Lloyd, IEEE Transactions on Information Theory 28:129 (1982); Arthur and
// Vassilvitskii, k-means++: the advantages of careful seeding, SODA (2007).
func KMeans(p Points, k, starts int, rng *rand.Rand) Clustering {
	if k < 1 || k > p.Len() || starts < 1 {
		panic(fmt.Sprintf("consensus: %d groups of %d points from %d starts", k, p.Len(), starts))
	}
	best := Clustering{Within: math.Inf(1)}
	for range starts {
		if c := lloyd(p, seeds(p, k, rng), kmeansFall); best.Labels == nil || c.Within < best.Within {
			best = c
		}
	}
	return lloyd(p, best.Centres, 0)
}

// kmeansFall is the share of the sum by which a step must lower it for a start to go on.
// Of thousands of points some wander for hundreds of steps.
const kmeansFall = 1e-4

// Nearest says of each point which centre is nearest, the lower of equal ones.
func Nearest(p, centres Points) []int {
	labels := make([]int, p.Len())
	nearest(p, centres, labels, nil)
	return labels
}

// Centres are the means of the points in each of k groups; that of an empty group is
// the origin.
func Centres(p Points, labels []int, k int) Points {
	size := make([]int, k)
	for _, l := range labels {
		size[l]++
	}
	c := NewPoints(p.dim, make([]float64, k*p.dim))
	move(p, labels, c, size)
	return c
}

// Within is the sum of the squared distances of points to the centres of their groups.
func Within(p, centres Points, labels []int) float64 {
	var sum float64
	for j, l := range labels {
		sum += squared(p.at(j), centres.at(l))
	}
	return sum
}

// nearest is Nearest into labels, and the squared distances into far where it is not
// nil; it returns their sum.
func nearest(p, centres Points, labels []int, far []float64) float64 {
	var sum float64
	for j := range labels {
		x, least := p.at(j), math.Inf(1)
		labels[j] = 0
		for c := range centres.Len() {
			if d := squared(x, centres.at(c)); d < least {
				labels[j], least = c, d
			}
		}
		if sum += least; far != nil {
			far[j] = least
		}
	}
	return sum
}

// seeds takes k of the points as centres.
func seeds(p Points, k int, rng *rand.Rand) Points {
	n := p.Len()
	near := make([]float64, n) // squared distances to the nearest centre so far
	for j := range near {
		near[j] = 1 // the first one is any
	}
	chosen := make([]int, 0, k)
	for len(chosen) < k {
		var sum float64
		for _, d := range near {
			sum += d
		}
		left := float64(rng.Uint64()>>11) * 0x1p-53 * sum
		at := 0
		for j, d := range near {
			if d == 0 {
				continue
			}
			if at = j; left < d {
				break
			}
			left -= d
		}
		for j := range near {
			d := squared(p.at(j), p.at(at))
			if len(chosen) == 0 || d < near[j] {
				near[j] = d
			}
		}
		chosen = append(chosen, at)
	}
	return p.Some(chosen)
}

// lloyd improves centres, in place, as long as that lowers the sum by more than a share
// of it.
func lloyd(p, centres Points, fall float64) Clustering {
	n, k := p.Len(), centres.Len()
	c := Clustering{Labels: make([]int, n), Centres: centres}
	far := make([]float64, n)
	size := make([]int, k)
	for last := math.Inf(1); ; last = c.Within {
		if c.Within = nearest(p, centres, c.Labels, far); !(c.Within < last*(1-fall)) {
			return c
		}
		clear(size)
		for _, l := range c.Labels {
			size[l]++
		}
		for g, s := range size {
			if s == 0 {
				settle(p, c.Labels, far, size, g)
			}
		}
		move(p, c.Labels, centres, size)
	}
}

// settle gives the empty group g the point furthest from its centre, if it is not the
// only one there.
func settle(p Points, labels []int, far []float64, size []int, g int) {
	at := -1
	for j, d := range far {
		if d > 0 && size[labels[j]] > 1 && (at < 0 || d > far[at]) {
			at = j
		}
	}
	if at >= 0 {
		size[labels[at]]--
		labels[at], far[at], size[g] = g, 0, 1
	}
}

// move moves the centres of groups that have points to their means.
func move(p Points, labels []int, centres Points, size []int) {
	for g, s := range size {
		if s > 0 {
			clear(centres.at(g))
		}
	}
	for j, l := range labels {
		to := centres.at(l)
		for a, x := range p.at(j) {
			to[a] += x
		}
	}
	for g, s := range size {
		for a := range centres.at(g) {
			if s > 0 {
				centres.at(g)[a] /= float64(s)
			}
		}
	}
}
