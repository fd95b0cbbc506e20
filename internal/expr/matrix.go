package expr

import (
	"cmp"
	"slices"
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
