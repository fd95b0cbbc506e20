package null

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Kind says what the sets without groups keep.
type Kind string

const (
	// Correlated keeps the means and the covariance of the genes, and of each
	// component the one-peaked shape that is nearest to its own.
	Correlated Kind = "correlated"
	// Permuted shuffles the values within every gene: nothing of the covariance stays,
	// so that any correlation between genes beats it.
	Permuted Kind = "permuted"
)

// Kinds are all kinds, the default first.
func Kinds() []Kind { return []Kind{Correlated, Permuted} }

const (
	components = 20 // the strongest principal components are what k-means sees
	starts     = 10 // of k-means, of which the tightest groups count
	// Ranks of the question whether there are any groups: it does not depend on which
	// ranks somebody looks at.
	leastRank, mostRank = 2, 8
	// Subtypes exist where z is leastZ or more and at least perRoot·√samples: the more
	// samples, the smaller the departures from any null that a test can see.
	leastZ, perRoot = 2.5, 0.4
)

// Options say how to test.
type Options struct {
	Ranks   []int // those to say something about, beside those of the question itself
	Nulls   int   // sets without groups, 2 or more
	Kind    Kind  // "": Correlated
	Threads int   // at most so many at once, 0: one; changes no result

	// Rand gives the random stream of a use, the same for the same use.
	Rand func(use string) *rand.Rand
}

// Score is a statistic of the data, held against the same of sets without groups.
type Score struct {
	Value    float64 // of the data
	Mean, SD float64 // of the sets without groups; SD has nulls − 1 below
	Z        float64 // (Value − Mean) / (SD·√(1 + 1/nulls))
	P        float64 // one-sided, from Student's t with nulls − 1 degrees of freedom
}

// Rank is the score of a rank: the share of the samples' sum of squares, on the
// strongest components, that lies between k groups of k-means.
type Rank struct {
	K int
	Score
}

// Result is what the test found. Everything is NaN where nothing can be tested: with
// fewer than six samples, or where no gene varies.
type Result struct {
	Kind      Kind
	Nulls     int
	Samples   int
	From, To  int     // the ranks of the question
	Any       Score   // mean over these ranks of the share between groups
	Threshold float64 // what Z of Any must reach
	Called    bool    // it does: there are groups
	Ranks     []Rank  // of the question, and those asked for, rising
}

// Tested says whether anything could be tested.
func (r *Result) Tested() bool { return !math.IsNaN(r.Any.Z) }

// Rank is the score of rank k, NaN where it was not asked for or has none.
func (r *Result) Rank(k int) Score {
	for _, x := range r.Ranks {
		if x.K == k {
			return x.Score
		}
	}
	return Unknown
}

// Unknown is the score of what was not tested.
var Unknown = Score{math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()}

// Threshold is what Z must reach for so many samples.
func Threshold(samples int) float64 { return max(leastZ, perRoot*math.Sqrt(float64(samples))) }

// Test tests expression, a row a gene, a column a sample. NaN stands for the gene's
// mean. Means are taken away from rows. It fails only where ctx ends.
func Test(ctx context.Context, rows [][]float64, o Options) (*Result, error) {
	if o.Nulls < 2 || len(rows) == 0 {
		panic(fmt.Sprintf("null: %d sets without groups of %d genes", o.Nulls, len(rows)))
	}
	n := len(rows[0])
	r := &Result{Kind: o.Kind, Nulls: o.Nulls, Samples: n, From: leastRank, To: min(mostRank, n/2-1), Any: Unknown,
		Threshold: Threshold(n)}
	if r.Kind == "" {
		r.Kind = Correlated
	}
	x := centred(rows)
	real := principal(x, o.Rand("components"))
	if r.To < r.From || len(real.sizes) == 0 {
		r.To = 0
		return r, nil
	}
	ranks := r.ranks(o.Ranks)
	shares, err := r.shares(ctx, ranks, real, r.source(x, real, o.Rand), o)
	if err != nil {
		return nil, err
	}
	r.score(ranks, shares)
	return r, nil
}

// ranks are those of the question and those asked for, rising.
func (r *Result) ranks(asked []int) []int {
	var ranks []int
	for k := r.From; k <= r.To; k++ {
		ranks = append(ranks, k)
	}
	for _, k := range asked {
		if k > 1 && k < r.Samples {
			ranks = append(ranks, k)
		}
	}
	slices.Sort(ranks)
	return slices.Compact(ranks)
}

// shares are what lies between groups, a column a rank: row 0 of the data, the others
// of the sets without groups that draw makes.
func (r *Result) shares(ctx context.Context, ranks []int, real points, draw func(int) points,
	o Options) ([][]float64, error) {
	shares := make([][]float64, 1+o.Nulls)
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, o.Threads))
	for i := range shares {
		group.Go(func() error {
			p := real
			if i > 0 {
				p = draw(i)
			}
			for _, k := range ranks {
				if err := ctx.Err(); err != nil {
					return err
				}
				shares[i] = append(shares[i], p.between(k, o.Rand(fmt.Sprintf("null=%d groups=%d", i, k))))
			}
			return nil
		})
	}
	return shares, group.Wait()
}

// score fills the scores of the ranks, and of all ranks of the question together.
func (r *Result) score(ranks []int, shares [][]float64) {
	var all [][]float64 // of the ranks of the question
	for c, k := range ranks {
		var values []float64
		for i := range shares {
			values = append(values, shares[i][c])
		}
		r.Ranks = append(r.Ranks, Rank{k, newScore(values)})
		if k >= r.From && k <= r.To {
			all = append(all, values)
		}
	}
	means := make([]float64, len(shares))
	for i := range means {
		for _, values := range all {
			means[i] += values[i]
		}
		means[i] /= float64(len(all))
	}
	r.Any = newScore(means)
	r.Called = r.Any.Z >= r.Threshold
}

// source returns what makes set i without groups, as its components.
func (r *Result) source(x [][]float64, real points, stream func(string) *rand.Rand) func(i int) points {
	if r.Kind == Permuted {
		return func(i int) points {
			rng := stream(fmt.Sprintf("null=%d", i))
			return principal(permuted(x, rng), rng)
		}
	}
	shapes := make([]unimodal, len(real.sizes))
	for c := range shapes {
		shapes[c] = nearest(real.scores[c])
	}
	return func(i int) points {
		return points{scores: draw(shapes, r.Samples, stream(fmt.Sprintf("null=%d", i))), sizes: real.sizes}
	}
}

// newScore holds the first value against the others.
func newScore(values []float64) Score {
	null := values[1:]
	count := float64(len(null))
	s := Score{Value: values[0]}
	for _, v := range null {
		s.Mean += v
	}
	s.Mean /= count
	for _, v := range null {
		s.SD = math.FMA(v-s.Mean, v-s.Mean, s.SD)
	}
	s.SD = math.Sqrt(s.SD / (count - 1))
	// Where nulls hardly differ at all their spread is rounding.
	s.Z = (s.Value - s.Mean) / (max(s.SD, 1e-9) * math.Sqrt(1+1/count))
	s.P = upperTail(s.Z, len(null)-1)
	return s
}
