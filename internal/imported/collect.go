package imported

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/spec"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/internal/usage"
	"subtype/internal/words"
	"subtype/nmf"
)

// Adopt sets what decides the runs to what they were made with. Nothing can be resampled, and
// the values are taken as they are, unless it was asked for what was done to them.
func (r *Runs) Adopt(s *spec.Spec, asked func(string) bool) error {
	all := append([]Setting{{Name: "imported", Value: r.Program},
		{Name: "ranks", Value: spec.RanksText(r.Ranks)}, {Name: "restarts", Value: fmt.Sprint(r.Restarts)},
		{Name: "resample", Value: "0"}, {Name: "top-genes", Value: "all"}, {Name: "read", Value: string(sweep.Largest)},
		{Name: "background", Value: "no"}, {Name: "scale", Value: string(nmf.ScaleNone)},
		{Name: "log2", Value: "no"}, {Name: "negatives", Value: "refuse"}}, r.Settings...)
	for _, setting := range all {
		if asked(setting.Name) {
			continue
		}
		if err := s.Set(setting.Name, setting.Value); err != nil {
			return usage.Errorf("the runs are of %s with %s %s, which this program does not know: %w", r.Program,
				setting.Name, setting.Value, err)
		}
	}
	return nil
}

// Genes are those that were factorised.
func (r *Runs) Genes() []string { return r.Factors[r.Ranks[0]].Basis.Rows }

// Collect hands the runs to a collector, in the order of the genes and samples of the matrix
// that was factorised.
func (r *Runs) Collect(plan sweep.Plan, genes, samples []string, v *nmf.Matrix) (*survey.Collector, error) {
	order, err := r.order(samples)
	if err != nil {
		return nil, err
	}
	best := map[int]Run{}
	for _, run := range r.Runs {
		if old, ok := best[run.Rank]; !ok || run.Residual < old.Residual {
			best[run.Rank] = run
		}
	}
	c := survey.NewCollector(plan)
	for _, run := range r.Runs {
		record := sweep.Record{Task: sweep.Task{K: run.Rank, Run: run.Run}, Iter: run.Iterations, Loss: run.Residual,
			Labels: make([]int, len(order))}
		for j, at := range order {
			record.Labels[j] = run.Labels[at]
		}
		var f nmf.Factors
		if run.Run == best[run.Rank].Run {
			if f, err = r.factors(record, genes, samples); err == nil {
				err = r.check(record, f, samples, plan.Method, v)
			}
			if err != nil {
				return nil, err
			}
		}
		c.Add(record, f)
	}
	return c, nil
}

// order is where the samples of the matrix are in the runs.
func (r *Runs) order(samples []string) ([]int, error) {
	place := map[string]int{}
	for j, name := range r.Samples {
		if _, twice := place[name]; twice {
			return nil, usage.Errorf("the runs have sample %s twice", name)
		}
		place[name] = j
	}
	order := make([]int, len(samples))
	for j, name := range samples {
		at, ok := place[name]
		if !ok {
			return nil, usage.Errorf("sample %s is not in the runs; names must be as in the matrix, and --drop-samples leaves "+
				"samples out", name)
		}
		order[j] = at
	}
	if len(order) != len(r.Samples) {
		return nil, usage.Errorf("the runs have %s, and the matrix %d of them", words.Plural(len(r.Samples), "sample"),
			len(order))
	}
	return order, nil
}

// factors are those of the best run of a rank.
func (r *Runs) factors(record sweep.Record, genes, samples []string) (f nmf.Factors, err error) {
	tables := r.Factors[record.K]
	if rows := len(tables.Basis.Rows); rows != len(genes) {
		return f, usage.Errorf("%s has %s, and the matrix %d of them", tables.Basis.Name, words.Plural(rows, "gene"),
			len(genes))
	}
	w, err := tables.Basis.Dense(genes, "gene")
	if err != nil {
		return f, usage.Wrap(err)
	}
	h, err := tables.Coefficients.Dense(samples, "sample")
	if err != nil {
		return f, usage.Wrap(err)
	}
	return nmf.Factors{W: w, H: mat.DenseCopyOf(h.T())}, nil
}

// lossAgrees is how far the residual of the best run may be from that of its factors, relative
// to it: they are written with 15 digits or more.
const lossAgrees = 1e-6

// check wants the groups and the residual of a run from its factors.
func (r *Runs) check(record sweep.Record, f nmf.Factors, samples []string, method nmf.Method, v *nmf.Matrix) error {
	for j, q := range nmf.Assign(f.H, nil) {
		if label := record.Labels[j]; f.H.At(q, j) != f.H.At(label, j) {
			return usage.Errorf("at rank %d sample %s is in group %d in run %d, the one of lowest residual, and its largest "+
				"coefficient in %s is that of metagene %d", record.K, samples[j], label+1, record.Run,
				r.Factors[record.K].Coefficients.Name, q+1)
		}
	}
	loss := method.Bind(v, record.K).Loss(f)
	if !(math.Abs(loss-record.Loss) <= lossAgrees*math.Abs(record.Loss)) {
		return usage.Errorf("at rank %d run %d has residual %.10g, and its factors give %.10g with this matrix: were other "+
			"values factorised, or by another algorithm than %s?", record.K, record.Run, record.Loss, loss, method.Name())
	}
	return nil
}
