package markers

import (
	"math"
)

// Found is what is said of the genes at one rank.
type Found struct {
	*Rank
	Genes      []string
	Statistics []Statistic // at gene × K + subtype
	SplitP     []float64   // by the labels of the half of the genes that a gene is not in; nil: none
	SplitQ     []float64

	orders map[Direction][][]int
}

// Moderation is how variances are moderated.
var Moderation = Options{Trend: true, Robust: true}

// Found derives what is said of the genes at a rank; nil where nothing was kept of it.
func (e *Evidence) Found(k int) *Found {
	for i := range e.Ranks {
		if e.Ranks[i].K != k {
			continue
		}
		f := &Found{Rank: &e.Ranks[i], Genes: e.Genes, orders: map[Direction][][]int{}}
		f.Statistics = e.statistics(&f.Rank.Sums)
		if f.Split != nil {
			f.SplitP = f.Split.p(e.Ties, k)
			f.SplitQ = e.adjusted(f.SplitP, k)
		}
		for _, d := range []Direction{Up, Down} {
			for q := range k {
				f.orders[d] = append(f.orders[d], Order(f.Statistics, k, q, d, e.Genes))
			}
		}
		return f
	}
	return nil
}

// Order gives the genes of a subtype in one direction, the best first.
func (f *Found) Order(q int, d Direction) []int { return f.orders[d][q] }

// Best are the best genes of every subtype in one direction, at most so many of each.
func (f *Found) Best(d Direction, most int) [][]int {
	out := make([][]int, f.K)
	for q, genes := range f.orders[d] {
		out[q] = genes[:min(most, len(genes))]
	}
	return out
}

// Levels are the mean of every gene on the scale of the tests.
func (f *Found) Levels() []float64 {
	u := &f.Rank.Sums
	out := make([]float64, len(f.Genes))
	for g := range out {
		n, sum := 0, 0.0
		for q := range u.Groups {
			if c := u.known(g, q); c > 0 {
				n += c
				sum += float64(float64(c) * u.Means[g*u.Groups+q])
			}
		}
		out[g] = sum / float64(n)
	}
	return out
}

// Values are those of a gene of pictures; nil for others.
func (r *Rank) Values(gene int) []float64 {
	for _, s := range r.Shown {
		if s.Gene == gene {
			return s.Values
		}
	}
	return nil
}

// known is how many values of gene g in group q there are.
func (s *Split) known(g, q, groups int) int {
	if s.Known != nil {
		return s.Known[g*groups+q]
	}
	return s.Sizes[s.Half[g]][q]
}

// p tests every gene by the labels that it had no part in, with Mann and Whitney's test.
func (s *Split) p(ties []int, groups int) []float64 {
	out := make([]float64, len(s.Ranks))
	tests := rankTests{}
	for g := range s.Half {
		all := 0
		known := func(q int) int { return s.known(g, q, groups) }
		for q := range groups {
			all += known(q)
		}
		for q := range groups {
			i, n := g*groups+q, known(q)
			out[i] = math.NaN()
			if n > 0 && n < all {
				out[i] = tests.of(n, all-n).Test(float64(s.Ranks[i])/2, float64(ties[g])).P
			}
		}
	}
	return out
}
