// Package survey turns the runs of a plan into what a person reads: consensus,
// subtypes and scores of every rank, and the choice among them. It decides
// nothing about how these are shown.
package survey

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"golang.org/x/sync/errgroup"
	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/confidence"
	"subtype/internal/lineage"
	"subtype/internal/null"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

// Survey is everything found, rank by rank. Samples and genes are in the order
// of the matrix that was factorised.
type Survey struct {
	Plan   sweep.Plan
	Ranks  []Rank
	Null   *null.Result // whether there are groups at all; nil: not asked
	Choice rank.Choice

	Lineage *lineage.Lineage // from rank to rank, seen from the chosen one
}

// Rank is everything found at one rank. Subtypes are numbered from 0, the
// largest first.
type Rank struct {
	K     int
	Runs  []sweep.Record // in order of the runs
	Score rank.Score

	Counts   *consensus.Counts
	Tree     *consensus.Dendrogram // of samples, average linkage on 1 − consensus
	Subtypes []int                 // the tree cut at k
	Widths   []float64             // consensus silhouette
	Own      []float64             // mean consensus with the other members of the subtype
	Next     []float64             // largest mean consensus with another
	NextTo   []int                 // and that one, the lower of equal ones; −1 where it is 0
	NextTied []bool                // another one has the same

	Best         int                   // index in Runs of the run of lowest residual, the first of equal ones
	Metagenes    int                   // of that run: K, or more
	Factors      nmf.Factors           // of that run; metagene a < K is the one that matches subtype a, others follow
	BestFit      []int                 // subtype by the groups read in that run
	Weights      *mat.Dense            // genes × K, of the genes in subtypes: W, or what the metagenes make of them
	GeneScores   []float64             // Kim and Park's specificity, from the weights
	Features     [][]int               // genes specific for each subtype, by falling score
	Coefficients *consensus.Dendrogram // of samples, average linkage on their coefficients
	TreeSubtypes []int                 // that tree cut at k, named like the subtypes they match

	Confidence    confidence.Rank // whether the grouping comes again
	Splits        []Split         // groupings from halves of the genes
	Share, Margin []float64       // of each sample; see shares
	// Subtypes by one half of the genes of split 1, and by the other, as they match; nil: none.
	ByHalves [2][]int
}

// Split is what two halves of the genes say: groups of all samples from the one and the
// other.
type Split struct {
	Number int
	Labels [2][]int
}

// Chosen is the rank that was chosen.
func (s *Survey) Chosen() *Rank {
	i := slices.IndexFunc(s.Ranks, func(r Rank) bool { return r.K == s.Choice.K })
	return &s.Ranks[i]
}

// Collector takes runs in as they finish. Of those of the matrix itself it keeps the
// factors of the best run of each rank. It is not safe for use by several goroutines at
// once.
type Collector struct {
	Null *null.Result // what the test for any groups found; nil: there was none

	plan  sweep.Plan
	runs  map[dataAndRank][]sweep.Record
	best  map[int]sweep.Record // by rank, of the matrix itself
	bests map[int]nmf.Factors
}

// dataAndRank is what runs have in common that are compared with each other.
type dataAndRank struct {
	data sweep.Data
	k    int
}

// NewCollector returns a collector for the runs of a plan.
func NewCollector(p sweep.Plan) *Collector {
	return &Collector{plan: p, runs: map[dataAndRank][]sweep.Record{}, best: map[int]sweep.Record{},
		bests: map[int]nmf.Factors{}}
}

// Add takes in a run. Its factors are kept if it is the best of the matrix itself at its
// rank so far: lowest residual, then lowest run. A run that an earlier process did has
// none.
func (c *Collector) Add(r sweep.Record, f nmf.Factors) {
	at := dataAndRank{r.Data, r.K}
	c.runs[at] = append(c.runs[at], r)
	if r.Data != (sweep.Data{}) {
		return
	}
	if old, ok := c.best[r.K]; !ok || cmp.Or(cmp.Compare(r.Loss, old.Loss), cmp.Compare(r.Run, old.Run)) < 0 {
		c.best[r.K], c.bests[r.K] = r, f
	}
}

