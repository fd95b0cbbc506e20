package table

import (
	"fmt"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/words"
)

// isLeftover says whether a row is no gene, and counts it.
func (p *parser) isLeftover(name string) bool {
	kind := names.LeftoverKind(name)
	if kind == "" {
		return false
	}
	p.leftovers[kind]++
	return true
}

// dropped tells of the rows that were no genes.
func (p *parser) dropped() {
	for _, k := range []struct{ kind, what string }{
		{"HTSeq", "of HTSeq's counts of reads without a gene (__no_feature …)"},
		{"STAR", "of STAR's counts of reads without a gene (N_unmapped …)"},
		{"ERCC", "of spike-in controls (ERCC-…)"},
		{"unknown genes", `named "?", which is no gene`},
	} {
		if n := p.leftovers[k.kind]; n > 0 {
			p.add(finding.Finding{Code: finding.NoGenes, Severity: finding.Note, Count: n,
				Text: fmt.Sprintf("%s %s", words.Plural(n, "row"), k.what), Done: "left out"})
		}
	}
}
