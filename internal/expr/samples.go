package expr

import (
	"math"
	"slices"
)

// emptyInput finds samples (positions in p.samples) whose values are all 0 or
// missing.
func (p *preparation) emptyInput() []int {
	return p.empty(func(x float64) bool { return x == 0 || math.IsNaN(x) })
}

// emptyRows finds samples whose values are all 0.
func (p *preparation) emptyRows() []int { return p.empty(func(x float64) bool { return x == 0 }) }

func (p *preparation) empty(nothing func(float64) bool) []int {
	full := make([]bool, len(p.samples))
	for _, r := range p.rows {
		for c, x := range r.values {
			full[c] = full[c] || !nothing(x)
		}
	}
	var out []int
	for c, f := range full {
		if !f && len(p.rows) > 0 {
			out = append(out, c)
		}
	}
	return out
}

// dropEmptySamples takes samples out, or refuses them.
func (p *preparation) dropEmptySamples(empty []int, why string) {
	if len(empty) == 0 {
		return
	}
	t := p.table
	for _, c := range empty {
		f := Finding{Code: "empty-sample", Severity: Fatal, Column: t.Columns[p.samples[c]], Sample: t.Samples[p.samples[c]], Count: 1,
			Text: "the sample has " + why, Remedy: "--drop-empty-samples leaves such samples out"}
		if p.options.DropEmptySamples {
			f.Severity, f.Text, f.Remedy = Warning, f.Text+": left out", ""
		}
		p.add(f)
	}
	if !p.options.DropEmptySamples {
		return
	}
	if len(empty) == len(p.samples) {
		p.fatal("empty-sample", len(empty), "no sample is left", "")
		return
	}
	keep := func(c int) bool { return !slices.Contains(empty, c) }
	for i := range p.rows {
		p.rows[i].values = keepAt(p.rows[i].values, keep)
	}
	p.samples = keepAt(p.samples, keep)
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
