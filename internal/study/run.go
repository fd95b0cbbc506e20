package study

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"

	"subtype/internal/chapter/clinic"
	"subtype/internal/chapter/kindices"
	"subtype/internal/expr/kind"
	"subtype/internal/joint"
	"subtype/internal/markers"
	"subtype/internal/runlog"
	"subtype/internal/state"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/words"
	"subtype/nmf"
	"subtype/rank"
	"subtype/report"
)

// allKept is what can be said once no run is left to be done.
const allKept = "all runs are kept, the same command continues"

// Run does the runs that are not done yet, and makes the folder of results. It returns
// what was found, for a person.
func (a *Analysis) Run(ctx context.Context, out string, in Inputs) (string, error) {
	rule, err := a.Spec.Rule()
	if err != nil {
		return "", err
	}
	return a.into(out, in, func(f *Folder, r *runs) (string, error) {
		collector, err := r.factorise(ctx, a, out)
		if err != nil {
			return "", err
		}
		return f.finish(ctx, a, r, collector, rule)
	})
}

// into has do make the results in a folder, with the runs that are there, unless it holds
// them already.
func (a *Analysis) into(out string, in Inputs, do func(*Folder, *runs) (string, error)) (string, error) {
	f, err := a.openFolder(out, in)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if f.finished() {
		return f.previous.text(f.path), nil
	}
	r, err := openRuns(f.dir, RunsName, a.Header, a.process)
	if err != nil {
		return "", err
	}
	return do(f, r)
}

// Combine makes what Run would have made from the runs of all shards, once no other
// process works there.
func (a *Analysis) Combine(ctx context.Context, shards *Shards, out string, in Inputs) (string, error) {
	rule, err := a.Spec.Rule()
	if err != nil {
		return "", err
	}
	if err := shards.checkAgainst(a.Header); err != nil {
		return "", err
	}
	c := survey.NewCollector(a.plan())
	for _, record := range shards.records {
		c.Add(record, nmf.Factors{})
	}
	found := ""
	err = a.process.waiting(ctx, func() error {
		found, err = a.into(out, in, func(f *Folder, r *runs) (string, error) {
			r.remedy = "all shards and combine must run on processors of one kind"
			a.process.Progress.Note("%s from %s; results go to %s", words.Plural(len(shards.records), "run"),
				words.Plural(len(shards.files), "shard"), out)
			return f.finish(ctx, a, r, c, rule)
		})
		return err
	})
	return found, err
}

// finish does everything after the factorisation: the survey, the run log in its
// final form, and the report.
func (f *Folder) finish(ctx context.Context, a *Analysis, r *runs, c *survey.Collector,
	rule rank.Named) (string, error) {
	a.process.Progress.Kept(allKept)
	var err error
	if c.Null, err = a.anyGroups(ctx); err != nil {
		return "", Kept(err, allKept)
	}
	found, err := c.Survey(ctx, a.source, rule, a.Spec.Report.Rank, a.process.Threads)
	if errors.Is(err, survey.ErrNotReproduced) {
		return "", fmt.Errorf("%w; %s", err, r.remedy)
	}
	if err != nil {
		return "", Kept(err, allKept)
	}
	evidence, err := a.evidence(found)
	if err != nil {
		return "", Kept(err, allKept)
	}
	if a.trained, err = a.train(ctx, c, found); err != nil {
		return "", Kept(err, allKept)
	}
	if a.kinds, err = a.contributions(ctx, found); err != nil {
		return "", Kept(err, allKept)
	}
	a.source = nil // nobody needs the matrix any more
	debug.FreeOSMemory()
	// Only now, so that runs which cannot be reproduced never enter the folder.
	digest, err := r.save(c.Records())
	if err != nil {
		return "", Kept(err, allKept)
	}
	return f.report(ctx, a, found, evidence, map[string]string{RunsName: digest})
}

// report writes the state and what people read, but for the files that are as they should
// be.
func (f *Folder) report(ctx context.Context, a *Analysis, found *survey.Survey, evidence *markers.Evidence,
	done map[string]string) (string, error) {
	a.process.Progress.Kept(allKept)
	study := a.study()
	study.Survey, study.Indices, study.Markers = found, kindices.FromSurvey(found), evidence
	known, err := understood(a.Spec, a.matrix, study.Annotations)
	if err != nil {
		return "", Kept(err, allKept)
	}
	known.Genes, known.Unit, known.Stratum = a.matrix.Genes, joint.Units(a.matrix), kind.Strata(a.matrix.Kinds)
	study.Classifier = a.classifier(found)
	study.Clinic = clinic.FromSurvey(known, found)
	kept := state.State{Settings: a.Spec.Recorded(), Known: a.known(), Ranks: found.Fitted(), Null: found.Null,
		Markers: evidence, Classifiers: a.trained, Kinds: a.kinds}
	all := append(study.Files(a.Spec.Report.Figures), report.File{Name: state.FileName, Write: kept.Write})
	all = slices.DeleteFunc(all, func(file report.File) bool {
		_, ok := done[file.Name]
		return ok
	})
	if err := f.writeStudy(ctx, study, all, done); err != nil {
		return "", Kept(err, allKept)
	}
	return f.summary.text(f.path), nil
}

// Factorize does the runs of one shard and writes their log to a file, or to stdout where
// its name is "-".
func (a *Analysis) Factorize(ctx context.Context, part sweep.Shard, name string, in Inputs, stdout io.Writer) error {
	a.Header.Shard = part
	target, through := destination(name)
	if !through && name != "-" {
		return a.process.waiting(ctx, func() error { return a.factorizeInto(ctx, name, target, in) })
	}
	if err := in.refuse(target); err != nil {
		return err
	}
	r, err := openRuns(nil, "", a.Header, a.process)
	if err != nil {
		return err
	}
	c, err := r.factorise(ctx, a, name)
	if err != nil {
		return err
	}
	content := func(w io.Writer) error { return runlog.Write(w, a.Header, c.Records()) }
	if name == "-" {
		return content(stdout)
	}
	return writeThrough(target, content)
}