// Records are all runs collected, in the order of the plan's data sets and ranks.
func (c *Collector) Records() []sweep.Record {
	var all []sweep.Record
	for _, data := range c.sets() {
		for _, k := range c.plan.Ranks {
			all = append(all, c.runs[dataAndRank{data, k}]...)
		}
	}
	return all
}

// sets are the plan's data sets, the matrix itself first.
func (c *Collector) sets() []sweep.Data {
	all := []sweep.Data{{}}
	for _, set := range c.plan.Sets {
		all = append(all, set.Data)
	}
	return all
}

// Runs are those of a data set at a rank, in order; all of them must be there.
func (c *Collector) Runs(data sweep.Data, k int) ([]sweep.Record, error) {
	runs, want := c.runs[dataAndRank{data, k}], c.plan.RunsAt(k)
	if data != (sweep.Data{}) {
		want = c.plan.Sets[slices.IndexFunc(c.plan.Sets, func(s sweep.Set) bool { return s.Data == data })].Runs
	}
	if len(runs) != want {
		return nil, fmt.Errorf("survey: %d of %d runs at rank %d of data set %q", len(runs), want, k, data)
	}
	slices.SortFunc(runs, func(a, b sweep.Record) int { return cmp.Compare(a.Run, b.Run) })
	return runs, nil
}

// complete says whether all runs of the plan are there.
func (c *Collector) complete() error {
	for _, data := range c.sets() {
		for _, k := range c.plan.Ranks {
			if _, err := c.Runs(data, k); err != nil {
				return err
			}
		}
	}
	return nil
}

// rank returns the runs of the matrix itself at a rank in order, and which is the best.
func (c *Collector) rank(k int) (runs []sweep.Record, best int, err error) {
	runs, err = c.Runs(sweep.Data{}, k)
	return runs, slices.IndexFunc(runs, func(r sweep.Record) bool { return r.Run == c.best[k].Run }), err
}

// ErrNotReproduced says that a run done again did not give what was kept of it.
var ErrNotReproduced = errors.New("the runs found were done on another kind of processor, or by another version of " +
	"this program")

// factors are those of the best run of a rank. Where an earlier process did it
// they are made anew from the run's own random stream: which run is the best is
// known only when all are done, so keeping factors would mean keeping those of
// every run that was best for a while, thousands of numbers beside a few bytes
// of labels, in every shard; and one more run for each rank is little beside
// the tens that made it the best. A run has the same result to the last bit on
// any x86-64 processor, so the repeat also proves that the log is of this
// matrix and this program.
func (c *Collector) factors(ctx context.Context, source sweep.Source, k int) (nmf.Factors, error) {
	if f := c.bests[k]; f.W != nil {
		return f, nil
	}
	want := c.best[k]
	got, f, err := c.plan.Fit(ctx, source, want.Task)
	if err != nil {
		return nmf.Factors{}, err
	}
	if got.Loss != want.Loss || got.Iter != want.Iter || got.Status != want.Status ||
		!slices.Equal(got.Labels, want.Labels) {
		return nmf.Factors{}, fmt.Errorf("%w: run %d at rank %d has residual %v after %d iterations there, and %v after %d "+
			"when done again",
			ErrNotReproduced, want.Run, k, want.Loss, want.Iter, got.Loss, got.Iter)
	}
	return f, nil
}

