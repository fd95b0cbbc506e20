package expr

import (
	"fmt"
	"strings"
)

// names reports gene names that look damaged, and those that differ in less
// than they should.
func (p *preparation) names() {
	p.spreadsheetNames()
	p.similarNames()
	if f, ok := p.table.sink.cleaned.finding("names-cleaned", "name"); ok {
		p.add(f)
	}
	p.out = append(p.out, trimmedNames("", p.table.sink.trimmed, "gene name")...)
	p.out = append(p.out, trimmedNames("", p.table.sink.trimmedSamples, "sample name")...)
}

// trimmedNames tells of n names that were read without the blanks around them.
func trimmedNames(before string, n int, noun string) Findings {
	if n == 0 {
		return nil
	}
	return Findings{{Code: "names-trimmed", Severity: Note, Count: n, Text: before + count(n, noun) + " with blanks before or behind", Done: "read without them"}}
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
		if m := ensembl.FindStringSubmatch(name); m != nil {
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
		p.add(Finding{Code: "names-differ-in-case", Severity: Warning, Line: firstCase, Column: 1, Gene: inCase[0], Count: n,
			Text: fmt.Sprintf("%s from another one in the case of letters alone: %s", namesDiffer(n), list(inCase)), Done: "taken for different genes", Remedy: "rename them if they are one gene; --duplicates then treats them"})
	}
	if n := len(inVersion); n > 0 {
		p.add(Finding{Code: "names-differ-in-version", Severity: Warning, Line: firstVersion, Column: 1, Gene: inVersion[0], Count: n,
			Text: fmt.Sprintf("%s from another one in the Ensembl version alone: %s", namesDiffer(n), list(inVersion)), Done: "taken for different genes", Remedy: "leave out all versions but one"})
	}
	if all := len(p.table.Genes); 20*ids > all && 20*(all-ids) > all {
		p.add(Finding{Code: "mixed-identifiers", Severity: Warning, Count: ids,
			Text: fmt.Sprintf("%d of %s are named by Ensembl identifiers, the others otherwise: a gene may be there twice", ids, count(all, "gene")), Remedy: "name all genes in one way"})
	}
}

func namesDiffer(n int) string {
	if n == 1 {
		return "1 gene name differs"
	}
	return fmt.Sprintf("%d gene names differ", n)
}
