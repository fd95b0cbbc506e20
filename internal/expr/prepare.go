package expr

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/rowstore"
	"subtype/internal/expr/spread"
	"subtype/internal/expr/table"
	"subtype/internal/expr/technical"
)

// PrepareOptions say what is repaired, transformed and kept. The zero value
// repairs nothing but duplicate genes and keeps every gene.
type Options struct {
	MinSamples, MinGenes int    // fewer are refused
	MostRank             int    // the largest rank asked for; 0: not known
	Duplicates           string // of genes with one name: "" or "max-mad", "mean", "sum", "first", "error"
	Missing              string // "" or "refuse", "drop-genes", "median", "knn", "mask"
	Log2                 string // log2(x+1): "" or "no", "yes", "auto": of values that look linear
	Center               string // of genes, after logarithms: "" or "none", "median"
	Negatives            string // "" or "refuse", "split", "shift-gene", "shift", "rank", "clip"

	DropEmptySamples, RenameDuplicateSamples, FixExcelGenes bool

	KeepZeroSamples bool // those whose values are all 0 stay: another kind of data may have some
	Strict          bool // every repair that no option asked for is refused

	// Names of samples and genes to keep or to leave out, with * and ? (names.Choice).
	KeepSamples, DropSamples, DropGenes []string

	Only     []string // genes to keep, by name; nil: all
	Filter   string   // "" or "mad", "variance"
	TopGenes int      // the most variable genes to keep; 0: all

	Every *rowstore.Genes // takes in all genes, those that the filter leaves out among them; nil: nobody does
}

// The values of options, the default first.
var (
	DuplicatesPolicies = []string{"max-mad", "mean", "sum", "first", "error"}
	MissingPolicies    = []string{"refuse", "drop-genes", "median", "knn", "mask"}
	Log2Answers        = []string{"no", "yes", "auto"}
	Centers            = []string{"none", "median"}
	NegativesPolicies  = []string{"refuse", "split", "shift-gene", "shift", "rank", "clip"}
	Filters            = []string{"mad", "variance"}
)

// preparation is one pass over the rows.
type preparation struct {
	options Options
	known   foreknowledge
	table   *table.Table
	samples []int  // the table's samples kept, in bytewise order of their names
	genes   []gene // every row, in the order of the file, but for those that were not asked for
	out     finding.Findings

	only     *selection
	chosen   *names.Choice  // of samples
	without  *names.Choice  // of genes
	byName   map[string]int // the row that stands for a name: index of genes
	families map[string]*family
	store    store
	imputed  bool    // by nearest neighbours
	lowest   float64 // value of all genes, after logarithms

	scratch, sorted []float64
	full            []bool // by sample: has a value other than 0 and missing
	total           []float64
	technical       technical.Collector
	bad, good       int // cells that are no numbers; cells that are
	tooLarge        finding.Findings
	damaged         []names.Damage
}

// gene is what is remembered of a row. Its values are held only while it may be
// among the genes kept.
type gene struct {
	name  string
	line  int
	state state

	values             []float64 // after missing values and log2, in order of the samples; nil: not held
	missing            []uint64  // a bit a sample; nil: none
	absent             int       // missing values
	median             float64   // of the values known before logarithms, with --missing median
	level, near        float64   // the median after them, with --center median, subtracted; and what is near it
	centre, nearCentre float64   // the median after all that, with --negatives rank; and what is near it

	duplicateKey
	traits
	score    float64 // variability
	variance float64 // which decides between equal ones
	clipped  int     // values below 0, set to 0 before logarithms were taken
}

// state says what became of a row.
type state uint8

const (
	stateKept        state = iota
	stateReplaced          // by another row of the same name
	stateIncomplete        // has missing values and --missing drop-genes leaves it out
	stateUnknown           // has no values at all
	stateSuperfluous       // another row bears the very name asked for
)

