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

// dropped tells of the rows that were no genes, and of those that got their name elsewhere.
func (p *parser) dropped() {
	if n := p.leftovers["renamed"]; n > 0 {
		p.add(finding.Finding{Code: finding.GeneName, Severity: finding.Warning, Count: n,
			Text: words.Plural(n, "row") + " without a gene (empty, ?, NA or ---)",
			Done: "named by the next identifier that the row has"})
	}
	if n := p.leftovers["about samples"]; n > 0 {
		p.add(finding.Finding{Code: finding.SampleColumns, Severity: finding.Note, Count: n,
			Text: words.Plural(n, "row") + " about the samples (age, batch, group …), no genes", Done: "taken as annotations"})
	}
	if n := p.leftovers["Perseus"]; n > 0 {
		p.table.Format += ", Perseus"
		p.add(finding.Finding{Code: finding.Export, Severity: finding.Note, Count: n,
			Text: words.Plural(n, "line") + " of Perseus about the columns (#!{Type} …): no genes; groups became annotations"})
	}
	for _, k := range []struct{ kind, what string }{
		{"HTSeq", "of HTSeq's counts of reads without a gene (__no_feature …)"},
		{"STAR", "of STAR's counts of reads without a gene (N_unmapped …)"},
		{"ERCC", "of spike-in controls (ERCC-…)"},
		{"unknown genes", `without a gene (named ?, NA or ---)`},
		{"unnamed", "without a name"},
		{"controls", "of controls (Class Name Positive and Negative)"},
		{"marked", "marked as contaminant, reverse sequence or identified by site only"},
	} {
		if n := p.leftovers[k.kind]; n > 0 {
			p.add(finding.Finding{Code: finding.NoGenes, Severity: finding.Note, Count: n,
				Text: fmt.Sprintf("%s %s", words.Plural(n, "row"), k.what), Done: "left out"})
		}
	}
}
