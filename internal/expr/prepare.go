package expr

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// PrepareOptions say what is repaired, transformed and kept. The zero value
// repairs nothing but duplicate genes and keeps every gene.
type PrepareOptions struct {
	Duplicates string // of genes with one name: "" or "max-mad", "mean", "sum", "first", "error"
	Missing    string // "" or "refuse", "drop-genes", "median"
	Log2       bool   // log2(x+1)
	Negatives  string // "" or "refuse", "split", "shift-gene", "shift", "rank", "clip"

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

// Matrix is an expression matrix ready for factorisation: finite, ≥ 0, no gene
// and no sample all zero, genes and samples in bytewise order of their names.
type Matrix struct {
	Name, SHA256, Format string
	Genes                []string
	Samples              []string
	Values               [][]float64 // a row a gene
	GeneOrder            []int       // the genes in the order of the file: indices into Genes
	SampleOrder          []int       // the samples in the order of the file: indices into Samples
	Findings             Findings
	Annotations          []Annotation // of the samples in their order here, from a GCT 1.3 file

	Read Size // what the file held
}

// Size is the size of a matrix.
type Size struct{ Genes, Samples int }

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
	}
	if p.out.Count(Fatal) > 0 {
		return nil, &Refusal{Name: t.Name, Findings: p.out}
	}
	return p.matrix()
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

// missing treats missing values.
func (p *preparation) missing() {
	cells, genes, firstLine := 0, 0, 0
	perSample := make([]int, len(p.samples))
	for _, r := range p.rows {
		any := false
		for c, x := range r.values {
			if math.IsNaN(x) {
				any = true
				cells++
				perSample[c]++
			}
		}
		if any {
			if genes++; firstLine == 0 {
				firstLine = r.line
			}
		}
	}
	if cells == 0 {
		return
	}
	samples := 0
	for _, n := range perSample {
		if n > 0 {
			samples++
		}
	}
	t := p.table
	var spellings []string
	for s := range t.missing.spellings {
		spellings = append(spellings, s)
	}
	slices.Sort(spellings)
	found := Finding{Code: "missing-values", Severity: Fatal, Line: firstLine, Count: cells,
		Text: fmt.Sprintf("%s (%.1f %%) missing, written %s, in %d of %s and %d of %s; the first gene is on this line",
			valuesAre(cells), 100*float64(cells)/float64(len(p.rows)*len(p.samples)), list(spellings), genes, count(len(p.rows), "gene"), samples, count(len(p.samples), "sample"))}
	switch p.options.Missing {
	case "", "refuse":
		found.Remedy = fmt.Sprintf("use --missing drop-genes (leaves %s) or --missing median (a gene's median)", count(len(p.rows)-genes, "gene"))
		p.add(found)
	case "drop-genes":
		found.Severity, found.Remedy = Warning, ""
		found.Text += fmt.Sprintf("; %s left out", genesWere(genes))
		p.add(found)
		p.rows = slices.DeleteFunc(p.rows, func(r row) bool { return slices.ContainsFunc(r.values, math.IsNaN) })
	case "median":
		found.Severity = Warning
		found.Text += "; each replaced by the median of its gene"
		p.add(found)
		p.rows = slices.DeleteFunc(p.rows, func(r row) bool {
			known := keepKnown(r.values)
			if len(known) == 0 {
				p.add(Finding{Code: "missing-gene", Severity: Warning, Line: r.line, Gene: r.name, Count: 1, Text: "gene " + quote(r.name) + " has no values at all: left out"})
				return true
			}
			m := median(known)
			for c, x := range r.values {
				if math.IsNaN(x) {
					r.values[c] = m
				}
			}
			return false
		})
	}
}

func valuesAre(n int) string {
	if n == 1 {
		return "1 value is"
	}
	return fmt.Sprintf("%d values are", n)
}

func genesWere(n int) string {
	if n == 1 {
		return "1 gene was"
	}
	return fmt.Sprintf("%d genes were", n)
}

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

// zeroGenes drops genes without any value above zero, and counts those that are
// constant, which stay.
func (p *preparation) zeroGenes() {
	constant := 0
	before := len(p.rows)
	p.rows = slices.DeleteFunc(p.rows, func(r row) bool {
		if slices.Max(r.values) > 0 {
			if slices.Min(r.values) == slices.Max(r.values) {
				constant++
			}
			return false
		}
		p.add(Finding{Code: "zero-gene", Severity: Note, Line: r.line, Gene: r.name, Count: 1, Text: "gene " + quote(r.name) + " is 0 in every sample: left out"})
		return true
	})
	if n := before - len(p.rows); n > 0 {
		p.add(Finding{Code: "zero-genes", Severity: Note, Count: n, Text: fmt.Sprintf("%s 0 in every sample: left out", genesAre(n))})
	}
	if constant > 0 {
		p.add(Finding{Code: "constant-genes", Severity: Note, Count: constant, Text: fmt.Sprintf("%s the same value in every sample, and stay unless the gene filter leaves them out", genesHave(constant))})
	}
}

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

// matrix puts what is left into canonical order.
func (p *preparation) matrix() (*Matrix, error) {
	t := p.table
	m := &Matrix{Name: t.Name, SHA256: t.SHA256, Format: t.Format, Findings: p.out.sorted(), Read: Size{len(t.Genes), len(t.Samples)}}
	for _, j := range p.samples {
		m.Samples = append(m.Samples, t.Samples[j])
	}
	m.SampleOrder = orderBy(p.samples)

	place := make([]int, len(p.rows)) // sorted rows → position in the file
	for i := range place {
		place[i] = i
	}
	slices.SortStableFunc(place, func(a, b int) int { return cmp.Compare(p.rows[a].name, p.rows[b].name) })
	for k, i := range place {
		if k > 0 && p.rows[i].name == p.rows[place[k-1]].name {
			// Only names made by splitting can meet one from the file.
			return nil, &Refusal{Name: t.Name, Findings: append(p.out, Finding{Code: "gene-name", Severity: Fatal, Line: p.rows[i].line, Gene: p.rows[i].name,
				Text: "gene " + quote(p.rows[i].name) + " has the name of a half that --negatives split makes", Remedy: "rename the gene"})}
		}
		m.Genes = append(m.Genes, p.rows[i].name)
		m.Values = append(m.Values, p.rows[i].values)
	}
	m.GeneOrder = orderBy(place)

	if a := t.Annotations; a != nil {
		for _, column := range a.Columns {
			values := make([]string, len(p.samples))
			for c, j := range p.samples {
				if v := column.Values[j]; !isMissing(v) {
					values[c] = v
				}
			}
			m.Annotations = append(m.Annotations, Annotation{Name: column.Name, Values: values})
		}
	}
	return m, nil
}

// orderBy returns the positions of x in rising order of its numbers.
func orderBy(x []int) []int {
	out := make([]int, len(x))
	for i := range out {
		out[i] = i
	}
	slices.SortFunc(out, func(a, b int) int { return x[a] - x[b] })
	return out
}
