package expr

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/spread"
	"subtype/internal/words"
)

// fill treats the missing values of a row as told, in place, and says what
// becomes of it. Nearest neighbours have been filled in before.
func (p *preparation) fill(g *gene, x []float64) state {
	if g.absent == 0 && p.options.Missing != "median" { // the median is for samples to come, too
		return stateKept
	}
	known := knownInto(p.sorted, x)
	if len(x) == 0 {
		return stateKept
	}
	switch p.options.Missing {
	case "drop-genes":
		return stateIncomplete
	case "median":
		if len(known) == 0 {
			return stateUnknown
		}
		g.median = spread.Median(known)
		for c, v := range x {
			if v != v {
				x[c] = g.median
			}
		}
	case "mask", "knn":
		if len(known) == 0 {
			return stateUnknown
		}
	}
	return stateKept
}

// gaps is where values are missing.
type gaps struct {
	cells, genes, rows int // missing values, genes with some, and all rows
	line, sample       int // of the first: its line, and the place of its sample in the file
	perSample          []int
	none               []*gene // without any value
}

// gaps looks where values are missing.
func (p *preparation) gaps() gaps {
	m := gaps{sample: len(p.table.Samples), perSample: make([]int, len(p.samples))}
	for i := range p.genes {
		g := &p.genes[i]
		if g.state == stateReplaced || g.state == stateSuperfluous {
			continue
		}
		m.rows++
		if g.absent == 0 {
			continue
		}
		if m.genes++; m.genes == 1 {
			m.line = g.line
		}
		m.cells += g.absent
		if g.absent == len(p.samples) {
			m.none = append(m.none, g)
		}
		for w, word := range g.missing {
			for ; word != 0; word &= word - 1 {
				c := 64*w + bits.TrailingZeros64(word)
				if m.genes == 1 {
					m.sample = min(m.sample, p.samples[c])
				}
				m.perSample[c]++
			}
		}
	}
	return m
}

// missing reports missing values; imputed says how nearest neighbours have taken
// their place.
func (p *preparation) missing(imputed string) {
	t, m := p.table, p.gaps()
	if m.cells == 0 {
		return
	}
	p.add(p.missingValues(m, imputed))
	if p.options.Missing == "median" || p.options.Missing == "mask" || p.options.Missing == "knn" {
		for _, g := range m.none {
			p.add(finding.Finding{Code: finding.MissingGene, Severity: finding.Warning, Line: g.line, Column: 1, Gene: g.name,
				Count: 1, Text: "gene " + finding.Quote(g.name) + " has no values at all", Done: "left out"})
		}
	}
	if n := t.Missing.Infinite; n > 0 {
		p.add(finding.Finding{Code: finding.Infinite, Severity: finding.Warning, Count: n,
			Text: shareOfValues(n, len(t.Genes)*len(t.Samples)) + " infinite", Done: "counted as missing",
			Remedy: "--inf refuse refuses them"})
	}
	for c, n := range m.perSample {
		if 2*n > m.rows && n < m.rows {
			p.add(finding.Finding{Code: finding.MissingSample, Severity: finding.Warning, Column: t.Columns[p.samples[c]],
				Sample: t.Samples[p.samples[c]], Count: n,
				Text: fmt.Sprintf("more than half of the values of sample %s are missing (%d of %d)",
					finding.Quote(t.Samples[p.samples[c]]), n, m.rows), Remedy: "consider leaving the sample out"})
		}
	}
}

// missingValues sums missing values up.
func (p *preparation) missingValues(m gaps, imputed string) finding.Finding {
	t := p.table
	samples, worst := 0, 0
	for c, n := range m.perSample {
		if n > 0 {
			samples++
		}
		if n > m.perSample[worst] {
			worst = c
		}
	}
	spellings := slices.Sorted(maps.Keys(t.Missing.Spellings))
	found := finding.Finding{Code: finding.MissingValues, Severity: finding.Warning, Line: m.line,
		Column: t.Columns[m.sample], Sample: t.Samples[m.sample], Count: m.cells,
		Text: fmt.Sprintf("%s missing, written %s, in %d of %s and %d of %s, at most %d in one sample (%s)",
			shareOfValues(m.cells, m.rows*len(p.samples)), finding.List(spellings), m.genes,
			words.Plural(m.rows, "gene"), samples, words.Plural(len(p.samples), "sample"), m.perSample[worst],
			finding.Quote(t.Samples[p.samples[worst]]))}
	others := otherwise("--missing", MissingPolicies, p.options.Missing)
	switch p.options.Missing {
	case "", "refuse":
		whole := m.rows - m.genes
		found.Severity = finding.Fatal
		found.Remedy = fmt.Sprintf("use --missing drop-genes (leaves %s), median (the gene's median), knn (from the "+
			"genes most alike) or mask (left out of account)", words.Plural(whole, "gene"))
		found.Flags = "--missing knn"
		if whole >= m.rows*9/10 {
			found.Flags = "--missing drop-genes"
		}
	case "drop-genes":
		found.Done, found.Remedy = genesWere(m.genes)+" left out", "--missing median, knn or mask keeps them"
	case "median":
		found.Done, found.Remedy = "each replaced by the median of its gene", others
	case "mask":
		found.Done, found.Remedy = "kept as missing, for the factorisation to leave them out of account", others
	case "knn":
		found.Done, found.Remedy = imputed, others
	}
	return found
}

// shareOfValues says "7 values (0.1 %) are".
func shareOfValues(n, of int) string {
	are := "are"
	if n == 1 {
		are = "is"
	}
	return fmt.Sprintf("%s (%.1f %%) %s", words.Plural(n, "value"), 100*float64(n)/float64(of), are)
}

func genesWere(n int) string {
	if n == 1 {
		return "1 gene was"
	}
	return fmt.Sprintf("%d genes were", n)
}
