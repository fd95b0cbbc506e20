package table

import (
	"fmt"
	"strconv"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/textfile"
)

// readGCT reads GenePattern's GCT, versions 1.2 and 1.3: a version line, a line
// of dimensions, a header, and rows that begin with a name and (1.2) a
// description or (1.3) row metadata; in 1.3 column metadata come first.
func (p *parser) readGCT() error {
	s, t := p.source, p.table
	p.sep = textfile.Tab
	version, err := s.Next()
	if err != nil {
		return err
	}
	version = strings.TrimSpace(version)
	if version != "#1.2" && version != "#1.3" {
		return s.Refuse(finding.Finding{Code: finding.GCT, Severity: finding.Fatal, Line: s.Line,
			Text: "GCT version " + finding.Quote(version) + " is not known", Remedy: "versions #1.2 and #1.3 are read"})
	}
	t.Format = "GCT " + version[1:]
	dims, err := p.dimensions(version)
	if err != nil {
		return err
	}
	if err := p.readGCTHeader(dims); err != nil {
		return err
	}
	return p.readGCTRows(dims)
}

// readGCTHeader reads the names of the samples.
func (p *parser) readGCTHeader(dims [4]int) error {
	s := p.source
	header, err := p.next()
	if err != nil {
		return err
	}
	samples, columnMeta, start := dims[1], dims[3], 1+dims[2]
	if header == nil {
		return p.noData()
	}
	header = append([]string(nil), header...)
	for len(header) > start+samples && header[len(header)-1] == "" {
		header = header[:len(header)-1]
	}
	if without := len(header) == 1+samples && start == 2; without || start == 2 && len(header) == start+samples &&
		!isDescription(header[1]) {
		if err := p.descriptions(header, without); err != nil {
			return err
		}
	}
	if len(header) != start+samples {
		return s.Refuse(finding.Finding{Code: finding.GCT, Severity: finding.Fatal, Line: s.Line,
			Text: fmt.Sprintf("the header has %d fields, but the dimensions ask for %d names after %d other fields",
				len(header), samples, start),
			Remedy: "correct line 2 or the header"})
	}
	for j, name := range header[start:] {
		p.sample(name, s.Line, start+j+1)
	}
	if p.flip != nil {
		return s.Refuse(finding.Finding{Code: finding.GCT, Severity: finding.Fatal,
			Text: "a GCT file has genes in rows", Remedy: "leave --transpose away"})
	}
	if columnMeta > textfile.MostColumns || columnMeta*samples > textfile.MostCells {
		return s.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Line: 2, Count: columnMeta,
			Text: fmt.Sprintf("line 2 says %d fields about each of %d samples; up to %d fields and %d values are read",
				columnMeta, samples, textfile.MostColumns, textfile.MostCells),
			Remedy: "leave out what is not to be shown"})
	}
	return nil
}

// isDescription says whether a header is one of GCT's second column.
func isDescription(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "description", "desc", "descriptions", "gene", "symbol", "gene symbol", "gene_symbol", "id", "name", "na":
		return true
	}
	return false
}

// descriptions refuses a GCT 1.2 whose second column holds values: where the column of
// descriptions is missing, the first sample stands there. without says that the header is
// as long as it is without such a column.
func (p *parser) descriptions(header []string, without bool) error {
	head, _, err := p.source.Head(headLines)
	if err != nil {
		return err
	}
	rows, values := p.cut(head), 0
	for _, row := range rows {
		if len(row) > 1 && textfile.IsNumber(strings.TrimSpace(row[1])) {
			values++
		}
	}
	if len(head) == 0 || 2*values <= len(rows) {
		return nil
	}
	return p.source.Refuse(finding.Finding{Code: finding.GCT, Severity: finding.Fatal, Line: p.source.Line, Column: 2,
		Text: "the second column of a GCT file, Description, is missing: " + finding.Quote(strings.TrimSpace(header[1])) +
			" holds values, as a sample does",
		Remedy: "insert a column Description after the names, or remove the first two lines and read the file as text"})
}

// readGCTRows reads what is said about the samples, and the genes.
func (p *parser) readGCTRows(dims [4]int) error {
	s, t := p.source, p.table
	genes, samples, columnMeta, start := dims[0], dims[1], dims[3], 1+dims[2]
	for row := 0; ; row++ {
		fields, err := p.next()
		if err != nil {
			return err
		}
		if fields == nil {
			if row != genes+columnMeta {
				return s.Refuse(finding.Finding{Code: finding.GCT, Severity: finding.Fatal, Line: s.Line,
					Text:   fmt.Sprintf("the file ends after %d rows, but line 2 says %d", row, genes+columnMeta),
					Remedy: "is the file cut off? Else correct line 2"})
			}
			return nil
		}
		if row == genes+columnMeta {
			return s.Refuse(finding.Finding{Code: finding.GCT, Severity: finding.Fatal, Line: s.Line,
				Text: fmt.Sprintf("there are more rows than the %d that line 2 says", row), Remedy: "correct line 2"})
		}
		for len(fields) > start+samples && fields[len(fields)-1] == "" {
			fields = fields[:len(fields)-1]
		}
		if len(fields) != start+samples {
			if err := p.wrongWidth(len(fields), start+samples, true); err != nil {
				return err
			}
			continue
		}
		if row < columnMeta {
			t.Annotations = append(t.Annotations, Annotation{
				Name: strings.TrimSpace(fields[0]), Values: textfile.Trim(fields[start:])})
			continue
		}
		if err := p.gene(fields[0], fields[start:]); err != nil {
			return err
		}
	}
}

// dimensions reads the second line: genes, samples, and in version 1.3 the
// numbers of row and column metadata fields. Version 1.2 has one row field, the
// description.
func (p *parser) dimensions(version string) ([4]int, error) {
	dims := [4]int{2: 1}
	fields, err := p.next()
	if err != nil {
		return dims, err
	}
	for len(fields) > 0 && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1]
	}
	want := 2
	if version == "#1.3" {
		want = 4
	}
	ok := len(fields) == want
	for i := 0; ok && i < want; i++ {
		dims[i], err = strconv.Atoi(strings.TrimSpace(fields[i]))
		ok = err == nil && dims[i] >= 0 && dims[i] <= textfile.MostGenes
	}
	if !ok {
		f := finding.Finding{Code: finding.GCT, Severity: finding.Fatal, Line: p.source.Line,
			Text: fmt.Sprintf("line 2 of a %s file must hold %d whole numbers, not %s", version, want,
				finding.Quote(strings.Join(fields, " "))),
			Remedy: "write the numbers of genes and of samples there, with a tab between them"}
		if others := strings.FieldsFunc(strings.Join(fields, "\t"), func(r rune) bool {
			return strings.ContainsRune("\t ,;\"", r)
		}); len(others) == want && len(fields) != want {
			f.Text += ": a blank, comma or semicolon stands where a tab belongs"
			f.Remedy = "separate all fields of the file by tabs; or, if only line 2 is so, write a tab there"
		}
		return dims, p.source.Refuse(f)
	}
	return dims, nil
}
