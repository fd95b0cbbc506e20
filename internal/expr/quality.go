package expr

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/spread"
)

// quality warns of what makes subtypes of something else than biology: the
// values are in order, their meaning may not be. rows are those kept.
func (p *preparation) quality(rows []row) {
	p.dominantGene()
	p.librarySize()
	var samples []string
	for _, j := range p.samples {
		samples = append(samples, p.table.Samples[j])
	}
	p.out = append(p.out, names.SampleKinds(samples)...)
	p.floor()
	p.telltaleGenes(rows)
	p.likeSamples(rows)
}

// dominantShare is the share of all values from which a gene dominates.
const dominantShare = 0.1

// dominantGene warns of a gene that holds much of the sum of all values. It is
// for values that add up: linear ones, none of them negative, of which no logarithms
// were taken.
func (p *preparation) dominantGene() {
	if p.takesLogarithms() || p.options.Center == "median" {
		return
	}
	rows := p.keptGenes()
	linear, _ := p.looksLinear()
	if !linear || len(rows) < fewGenes {
		return
	}
	slices.SortFunc(rows, func(a, b *gene) int { return strings.Compare(a.name, b.name) })
	total := 0.0
	for _, g := range rows {
		if g.below > 0 {
			return
		}
		total += g.size
	}
	for _, g := range rows {
		if g.size > dominantShare*total {
			p.add(finding.Finding{Code: finding.DominantGene, Severity: finding.Warning, Line: g.line, Column: 1, Gene: g.name,
				Count: 1,
				Text: fmt.Sprintf("gene %s alone holds %s of the sum of the values of all genes", finding.Quote(g.name),
					most(g.size/total)),
				Remedy: "--log2 yes evens that out; or leave the gene out"})
		}
	}
}

// most writes a share below all in percent.
func most(share float64) string {
	if text := fmt.Sprintf("%.0f %%", 100*share); text != "100 %" {
		return text
	}
	return "more than 99 %"
}

// Ratios of samples' totals from which a warning is due.
const (
	sizeSpread   = 5.0 // the largest to the smallest
	sizeDominant = 10.0
)

// librarySize warns when the sums of samples differ much, or one stands out. It
// sees all genes in the file. The sums are in the order of the file, so they are
// compared after rounding.
func (p *preparation) librarySize() {
	linear, _ := p.looksLinear()
	if !linear || len(p.keptGenes()) < fewGenes {
		return
	}
	total := make([]float64, len(p.total))
	low, high := 0, 0
	for c, x := range p.total {
		total[c] = rounded(x)
		if total[c] <= 0 {
			return
		}
		if total[c] < total[low] {
			low = c
		}
		if total[c] > total[high] {
			high = c
		}
	}
	t := p.table
	name := func(c int) string { return t.Samples[p.samples[c]] }
	middle := spread.Median(slices.Clone(total))
	ratio := total[high] / total[low]
	switch {
	case total[high] > sizeDominant*middle:
		p.add(finding.Finding{Code: finding.DominantSample, Severity: finding.Warning, Column: t.Columns[p.samples[high]],
			Sample: name(high), Count: 1,
			Text: fmt.Sprintf("the values of sample %s add up to %.0f times those of the median sample",
				finding.Quote(name(high)), total[high]/middle),
			Remedy: "is it in other units? Leave it out, or normalise all samples alike"})
	case ratio > sizeSpread:
		p.add(finding.Finding{Code: finding.LibrarySize, Severity: finding.Warning, Column: t.Columns[p.samples[low]],
			Sample: name(low), Count: len(total),
			Text: fmt.Sprintf("the sums of the samples differ up to %.1f times (%.3g in %s, %.3g in %s): subtypes may "+
				"follow the size of the library", ratio, total[low], finding.Quote(name(low)), total[high],
				finding.Quote(name(high))),
			Remedy: "normalise first (counts per million, quantiles)"})
	}
}

// rounded keeps nine digits, which the order of a sum does not touch.
func rounded(x float64) float64 {
	if x == 0 {
		return 0
	}
	scale := math.Pow(10, 8-math.Floor(math.Log10(math.Abs(x))))
	if math.IsInf(scale, 0) || scale == 0 {
		return x
	}
	return math.Round(x*scale) / scale
}

// topGenes is how far up the list of variable genes a telltale gene is worth a
// word.
const topGenes = 100

// telltaleGenes warns of such genes among the most variable.
func (p *preparation) telltaleGenes(rows []row) {
	byScore := slices.Clone(rows)
	slices.SortStableFunc(byScore, func(a, b row) int {
		if c := compareFloat(b.score, a.score); c != 0 {
			return c
		}
		return strings.Compare(a.gene, b.gene)
	})
	byScore = slices.CompactFunc(byScore, func(a, b row) bool { return a.gene == b.gene }) // halves of a split gene
	if len(byScore) < fewGenes {
		return
	}
	byScore = byScore[:min(topGenes, len(byScore)/5)]
	for _, t := range names.Telltales {
		var named []string
		var first row
		for i, r := range byScore {
			for _, s := range names.Spellings(r.gene) {
				if t.Genes[strings.ToUpper(s)] {
					if len(named) == 0 {
						first = r
					}
					named = append(named, fmt.Sprintf("%s (%d.)", r.gene, i+1))
					break
				}
			}
		}
		if len(named) == 0 {
			continue
		}
		n, rest := len(named), ""
		if n > 5 {
			named, rest = named[:5], fmt.Sprintf(" and %d more", n-5)
		}
		p.add(finding.Finding{Code: t.Code, Severity: finding.Warning, Line: first.line, Column: 1, Gene: first.gene,
			Count: n,
			Text: fmt.Sprintf("among the %d most variable genes: %s%s, which vary with %s", len(byScore),
				strings.Join(named, ", "), rest, t.Of),
			Remedy: "a report says under Confounders whether subtypes follow it; --drop-genes leaves such genes out"})
	}
}
