package expr

import (
	"fmt"
	"slices"

	"subtype/internal/expr/finding"
)

// renameSamples gives the second and further samples of one name a number, as
// R's make.unique does, if told to: S, S.1, S.2. Without it the names are
// refused when they are checked.
func (p *preparation) renameSamples() {
	t := p.table
	if !p.options.RenameDuplicateSamples {
		return
	}
	taken := map[string]bool{}
	for _, name := range t.Samples {
		taken[name] = true
	}
	seen, next := map[string]bool{}, map[string]int{}
	for j, name := range t.Samples {
		if name == "" || !seen[name] {
			seen[name] = true
			continue
		}
		unique := name
		for taken[unique] {
			next[name]++
			unique = fmt.Sprintf("%s.%d", name, next[name])
		}
		taken[unique], seen[unique] = true, true
		t.Samples[j] = unique
		t.Findings = append(t.Findings, finding.Finding{Code: finding.SampleRenamed, Severity: finding.Warning,
			Column: t.Columns[j], Sample: unique, Count: 1,
			Text: fmt.Sprintf("another column is named %s too", finding.Quote(name)),
			Done: "renamed to " + finding.Quote(unique), Remedy: "without --rename-duplicate-samples the matrix is refused"})
	}
}

// empty are the samples (positions in p.samples) whose values in the file are
// all 0 or missing.
func (p *preparation) empty() []int {
	var out []int
	for c, full := range p.full {
		if !full {
			out = append(out, c)
		}
	}
	return out
}

// noValue is why a sample is empty in the file.
const noValue = "no value other than 0 or missing"

// emptySamples reports samples without values: those left out, and those that
// must be.
func (p *preparation) emptySamples() {
	for j := range p.table.Samples {
		if why := p.known.empty[j]; why != "" {
			p.emptySample(j, why, true)
		}
	}
	empty := p.empty()
	slices.SortFunc(empty, func(a, b int) int { return p.samples[a] - p.samples[b] })
	all := len(empty) == len(p.samples)
	for _, c := range empty {
		p.emptySample(p.samples[c], noValue, p.options.DropEmptySamples)
	}
	if all {
		p.fatal(finding.NoSamples, len(empty), "no sample is left", "")
	}
}

func (p *preparation) emptySample(j int, why string, dropped bool) {
	t := p.table
	f := finding.Finding{Code: finding.EmptySample, Severity: finding.Fatal, Column: t.Columns[j], Sample: t.Samples[j],
		Count: 1,
		Text:  "the sample has " + why, Remedy: "--drop-empty-samples leaves such samples out", Flags: "--drop-empty-samples"}
	if dropped {
		f.Severity, f.Done, f.Remedy, f.Flags = finding.Warning, "left out",
			"without --drop-empty-samples the matrix is refused", ""
	}
	p.add(f)
}

// emptyInRows finds samples that have only zeros in the genes kept. They are refused,
// or the rows are read again without them: the genes are those that would have been
// kept, and every value what it would have been, had the file not held them.
func (p *preparation) emptyInRows(rows []row) *foreknowledge {
	if len(rows) == 0 || p.options.KeepZeroSamples {
		return nil
	}
	full := make([]bool, len(p.samples))
	for _, r := range rows {
		for c, x := range r.values {
			full[c] = full[c] || x > 0
		}
	}
	why := fmt.Sprintf("only zeros in the %s kept", p.rowsText(rows))
	var empty []int
	for c, f := range full {
		if !f {
			empty = append(empty, c)
		}
	}
	switch drop := p.options.DropEmptySamples; {
	case len(empty) == 0:
		return nil
	case drop && len(empty) < len(p.samples) && p.known.rounds < mostRounds:
		next := p.known
		next.empty = p.known.without(p, empty, why)
		next.rounds++
		return &next
	case drop && len(empty) < len(p.samples):
		p.fatal(finding.EmptySample, len(empty),
			fmt.Sprintf("each time samples with only zeros in the genes kept are left out, "+
				"other genes are kept and other samples are empty, %d times over", mostRounds),
			"keep more genes (--top-genes), or leave the samples out of the file")
	default:
		for _, c := range empty {
			p.emptySample(p.samples[c], why, drop)
		}
	}
	if len(empty) == len(p.samples) {
		p.fatal(finding.NoSamples, len(empty), "no sample is left", "")
	}
	return nil
}
