package table

import (
	"fmt"
	"io"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
)

const (
	tableBegin = "!series_matrix_table_begin"
	tableEnd   = "!series_matrix_table_end"
)

// readGEO reads a series matrix of the Gene Expression Omnibus: lines that begin
// with ! about the series and its samples, then the table between two marks.
// What the lines say about the samples become annotations.
func (p *parser) readGEO() error {
	s := p.source
	p.sep, p.table.Format = textfile.Tab, "GEO series matrix"
	accessions, columns, err := p.readGEOSamples()
	if err != nil {
		return err
	}
	head, _, err := s.Head(headLines)
	if err != nil {
		return err
	}
	for i, line := range head {
		if strings.HasPrefix(strings.ToLower(strings.Trim(line, "\"\t ")), tableEnd) {
			head = head[:i]
			break
		}
	}
	if len(head) < 2 {
		return s.Refuse(finding.Finding{Code: finding.NoData, Severity: finding.Fatal, Line: s.Line,
			Text:   "the table of this series matrix is empty, as it is for sequencing data",
			Remedy: "take the matrix from the series' supplementary files on GEO"})
	}
	p.until = tableEnd
	if err := p.readTable(p.cut(head)); err != nil {
		return err
	}
	if !p.ended {
		return p.geoEnd(nil, "no "+tableEnd)
	}
	p.until = ""
	for err == nil { // what follows must be sound too
		_, err = s.Next()
	}
	p.sampleAnnotations(accessions, columns)
	return p.geoEnd(err, "")
}

// readGEOSamples reads what stands above the table: the names of the samples and what is
// said about them.
func (p *parser) readGEOSamples() (accessions []string, columns []Annotation, err error) {
	cells := 0
	for {
		line, err := p.source.Next()
		if err != nil {
			return nil, nil, p.geoEnd(err, "no "+tableBegin)
		}
		if strings.HasPrefix(strings.ToLower(strings.Trim(line, "\"\t ")), tableBegin) {
			return accessions, columns, nil
		}
		if len(columns) >= finding.MostKept || cells > textfile.MostCells {
			continue
		}
		fields, err := p.sep.Split(nil, line)
		if err != nil || !strings.HasPrefix(fields[0], "!Sample_") {
			continue
		}
		cells += len(fields)
		values, name := textfile.Trim(fields[1:]), strings.TrimPrefix(fields[0], "!Sample_")
		switch {
		case name == "geo_accession":
			accessions = values
		case name == "title" || name == "source_name_ch1":
			columns = append(columns, Annotation{Name: name, Values: values})
		case strings.HasPrefix(name, "characteristics_ch"):
			columns = append(columns, characteristic(name, values))
		}
	}
}

// geoEnd tells the end of the file from other errors. what is missing at the
// end; "" when nothing is.
func (p *parser) geoEnd(err error, what string) error {
	if err != nil && err != io.EOF {
		return err
	}
	if what == "" {
		return nil
	}
	return p.source.Refuse(finding.Finding{Code: finding.Truncated, Severity: finding.Fatal, Line: p.source.Line,
		Text: "the series matrix ends here with " + what, Remedy: "download it again"})
}

// characteristic is a line of "key: value" for each sample; the key names the
// column.
func characteristic(name string, values []string) Annotation {
	a := Annotation{Name: name, Values: make([]string, len(values))}
	for i, v := range values {
		key, value, ok := strings.Cut(v, ":")
		if !ok {
			a.Values[i] = v
			continue
		}
		if a.Name == name {
			a.Name = strings.TrimSpace(key)
		}
		if a.Values[i] = strings.TrimSpace(value); strings.TrimSpace(key) != a.Name {
			a.Values[i] = v // another key in this sample
		}
	}
	return a
}

// sampleAnnotations joins annotations to samples by accession.
func (p *parser) sampleAnnotations(accessions []string, columns []Annotation) {
	t := p.table
	at := map[string]int{}
	for i, a := range accessions {
		at[strings.TrimSpace(names.Clean(a))] = i
	}
	names := map[string]int{}
	for _, c := range columns {
		values := make([]string, len(t.Samples))
		known := 0
		for j, s := range t.Samples {
			if i, ok := at[s]; ok && i < len(c.Values) {
				values[j] = c.Values[i]
				known++
			}
		}
		if known == 0 {
			continue
		}
		name := c.Name
		if names[name]++; names[name] > 1 {
			name = fmt.Sprintf("%s.%d", name, names[name])
		}
		t.Annotations = append(t.Annotations, Annotation{Name: name, Values: values})
	}
}
