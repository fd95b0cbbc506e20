package expr

import (
	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// leftOut tells of samples and genes that were left out by name.
func (p *preparation) leftOut() {
	o := &p.options
	if len(o.KeepSamples)+len(o.DropSamples) > 0 {
		p.add(finding.Finding{Code: finding.SamplesChosen, Severity: finding.Note, Count: p.chosen.LeftOut,
			Text:   words.Plural(p.chosen.LeftOut, "sample") + " left out by name",
			Remedy: "without --keep-samples and --drop-samples all go on"})
		p.absent(p.chosen.Unmet(o.KeepSamples, o.DropSamples), "sample")
	}
	if len(o.DropGenes) > 0 {
		p.add(finding.Finding{Code: finding.GenesDropped, Severity: finding.Note, Count: p.without.LeftOut,
			Text: words.Plural(p.without.LeftOut, "row") + " left out by name", Remedy: "without --drop-genes all go on"})
		p.absent(p.without.Unmet(nil, o.DropGenes), "gene")
	}
	if len(p.samples) == 0 && p.chosen.LeftOut > 0 {
		p.fatal(finding.NoSamples, p.chosen.LeftOut, "no sample is left", "see --keep-samples and --drop-samples")
	}
}

// absent tells of names and patterns that met nothing.
func (p *preparation) absent(unmet []string, noun string) {
	if len(unmet) == 0 {
		return
	}
	p.add(finding.Finding{Code: finding.NamesAbsent, Severity: finding.Warning, Count: len(unmet),
		Text:   words.Plural(len(unmet), noun) + " named but not in the matrix: " + finding.List(unmet),
		Remedy: "names must be spelt as in the matrix; * stands for any letters"})
}
