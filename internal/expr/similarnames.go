package expr

import (
	"fmt"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/words"
)

// names reports gene names that look damaged, and those that differ in less
// than they should.
func (p *preparation) names() {
	p.spreadsheetNames()
	p.similarNames()
	if f, ok := p.table.Repaired.Cleaned.Finding(finding.NamesCleaned, "name"); ok {
		p.add(f)
	}
	p.out = append(p.out, names.TellTrimmed("", p.table.Repaired.Trimmed, "gene name")...)
	p.out = append(p.out, names.TellTrimmed("", p.table.Repaired.TrimmedSamples, "sample name")...)
}

// similarNames reports names that differ in case alone, Ensembl identifiers
// that differ in version alone, and identifiers of several kinds.
func (p *preparation) similarNames() {
	lower := make(map[string]string, len(p.table.Genes))
	versions := map[string]string{}
	var inCase, inVersion []string
	var firstCase, firstVersion, ids int
	for i, name := range p.table.Genes {
		folded := strings.ToLower(name)
		if other, ok := lower[folded]; ok && other != name {
			if inCase = append(inCase, name); len(inCase) == 1 {
				firstCase = p.table.Lines[i]
			}
		} else {
			lower[folded] = name
		}
		if !strings.HasPrefix(name, "ENS") {
			continue
		}
		if m := names.Ensembl.FindStringSubmatch(name); m != nil {
			ids++
			bare := m[1] + m[3]
			if other, ok := versions[bare]; ok && other != name {
				if inVersion = append(inVersion, name); len(inVersion) == 1 {
					firstVersion = p.table.Lines[i]
				}
			}
			versions[bare] = name
		}
	}
	if n := len(inCase); n > 0 {
		p.add(finding.Finding{Code: finding.NamesDifferInCase, Severity: finding.Warning, Line: firstCase, Column: 1,
			Gene: inCase[0], Count: n,
			Text: fmt.Sprintf("%s from another one in the case of letters alone: %s", namesDiffer(n), finding.List(inCase)),
			Done: "taken for different genes", Remedy: "rename them if they are one gene; --duplicates then treats them"})
	}
	if n := len(inVersion); n > 0 {
		p.add(finding.Finding{Code: finding.NamesDifferInVersion, Severity: finding.Warning, Line: firstVersion, Column: 1,
			Gene: inVersion[0], Count: n,
			Text: fmt.Sprintf("%s from another one in the Ensembl version alone: %s", namesDiffer(n), finding.List(inVersion)),
			Done: "taken for different genes", Remedy: "leave out all versions but one"})
	}
	if all := len(p.table.Genes); 20*ids > all && 20*(all-ids) > all {
		p.add(finding.Finding{Code: finding.MixedIdentifiers, Severity: finding.Warning, Count: ids,
			Text: fmt.Sprintf("%d of %s are named by Ensembl identifiers, the others otherwise: a gene may be there twice", ids,
				words.Plural(all, "gene")), Remedy: "name all genes in one way"})
	}
}

func namesDiffer(n int) string {
	if n == 1 {
		return "1 gene name differs"
	}
	return fmt.Sprintf("%d gene names differ", n)
}
