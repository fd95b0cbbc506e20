package study

import (
	"context"
	"slices"

	"subtype/internal/classify"
	"subtype/internal/survey"
	"subtype/internal/training"
)

// train makes a rule for other samples at every rank.
func (a *Analysis) train(ctx context.Context, c *survey.Collector, found *survey.Survey) (*classify.Trained, error) {
	if a.matrix.Kinds != nil { // a rule knows one kind of data
		return nil, nil
	}
	t := training.Analysis{Plan: a.plan(), Source: a.source, Transform: a.matrix.Transform, Runs: c,
		Survey: found, Threads: a.process.Threads}
	return t.Train(ctx)
}

// classifier is the rule of the chosen rank; nil where an earlier version kept none.
func (a *Analysis) classifier(found *survey.Survey) *classify.Classifier {
	chosen := found.Chosen()
	i := slices.IndexFunc(found.Ranks, func(r survey.Rank) bool { return r.K == chosen.K })
	if a.trained == nil || a.trained.Frame == nil || i >= len(a.trained.Models) {
		return nil
	}
	c := &classify.Classifier{Frame: a.trained.Frame, Model: &a.trained.Models[i],
		Basis: training.Basis(a.plan(), chosen.Factors.W),
		About: classify.About{Version: Version, Analysis: a.Digest(), Verdict: string(found.Word(chosen))}}
	var genes []string
	for _, g := range c.Frame.Genes {
		genes = append(genes, g.Name)
	}
	symbols, _, _ := a.geneNames.Of(genes)
	c.Called(symbols)
	return c
}
