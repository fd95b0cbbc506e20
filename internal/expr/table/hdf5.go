package table

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"subtype/internal/expr/anndata"
	"subtype/internal/expr/finding"
)

// readHDF5 reads an AnnData file, or one of 10x Genomics' Cell Ranger.
func (p *parser) readHDF5() error {
	if p.flip != nil {
		return p.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal,
			Text: "an HDF5 file says which axis the genes are", Remedy: "leave --transpose away"})
	}
	if p.options.HeaderLine > 0 {
		return p.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal,
			Text: "an HDF5 file has no lines", Remedy: "leave --header-line away"})
	}
	p.axes = true
	book := p.source.Book.Section()
	m, err := anndata.Open(book, book.Size(), p.options.Sheet)
	if err != nil {
		return p.unread(err)
	}
	if f := p.options.Format; f != "" && f != "auto" && f != m.Kind {
		return p.source.Refuse(finding.Finding{Code: finding.Format, Severity: finding.Fatal,
			Text: "this is " + m.Format + ", not " + f, Remedy: "leave --format away to have it found from the content"})
	}
	p.table.Format = m.Format + ", matrix " + finding.Quote(m.Name)
	p.table.Findings = append(p.table.Findings, m.Findings(p.options.Sheet != "")...)
	for j, name := range m.Samples {
		p.sample(name, 0, j+1)
	}
	for _, c := range m.Columns {
		p.table.Annotations = append(p.table.Annotations, Annotation(c))
	}
	use, others := make([]bool, len(m.Genes)), map[string]int{}
	for i := range use {
		m.Genes[i] = p.table.Repaired.Cleaned.Text(m.Genes[i], i+1, 1)
		if use[i] = m.Assays == nil || isExpression(m.Assays[i]); !use[i] {
			others[strings.TrimSpace(m.Assays[i])]++
		} else {
			use[i] = !p.isLeftover(strings.TrimSpace(m.Genes[i]))
		}
	}
	p.otherAssays(others)
	return p.unread(p.handOnHDF5(m, use))
}

// handOnHDF5 hands the genes on.
func (p *parser) handOnHDF5(m *anndata.Matrix, use []bool) error {
	filled, kept := 0, 0
	err := m.Each(use, func(gene int, values []float64) error {
		p.source.Line = gene + 1
		for j, x := range values {
			if x != 0 {
				filled++
			}
			if x-x != 0 { // neither finite nor missing without a word
				values[j] = p.value(strconv.FormatFloat(x, 'g', -1, 64), m.Genes[gene], j)
			}
		}
		kept++
		return p.keep(m.Genes[gene], gene+1, values)
	})
	if err == nil && m.Sparse() {
		p.hollow(filled, kept, len(m.Samples))
	}
	return err
}

// unread turns what a reader of containers says of a file into a refusal.
func (p *parser) unread(err error) error {
	var known interface{ Finding() finding.Finding }
	var refusal *finding.Refusal
	switch {
	case err == nil, errors.As(err, &refusal):
		return err
	case errors.As(err, &known):
		return p.source.Refuse(known.Finding())
	}
	return fmt.Errorf("%s: %w", p.source.Name, err)
}
