package main

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"

	"subtype/consensus"
	"subtype/internal/confidence"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

// plan is what is run: the matrix itself and all that is drawn from it.
func plan(ks []int) sweep.Plan {
	p := sweep.Plan{Ranks: ks, Restarts: *restarts, Sets: sweep.Perturbed(*resample), Seed: 1, MaxIter: nmf.DefaultMaxIter,
		Method: nmf.HALS{}, Read: sweep.Clusters, Background: true}
	if *read == "largest" {
		p.Method, p.Read, p.Background = nmf.KL{}, sweep.Largest, false
	}
	stop, scale := p.Method.Defaults()
	p.Stop, p.Scale = stop.New, scale
	return p
}

// fromZero takes from every gene its minimum.
func fromZero(x [][]float64) (*nmf.Matrix, error) {
	out := make([][]float64, len(x))
	for i, row := range x {
		out[i] = shifted(row, slices.Min(row))
	}
	return nmf.NewMatrix(out)
}

func shifted(row []float64, low float64) []float64 {
	out := make([]float64, len(row))
	for j, v := range row {
		out[j] = max(0, v-low)
	}
	return out
}

// surveyed does all of a plan, and what the survey makes of the matrix.
func surveyed(ctx context.Context, x [][]float64, p sweep.Plan) (*survey.Survey, *survey.Collector, error) {
	v, err := fromZero(x)
	if err != nil {
		return nil, nil, err
	}
	source, c := &sweep.Resample{V: v, Seed: p.Seed}, survey.NewCollector(p)
	err = sweep.Run(ctx, source, p, p.Tasks(sweep.Shard{}), 1, func(r sweep.Record, f nmf.Factors) error {
		c.Add(r, f)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	elbow, _ := rank.RuleByName("elbow")
	s, err := c.Survey(ctx, source, elbow, 0, 1)
	return s, c, err
}

// confident compares the labelings at a rank, each the best of its runs.
func confident(p sweep.Plan, k int, subtypes []int, c *survey.Collector) (confidence.Rank, error) {
	var failed error
	best := func(d sweep.Data) []int {
		runs, err := c.Runs(d, k)
		if err != nil {
			failed = err
			return subtypes
		}
		return slices.MinFunc(runs, func(a, b sweep.Record) int { return cmp.Compare(a.Loss, b.Loss) }).Labels
	}
	l := confidence.Labelings{K: k, Subtypes: subtypes,
		Rand: func() *rand.Rand { return sweep.Stream(p.Seed, fmt.Sprint("evidence bootstrap ", k)) }}
	for _, set := range p.Sets {
		d := set.Data
		switch {
		case d.Subsample > 0:
			l.Samples = append(l.Samples, best(d))
		case d.Half == sweep.HalfA:
			l.Genes = append(l.Genes, [2][]int{best(d), best(sweep.Data{Split: d.Split, Half: sweep.HalfB})})
		case d.Side == sweep.HalfA:
			other := sweep.Data{Halving: d.Halving, Side: sweep.HalfB}
			h := confidence.Halving{Labels: [2][]int{best(d), best(other)}, Second: make([]bool, len(subtypes))}
			for _, j := range sweep.Side(p.Seed, len(subtypes), d.Halving, sweep.HalfB) {
				h.Second[j] = true
			}
			l.Halves = append(l.Halves, h)
		}
	}
	if failed != nil {
		return confidence.Rank{}, failed
	}
	return confidence.Measure(l), nil
}

// agree measures agreements, and what the rules make of them.
func agree(ctx context.Context, s *set, m *measured) error {
	m.Read = *read
	p := plan(m.Ranks)
	found, all, err := surveyed(ctx, s.log, p)
	if err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	var scores []rank.Score
	for i := range found.Ranks {
		r := &found.Ranks[i]
		c, err := confident(p, r.K, r.Subtypes, all)
		if err != nil {
			return err
		}
		score := r.Score
		score.Genes, score.Samples, score.Halves = c.Genes.Mean, c.Samples.Mean, c.Halves.Mean
		score.Z = m.ZOfRank[i]
		scores = append(scores, score)
		m.Silhouette = append(m.Silhouette, digits(score.SilhouetteExpression))
		m.G, m.S = append(m.G, digits(score.Genes)), append(m.S, digits(score.Samples))
		m.H, m.Starts = append(m.H, digits(score.Halves)), append(m.Starts, digits(r.Confidence.Starts.Mean))
		m.Index = append(m.Index, digits(consensus.AdjustedRand(r.Subtypes, s.truth)))
	}
	m.Rules = map[string]int{}
	for _, r := range rank.Rules() {
		if k := r.Rule(scores).K; k != 0 {
			m.Rules[r.Name] = k
		}
	}
	return nil
}
