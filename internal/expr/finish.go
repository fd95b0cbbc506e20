package expr

import (
	"fmt"
	"math"
	"slices"

	"subtype/internal/expr/finding"
	"subtype/internal/words"
)

// row is a gene on its way into the matrix; its values are in bytewise order of
// the samples.
type row struct {
	name   string
	line   int
	values []float64
	gene   string  // as the file names it
	score  float64 // variability
}

// finish decides, once all rows have been seen, and makes the matrix.
func (p *preparation) finish() (*Matrix, error) {
	t := p.table
	p.out = slices.Clone(t.Findings)
	if len(t.Genes) == 0 || len(t.Samples) == 0 {
		p.fatal(finding.NoData, 0, fmt.Sprintf("the matrix has %s and %s", words.Plural(len(t.Genes), "gene"),
			words.Plural(len(t.Samples), "sample")), "")
		return nil, p.refusal()
	}
	if t.Decided() {
		return nil, p.refusal()
	}
	if again := p.again(); again != nil {
		return nil, again
	}
	p.combineFamilies()
	p.only.settle(p)
	p.leftOut()
	p.out = append(p.out, p.tooLarge...)
	p.emptySamples()
	p.names()
	p.duplicates()
	imputed := ""
	if p.options.Missing == "knn" {
		imputed = p.impute()
	}
	p.missing(imputed)
	if again := p.wantsLogarithms(); again != nil {
		return nil, again
	}
	p.logarithms()
	p.centring()
	p.lowest = p.negatives()
	if p.out.Count(finding.Fatal) > 0 {
		p.strict()
		return nil, p.refusal()
	}
	rows, again := p.choose(p.lowest)
	if again != nil {
		return nil, again
	}
	rows = p.treatNegatives(rows, p.lowest)
	if again := p.emptyInRows(rows); again != nil {
		return nil, again
	}
	if len(rows) == 0 {
		p.fatal(finding.NoGenes, 0, "no gene is left", "")
	}
	p.enough(rows)
	if p.out.Count(finding.Fatal) == 0 {
		p.quality(rows)
	}
	p.strict()
	if p.out.Count(finding.Fatal) > 0 {
		return nil, p.refusal()
	}
	return p.matrix(rows)
}

func (p *preparation) refusal() *finding.Refusal {
	t := p.table
	return &finding.Refusal{Name: t.Name, Findings: p.out.Sorted(), SHA256: t.SHA256, Format: t.Format,
		Read: finding.Size{Genes: len(t.Genes), Samples: len(t.Samples)}}
}

// again says what the next pass must know, or nil when this one sufficed.
func (p *preparation) again() *foreknowledge {
	next, need := p.known, false
	if p.bad > 0 || p.table.Findings.Count(finding.Fatal) > 0 {
		return nil // the matrix is refused; what can be said is said from this pass
	}
	if empty := p.empty(); p.options.DropEmptySamples && len(empty) > 0 && len(empty) < len(p.samples) {
		next.empty, need = p.known.without(p, empty, noValue), true
	}
	if d := p.options.Duplicates; (d == "mean" || d == "sum") && p.known.combine == nil {
		next.combine = map[string]bool{}
		for name, f := range p.families {
			if len(f.rows) > 1 {
				next.combine[name], need = true, true
			}
		}
	}
	if need {
		return &next
	}
	return nil
}

// choose takes the most variable of the genes that are not zero, in the order
// of the file.
func (p *preparation) choose(lowest float64) ([]row, *foreknowledge) {
	chosen := p.nonzero(lowest)
	if most := p.options.TopGenes; most > 0 && len(chosen) > most {
		of := len(chosen)
		slices.SortFunc(chosen, moreVariable)
		chosen = chosen[:most]
		slices.SortFunc(chosen, func(a, b *gene) int { return a.line - b.line })
		measure := "median absolute deviation"
		if p.options.Filter == "variance" {
			measure = "variance"
		}
		f := finding.Finding{Code: finding.GeneFilter, Severity: finding.Note, Count: most,
			Text:   fmt.Sprintf("the %d genes of largest %s were kept of %d", most, measure, of),
			Remedy: "--top-genes and --filter change it"}
		if n := above0(chosen); n < most {
			f.Severity = finding.Warning
			f.Text += fmt.Sprintf("; it is above 0 in %d of them only, and of the others those of largest variance were taken",
				n)
			f.Remedy = "--filter variance compares all genes alike, as such sparse values need"
		}
		p.add(f)
	}
	rows := make([]row, len(chosen))
	for i, g := range chosen {
		if g.values == nil {
			next := p.known
			next.everything = true
			return nil, &next
		}
		rows[i] = row{name: g.name, gene: g.name, line: g.line, values: g.values, score: g.score}
	}
	return rows, nil
}

// above0 is how many of the genes vary by the filter's measure.
func above0(genes []*gene) int {
	n := 0
	for _, g := range genes {
		if g.score > 0 {
			n++
		}
	}
	return n
}

