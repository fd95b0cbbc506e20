package study

import (
	"slices"

	"subtype/internal/expr"
	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/figure"
	"subtype/internal/spec"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// demand is what the memory of a job depends on beside the matrix and the plan.
type demand struct {
	held        finding.Size // of the matrix, while it is read
	all         int          // genes of the file
	annotations []annotation.Column
	asked       int // of them, that figures show
}

func newDemand(s *spec.Spec, m *expr.Matrix, columns []annotation.Column) *demand {
	return &demand{held: sizeInMemory(s, m), all: m.Read.Genes, annotations: slices.Concat(m.Annotations, columns),
		asked: len(s.Report.Annotate)}
}

// memory is the peak of memory, a little more than is measured (bench/memory.sh): what is
// there all the time, and the largest of what the runs, the survey and the report take.
func (d *demand) memory(v *nmf.Matrix, p sweep.Plan, threads int) float64 {
	genes, samples := v.Dims()
	m, n, k := float64(genes), float64(samples), float64(p.Metagenes(slices.Max(p.Ranks)))
	ranks, t := float64(len(p.Ranks)), float64(threads)

	const program = 55e6
	const record, label = 600, 8 // bytes of a run, and of each of its labels
	runs := float64(p.Runs())
	logs := 1.5 * (record + label*n) * runs

	copies := 1 + 3*v.Filled() // as read, packed in both orientations, and these at single precision
	if v.Missing() > 0 {
		copies = 6 // which are known, twice too
	}
	matrix := 8 * max(1.4*float64(d.held.Genes)*float64(d.held.Samples), copies*m*n)
	if len(p.Sets) > 0 {
		drawn := v.Filled()
		if slices.ContainsFunc(p.Sets, func(s sweep.Set) bool { return s.Data.Null != 0 }) {
			drawn = 1 // of data sets without groups all values are held
		}
		matrix += 8 * 3 * drawn * m * n * (t + 1) // data sets drawn from it, packed
	}
	best := 8 * (m + n) * k * ranks // factors of the best runs
	working := 8 * 3 * (m + n) * k * t

	expression := 8 * 2.5 * m * n // as the test for any groups sees it: its rows, and these packed

	entries := float64(survey.MostEntries(samples))
	pairs := entries * entries / 2
	counts := 4 * pairs * ranks
	trees := 3 * 8 * pairs * t
	profiles := 0.0
	if samples > survey.EverySample {
		profiles = 2 * 2 * n * runs / ranks * t
	}

	text := 0.0
	for _, a := range d.annotations {
		for _, value := range a.Values {
			text += 48 + 3*float64(len(value))
		}
	}
	tracks := min(max(annotation.MostDrawn, d.asked), len(d.annotations))
	figures := 7*figure.MostPixels(samples, slices.Max(p.Ranks), tracks)*t +
		100*ranks*min(n, 200)*min(n, 200)

	subtypes := 0.0 // of all ranks
	for _, k := range p.Ranks {
		subtypes += float64(k)
	}
	const sums, statistics = 60, 150 // bytes of what is kept, and shown, of a gene in a subtype
	evidence := float64(d.all) * (200 + sums*subtypes + statistics*float64(slices.Max(p.Ranks)))

	return program + logs + best + counts + 2*text + max(matrix+working, matrix+trees+profiles+evidence,
		matrix+expression+evidence, figures+evidence)
}

// sizeInMemory is how much of a matrix is held at once while it is read: the genes kept, or
// all where these settings need it whole.
func sizeInMemory(s *spec.Spec, m *expr.Matrix) finding.Size {
	p := s.Prepare
	if p.TopGenes == 0 || p.Negatives == "rank" || p.Missing == "knn" || s.Read.Transpose == "true" {
		return m.Read
	}
	return finding.Size{Genes: len(m.Genes), Samples: len(m.Samples)}
}
