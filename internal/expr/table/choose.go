package table

import (
	"strings"

	"subtype/internal/expr/names"
)

// row reads the cells of the samples from the fields of a line.
func (p *parser) row(fields []string, l *layout) error {
	for _, at := range l.marks {
		if strings.TrimSpace(fields[at]) == "+" {
			p.leftovers["marked"]++
			return nil
		}
	}
	name := fields[l.row]
	if p.flip != nil {
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
