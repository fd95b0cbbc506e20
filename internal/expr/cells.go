package expr

import (
	"fmt"
	"math"
	"strings"
)

// gene reads one row.
func (p *parser) gene(name string, cells []string) {
	row := p.table.blank(len(cells))
	for j, cell := range cells {
		row[j] = p.value(cell, name, j)
	}
	p.table.add(name, p.source.line, row)
}

// value reads one cell of sample j; NaN stands for missing, and for what is
// reported as unusable.
func (p *parser) value(cell, gene string, j int) float64 {
	text := cell
	if p.comma {
		text = strings.Replace(text, ",", ".", 1)
	}
	x, err := parseNumber(text)
	if err == nil {
		return x
	}
	if trimmed := strings.TrimSpace(cell); trimmed != cell {
		return p.value(trimmed, gene, j)
	}
	t := p.table
	place := Finding{Severity: Fatal, Line: p.source.line, Column: t.Columns[j], Gene: gene, Sample: t.Samples[j], Count: 1}
	switch {
	case isMissing(cell):
		if t.missing.cells == 0 {
			t.missing.line, t.missing.col = place.Line, place.Column
		}
		t.missing.cells++
		t.missing.spellings[cell] = true
		return math.NaN()
	case isInfinite(cell):
		if p.options.InfMissing {
			t.missing.cells++
			t.missing.spellings[cell] = true
			t.missing.infinite++
			return math.NaN()
		}
		place.Code, place.Text, place.Remedy = "infinite", "gene "+quote(gene)+" has the value "+quote(cell), "use --inf missing to treat infinite values as missing"
		place.Flags = "--inf missing"
		if len(p.infinite) < findingsKept {
			p.infinite = append(p.infinite, place)
		}
	default:
		text, remedy := cellError(cell, err)
		place.Code, place.Text, place.Remedy = "not-a-number", "gene "+quote(gene)+": "+text, remedy
		if p.bad == nil {
			p.bad = map[int]*badColumn{}
		}
		b := p.bad[j]
		if b == nil {
			b = &badColumn{}
			p.bad[j] = b
		}
		if b.count++; len(b.first) < findingsKept {
			b.first = append(b.first, place)
		}
	}
	return unusable
}

// findingsKept bounds how many findings of a kind are kept one by one.
const findingsKept = 1000

// cellFindings turns bad cells into findings: a column that is text throughout
// is one finding, not thousands.
func (p *parser) cellFindings() Findings {
	var out Findings
	t := p.table
	for j := range t.Samples {
		b := p.bad[j]
		switch {
		case b == nil:
		case b.count == len(t.Genes) && b.count > 1:
			f := b.first[0]
			f.Code, f.Gene, f.Count = "text-column", "", b.count
			f.Text = fmt.Sprintf("no value of this column is a number (the first is for %s)", f.Text)
			f.Remedy = "leave out columns that are no samples (descriptions, identifiers)"
			out = append(out, f)
		default:
			out = append(out, b.first...)
		}
	}
	return append(out, p.infinite...)
}
