package classify

import (
	"cmp"
	"math"
	"slices"
)

// Pair are two genes, and of every subtype the share of its samples that have more of the first.
type Pair struct {
	First, Second int
	Shares        []float64
}

const (
	mostPairs  = 15 // of a subtype
	pairsFrom  = 25 // markers of each subtype are looked at
	leastPairs = 5  // of all subtypes, and an eighth of them, which a sample must have both genes of
)

// pairs are of every subtype up to mostPairs, no gene in two of one subtype, of which its samples
// have more of the first gene and those of every other subtype have not: by the difference of
// the shares to the next subtype.
func pairs(x [][]float64, samples, labels []int, k int, markers [][]int) []Pair {
	var out []Pair
	for q := range k {
		var candidates []Pair
		gain := map[[2]int]float64{}
		for _, g := range first(markers[q], pairsFrom) {
			for other := range k {
				if other == q {
					continue
				}
				for _, h := range first(markers[other], pairsFrom) {
					p := Pair{g, h, shares(x[g], x[h], samples, labels, k)}
					next := 0.0
					for c, s := range p.Shares {
						if c != q {
							next = max(next, s)
						}
					}
					candidates = append(candidates, p)
					gain[[2]int{g, h}] = p.Shares[q] - next
				}
			}
		}
		at := func(p Pair) float64 { return gain[[2]int{p.First, p.Second}] }
		slices.SortStableFunc(candidates, func(a, b Pair) int { return cmp.Compare(at(b), at(a)) })
		used, n := map[int]bool{}, 0
		for _, p := range candidates {
			if n < mostPairs && at(p) > 0 && !used[p.First] && !used[p.Second] {
				used[p.First], used[p.Second] = true, true
				out = append(out, p)
				n++
			}
		}
	}
	return out
}

func first(genes []int, n int) []int { return genes[:min(n, len(genes))] }

// shares are of every subtype that of its samples which have more of one gene than of another, as
// if each subtype had one sample more of either kind. Equal ones count half.
func shares(a, b []float64, samples, labels []int, k int) []float64 {
	more, all := make([]float64, k), make([]float64, k)
	for i, j := range samples {
		if s := compared(a[j], b[j]); s == s {
			more[labels[i]] += s
			all[labels[i]]++
		}
	}
	for q := range more {
		more[q] = rounded((more[q]+1)/(all[q]+2), digits)
	}
	return more
}

// compared is 1 where the first is more, 0 where it is less, ½ where they are equal, and NaN where
// one is not known.
func compared(a, b float64) float64 {
	switch {
	case a > b:
		return 1
	case a < b:
		return 0
	case a == b:
		return 0.5
	}
	return math.NaN()
}

// paired scores the subtypes by the mean logarithm of how likely they make what the pairs of a
// sample show, each pair by itself. level gives the level of a gene.
func (m *Model) paired(level func(gene int) float64, dst []float64) (pairs int) {
	clear(dst)
	for i := range m.Pairs {
		p := &m.Pairs[i]
		s := compared(level(p.First), level(p.Second))
		if s != s {
			continue
		}
		pairs++
		for q, share := range p.Shares {
			likely := share
			switch s {
			case 0:
				likely = 1 - share
			case 0.5:
				likely = 0.5
			}
			dst[q] += math.Log(likely)
		}
	}
	for q := range dst {
		dst[q] /= float64(max(pairs, 1))
	}
	return pairs
}

// pairScores are those of a sample, and the p-value of the largest: how often levels of random
// genes of the sample fit a subtype as well. ok is false where too few pairs are known.
func (m *Model) pairScores(x []float64, draws int) (scores []float64, p float64, ok bool) {
	scores = make([]float64, m.K)
	if m.paired(func(g int) float64 { return x[g] }, scores) < max(leastPairs, len(m.Pairs)/8) {
		return nil, math.NaN(), false
	}
	if draws == 0 {
		return scores, math.NaN(), true
	}
	var genes []float64
	for _, v := range x {
		if v == v {
			genes = append(genes, v)
		}
	}
	rng, top, least := stream("pairs"), slices.Max(scores), make([]float64, m.K)
	as := 0
	for range draws {
		m.paired(func(int) float64 { return genes[below(len(genes), rng)] }, least)
		if slices.Max(least) >= top {
			as++
		}
	}
	return scores, float64(as+1) / float64(draws+1), true
}
