package expr

import (
	"fmt"
	"math"
	"slices"
)

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
		Text: fmt.Sprintf("%s missing, written %s, in %d of %s and %d of %s; the first gene is on this line",
			p.shareOfValues(cells), list(spellings), genes, count(len(p.rows), "gene"), samples, count(len(p.samples), "sample"))}
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

// shareOfValues says "7 values (0.1 %) are".
func (p *preparation) shareOfValues(n int) string {
	are := "are"
	if n == 1 {
		are = "is"
	}
	return fmt.Sprintf("%s (%.1f %%) %s", count(n, "value"), 100*float64(n)/float64(len(p.rows)*len(p.samples)), are)
}

func genesWere(n int) string {
	if n == 1 {
		return "1 gene was"
	}
	return fmt.Sprintf("%d genes were", n)
}
