package genesets

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"subtype/internal/stat"
)

// Overlap tests whether chosen genes lie in a set more often than by chance, given how many
// were measured: the tail of the hypergeometric distribution. both is how many do.
func Overlap(set, chosen []int, measured int) (both int, p float64) {
	in := make(map[int]bool, len(set))
	for _, i := range set {
		in[i] = true
	}
	for _, i := range chosen {
		if in[i] {
			both++
		}
	}
	return both, stat.HypergeometricTail(both, len(set), measured-len(set), len(chosen))
}

// Correlation between the genes of a set that Camera reckons with.
const Correlation = 0.01

// Camera tests whether the statistics of a set differ from those of all other genes, in the
// mean, where genes of a set are correlated: Wu and Smyth, Nucleic Acids Research 40:e133
// (2012), with its preset correlation. t has len(statistics)−2 degrees of freedom.
func Camera(statistics []float64, set []int) (t, p float64) {
	all, m := float64(len(statistics)), float64(len(set))
	if len(set) == 0 || len(set) == len(statistics) || len(statistics) < 3 {
		return math.NaN(), math.NaN()
	}
	mean, within, squares := 0.0, 0.0, 0.0
	for _, x := range statistics {
		mean += x
	}
	mean /= all
	for _, x := range statistics {
		squares += float64((x - mean) * (x - mean))
	}
	for _, i := range set {
		within += statistics[i]
	}
	others := all - m
	delta := all / others * (within/m - mean)
	pooled := (squares - float64(delta*delta)*m*others/all) / (all - 2)
	inflation := 1 + float64((m-1)*Correlation)
	t = delta / math.Sqrt(pooled*(inflation/m+1/others))
	return t, stat.TwoSided(func(x float64) float64 { return stat.StudentTail(x, all-2) }, t)
}

// Ranking is all genes by falling statistic, for running sums.
type Ranking struct {
	place   []int     // gene → place, from 0
	weights []float64 // by place: |statistic|
	genes   []int     // by place
}

// NewRanking ranks genes; equal ones by their place in statistics.
func NewRanking(statistics []float64) *Ranking {
	r := &Ranking{place: make([]int, len(statistics)), weights: make([]float64, len(statistics)),
		genes: make([]int, len(statistics))}
	for i := range r.genes {
		r.genes[i] = i
	}
	slices.SortStableFunc(r.genes, func(a, b int) int { return cmp.Compare(statistics[b], statistics[a]) })
	for p, g := range r.genes {
		r.place[g], r.weights[p] = p, math.Abs(statistics[g])
	}
	return r
}

// places of a set's genes, rising.
func (r *Ranking) places(set []int) []int {
	out := make([]int, len(set))
	for i, g := range set {
		out[i] = r.place[g]
	}
	slices.Sort(out)
	return out
}

// Score is the running sum of Subramanian et al. 2004 at its farthest from 0, over a set's
// places, rising, and the place where that is.
func (r *Ranking) score(places []int) (score float64, at int) {
	total := 0.0
	for _, p := range places {
		total += r.weights[p]
	}
	step := 1 / float64(len(r.genes)-len(places))
	sum := 0.0
	for i, p := range places {
		missed := float64(float64(p-i) * step)
		if low := sum - missed; math.Abs(low) > math.Abs(score) {
			score, at = low, p
		}
		if total > 0 {
			sum += r.weights[p] / total
		} else {
			sum = float64(i+1) / float64(len(places))
		}
		if high := sum - missed; math.Abs(high) > math.Abs(score) {
			score, at = high, p
		}
	}
	return score, at
}

// Enrichment of a set in a ranking.
type Enrichment struct {
	Score      float64 // of the running sum
	Normalised float64 // over the mean of those of random sets of the same size and direction
	P          float64
	Leading    []int // genes up to the farthest point, the most extreme first
}

// Score is the enrichment of a set, without its test.
func (r *Ranking) Score(set []int) Enrichment {
	places := r.places(set)
	score, at := r.score(places)
	e := Enrichment{Score: score, Normalised: math.NaN(), P: math.NaN()}
	for _, p := range places {
		if score > 0 && p <= at {
			e.Leading = append(e.Leading, r.genes[p])
		}
		if score < 0 && p >= at {
			e.Leading = append(e.Leading, r.genes[p])
		}
	}
	if score < 0 {
		slices.Reverse(e.Leading)
	}
	return e
}

// Random are the running sums of random sets of one size.
type Random []float64

// Draw draws so many random sets of a size.
func (r *Ranking) Draw(size, draws int, rng *rand.Rand) Random {
	out := make(Random, draws)
	order := make([]int, len(r.genes))
	for i := range order {
		order[i] = i
	}
	places := make([]int, size)
	for d := range out {
		for i := range size {
			j := i + below(len(order)-i, rng)
			order[i], order[j] = order[j], order[i]
		}
		copy(places, order[:size])
		slices.Sort(places)
		out[d], _ = r.score(places)
	}
	return out
}

// below is a whole number below n, each as likely as any other to 2⁻³².
func below(n int, rng *rand.Rand) int { return int(rng.Uint64() >> 32 * uint64(n) >> 32) }

// Test gives an enrichment its p-value, among the random sets that lean to the same side:
// one of them more is as far out than there are, which no p-value can be below.
func (e *Enrichment) Test(r Random) {
	same, beyond, sum := 0, 0, 0.0
	for _, x := range r {
		if (x >= 0) == (e.Score >= 0) {
			same++
			sum += math.Abs(x)
			if math.Abs(x) >= math.Abs(e.Score) {
				beyond++
			}
		}
	}
	e.P = float64(beyond+1) / float64(same+1)
	if same > 0 && sum > 0 {
		e.Normalised = e.Score / (sum / float64(same))
	}
}
