package expr

import (
	"cmp"
	"slices"
	"strings"

	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/kind"
	"subtype/internal/expr/technical"
	"subtype/internal/expr/textfile"
	"subtype/internal/expr/transform"
)

// Matrix is an expression matrix ready for factorisation: finite, ≥ 0, no gene
// and no sample all zero, genes and samples in bytewise order of their names.
// With --missing mask, and only then, missing values are NaN.
type Matrix struct {
	Name, SHA256, Format string
	Genes                []string
	Samples              []string
	Values               [][]float64 // a row a gene
	Masked               int         // the number of NaN among Values
	Halves               []Half      // of each gene, where --negatives split was at work; else nil
	Kinds                []kind.Kind // of data, where several were joined; else nil
	GeneOrder            []int       // the genes in the order of the file: indices into Genes
	SampleOrder          []int       // the samples in the order of the file: indices into Samples
	Findings             finding.Findings
	Annotations          []annotation.Column // of the samples in their order here, from a GCT 1.3 file

	Transform   *transform.Transform // what was done to the values, for those of other samples
	Read        finding.Size         // what the file held
	FileSamples []string             // all its samples, in its order
	Technical   []technical.Measure  // of the samples, from all genes of the file
}

// Half says which part of a gene of the file a row is.
type Half struct {
	Gene  string // as in the file
	Sign  int    // +1 the up part, max(x, 0); −1 the down part, max(−x, 0)
	Other int    // the row of the other part; −1 where it would be all zero
}

// matrix puts the rows kept into canonical order.
func (p *preparation) matrix(rows []row) (*Matrix, error) {
	t := p.table
	m := &Matrix{Name: t.Name, SHA256: t.SHA256, Format: t.Format,
		Read: finding.Size{Genes: len(t.Genes), Samples: len(t.Samples)}, FileSamples: t.Samples,
		Technical: p.technical.Measures()}
	for _, j := range p.samples {
		m.Samples = append(m.Samples, t.Samples[j])
	}
	m.SampleOrder = orderBy(p.samples)

	place := make([]int, len(rows)) // sorted rows → position in the file
	for i := range place {
		place[i] = i
	}
	slices.SortStableFunc(place, func(a, b int) int { return cmp.Compare(rows[a].name, rows[b].name) })
	for k, i := range place {
		r := rows[i]
		if k > 0 && r.name == rows[place[k-1]].name {
			// Only names made by splitting can meet one from the file.
			p.add(finding.Finding{Code: finding.GeneName, Severity: finding.Fatal, Line: r.line, Column: 1, Gene: r.name,
				Count:  1,
				Text:   "gene " + finding.Quote(r.name) + " has the name of a half that --negatives split makes",
				Remedy: "rename the gene"})
			return nil, p.refusal()
		}
		m.Genes = append(m.Genes, r.name)
		m.Values = append(m.Values, r.values)
		for _, x := range r.values {
			if x != x {
				m.Masked++
			}
		}
	}
	m.GeneOrder = orderBy(place)
	if rows[0].name != rows[0].gene {
		m.Halves = Halves(m.Genes)
	}
	m.Findings = p.out.Sorted()
	m.Transform = p.transform(m)
	if p.options.Every != nil {
		if err := p.everyGene(p.options.Every); err != nil {
			return nil, err
		}
	}

	for _, column := range t.Annotations {
		values := make([]string, len(p.samples))
		for c, j := range p.samples {
			if v := column.Values[j]; !textfile.IsMissing(v) {
				values[c] = v
			}
		}
		m.Annotations = append(m.Annotations, annotation.Column{Name: column.Name, Values: values})
	}
	return m, nil
}

// Halves says of each gene which part of a gene of the file it is, by the names that
// --negatives split gives to all of them.
func Halves(genes []string) []Half {
	at := make(map[string]int, len(genes))
	for i, g := range genes {
		at[g] = i
	}
	out := make([]Half, len(genes))
	for i, g := range genes {
		gene, up := strings.CutSuffix(g, UpSuffix)
		h, other := Half{Gene: gene, Sign: 1, Other: -1}, gene+DownSuffix
		if !up {
			h.Gene, h.Sign = strings.TrimSuffix(g, DownSuffix), -1
			other = h.Gene + UpSuffix
		}
		if k, ok := at[other]; ok {
			h.Other = k
		}
		out[i] = h
	}
	return out
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
