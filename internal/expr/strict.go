package expr

import (
	"maps"

	"subtype/internal/expr/finding"
)

// strict turns repairs that nobody asked for into refusals.
func (p *preparation) strict() {
	if !p.options.Strict {
		return
	}
	asked := maps.Clone(finding.StrictPasses)
	if p.options.Duplicates != "" {
		asked[finding.DuplicateGenes], asked[finding.IdenticalRows] = "--duplicates", "--duplicates"
	}
	if p.options.FixExcelGenes {
		asked[finding.ExcelDateGene] = "--fix-excel-genes"
	}
	p.out.RefuseRepairs(asked)
}
