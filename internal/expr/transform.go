package expr

import (
	"fmt"
	"math"
)

// log2 takes log2(x+1).
func (p *preparation) log2() {
	if !p.options.Log2 {
		return
	}
	for _, r := range p.rows {
		for c, x := range r.values {
			if x < 0 {
				p.add(Finding{Code: "log2-negative", Severity: Fatal, Line: r.line, Column: p.table.Columns[p.samples[c]], Gene: r.name, Sample: p.table.Samples[p.samples[c]],
					Text: fmt.Sprintf("gene %s has the value %g: log2(x+1) is for values from 0 on", quote(r.name), x), Remedy: "values with negatives are logged already as a rule: leave --log2 no"})
				return
			}
		}
	}
	if !p.looksLinear() {
		p.add(Finding{Code: "logged-twice", Severity: Warning, Text: "the values look as if they were logarithms already, and log2(x+1) was taken of them", Remedy: "--log2 no takes none"})
	}
	for _, r := range p.rows {
		for c, x := range r.values {
			r.values[c] = math.Log2(x + 1)
		}
	}
	p.add(Finding{Code: "log2", Severity: Note, Text: "log2(x+1) taken of every value"})
}

// scale says what kind of values these are.
func (p *preparation) scale() {
	if p.options.Log2 {
		return
	}
	if p.looksLinear() {
		p.add(Finding{Code: "looks-linear", Severity: Warning,
			Text: "the values look linear (intensities or counts), not logarithmic; they are used as they are, so genes with large values weigh most", Remedy: "--log2 yes takes log2(x+1)"})
	}
}

// looksLinear is GEO2R's rule: the 99 % quantile is above 100, or the range is
// above 50 and the 25 % quantile above 0.
func (p *preparation) looksLinear() bool {
	lo, hi := math.Inf(1), math.Inf(-1)
	var all, large, positive int
	for _, r := range p.rows {
		for _, x := range r.values {
			if math.IsNaN(x) {
				continue
			}
			all++
			lo, hi = math.Min(lo, x), math.Max(hi, x)
			if x > 100 {
				large++
			}
			if x > 0 {
				positive++
			}
		}
	}
	return 100*large > all || hi-lo > 50 && 4*positive > 3*all
}
