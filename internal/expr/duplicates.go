package expr

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"subtype/internal/expr/alike"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/spread"
	"subtype/internal/words"
)

// duplicateKey tells rows of one name apart without their values. It does not
// depend on the order of rows or columns in the file.
type duplicateKey struct {
	spread float64 // median absolute deviation of the values as read
	sum    float64 // of the values as read
	digest uint64  // of the values as read
	hasMAD bool
}

// family is the rows of one name, where there are several.
type family struct {
	lines     []int
	rows      []int           // those that differ: indices of genes
	digests   map[uint64]bool // of those
	identical int             // rows that repeat another
	raw       [][]float64     // of those that differ, where they are to be combined
}

// admit takes a row among those of its name and says which row, if any, now
// stands for the name with the values x. Rows that repeat another value by
// value are left out whatever the policy, but "error".
func (p *preparation) admit(i int, x []float64) (int, bool) {
	g := &p.genes[i]
	if p.options.Duplicates == "first" || p.options.Duplicates == "error" {
		g.duplicateKey = duplicateKey{digest: alike.Digest(x)}
	} else {
		g.duplicateKey = p.key(x)
	}
	combine := p.known.combine[g.name]
	other, seen := p.byName[g.name]
	if !seen {
		p.byName[g.name] = i
		if combine {
			p.families[g.name] = &family{lines: []int{g.line}, rows: []int{i}, digests: map[uint64]bool{g.digest: true},
				raw: [][]float64{slices.Clone(x)}}
		}
		return i, !combine
	}
	o := &p.genes[other]
	f := p.families[g.name]
	if f == nil {
		f = &family{lines: []int{o.line}, rows: []int{other}, digests: map[uint64]bool{o.digest: true}}
		p.families[g.name] = f
	}
	f.lines = append(f.lines, g.line)
	if f.digests[g.digest] {
		f.identical++
		g.state = stateReplaced
		return 0, false
	}
	f.rows, f.digests[g.digest] = append(f.rows, i), true
	if combine {
		f.raw = append(f.raw, slices.Clone(x))
		g.state = stateReplaced
		return 0, false
	}
	if p.options.Duplicates == "" || p.options.Duplicates == "max-mad" {
		if g.before(o) {
			p.store.drop(o)
			o.state = stateReplaced
			p.byName[g.name] = i
			return i, true
		}
	}
	g.state = stateReplaced
	return 0, false
}

// key makes the key of a row.
func (p *preparation) key(x []float64) duplicateKey {
	k := duplicateKey{digest: alike.Digest(x), hasMAD: true}
	known := knownInto(p.sorted, x)
	for _, v := range known {
		k.sum += v
	}
	k.spread = spread.MAD(known)
	return k
}

// before puts the row of the larger median absolute deviation first, then the
// one of the larger sum; the digest only makes the order complete.
func (k *duplicateKey) before(o *gene) bool {
	return cmp.Or(cmp.Compare(o.spread, k.spread), cmp.Compare(o.sum, k.sum), cmp.Compare(o.digest, k.digest)) < 0
}

// combineFamilies puts the mean or the sum of rows in the place of the first.
// Missing values are left out of account; values are added in rising order.
func (p *preparation) combineFamilies() {
	column := []float64{}
	for i := range p.genes {
		g := &p.genes[i]
		f := p.families[g.name]
		if f == nil || f.raw == nil || f.rows[0] != i {
			continue
		}
		x := p.scratch
		g.absent, g.missing, g.hasMAD = 0, nil, false
		for c := range x {
			column = column[:0]
			for _, raw := range f.raw {
				if v := raw[c]; v == v {
					column = append(column, v)
				}
			}
			if len(column) == 0 {
				x[c] = math.NaN()
				if g.missing == nil {
					g.missing = make([]uint64, (len(x)+63)/64)
				}
				g.missing[c/64] |= 1 << (c % 64)
				g.absent++
				continue
			}
			slices.Sort(column)
			x[c] = 0
			for _, v := range column {
				x[c] += v
			}
			if p.options.Duplicates == "mean" {
				x[c] /= float64(len(column))
			}
		}
		f.raw = nil
		p.settle(i, x)
	}
}

// duplicates reports genes with several rows.
func (p *preparation) duplicates() {
	policy := p.options.Duplicates
	if policy == "" {
		policy = DuplicatesPolicies[0]
	}
	names, extra, repeats := 0, 0, 0
	seen := map[string]bool{}
	for i := range p.genes {
		f := p.families[p.genes[i].name]
		if f == nil || seen[p.genes[i].name] || p.genes[i].name == "" { // no name is refused as such
			continue
		}
		g := &p.genes[p.byName[p.genes[i].name]]
		seen[g.name] = true
		repeats += f.identical
		d := finding.Finding{Code: finding.DuplicateGene, Severity: finding.Note, Line: f.lines[0], Column: 1, Gene: g.name,
			Count: len(f.lines),
			Text:  fmt.Sprintf("gene %s stands on lines %s", finding.Quote(g.name), numbers(f.lines))}
		switch {
		case policy == "error":
			d.Severity, d.Remedy, d.Flags = finding.Fatal, "use --duplicates max-mad, mean, sum or first", "--duplicates max-mad"
		case len(f.rows) == 1:
			d.Done = "the same values on each: one was kept"
		case policy == "first":
			d.Done = "the first was kept"
		case policy == "max-mad":
			d.Done = fmt.Sprintf("the one with the largest median absolute deviation, line %d, was kept", g.line)
		default:
			d.Done = "their " + policy + " was taken"
		}
		if f.identical > 0 && len(f.rows) > 1 && policy != "error" {
			d.Done += fmt.Sprintf("; %s another value by value and did not count", rowsRepeat(f.identical))
		}
		if len(f.rows) > 1 {
			names++
			extra += len(f.rows) - 1
		}
		p.add(d)
	}
	if policy == "error" {
		return
	}
	if names > 0 {
		p.add(finding.Finding{Code: finding.DuplicateGenes, Severity: finding.Warning, Count: names,
			Text: fmt.Sprintf("%s more than one row (%s too many)", genesHave(names), words.Plural(extra, "row")),
			Done: duplicatesDone[policy], Remedy: otherwise("--duplicates", DuplicatesPolicies, policy)})
	}
	if repeats > 0 {
		p.add(finding.Finding{Code: finding.IdenticalRows, Severity: finding.Note, Count: repeats,
			Text: fmt.Sprintf("%s another row of the same gene value by value", rowsRepeat(repeats)),
			Done: "one of each was kept", Remedy: "--duplicates error refuses them"})
	}
}

// duplicatesDone says what a policy does.
var duplicatesDone = map[string]string{
	"max-mad": "of each the row with the largest median absolute deviation was kept",
	"mean":    "the mean of each one's rows was taken",
	"sum":     "the sum of each one's rows was taken",
	"first":   "the first row of each was kept",
}

func rowsRepeat(n int) string {
	if n == 1 {
		return "1 row repeats"
	}
	return fmt.Sprintf("%d rows repeat", n)
}

// numbers lists lines: "3, 7 and 12"; the first ten, where there are more.
func numbers(x []int) string {
	const most = 10
	s := ""
	for i, n := range x {
		switch {
		case i == 0:
		case i == most:
			return s + fmt.Sprintf(" and %d more", len(x)-most)
		case i == len(x)-1:
			s += " and "
		default:
			s += ", "
		}
		s += fmt.Sprint(n)
	}
	return s
}
