package expr

import (
	"fmt"
	"regexp"
	"strings"
)

// leftoverNames are rows that counting programs add below or above the genes,
// and the row of all probes without a gene.
var leftoverNames = map[string]string{
	"__no_feature": "HTSeq", "__ambiguous": "HTSeq", "__too_low_aQual": "HTSeq", "__not_aligned": "HTSeq", "__alignment_not_unique": "HTSeq",
	"N_unmapped": "STAR", "N_multimapping": "STAR", "N_noFeature": "STAR", "N_ambiguous": "STAR",
	"?": "unknown genes",
}

// spikeIn is a control of the External RNA Controls Consortium; ERCC1 and others
// are genes.
var spikeIn = regexp.MustCompile(`^ERCC-\d{5}$`)

// isLeftover says whether a row is no gene, and counts it.
func (p *parser) isLeftover(name string) bool {
	if name == "" || !strings.ContainsRune("_NE?", rune(name[0])) {
		return false
	}
	kind := leftoverNames[name]
	if kind == "" && strings.HasPrefix(name, "ERCC-") && spikeIn.MatchString(name) {
		kind = "ERCC"
	}
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
			p.add(Finding{Code: "no-genes", Severity: Note, Count: n, Text: fmt.Sprintf("%s %s", count(n, "row"), k.what), Done: "left out"})
		}
	}
}
