package table

import (
	"fmt"

	"subtype/internal/expr/finding"
)

// checkNames looks at gene and sample names.
func (p *parser) checkNames() {
	t := p.table
	if p.classesAsNames() {
		return
	}
	bad := 0
	fatal := func(f finding.Finding) {
		if bad++; bad <= finding.MostKept {
			f.Severity = finding.Fatal
			p.add(f)
		}
	}
	seen := map[string]int{}
	for j, name := range t.Samples {
		f := finding.Finding{Code: finding.SampleName, Column: t.Columns[j]}
		other := "column %d has the same name"
		if t.SampleLines != nil {
			f.Line, other = t.SampleLines[j], "line %d has the same name"
		}
		switch at, ok := seen[name]; {
		case name == "":
			f.Text, f.Remedy = "the sample has no name", "name every column in the header"
		case ok:
			f.Sample, f.Remedy, f.Flags = name, "give every sample its own name, or use --rename-duplicate-samples",
				"--rename-duplicate-samples"
			place := t.Columns[at]
			if t.SampleLines != nil {
				place = t.SampleLines[at]
			}
			f.Text = fmt.Sprintf(other, place)
		default:
			seen[name] = j
			continue
		}
		fatal(f)
	}
	for i, name := range t.Genes {
		f := finding.Finding{Code: finding.GeneName, Line: t.Lines[i], Column: 1}
		if name == "" {
			f.Text, f.Remedy, f.Flags = "the gene has no name", "name every row, or leave such rows out with --unnamed drop",
				"--unnamed drop"
			fatal(f)
		}
	}
}

// classesAsNames refuses samples in rows whose first column holds a few names again and
// again: these are classes.
func (p *parser) classesAsNames() bool {
	t := p.table
	distinct := map[string]bool{}
	for _, name := range t.Samples {
		distinct[name] = true
	}
	if t.SampleLines == nil || len(t.Samples) < 4 || 2*len(distinct) > len(t.Samples) {
		return false
	}
	p.add(finding.Finding{Code: finding.SampleName, Severity: finding.Fatal, Column: 1, Count: len(distinct),
		Text: fmt.Sprintf("the first column names %d samples %s alone: it holds classes (%s), not the names of the samples",
			len(t.Samples), fmt.Sprintf("by %d words", len(distinct)), finding.List(t.Samples[:min(3, len(t.Samples))])),
		Remedy: "put a column with a name for each sample first"})
	return true
}
