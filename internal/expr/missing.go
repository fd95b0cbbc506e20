package expr

import (
	"fmt"
	"math/bits"
	"slices"

	"subtype/internal/expr/finding"
)

// fill treats the missing values of a row as told, in place, and says what
// becomes of it. Nearest neighbours have been filled in before.
func (p *preparation) fill(g *gene, x []float64) state {
	if g.absent == 0 && p.options.Missing != "median" { // the median is for samples to come, too
		return kept
	}
	known := knownInto(p.sorted, x)
	if len(x) == 0 {
		return kept
	}
	switch p.options.Missing {
	case "drop-genes":
		return incomplete
	case "median":
		if len(known) == 0 {
			return unknown
		}
		g.median = median(known)
		for c, v := range x {
			if v != v {
				x[c] = g.median
			}
		}
	case "mask", "knn":
		if len(known) == 0 {
			return unknown
		}
	}
	return kept
}

// missing reports missing values; imputed says how nearest neighbours have taken
// their place.
func (p *preparation) missing(imputed string) {
	t := p.table
	var cells, genes, rows, line int
	first := len(t.Samples) // sample, of those of the first such gene
	perSample := make([]int, len(p.samples))
	var none []*gene
	for i := range p.genes {
		g := &p.genes[i]
		if g.state == replaced || g.state == superfluous {
			continue
		}
		rows++
		if g.absent == 0 {
			continue
		}
		if genes++; genes == 1 {
			line = g.line
		}
		cells += g.absent
		if g.absent == len(p.samples) {
			none = append(none, g)
		}
		for w, word := range g.missing {
			for ; word != 0; word &= word - 1 {
				c := 64*w + bits.TrailingZeros64(word)
				if genes == 1 {
					first = min(first, p.samples[c])
				}
				perSample[c]++
			}
		}
	}
	if cells == 0 {
		return
	}
	samples, worst := 0, 0
	for c, n := range perSample {
		if n > 0 {
			samples++
		}
		if n > perSample[worst] {
			worst = c
		}
	}
	spellings := make([]string, 0, len(t.Missing.Spellings))
	for s := range t.Missing.Spellings {
		spellings = append(spellings, s)
	}
	slices.Sort(spellings)
	found := finding.Finding{Code: finding.MissingValues, Severity: finding.Warning, Line: line, Column: t.Columns[first],
		Sample: t.Samples[first], Count: cells,
		Text: fmt.Sprintf("%s missing, written %s, in %d of %s and %d of %s, at most %d in one sample (%s)",
			shareOfValues(cells, rows*len(p.samples)), finding.List(spellings), genes, finding.Plural(rows, "gene"), samples,
			finding.Plural(len(p.samples), "sample"), perSample[worst], finding.Quote(t.Samples[p.samples[worst]]))}
	others := otherwise("--missing", MissingPolicies, p.options.Missing)
	switch p.options.Missing {
	case "", "refuse":
		found.Severity = finding.Fatal
		found.Remedy = fmt.Sprintf("use --missing drop-genes (leaves %s), median (the gene's median), knn (from the "+
			"genes most alike) or mask (left out of account)", finding.Plural(rows-genes, "gene"))
		found.Flags = "--missing knn"
		if rows-genes >= rows*9/10 {
			found.Flags = "--missing drop-genes"
		}
	case "drop-genes":
		found.Done, found.Remedy = genesWere(genes)+" left out", "--missing median, knn or mask keeps them"
	case "median":
		found.Done, found.Remedy = "each replaced by the median of its gene", others
	case "mask":
		found.Done, found.Remedy = "kept as missing, for the factorisation to leave them out of account", others
	case "knn":
		found.Done, found.Remedy = imputed, others
	}
	p.add(found)
	if p.options.Missing == "median" || p.options.Missing == "mask" || p.options.Missing == "knn" {
		for _, g := range none {
			p.add(finding.Finding{Code: finding.MissingGene, Severity: finding.Warning, Line: g.line, Column: 1, Gene: g.name,
				Count: 1, Text: "gene " + finding.Quote(g.name) + " has no values at all", Done: "left out"})
		}
	}
	if n := t.Missing.Infinite; n > 0 {
		p.add(finding.Finding{Code: finding.Infinite, Severity: finding.Warning, Count: n,
			Text: shareOfValues(n, len(t.Genes)*len(t.Samples)) + " infinite", Done: "counted as missing",
			Remedy: "--inf refuse refuses them"})
	}
	for c, n := range perSample {
		if 2*n > rows && n < rows {
			p.add(finding.Finding{Code: finding.MissingSample, Severity: finding.Warning, Column: t.Columns[p.samples[c]],
				Sample: t.Samples[p.samples[c]], Count: n,
				Text: fmt.Sprintf("more than half of the values of sample %s are missing (%d of %d)",
					finding.Quote(t.Samples[p.samples[c]]), n, rows), Remedy: "consider leaving the sample out"})
		}
	}
}

// shareOfValues says "7 values (0.1 %) are".
func shareOfValues(n, of int) string {
	are := "are"
	if n == 1 {
		are = "is"
	}
	return fmt.Sprintf("%s (%.1f %%) %s", finding.Plural(n, "value"), 100*float64(n)/float64(of), are)
}

func genesWere(n int) string {
	if n == 1 {
		return "1 gene was"
	}
	return fmt.Sprintf("%d genes were", n)
}
