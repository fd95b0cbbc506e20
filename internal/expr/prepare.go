package expr

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// PrepareOptions say what is repaired, transformed and kept. The zero value
// repairs nothing but duplicate genes and keeps every gene.
type PrepareOptions struct {
	MinSamples, MinGenes int    // fewer are refused
	Duplicates           string // of genes with one name: "" or "max-mad", "mean", "sum", "first", "error"
	Missing              string // "" or "refuse", "drop-genes", "median"
	Log2                 bool   // log2(x+1)
	Negatives            string // "" or "refuse", "split", "shift-gene", "shift", "rank", "clip"

	DropEmptySamples bool

	Only     []string // genes to keep, by name; nil: all
	Filter   string   // "" or "mad", "variance"
	TopGenes int      // the most variable genes to keep; 0: all
}

// The values of options, the default first.
var (
	DuplicatesPolicies = []string{"max-mad", "mean", "sum", "first", "error"}
	MissingPolicies    = []string{"refuse", "drop-genes", "median"}
	NegativesPolicies  = []string{"refuse", "split", "shift-gene", "shift", "rank", "clip"}
	Filters            = []string{"mad", "variance"}
)

// row is a gene on its way through the preparation; its values are in bytewise
// order of the samples.
type row struct {
	name   string
	line   int
	values []float64
	score  float64 // variability, for the filter
}

// preparation is the work of Prepare.
type preparation struct {
	table   *Table
	options PrepareOptions
	samples []int // the table's samples kept, in bytewise order of their names
	rows    []row
	out     Findings
}

// Prepare repairs, transforms and filters a table in the fixed order
// duplicates, missing values, log2, negatives, all-zero genes, gene filter,
// and puts it into canonical order. The filter ranks genes by their values
// after log2 and before the treatment of negatives. A table that cannot be
// used with these options gives a *Refusal with all that stands against it.
// The table's values are not to be used afterwards.
func Prepare(t *Table, o PrepareOptions) (*Matrix, error) {
	p := &preparation{table: t, options: o, out: slices.Clone(t.Findings)}
	if len(t.Genes) == 0 || len(t.Samples) == 0 {
		p.fatal("no-data", 0, fmt.Sprintf("the matrix has %s and %s", count(len(t.Genes), "gene"), count(len(t.Samples), "sample")), "")
		return nil, &Refusal{Name: t.Name, Findings: p.out}
	}
	p.order()
	p.tooLarge()
	p.dropEmptySamples(p.emptyInput(), "no value other than 0 or missing")
	for _, step := range []func(){p.only, p.duplicates, p.missing, p.log2, p.scale} {
		step()
	}
	if o.TopGenes > 0 && len(p.rows) > o.TopGenes {
		p.score()
	}
	p.negatives()
	if p.out.Count(Fatal) == 0 {
		p.zeroGenes()
		p.filter()
		p.dropEmptySamples(p.emptyRows(), fmt.Sprintf("only zeros in the %s kept", count(len(p.rows), "gene")))
		if len(p.rows) == 0 {
			p.fatal("no-genes", 0, "no gene is left", "")
		}
		p.enough()
	}
	if p.out.Count(Fatal) > 0 {
		return nil, &Refusal{Name: t.Name, Findings: p.out}
	}
	return p.matrix()
}

// Values that a factorisation can work with; nmf.NewMatrix has the same bounds.
const (
	mostValue  = 1e100
	leastValue = 1e-100 // of the largest
)

// tooLarge refuses values that are no measurements.
func (p *preparation) tooLarge() {
	for _, r := range p.rows {
		for c, x := range r.values {
			if math.Abs(x) > mostValue {
				sample := p.table.Samples[p.samples[c]]
				p.add(Finding{Code: "too-large", Severity: Fatal, Line: r.line, Gene: r.name, Sample: sample,
					Text: fmt.Sprintf("gene %s, sample %s: %g is larger than any measurement", quote(r.name), quote(sample), x), Remedy: "values go up to 1e100"})
				break
			}
		}
	}
}

// enough refuses what no rank fits.
func (p *preparation) enough() {
	if n, least := len(p.samples), p.options.MinSamples; n < least {
		p.fatal("too-few-samples", n, fmt.Sprintf("%s left: %d or more are needed", count(n, "sample"), least), "")
	}
	if n, least := len(p.rows), p.options.MinGenes; n < least {
		p.fatal("too-few-genes", n, fmt.Sprintf("%s left: %d or more are needed", count(n, "gene"), least), "")
	}
	largest := 0.0
	for _, r := range p.rows {
		largest = max(largest, slices.Max(r.values))
	}
	if len(p.rows) > 0 && largest < leastValue {
		p.fatal("too-small", 0, fmt.Sprintf("the largest value is %g", largest), "multiply all values by a number that makes them at least 1e-100")
	}
}

func (p *preparation) add(f Finding) { p.out = append(p.out, f) }

func (p *preparation) fatal(code string, n int, text, remedy string) {
	p.add(Finding{Code: code, Severity: Fatal, Count: n, Text: text, Remedy: remedy})
}

// order sets up the rows with the samples in bytewise order.
func (p *preparation) order() {
	t := p.table
	p.samples = make([]int, len(t.Samples))
	for j := range p.samples {
		p.samples[j] = j
	}
	slices.SortFunc(p.samples, func(a, b int) int { return strings.Compare(t.Samples[a], t.Samples[b]) })
	scratch := make([]float64, len(t.Samples))
	p.rows = make([]row, len(t.Genes))
	for i, values := range t.Values {
		copy(scratch, values)
		for c, j := range p.samples {
			values[c] = scratch[j]
		}
		p.rows[i] = row{name: t.Genes[i], line: t.Lines[i], values: values}
	}
}

// only keeps the genes asked for by name.
func (p *preparation) only() {
	if p.options.Only == nil {
		return
	}
	wanted := map[string]bool{}
	for _, g := range p.options.Only {
		wanted[g] = false
	}
	p.rows = slices.DeleteFunc(p.rows, func(r row) bool {
		_, ok := wanted[r.name]
		if ok {
			wanted[r.name] = true
		}
		return !ok
	})
	var absent []string
	for _, g := range p.options.Only {
		if !wanted[g] {
			absent = append(absent, g)
			wanted[g] = true
		}
	}
	p.add(Finding{Code: "genes-named", Severity: Note, Count: len(p.rows), Text: fmt.Sprintf("%s kept by name", count(len(p.rows), "row"))})
	switch {
	case len(p.rows) == 0:
		p.fatal("genes-named", len(absent), "none of the genes named is in the matrix: "+list(absent), "names must be spelt as in the matrix")
	case len(absent) > 0:
		p.add(Finding{Code: "genes-absent", Severity: Warning, Count: len(absent), Text: fmt.Sprintf("%s named but not in the matrix: %s", count(len(absent), "gene"), list(absent))})
	}
}
