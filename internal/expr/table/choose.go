package table

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/column"
	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/textfile"
)

// row reads the cells of the samples from the fields of a line.
func (p *parser) row(fields []string, l *layout) error {
	for _, at := range l.marks {
		if strings.TrimSpace(fields[at]) == "+" {
			p.leftovers["marked"]++
			return nil
		}
	}
	if strings.HasPrefix(fields[0], "#!{") && p.flip == nil {
		return p.perseus(fields, l)
	}
	if l.class > 0 {
		if class := strings.TrimSpace(fields[l.class]); class == "Positive" || class == "Negative" {
			p.leftovers["controls"]++
			return nil
		}
	}
	name := fields[l.row]
	if p.flip == nil && column.IsAboutSamples(name) {
		p.leftovers["about samples"]++
		return p.annotate(name, p.cells(fields, l.samples))
	}
	if p.flip != nil {
		if err := p.aboutSamples(len(l.about)); err != nil {
			return err
		}
		for i, at := range l.about {
			column := &p.flip.about[i]
			column.Values = append(column.Values, strings.Clone(strings.TrimSpace(fields[at])))
		}
	} else if names.IsNoName(strings.TrimSpace(name)) {
		for _, at := range l.others {
			if other := strings.TrimSpace(fields[at]); !names.IsNoName(other) {
				name = other
				p.leftovers["renamed"]++
				break
			}
		}
	}
	return p.gene(name, p.cells(fields, l.samples))
}

// cells are the fields of the samples; in most tables they stand side by side.
func (p *parser) cells(fields []string, samples []int) []string {
	if len(samples) == 0 {
		return nil
	}
	first, last := samples[0], samples[len(samples)-1]
	if last-first == len(samples)-1 {
		return fields[first : last+1]
	}
	p.picked = p.picked[:0]
	for _, at := range samples {
		p.picked = append(p.picked, fields[at])
	}
	return p.picked
}

// perseus takes a line about the columns, as Perseus writes them below the header: groups
// of the samples become annotations, types are passed over.
func (p *parser) perseus(fields []string, l *layout) error {
	p.leftovers["Perseus"]++
	mark, first, _ := strings.Cut(strings.TrimPrefix(fields[0], "#!{"), "}")
	name, grouped := strings.CutPrefix(mark, "C:")
	if !grouped {
		return nil
	}
	row := slices.Clone(fields)
	row[0] = first
	return p.annotate(name, p.cells(row, l.samples))
}

// annotate takes a line of facts about the samples. The values are copied, as a part of
// the line would keep all of it.
func (p *parser) annotate(name string, values []string) error {
	if err := p.aboutSamples(len(values)); err != nil {
		return err
	}
	column := Annotation{Name: strings.Clone(strings.TrimSpace(name))}
	for _, v := range values {
		column.Values = append(column.Values, strings.Clone(strings.TrimSpace(v)))
	}
	p.table.Annotations = append(p.table.Annotations, column)
	return nil
}

// aboutSamples counts values about samples, of which not more are held than of a table of
// annotations.
func (p *parser) aboutSamples(values int) error {
	p.aboutCells += values
	if p.aboutCells <= textfile.MostCells && len(p.table.Annotations) < textfile.MostColumns {
		return nil
	}
	return p.source.Refuse(finding.Finding{Code: finding.TooLarge, Severity: finding.Fatal, Line: p.source.Line,
		Count: p.aboutCells, Text: fmt.Sprintf("there are more than %d columns or %d values about the samples",
			textfile.MostColumns, textfile.MostCells), Remedy: "leave out what is not to be shown"})
}
