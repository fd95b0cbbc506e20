package study

import (
	"subtype/internal/expr"
	"subtype/internal/joint"
	"subtype/internal/markers"
	"subtype/internal/null"
	"subtype/internal/survey"
	"subtype/internal/sweep"
)

// components is how many principal components are kept.
const components = 3

// evidence is what is kept of all genes for the subtypes at every rank, and of the samples'
// principal components. The values of the genes go.
func (a *Analysis) evidence(found *survey.Survey) (*markers.Evidence, error) {
	defer a.every.Close()
	all := a.every
	in := markers.Source{Samples: len(a.matrix.Samples), Genes: all.Names, Half: a.otherHalves(), Parts: all.Parts,
		Missing: a.source.V.Missing() > 0, Row: all.Row}
	groupings := make([]markers.Grouping, len(found.Ranks))
	for i, r := range found.Ranks {
		groupings[i] = markers.Grouping{K: r.K, Labels: r.Subtypes, Halves: r.ByHalves}
	}
	e, err := markers.Measure(in, groupings, a.process.Threads)
	if err == nil {
		e.Scores, e.Shares = null.Components(joint.Expression(a.source.V, a.matrix), components,
			sweep.Stream(a.Spec.Plan.Seed, "components"))
	}
	return e, err
}

// otherHalves say of every gene whose labels it had no part in: those by the second half of
// split 1 for genes in the first; for all others, those that the filter left out among them,
// those by the first.
func (a *Analysis) otherHalves() []int {
	first := map[string]bool{}
	for _, i := range a.source.Genes(1, sweep.HalfA) {
		first[geneOf(a.matrix, i)] = true
	}
	out := make([]int, len(a.every.Names))
	for g, name := range a.every.Names {
		if first[name] {
			out[g] = 1
		}
	}
	return out
}

// geneOf is the gene of the file that a row is of.
func geneOf(m *expr.Matrix, row int) string {
	if m.Halves != nil {
		return m.Halves[row].Gene
	}
	return m.Genes[row]
}