// Survey computes everything from the runs collected, which must be all of the
// plan's, several ranks at once on as many threads, and chooses a rank: forced,
// when it is not 0, or by the rule.
func (c *Collector) Survey(ctx context.Context, source sweep.Source, rule rank.Named, forced, threads int) (*Survey,
	error) {
	whole, err := source.Load(sweep.Data{})
	if err == nil {
		err = c.complete()
	}
	if err != nil {
		return nil, err
	}
	v := whole.V
	s := &Survey{Plan: c.plan, Null: c.Null, Ranks: make([]Rank, len(c.plan.Ranks))}
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(threads)
	for i, k := range c.plan.Ranks {
		runs, best, err := c.rank(k)
		if err != nil {
			return nil, err
		}
		group.Go(func() error {
			f, err := c.factors(running, source, k)
			if err != nil {
				return err
			}
			r, shares := newRank(runs, best, f, false, c.plan.Read)
			r.Score = score(v, c.plan.Method, &r, shares)
			c.measure(&r)
			s.Ranks[i] = r
			return running.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	scores := s.scores()
	rank.DeltaAreas(scores)
	one, err := residualAtOne(ctx, source, v, c.plan)
	if err != nil {
		return nil, err
	}
	rank.Gains(scores, one)
	for i := range scores {
		s.Ranks[i].Score = scores[i]
	}
	s.choose(rule, forced)
	return s, nil
}

// Fitted is what is known of a rank by the matrix: with the runs it is all that is found
// there.
type Fitted struct {
	Score   rank.Score
	Factors nmf.Factors // of the best run, metagenes in the order of the subtypes
}

// Fitted is that of every rank.
func (s *Survey) Fitted() []Fitted {
	all := make([]Fitted, len(s.Ranks))
	for i, r := range s.Ranks {
		all[i] = Fitted{r.Score, r.Factors}
	}
	return all
}

// Restore is Survey without the matrix, from what an earlier survey of the same runs
// found of each rank of the plan.
func (c *Collector) Restore(ctx context.Context, fitted []Fitted, rule rank.Named, forced, threads int) (*Survey,
	error) {
	if len(fitted) != len(c.plan.Ranks) {
		return nil, fmt.Errorf("survey: %d ranks were fitted, of %d", len(fitted), len(c.plan.Ranks))
	}
	if err := c.complete(); err != nil {
		return nil, err
	}
	s := &Survey{Plan: c.plan, Null: c.Null, Ranks: make([]Rank, len(c.plan.Ranks))}
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(threads)
	for i, k := range c.plan.Ranks {
		runs, best, err := c.rank(k)
		if err != nil {
			return nil, err
		}
		group.Go(func() error {
			r, _ := newRank(runs, best, fitted[i].Factors, true, c.plan.Read)
			r.Score = fitted[i].Score
			c.measure(&r)
			s.Ranks[i] = r
			if !ofRun(r.Factors, r.BestFit, k, c.plan.Read) {
				return fmt.Errorf("the coefficients at rank %d are not those of run %d, the best one in the run log", k,
					runs[best].Run)
			}
			return running.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	s.choose(rule, forced)
	return s, nil
}

// largest says whether each sample's label is a metagene of its largest
// coefficient.
func largest(f nmf.Factors, labels []int) bool {
	_, n := f.H.Dims()
	if n != len(labels) {
		return false
	}
	for j, a := range nmf.Assign(f.H, nil) {
		if f.H.At(a, j) != f.H.At(labels[j], j) {
			return false
		}
	}
	return true
}

// choose chooses a rank, and looks at the others from there.
func (s *Survey) choose(rule rank.Named, forced int) {
	s.Choice = rank.Choose(s.scores(), rule, forced)
	groupings := make([]lineage.Grouping, len(s.Ranks))
	for i, r := range s.Ranks {
		groupings[i] = lineage.Grouping{K: r.K, Subtypes: r.Subtypes}
	}
	s.Lineage = lineage.New(groupings, s.Choice.K)
}

func (s *Survey) scores() []rank.Score {
	scores := make([]rank.Score, len(s.Ranks))
	for i, r := range s.Ranks {
		scores[i] = r.Score
	}
	return scores
}

// residualAtOne is the residual of the factorisation at rank 1, and NaN where that
// leaves nothing but rounding. One metagene has one optimum; with a background it is the
// best of some runs.
func residualAtOne(ctx context.Context, source sweep.Source, v *nmf.Matrix, p sweep.Plan) (float64, error) {
	p.Stop = nmf.Settled
	runs := 1
	if p.Metagenes(1) > 1 {
		runs = 5
	}
	least := math.Inf(1)
	for run := 1; run <= runs; run++ {
		r, f, err := p.Fit(ctx, source, sweep.Task{K: 1, Run: run})
		if err != nil {
			return 0, err
		}
		if nmf.RSS(v, f) <= 1e-18*v.SumSquares() {
			return math.NaN(), nil
		}
		least = min(least, r.Loss)
	}
	return least, nil
}

// Mixed says whether subtypes are mixtures of metagenes, and not one each.
func (r *Rank) Mixed() bool { return r.Weights != r.Factors.W }

// Core says whether sample j is a core member of its subtype: closer to it by
// consensus than to any other.
func (r *Rank) Core(j int) bool { return r.Widths[j] > 0 }
