package expr

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// duplicates leaves one row for each gene name. What it leaves does not depend
// on the order of the rows, but with "first", which says so.
func (p *preparation) duplicates() {
	byName := map[string][]int{}
	for i, r := range p.rows {
		byName[r.name] = append(byName[r.name], i)
	}
	policy := p.options.Duplicates
	if policy == "" {
		policy = DuplicatesPolicies[0]
	}
	drop := make([]bool, len(p.rows))
	names, extra := 0, 0
	for i, r := range p.rows {
		same := byName[r.name]
		if len(same) == 1 || same[0] != i {
			continue
		}
		names++
		extra += len(same) - 1
		lines := make([]int, len(same))
		for k, s := range same {
			lines[k] = p.rows[s].line
			drop[s] = true
		}
		f := Finding{Code: "duplicate-gene", Severity: Note, Line: r.line, Gene: r.name, Count: len(same)}
		at := fmt.Sprintf("gene %s stands on lines %s", quote(r.name), numbers(lines))
		switch policy {
		case "error":
			f.Severity, f.Text, f.Remedy = Fatal, at, "use --duplicates max-mad, mean, sum or first"
		case "first":
			drop[i] = false
			f.Text = at + ": the first was kept"
		case "max-mad":
			best := slices.MinFunc(same, func(a, b int) int { return p.compareMAD(a, b) })
			drop[best] = false
			f.Text = fmt.Sprintf("%s: the one with the largest median absolute deviation, line %d, was kept", at, p.rows[best].line)
		case "mean", "sum":
			p.combine(i, same, policy == "mean")
			drop[i] = false
			f.Text = at + ": their " + policy + " was taken"
		}
		p.add(f)
	}
	if names == 0 {
		return
	}
	p.rows = keepAt(p.rows, func(i int) bool { return !drop[i] })
	if policy != "error" {
		p.add(Finding{Code: "duplicate-genes", Severity: Warning, Count: names,
			Text: fmt.Sprintf("%s more than one row (%d rows too many); treated by %s", genesHave(names), extra, policy), Remedy: "--duplicates max-mad, mean, sum, first or error"})
	}
}

// compareMAD puts the row with the larger median absolute deviation first, then
// the one with the larger values.
func (p *preparation) compareMAD(a, b int) int {
	x, y := p.rows[a].values, p.rows[b].values
	return cmp.Or(cmp.Compare(mad(keepKnown(y)), mad(keepKnown(x))), slices.Compare(y, x))
}

// combine replaces row i by the mean or the sum of the rows named, leaving
// missing values out of account. Values are added in rising order.
func (p *preparation) combine(i int, same []int, mean bool) {
	values := make([]float64, len(p.samples))
	column := make([]float64, len(same))
	for c := range values {
		for k, s := range same {
			column[k] = p.rows[s].values[c]
		}
		known := keepKnown(column)
		if len(known) == 0 {
			values[c] = math.NaN()
			continue
		}
		slices.Sort(known)
		for _, x := range known {
			values[c] += x
		}
		if mean {
			values[c] /= float64(len(known))
		}
	}
	p.rows[i].values = values
}

// keepKnown returns the values that are not missing.
func keepKnown(x []float64) []float64 {
	out := make([]float64, 0, len(x))
	for _, v := range x {
		if !math.IsNaN(v) {
			out = append(out, v)
		}
	}
	return out
}

// numbers lists lines: "3, 7 and 12".
func numbers(x []int) string {
	s := ""
	for i, n := range x {
		switch {
		case i == 0:
		case i == len(x)-1:
			s += " and "
		default:
			s += ", "
		}
		s += fmt.Sprint(n)
	}
	return s
}
