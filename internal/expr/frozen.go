package expr

import (
	"cmp"
	"slices"
	"strings"

	"subtype/internal/expr/transform"
)

// transform freezes what was done to the values of the genes of the matrix.
func (p *preparation) transform(m *Matrix) *transform.Transform {
	t := &transform.Transform{Missing: cmp.Or(p.options.Missing, MissingPolicies[0]), Log2: p.takesLogarithms(),
		Negatives: cmp.Or(p.options.Negatives, NegativesPolicies[0])}
	at := map[string]int{} // genes, in t.Genes
	for i, name := range m.Genes {
		r := transform.Row{Name: name}
		gene := name
		if m.Halves != nil {
			gene, r.Sign = m.Halves[i].Gene, m.Halves[i].Sign
		}
		if t.Negatives == "clip" {
			r.Sign = +1
		}
		if _, ok := at[gene]; !ok {
			at[gene] = len(t.Genes)
			t.Genes = append(t.Genes, p.frozen(&p.genes[p.byName[gene]]))
		}
		r.Gene = at[gene]
		t.Rows = append(t.Rows, r)
	}
	if t.Negatives == "rank" { // among all genes, whichever were kept
		p.rankedAmong(t)
	}
	return t
}

// frozen is what was fitted to a gene.
func (p *preparation) frozen(g *gene) transform.Gene {
	f := transform.Gene{Name: g.name, Median: g.median, Level: g.level, NearLevel: g.near}
	switch p.options.Negatives {
	case "rank":
		f.Shift, f.NearShift = g.centre, g.nearCentre
	case "shift":
		f.Shift = below0(p.lowest)
	case "shift-gene":
		f.Shift = g.low
	}
	return f
}

// below0 is x where it is below 0, and else 0, never −0.
func below0(x float64) float64 {
	if x < 0 {
		return x
	}
	return 0
}

// rankedAmong adds the genes that those of the rows were ranked among.
func (p *preparation) rankedAmong(t *transform.Transform) {
	t.Genes = t.Genes[:0]
	for _, g := range p.keptGenes() {
		t.Genes = append(t.Genes, p.frozen(g))
	}
	slices.SortFunc(t.Genes, func(a, b transform.Gene) int { return strings.Compare(a.Name, b.Name) })
	at := make(map[string]int, len(t.Genes))
	for i, g := range t.Genes {
		at[g.Name] = i
	}
	for i := range t.Rows {
		t.Rows[i].Gene = at[t.Rows[i].Name]
	}
}
