package null

import (
	"math"
	"math/rand/v2"
	"slices"
)

// between is the share of the points' sum of squares that lies between k groups of
// k-means.
func (p points) between(k int, rng *rand.Rand) float64 {
	n := len(p.scores[0])
	x := make([][]float64, n)
	all := 0.0
	for j := range x {
		x[j] = make([]float64, len(p.sizes))
		for c, size := range p.sizes {
			x[j][c] = p.scores[c][j] * size
			all = math.FMA(x[j][c], x[j][c], all) // the mean is 0
		}
	}
	return 1 - kmeans(x, k, rng)/all
}

// kmeans is the least sum of squares within k groups that Lloyd's algorithm finds,
// from k-means++ starts.
//
// Arthur and Vassilvitskii, Proceedings of SODA 2007, 1027.
func kmeans(x [][]float64, k int, rng *rand.Rand) float64 {
	least := math.Inf(1)
	for range starts {
		centres := spread(x, k, rng)
		labels := make([]int, len(x))
		within := 0.0
		for range 100 {
			changed := false
			within = 0
			for j, p := range x {
				to, d := 0, math.Inf(1)
				for c, centre := range centres {
					if e := squared(p, centre); e < d {
						to, d = c, e
					}
				}
				changed = changed || labels[j] != to
				labels[j] = to
				within += d
			}
			if !changed {
				break
			}
			move(centres, x, labels)
		}
		least = min(least, within)
	}
	return least
}

// spread draws centres among the points, each the likelier the farther it is from
// those before.
func spread(x [][]float64, k int, rng *rand.Rand) [][]float64 {
	n := len(x)
	centres := [][]float64{slices.Clone(x[int(uniform(rng)*float64(n))])}
	near := make([]float64, n)
	for j := range near {
		near[j] = math.Inf(1)
	}
	for len(centres) < k {
		sum := 0.0
		for j, p := range x {
			near[j] = min(near[j], squared(p, centres[len(centres)-1]))
			sum += near[j]
		}
		u, at := uniform(rng)*sum, 0
		for at < n-1 && u > near[at] {
			u -= near[at]
			at++
		}
		centres = append(centres, slices.Clone(x[at]))
	}
	return centres
}

// move puts every centre in the middle of its points.
func move(centres, x [][]float64, labels []int) {
	size := make([]float64, len(centres))
	for c := range centres {
		clear(centres[c])
	}
	for j, p := range x {
		c := centres[labels[j]]
		size[labels[j]]++
		for a, v := range p {
			c[a] += v
		}
	}
	for c := range centres {
		for a := range centres[c] {
			centres[c][a] /= max(size[c], 1)
		}
	}
}

func squared(a, b []float64) float64 {
	s := 0.0
	for i, x := range a {
		d := x - b[i]
		s = math.FMA(d, d, s)
	}
	return s
}
