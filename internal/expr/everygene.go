package expr

import (
	"math"

	"subtype/internal/expr/rowstore"
)

// everyGene says what the rows of the last pass are.
func (p *preparation) everyGene(e *rowstore.Genes) error {
	lowest, cells, known := math.Inf(1), 0, 0
	e.Names, e.Rows, e.Floor = nil, nil, math.NaN()
	for i := range p.genes {
		g := &p.genes[i]
		if g.state != stateKept {
			continue
		}
		e.Names, e.Rows = append(e.Names, g.name), append(e.Rows, i)
		if g.low < lowest {
			lowest, cells = g.low, 0
		}
		if g.low == lowest {
			cells += g.atLow
		}
		known += g.known
	}
	if p.options.Center != "median" && cells >= 20 && 1000*cells >= known {
		e.Floor = lowest
	}
	linear, _ := p.looksLinear()
	e.Linear = linear && !p.takesLogarithms() && !p.belowZero() && p.options.Center != "median"
	return e.End()
}
