package expr

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
)

// undamaged returns the name of a gene, or, where a spreadsheet damaged it and
// this is to be undone, the one it had.
func (p *preparation) undamaged(name string, line int) string {
	if len(name) < 4 || len(name) > 19 || !strings.ContainsAny(name, "0123456789") || !strings.ContainsAny(name, "-./ +") {
		return name
	}
	d, ok := names.DamageOf(name)
	if !ok {
		return name
	}
	d.Line = line
	p.damaged = append(p.damaged, d)
	if p.options.FixExcelGenes && d.Was != "" {
		return d.Was
	}
	return name
}

// damagedNames are those that look damaged.
func (p *preparation) damagedNames() []names.Damage {
	all := slices.Clone(p.damaged)
	numeric := 0
	var serials []names.Damage
	for i, name := range p.table.Genes {
		if name == "" || strings.Trim(name, "0123456789") != "" {
			continue
		}
		numeric++
		if names.SerialDay.MatchString(name) && len(serials) < finding.MostKept {
			serials = append(serials, names.Damage{Name: name, Line: p.table.Lines[i],
				Why: "may be a date counted in days, or an identifier"})
		}
	}
	if 20*numeric <= len(p.table.Genes) { // else numbers are how these genes are named
		all = append(all, serials...)
	}
	return all
}

// spreadsheetNames reports names that look damaged.
func (p *preparation) spreadsheetNames() {
	all := p.damagedNames()
	if len(all) == 0 {
		return
	}
	fixable, first := 0, all[0]
	times := map[string]int{}
	var shown []string
	for _, d := range all {
		times[d.Name]++
		if times[d.Name] == 1 {
			shown = append(shown, d.Name)
		}
		f := finding.Finding{Code: finding.ExcelGene, Severity: finding.Note, Line: d.Line, Column: 1, Gene: d.Name, Count: 1,
			Text: "the gene name " + finding.Quote(d.Name) +
				" looks like a date or number that a spreadsheet made of another name"}
		switch {
		case d.Was != "" && p.options.FixExcelGenes:
			f.Done = "read as " + d.Was
		case d.Was != "":
			f.Remedy = "--fix-excel-genes reads it as " + d.Was
		}
		if d.Was != "" {
			fixable++
		}
		if d.Why != "" {
			f.Text += " (" + d.Why + ")"
		}
		p.add(f)
	}
	summary := finding.Finding{Code: finding.ExcelGenes, Severity: finding.Warning, Line: first.Line, Column: 1,
		Gene: first.Name, Count: len(all),
		Text: fmt.Sprintf("%s like dates or numbers that a spreadsheet made of other names: %s", namesLook(len(all)),
			finding.List(shown))}
	for _, name := range shown {
		if times[name] > 1 {
			summary.Text += fmt.Sprintf("; %d rows are named %s, which is certain damage", times[name], finding.Quote(name))
			break
		}
	}
	switch {
	case p.options.FixExcelGenes:
		summary.Done, summary.Remedy = fmt.Sprintf("%d read as the gene meant", fixable),
			"better export the matrix again from its source"
		if rest := len(all) - fixable; rest > 0 {
			summary.Done += fmt.Sprintf("; %d cannot be told and keep the name", rest)
		}
	case fixable > 0:
		summary.Remedy = fmt.Sprintf("export the matrix again from its source, or use --fix-excel-genes, which can tell "+
			"%d of them", fixable)
	default:
		summary.Remedy = "export the matrix again from its source: none of them can be told"
	}
	p.add(summary)
}

func namesLook(n int) string {
	if n == 1 {
		return "1 gene name looks"
	}
	return fmt.Sprintf("%d gene names look", n)
}
