package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"subtype/internal/expr"
	"subtype/internal/files"
	"subtype/internal/runlog"
	"subtype/internal/survey"
	"subtype/nmf"
	"subtype/rank"
	"subtype/report"
)

// restored is what the files of a folder say.
type restored struct {
	job     *job
	runs    *survey.Collector
	factors []nmf.Factors
	scores  []rank.Score
	there   map[string]string // files that a new report leaves alone, with their digests
}

// restore reads what a report is made from, and sets the flags that are not given to
// what they were.
func (f *folder) restore(o *options, given func(string) bool) (*restored, error) {
	log, there, err := f.readLog(o, given)
	if err != nil {
		return nil, err
	}
	r := &restored{job: &job{plan: o.plan(), header: log.Header}, there: there}
	r.runs = survey.NewCollector(r.job.plan)
	for _, record := range log.Records {
		r.runs.Add(record, nmf.Factors{})
	}
	table, err := f.read(report.SurveyTable)
	if err != nil {
		return nil, err
	}
	if r.scores, err = report.ReadSurvey(bytes.NewReader(table)); err != nil {
		return nil, fmt.Errorf("%s: %w", f.name(report.SurveyTable), err)
	}
	if !slices.EqualFunc(r.scores, o.ranks, func(s rank.Score, k int) bool { return s.K == k }) {
		return nil, f.changed(report.SurveyTable)
	}
	if err := f.readInput(r.job, o, given); err != nil {
		return nil, err
	}
	for _, k := range o.ranks {
		factors, err := f.readFactors(r.job.matrix, k)
		if err != nil {
			return nil, err
		}
		r.factors = append(r.factors, factors)
	}
	return r, nil
}

// readLog reads the options and the runs.
func (f *folder) readLog(o *options, given func(string) bool) (*runlog.Log, map[string]string, error) {
	was := f.previous
	if was.edited {
		return nil, nil, f.changed(summaryName)
	}
	flags := slices.Concat(o.input.flags(), o.factorFlags(), o.reportFlags())
	for name, value := range was.Options {
		switch {
		case given(name), name == "font", name == "annotations":
		case name == "rank" && given("rank-rule"):
		default:
			if err := setOption(flags, name, value); err != nil {
				return nil, nil, usagef("%s is of another version of this program: --%s %s: %w", f.name(summaryName), name, value, err)
			}
		}
	}
	names := []string{runsName}
	for _, k := range o.ranks {
		names = append(names, report.BasisTable(k), report.CoefficientsTable(k))
	}
	there := map[string]string{}
	for _, name := range names {
		// An unfinished summary has digests of what it did not mean to change.
		if there[name] = was.Files[name]; there[name] == "" {
			return nil, nil, usagef("%s is not finished: first let the command that began it finish it (subtype run, or combine)", f.path)
		}
	}
	if name := f.unchanged(slices.Values(names)); name != "" {
		return nil, nil, f.changed(name)
	}
	data, err := f.read(runsName)
	if err != nil {
		return nil, nil, err
	}
	log, err := runlog.Read(data)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", f.name(runsName), err)
	}
	analysis, _ := o.list()
	for _, option := range analysis {
		if log.Field(option.Name) != option.Value {
			return nil, nil, f.changed(summaryName)
		}
	}
	if log.ID() != was.Analysis || !slices.Equal(log.Ranks, o.ranks) || log.Restarts != o.restarts.n || len(lacking(log)) > 0 {
		return nil, nil, f.changed(summaryName)
	}
	return log, there, nil
}

// read reads a file as it was written. That an interrupted report may have replaced it
// makes no difference: both are whole.
func (f *folder) read(name string) ([]byte, error) {
	data, err := f.dir.Read(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !f.previous.wrote(name, sha256Of(data)) {
		return nil, f.changed(name)
	}
	if errors.Is(err, files.ErrStrange) {
		err = usageError{err}
	}
	return data, err
}

// changed is the error for a file that somebody changed.
func (f *folder) changed(name string) error {
	return usagef("%s is missing or was changed since it was written; "+
		"subtype run --force with the options of this analysis makes it again", f.name(name))
}

// readInput reads what was kept of the matrix, and the annotations: those given now, or
// those given before.
func (f *folder) readInput(j *job, o *options, given func(string) bool) error {
	data, err := f.read(inputName)
	if err != nil {
		return err
	}
	var in inputFile
	if err := json.Unmarshal(data, &in); err != nil || in.Version == inputVersion && (len(in.Kept) != j.header.Samples || len(in.KeptGenes) == 0) {
		return f.changed(inputName)
	}
	var before *annotations
	if j.matrix, before, err = in.restored(); err != nil {
		return usagef("%s cannot be used: %w; subtype run with the options of this analysis makes it again", f.name(inputName), err)
	}
	switch {
	case given("annotations") && o.input.annotations != noAnnotations:
		j.given, err = joinAnnotations(o.input, j.matrix)
		return err
	case given("annotations") || in.Annotations == nil:
		o.input.annotations = ""
	default:
		o.input.annotations, j.given = in.Annotations.File, before
	}
	return nil
}

// readFactors reads the factors of a rank; the rows of their tables are in the order
// of the file.
func (f *folder) readFactors(m *expr.Matrix, k int) (nmf.Factors, error) {
	factors := nmf.NewFactors(len(m.Genes), len(m.Samples), k)
	read := func(name string, order []int, set func(at int, weights []float64)) error {
		data, err := f.read(name)
		if err != nil {
			return err
		}
		weights, err := report.ReadWeights(bytes.NewReader(data), k)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name(name), err)
		}
		if len(weights) != len(order) {
			return f.changed(name)
		}
		for i, at := range order {
			set(at, weights[i])
		}
		return nil
	}
	if err := read(report.BasisTable(k), m.GeneOrder, func(at int, w []float64) { factors.W.SetRow(at, w) }); err != nil {
		return nmf.Factors{}, err
	}
	err := read(report.CoefficientsTable(k), m.SampleOrder, func(at int, h []float64) {
		for a, x := range h {
			factors.H.Set(a, at, x)
		}
	})
	return factors, err
}
