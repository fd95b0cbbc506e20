package expr

import (
	"fmt"
	"slices"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// takesLogarithms says whether logarithms are taken, as far as is known.
func (p *preparation) takesLogarithms() bool { return p.options.Log2 == "yes" || p.known.linear }

// belowZero says whether some value was below 0 when it was read.
func (p *preparation) belowZero() bool {
	return slices.ContainsFunc(p.keptGenes(), func(g *gene) bool { return g.lowest < 0 })
}

// clip sets values below 0 to 0 where logarithms are to be taken after that.
func (p *preparation) clip(g *gene, x []float64) {
	if p.options.Negatives != "clip" || !p.takesLogarithms() {
		return
	}
	g.clipped = 0
	for c, v := range x {
		if v < 0 {
			x[c] = 0
			g.clipped++
		}
	}
}

// clipped is how many values were set to 0 before logarithms were taken.
func (p *preparation) clipped() int {
	n := 0
	for _, g := range p.keptGenes() {
		n += g.clipped
	}
	return n
}

// wantsLogarithms asks for another pass where logarithms are taken of values that look
// linear, and these do. Of values below 0 there are none.
func (p *preparation) wantsLogarithms() *foreknowledge {
	if p.options.Log2 != "auto" || p.known.linear || p.out.Count(finding.Fatal) > 0 ||
		p.belowZero() && p.options.Negatives != "clip" {
		return nil
	}
	if linear, _ := p.looksLinear(); !linear {
		return nil
	}
	next := p.known
	next.linear = true
	return &next
}

// centring reports that genes were centred.
func (p *preparation) centring() {
	if p.options.Center == "median" {
		p.add(finding.Finding{Code: finding.Centred, Severity: finding.Note,
			Text: "each gene was centred: its median was subtracted", Remedy: "--center none leaves it"})
	}
}

// logarithms reports the scale of the values, and whether their logarithms were
// taken.
func (p *preparation) logarithms() {
	if p.takesLogarithms() {
		negative := 0
		var first *gene
		for _, g := range p.keptGenes() {
			if g.lowest >= 0 {
				continue // it can have been centred
			}
			if first == nil {
				first = g
			}
			negative += g.below
		}
		if negative > 0 {
			t := p.table
			f := finding.Finding{Code: finding.Log2Negative, Severity: finding.Fatal, Line: first.line,
				Column: t.Columns[first.firstLow], Sample: t.Samples[first.firstLow], Count: negative,
				Text: fmt.Sprintf("%s below 0, the first here: log2(x+1) is for values from 0 on",
					words.Plural(negative, "value")), Remedy: "values with negatives are logged already as a rule: leave --log2 no",
				Flags: "--log2 no"}
			if linear, _ := p.looksLinear(); linear {
				f.Remedy, f.Flags = "--negatives clip sets them to 0 first", "--negatives clip"
			}
			p.add(f)
			return
		}
		f := finding.Finding{Code: finding.Log2, Severity: finding.Note, Text: "log2(x+1) taken of every value",
			Remedy: "--log2 no takes none"}
		if p.known.linear {
			f.Text = "the values look linear (intensities or counts), not logarithmic: log2(x+1) taken of every value"
		}
		if n := p.clipped(); n > 0 {
			f.Text += ", after " + words.Plural(n, "value") + " below 0 had been set to 0"
		}
		p.add(f)
	}
	linear, counts := p.looksLinear()
	switch {
	case p.takesLogarithms() && !linear:
		p.add(finding.Finding{Code: finding.LoggedTwice, Severity: finding.Warning,
			Text:   "the values look as if they were logarithms already, and log2(x+1) was taken of them",
			Remedy: "--log2 no takes none"})
	case !p.takesLogarithms() && linear:
		f := finding.Finding{Code: finding.LooksLinear, Severity: finding.Warning,
			Text: "the values look linear (intensities or counts), not logarithmic",
			Done: "used as they are, so genes with large values weigh most", Remedy: "--log2 yes takes log2(x+1)"}
		if p.belowZero() {
			f.Remedy = "--log2 yes --negatives clip sets the values below 0 to 0 and takes log2(x+1)"
		}
		if p.options.Negatives == "rank" {
			f.Done = ""
		}
		p.add(f)
	}
	if linear && counts {
		p.add(finding.Finding{Code: finding.LooksLikeCounts, Severity: finding.Note,
			Text:   "all values are whole numbers, as counts of reads or rounded intensities are",
			Remedy: "normalise counts for the size of the library first (counts per million, size factors)"})
	}
}

// looksLinear is GEO2R's rule: the 99 % quantile is above 100, or the range is
// above 50 and the 25 % quantile above 0. counts says that all are whole and
// none is negative.
func (p *preparation) looksLinear() (linear, counts bool) {
	var all, large, positive, fractional int
	var lo, hi float64
	for i, g := range p.keptGenes() {
		if i == 0 {
			lo, hi = g.lowest, g.highest
		}
		all += g.known
		large += g.large
		positive += g.positive
		fractional += g.fractional
		lo, hi = min(lo, g.lowest), max(hi, g.highest)
	}
	return 100*large > all || hi-lo > 50 && 4*positive > 3*all, all > 0 && fractional == 0 && lo >= 0
}
