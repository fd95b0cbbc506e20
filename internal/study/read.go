package study

import (
	"context"

	"subtype/internal/expr"
	"subtype/internal/runlog"
	"subtype/internal/spec"
	"subtype/internal/state"
	"subtype/internal/survey"
	"subtype/nmf"
	"subtype/rank"
)

// Finished is a finished analysis as its folder keeps it.
type Finished struct {
	Digest string       // of its summary
	Matrix *expr.Matrix // without its values
	Survey *survey.Survey
}

// Read reads a finished analysis. A rank that is not 0 takes the place of the chosen one.
func Read(ctx context.Context, dir string, rank int, p Process) (*Finished, error) {
	s := spec.New()
	f, err := openResults(dir, s, p)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	kept, log, err := f.restore()
	if err != nil {
		return nil, err
	}
	s.Report.Rank = rank
	a, err := f.analysis(kept, log, s, func(name string) bool { return name == "rank" && rank != 0 })
	if err != nil {
		return nil, err
	}
	rule, err := s.Rule()
	if err != nil {
		return nil, err
	}
	found, err := a.survey(ctx, kept, log, rule)
	if err != nil {
		return nil, err
	}
	return &Finished{Digest: f.previous.Digest, Matrix: a.matrix, Survey: found}, nil
}

// survey is what was found, made anew from the runs and what was kept of each rank.
func (a *Analysis) survey(ctx context.Context, kept *state.State, log *runlog.Log, rule rank.Named) (*survey.Survey,
	error) {
	runs := survey.NewCollector(a.plan())
	runs.Null = kept.Null
	for _, record := range log.Records {
		runs.Add(record, nmf.Factors{})
	}
	return runs.Restore(ctx, kept.Ranks, rule, a.Spec.Report.Rank, a.process.Threads)
}
