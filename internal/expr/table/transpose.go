package table

import (
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// flipped collects a file with genes in columns: whole, because the first gene
// is complete only with the last line.
type flipped struct {
	names []string // of the rows, which are samples
	lines []int
	rows  [][]float64
	width int
	genes []string
	line  int          // of the header
	first int          // field of the first gene
	about []Annotation // columns that are no genes
}

// begin takes the header, which names genes.
func (f *flipped) begin(p *parser, line int) {
	f.genes, f.width, f.line = p.table.Samples, len(p.table.Samples), line
	if f.width > 0 {
		f.first = p.table.Columns[0]
	}
}

// add keeps a row.
func (f *flipped) add(p *parser, name string, values []float64) error {
	if len(f.rows) >= textfile.MostSamples {
		return p.tooMany(textfile.MostSamples, textfile.MostSamples, "sample")
	}
	if (len(f.rows)+1)*len(values) > textfile.MostValues {
		return p.tooMany(textfile.MostValues, textfile.MostValues, "value")
	}
	f.names = append(f.names, strings.Clone(name))
	f.lines = append(f.lines, p.source.Line)
	f.rows = append(f.rows, append(make([]float64, 0, len(values)), values...))
	return nil
}

// handOnColumns hands the genes of a file with genes in columns on.
func (p *parser) handOnColumns() error {
	f := p.flip
	if f == nil {
		return nil
	}
	t := p.table
	t.Samples, t.Columns, t.SampleLines = f.names, make([]int, len(f.names)), f.lines
	t.Annotations = append(t.Annotations, f.about...)
	values := make([]float64, len(f.rows))
	for j, name := range f.genes {
		if p.isLeftover(name) {
			continue
		}
		for i, row := range f.rows {
			values[i] = row[j]
		}
		if err := p.keep(name, f.line, values); err != nil {
			return err
		}
	}
	p.add(finding.Finding{Code: finding.Transposed, Severity: finding.Note, Count: len(f.genes),
		Text: "genes were read from the columns and samples from the rows, which takes the whole file into memory"})
	return nil
}