// begin settles the order of the samples, once their names are known.
func (p *preparation) begin(t *table.Table) {
	p.table = t
	p.renameSamples()
	p.chosen = t.Choice
	if p.chosen == nil {
		p.chosen = names.NewChoice(p.options.KeepSamples, p.options.DropSamples)
	}
	for j, name := range t.Samples {
		if (t.Choice != nil || p.chosen.Wants(name)) && p.known.empty[j] == "" {
			p.samples = append(p.samples, j)
		}
	}
	slices.SortStableFunc(p.samples, func(a, b int) int { return strings.Compare(t.Samples[a], t.Samples[b]) })
	p.scratch = make([]float64, len(p.samples))
	p.sorted = make([]float64, len(p.samples))
	p.full = make([]bool, len(p.samples))
	p.total = make([]float64, len(p.samples))
	p.options.Every.Begin(len(p.samples))
	p.store.most = p.options.TopGenes
	if p.known.everything || p.options.Negatives == "rank" || p.options.Missing == "knn" {
		p.store.most = 0
	}
}

// row takes in the row that t has just named.
func (p *preparation) row(t *table.Table, raw []float64) {
	if p.samples == nil {
		p.begin(t)
	}
	at := len(t.Genes) - 1
	g := gene{name: p.undamaged(t.Genes[at], t.Lines[at]), line: t.Lines[at]}
	x := p.scratch
	for c, j := range p.samples {
		x[c] = raw[j]
	}
	p.tally(&g, x)
	p.technical.Add(g.name, x)
	if !p.without.Wants(g.name) || !p.only.wants(g.name) {
		return
	}
	p.genes = append(p.genes, g)
	if i, ok := p.admit(len(p.genes)-1, x); ok {
		p.settle(i, x)
	}
}

// tally counts what concerns the file as a whole, and notes what is missing.
func (p *preparation) tally(g *gene, x []float64) {
	large := false
	for c, v := range x {
		if v != v {
			if table.IsUnusable(v) {
				p.bad++
				p.full[c] = true // not empty, whatever it is
				continue
			}
			if g.missing == nil {
				g.missing = make([]uint64, (len(x)+63)/64)
			}
			g.missing[c/64] |= 1 << (c % 64)
			g.absent++
			continue
		}
		p.good++
		if v != 0 || p.options.KeepZeroSamples {
			p.full[c] = true
			p.total[c] += v
			large = large || v > mostValue || v < -mostValue
		}
	}
	if large && len(p.tooLarge) < finding.MostKept {
		c := slices.IndexFunc(x, func(v float64) bool { return math.Abs(v) > mostValue })
		j := p.samples[c]
		p.tooLarge = append(p.tooLarge, finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Line: g.line,
			Column: p.table.Columns[j], Gene: g.name, Sample: p.table.Samples[j], Count: 1,
			Text:   fmt.Sprintf("gene %s has the value %g, which is larger than any measurement", finding.Quote(g.name), x[c]),
			Remedy: "values go up to 1e100"})
	}
}

// settle treats the missing values of a row that stands for its gene, takes
// logarithms, and holds the row as long as it may be kept. x is not kept.
func (p *preparation) settle(i int, x []float64) {
	g := &p.genes[i]
	if p.options.Missing == "knn" && !p.imputed {
		g.values = slices.Clone(x) // until all rows are known
		return
	}
	if g.state = p.fill(g, x); g.state != stateKept {
		return
	}
	p.clip(g, x)
	g.measure(x, p.takesLogarithms(), g.missing)
	p.center(g, x)
	p.options.Every.Put(i, x)
	if g.below > 0 {
		g.firstLow = len(p.table.Samples)
		for c, v := range x {
			if v < 0 {
				g.firstLow = min(g.firstLow, p.samples[c])
			}
		}
	}
	g.variance = spread.Variance(x)
	if g.score = g.variance; p.options.Filter != "variance" {
		g.score = p.mad(g, x)
	}
	if !p.zero(g, math.Inf(-1)) {
		p.store.hold(p.genes, i, x)
	}
}

func (p *preparation) add(f finding.Finding) { p.out = append(p.out, f) }

func (p *preparation) fatal(code finding.Code, n int, text, remedy string) {
	p.add(finding.Finding{Code: code, Severity: finding.Fatal, Count: n, Text: text, Remedy: remedy})
}

// keptGenes are the rows that stand for a gene, in the order of the file.
func (p *preparation) keptGenes() []*gene {
	out := make([]*gene, 0, len(p.genes))
	for i := range p.genes {
		if p.genes[i].state == stateKept {
			out = append(out, &p.genes[i])
		}
	}
	return out
}
