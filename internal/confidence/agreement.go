package confidence

import (
	"math"
	"math/rand/v2"

	"subtype/consensus"
)

// Labelings are those of one rank k. Labels are from 0 to k−1, consensus.Absent for a
// sample that a data set lacks; groups need not be named alike in two of them.
type Labelings struct {
	K        int
	Subtypes []int             // what is to be judged; no sample is absent
	Starts   [][]int           // of the restarts on the whole matrix, and
	Losses   []float64         // what each of them minimised
	Samples  [][]int           // of subsamples of the samples; 2i and 2i+1 are compared
	Genes    [][2][]int        // of the two halves of the genes, split by split
	Halves   []Halving         // of halves of the samples
	Rand     func() *rand.Rand // the stream of the bootstrap, the same at every call
}

// Halving is a division of the samples in two halves. Each half's metagenes label all
// samples.
type Halving struct {
	Labels [2][]int
	Second []bool // of each sample: it is in the second half
}

// Agreement is the mean adjusted Rand index of pairs of groupings, NaN where there is
// none, and its interval.
type Agreement struct {
	Mean, Low, High float64
	Of              int // the pairs, or for the restarts the runs
}

// Known says whether anything was compared.
func (a Agreement) Known() bool { return !math.IsNaN(a.Mean) }

// Rank is what is known about the grouping at one rank.
type Rank struct {
	K                              int
	Starts, Samples, Genes, Halves Agreement

	Found int // how many restarts ended in the best optimum; see FoundAgain

	// Jaccard is of each subtype the mean over the subsamples of its largest Jaccard
	// index with a group there; nil without subsamples.
	//
	// Hennig, Computational Statistics and Data Analysis 52:258 (2007).
	Jaccard []float64

	// How often a sample's own subtype came back, groups matched so that as many
	// samples as possible keep theirs: over the subsamples that hold it, over halves
	// of the genes, and by the metagenes of the half of the samples without it. NaN
	// where that was never looked at.
	SamplesFrequency, GenesFrequency, HalvesFrequency []float64
}

// Measure compares the labelings of a rank.
func Measure(l Labelings) Rank {
	r := Rank{K: l.K}
	r.Starts, r.Found = restarts(l.Starts, l.Rand), FoundAgain(l.Starts, l.Losses)
	var pairs [][2][]int
	for i := 1; i < len(l.Samples); i += 2 {
		pairs = append(pairs, [2][]int{l.Samples[i-1], l.Samples[i]})
	}
	r.Samples = ofPairs(pairs, l.Rand)
	r.Genes = ofPairs(l.Genes, l.Rand)
	pairs = nil
	for _, h := range l.Halves {
		pairs = append(pairs, h.Labels)
	}
	r.Halves = ofPairs(pairs, l.Rand)
	if len(l.Samples) > 0 {
		r.Jaccard = jaccard(l.Subtypes, l.Samples, l.K)
	}
	r.SamplesFrequency, r.GenesFrequency, r.HalvesFrequency = frequencies(l)
	return r
}

// Least is the agreement in other samples and from other genes, the least of the
// three; NaN where one is not known.
func (r *Rank) Least() float64 { return min(r.Samples.Mean, r.Genes.Mean, r.Halves.Mean) }

// Weakest is the subtype with the lowest Jaccard index, the first of equal ones; −1
// where there is none.
func (r *Rank) Weakest() int {
	weakest := -1
	for g, x := range r.Jaccard {
		if weakest < 0 || x < r.Jaccard[weakest] {
			weakest = g
		}
	}
	return weakest
}

// LeastJaccard is the Jaccard index of that subtype; NaN where there is none.
func (r *Rank) LeastJaccard() float64 {
	if q := r.Weakest(); q >= 0 {
		return r.Jaccard[q]
	}
	return math.NaN()
}

// ofPairs compares pairs of groupings.
func ofPairs(pairs [][2][]int, stream func() *rand.Rand) Agreement {
	var index []float64
	for _, p := range pairs {
		if x := consensus.AdjustedRand(p[0], p[1]); !math.IsNaN(x) {
			index = append(index, x)
		}
	}
	return interval(len(index), stream, func(draw []int) float64 {
		sum := 0.0
		for _, i := range draw {
			sum += index[i]
		}
		return sum / float64(len(draw))
	})
}

// jaccard is of each group the mean over labelings of the best Jaccard index,
// |both| / |either|, among the samples that are there. A labeling that holds none of
// the group's samples says nothing about it.
func jaccard(groups []int, labelings [][]int, k int) []float64 {
	sum, seen := make([]float64, k), make([]float64, k)
	for _, l := range labelings {
		both := make([][]float64, k)
		for g := range both {
			both[g] = make([]float64, k)
		}
		own, other := make([]float64, k), make([]float64, k)
		for j, a := range l {
			if a != consensus.Absent {
				both[groups[j]][a]++
				own[groups[j]]++
				other[a]++
			}
		}
		for g := range sum {
			if own[g] == 0 {
				continue
			}
			best := 0.0
			for a, x := range both[g] {
				best = max(best, x/(own[g]+other[a]-x))
			}
			sum[g] += best
			seen[g]++
		}
	}
	for g := range sum {
		sum[g] /= seen[g] // NaN where no labeling holds the group
	}
	return sum
}
