package study

import (
	"context"
	"math/rand/v2"

	"subtype/internal/contribution"
	"subtype/internal/joint"
	"subtype/internal/null"
	"subtype/internal/survey"
	"subtype/internal/sweep"
)

// contributions are what each of several kinds of data has of the ranks.
func (a *Analysis) contributions(ctx context.Context, found *survey.Survey) ([]contribution.Rank, error) {
	if a.matrix.Kinds == nil {
		return nil, nil
	}
	ranks := make([]contribution.Found, len(found.Ranks))
	for i, r := range found.Ranks {
		ranks[i] = contribution.Found{K: r.K, Factors: r.Factors, Subtypes: r.Subtypes}
	}
	j := contribution.Joint{V: a.source.V, Kinds: a.matrix.Kinds, Plan: a.plan(),
		Threads: a.process.Threads}
	return j.Of(ctx, ranks)
}

// anyGroups asks whether there are groups of samples at all; nil where that is not asked
// for.
func (a *Analysis) anyGroups(ctx context.Context) (*null.Result, error) {
	p := a.Spec.Plan
	if p.Null == 0 {
		return nil, nil
	}
	whole, err := a.source.Load(sweep.Data{})
	if err != nil {
		return nil, err
	}
	return null.Test(ctx, joint.Complete(joint.Expression(whole.V, a.matrix), a.matrix), null.Options{
		Ranks: p.Ranks, Nulls: p.Null, Kind: null.Kind(p.NullKind), Threads: a.process.Threads,
		Rand: func(use string) *rand.Rand { return sweep.Stream(p.Seed, "groups "+use) },
	})
}
