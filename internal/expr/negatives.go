package expr

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/spread"
	"subtype/internal/expr/transform"
	"subtype/internal/words"
)

// negatives reports negative values and returns the lowest value of all.
func (p *preparation) negatives() (lowest float64) {
	cells, genes, centred := 0, 0, 0
	var first *gene
	rows := p.keptGenes()
	for _, g := range rows {
		if g.below > 0 {
			if genes++; genes == 1 {
				first = g
			}
		}
		cells += g.below
		lowest = min(lowest, g.low)
		if g.centred {
			centred++
		}
	}
	policy := p.options.Negatives
	shifted := policy == "rank" || policy == "shift-gene" // whatever the values are
	if cells == 0 && !shifted || p.takesLogarithms() && p.belowZero() {
		return lowest
	}
	found := finding.Finding{Code: finding.NegativeValues, Severity: finding.Note, Text: "no value is negative"}
	if cells > 0 {
		t := p.table
		found = finding.Finding{Code: finding.NegativeValues, Severity: finding.Warning, Line: first.line,
			Column: t.Columns[first.firstLow], Sample: t.Samples[first.firstLow], Count: cells,
			Text: fmt.Sprintf("%s negative, the lowest %.4g, in %d of %s", shareOfValues(cells, len(rows)*len(p.samples)),
				lowest, genes, words.Plural(len(rows), "gene"))}
		if 2*centred > len(rows) {
			found.Text += " (most genes have a mean near 0, as in a gene-centred matrix or one of ratios)"
		}
		if p.options.Center == "median" {
			found.Text += ", now that genes are centred"
		}
	}
	others := otherwise("--negatives", NegativesPolicies, policy)
	switch policy {
	case "", "refuse":
		found.Severity, found.Flags = finding.Fatal, "--negatives split"
		found.Remedy = "a factorisation needs values from 0 on: --negatives split (each gene as its up and its down " +
			"part), shift-gene (minus the gene's minimum), shift (minus the overall minimum), rank (ranks within each " +
			"sample) or clip (negatives become 0)"
	case "clip":
		found.Done = fmt.Sprintf("set to 0, which loses %.1f %% of the sum of absolute values", 100*lost(rows))
		found.Remedy = others
	case "shift":
		found.Done, found.Remedy = fmt.Sprintf("%.4g was added to every value", -lowest), others
	case "shift-gene":
		found.Done, found.Remedy = "each gene had its minimum subtracted", others
	case "rank":
		found.Done, found.Remedy = "genes were centred on their median, and values replaced by their rank within the "+
			"sample, divided by the number of genes", others
	case "split":
		found.Done, found.Remedy = "each gene became its up part, max(x, 0), and its down part, max(−x, 0), as far as "+
			"they are not all 0", others
	}
	p.add(found)
	return lowest
}

// lost is the share of the sum of absolute values that is below 0, summed in
// order of the names.
func lost(rows []*gene) float64 {
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b *gene) int { return strings.Compare(a.name, b.name) })
	var minus, all float64
	for _, g := range rows {
		minus += g.minus
		all += g.size
	}
	return minus / max(all, math.SmallestNonzeroFloat64)
}

// treatNegatives makes every value of the rows kept ≥ 0, as told. Missing values
// stay missing.
func (p *preparation) treatNegatives(rows []row, lowest float64) []row {
	switch p.options.Negatives {
	case "clip":
		each(rows, func(x float64) float64 { return max(x, 0) })
	case "shift":
		if lowest < 0 {
			each(rows, func(x float64) float64 { return x - lowest })
		}
	case "shift-gene":
		for _, r := range rows {
			low := math.Inf(1)
			for _, x := range r.values {
				if x < low {
					low = x
				}
			}
			each([]row{r}, func(x float64) float64 { return x - low })
		}
	case "rank":
		p.ranks() // rows share the values
	case "split":
		if lowest < 0 {
			return split(rows)
		}
	}
	return rows
}

// each replaces every value.
func each(rows []row, f func(float64) float64) {
	for _, r := range rows {
		for c, x := range r.values {
			r.values[c] = f(x)
		}
	}
}

// split makes two rows of each gene, its up and its down part, and leaves out
// one that would be all zero.
func split(rows []row) []row {
	out := make([]row, 0, 2*len(rows))
	for _, r := range rows {
		up, down := r, r
		up.name, down.name = r.name+UpSuffix, r.name+DownSuffix
		down.values = make([]float64, len(r.values))
		var most, least float64
		for c, x := range r.values {
			if x > most {
				most = x
			}
			if x < least {
				least = x
			}
			up.values[c], down.values[c] = max(x, 0), max(-x, 0) // NaN stays NaN in both
		}
		if most > 0 {
			out = append(out, up)
		}
		if least < 0 {
			out = append(out, down)
		}
	}
	return out
}

// What --negatives split adds to a gene's name.
const (
	UpSuffix   = " (+)"
	DownSuffix = " (-)"
)

// ranks centres every gene on its median and ranks the values within each sample.
// It needs all genes.
func (p *preparation) ranks() {
	rows := p.keptGenes()
	values := make([][]float64, 0, len(rows))
	for _, g := range rows {
		if known := knownInto(p.sorted, g.values); len(known) > 0 {
			g.centre, g.nearCentre = spread.Median(known), spread.Middle(known)
			for c := range g.values {
				g.values[c] -= g.centre
			}
		}
		values = append(values, g.values)
	}
	transform.RankWithinSamples(values)
}