// nonzero leaves out genes without any value above zero once negative values
// are treated, and counts those that are constant, which stay.
func (p *preparation) nonzero(lowest float64) []*gene {
	var out []*gene
	constant, zero, is := 0, 0, "0 in every sample"
	switch p.options.Negatives {
	case "clip":
		is = "0 or less in every sample"
	case "shift", "shift-gene":
		is = "0 in every sample once the minimum is subtracted"
	}
	for _, g := range p.keptGenes() {
		if p.zero(g, lowest) {
			zero++
			p.add(finding.Finding{Code: finding.ZeroGene, Severity: finding.Note, Line: g.line, Column: 1, Gene: g.name,
				Count: 1, Text: "gene " + finding.Quote(g.name) + " is " + is, Done: "left out"})
			continue
		}
		if g.low == g.high && p.options.Negatives != "rank" {
			constant++
		}
		out = append(out, g)
	}
	if zero > 0 {
		p.add(finding.Finding{Code: finding.ZeroGenes, Severity: finding.Note, Count: zero, Text: genesAre(zero) + " " + is,
			Done: "left out"})
	}
	if constant > 0 {
		p.add(finding.Finding{Code: finding.ConstantGenes, Severity: finding.Note, Count: constant,
			Text: fmt.Sprintf("%s the same value in every sample", genesHave(constant)),
			Done: "kept, unless the gene filter leaves them out"})
	}
	return out
}

// zero says whether a gene has no value above 0 once negative values are
// treated; lowest is the lowest value of all genes.
func (p *preparation) zero(g *gene, lowest float64) bool {
	switch p.options.Negatives {
	case "rank":
		return false
	case "split":
		return g.low == 0 && g.high == 0
	case "shift-gene":
		return g.low == g.high
	case "shift":
		return g.high <= min(lowest, 0)
	}
	return g.high <= 0
}

// Values that a factorisation can work with; nmf.NewMatrix has the same bounds.
const (
	mostValue  = 1e100
	leastValue = 1e-100 // of the largest
)

// enough refuses what the ranks asked for do not fit, and warns where it is
// little.
func (p *preparation) enough(rows []row) {
	n, m := len(p.samples), len(rows)
	if least := p.options.MinSamples; n < least {
		p.fatal(finding.TooFewSamples, n, fmt.Sprintf("%s left: %d or more are needed", words.Plural(n, "sample"), least),
			"")
	}
	if least := p.options.MinGenes; m < least {
		p.fatal(finding.TooFewGenes, m, fmt.Sprintf("%s left: %d or more are needed", p.rowsText(rows), least), "")
	}
	largest := 0.0
	for _, r := range rows {
		for _, x := range r.values {
			if x > largest {
				largest = x
			}
		}
	}
	if m > 0 && largest < leastValue {
		p.fatal(finding.TooSmall, 0, fmt.Sprintf("the largest value is %g", largest),
			"multiply all values by a number that makes them at least 1e-100")
	}
	if p.out.Count(finding.Fatal) > 0 {
		return
	}
	k, most := p.options.MostRank, min(n-1, m)
	if k > most {
		f := finding.Finding{Code: finding.RankTooLarge, Severity: finding.Fatal, Count: k,
			Text: fmt.Sprintf("rank %d is too large for %s with %s: ranks up to %d are possible (fewer than samples, at "+
				"most as many as %s)",
				k, p.rowsText(rows), words.Plural(n, "sample"), most, rowWord(rows)),
			Remedy: fmt.Sprintf("--ranks 2-%d", most), Flags: fmt.Sprintf("--ranks 2-%d", most)}
		if most == 2 {
			f.Remedy, f.Flags = "--ranks 2", "--ranks 2"
		}
		p.add(f)
		return
	}
	if n < 2*k {
		f := finding.Finding{Code: finding.FewSamples, Severity: finding.Warning, Count: n,
			Text: fmt.Sprintf("%s are few for rank %d: subtypes would have fewer than two samples on average",
				words.Plural(n, "sample"), k)}
		if k > 2 {
			f.Remedy = "survey smaller ranks with --ranks"
		}
		p.add(f)
	}
	if m < fewGenes {
		p.add(finding.Finding{Code: finding.FewGenes, Severity: finding.Warning, Count: m,
			Text:   fmt.Sprintf("only %s left: subtypes of so few rest on each single one", p.rowsText(rows)),
			Remedy: p.fewGenesRemedy()})
	}
}

// fewGenesRemedy is what may have left so few.
func (p *preparation) fewGenesRemedy() string {
	switch {
	case slices.ContainsFunc(p.out, func(f finding.Finding) bool { return f.Code == finding.GeneFilter }):
		return "--top-genes keeps more"
	case p.options.Only != nil:
		return "is the list of --genes spelt as the matrix is?"
	}
	return "was the matrix cut down already?"
}

// fewGenes is the number of genes below which a warning is due.
const fewGenes = 50

func genesAre(n int) string {
	if n == 1 {
		return "1 gene is"
	}
	return fmt.Sprintf("%d genes are", n)
}

func genesHave(n int) string {
	if n == 1 {
		return "1 gene has"
	}
	return fmt.Sprintf("%d genes have", n)
}

// isNaN is for slices.ContainsFunc and the like.
func isNaN(x float64) bool { return math.IsNaN(x) }
