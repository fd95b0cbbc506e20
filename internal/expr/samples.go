package expr

import (
	"fmt"
	"slices"
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
		t.Findings = append(t.Findings, Finding{Code: "sample-renamed", Severity: Warning, Column: t.Columns[j], Sample: unique, Count: 1,
			Text: fmt.Sprintf("another column is named %s too", quote(name)), Done: "renamed to " + quote(unique), Remedy: "without --rename-duplicate-samples the matrix is refused"})
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

// emptySamples reports samples without values: those left out, and those that
// must be.
func (p *preparation) emptySamples() {
	const why = "no value other than 0 or missing"
	for j := range p.table.Samples {
		if p.known.empty[j] {
			p.emptySample(j, why, true)
		}
	}
	empty := p.empty()
	slices.SortFunc(empty, func(a, b int) int { return p.samples[a] - p.samples[b] })
	all := len(empty) == len(p.samples)
	for _, c := range empty {
		p.emptySample(p.samples[c], why, p.options.DropEmptySamples)
	}
	if all {
		p.fatal("no-samples", len(empty), "no sample is left", "")
	}
}

func (p *preparation) emptySample(j int, why string, dropped bool) {
	t := p.table
	f := Finding{Code: "empty-sample", Severity: Fatal, Column: t.Columns[j], Sample: t.Samples[j], Count: 1,
		Text: "the sample has " + why, Remedy: "--drop-empty-samples leaves such samples out", Flags: "--drop-empty-samples"}
	if dropped {
		f.Severity, f.Done, f.Remedy, f.Flags = Warning, "left out", "without --drop-empty-samples the matrix is refused", ""
	}
	p.add(f)
}

// dropEmptyRows leaves out, or refuses, samples that have only zeros in the
// genes kept.
func (p *preparation) dropEmptyRows(rows []row) []row {
	full := make([]bool, len(p.samples))
	for _, r := range rows {
		for c, x := range r.values {
			full[c] = full[c] || x > 0
		}
	}
	empty := 0
	for c, f := range full {
		if !f && len(rows) > 0 {
			empty++
			p.emptySample(p.samples[c], fmt.Sprintf("only zeros in the %s kept", count(len(rows), "gene")), p.options.DropEmptySamples)
		}
	}
	if empty == 0 || !p.options.DropEmptySamples {
		return rows
	}
	if empty == len(p.samples) {
		p.fatal("no-samples", empty, "no sample is left", "")
		return rows
	}
	keep := func(c int) bool { return full[c] }
	for i := range rows {
		rows[i].values = keepAt(rows[i].values, keep)
	}
	p.samples = keepAt(p.samples, keep)
	p.total = keepAt(p.total, keep)
	return rows
}

// keepAt keeps the elements at the positions that keep names, in place.
func keepAt[T any](x []T, keep func(int) bool) []T {
	out := x[:0]
	for i, v := range x {
		if keep(i) {
			out = append(out, v)
		}
	}
	return out
}
