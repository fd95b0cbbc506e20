package expr

import (
	"fmt"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/words"
)

// selection is the genes asked for by name.
type selection struct {
	asked []string
	exact map[string]bool   // asked for; true once met
	loose map[string]string // other spellings of those
	met   map[string]string // names in the matrix, met under another spelling
	found map[string]bool   // asked for, and met under any spelling
}

// newSelection returns nil, which wants every gene, for nil.
func newSelection(asked []string) *selection {
	if asked == nil {
		return nil
	}
	s := &selection{asked: asked, exact: map[string]bool{}, loose: map[string]string{}, met: map[string]string{},
		found: map[string]bool{}}
	for _, a := range asked {
		s.exact[a] = false
	}
	for _, a := range asked {
		for _, other := range names.Spellings(a) {
			if _, ok := s.loose[other]; !ok {
				s.loose[other] = a
			}
		}
	}
	return s
}

// wants says whether a gene was asked for, in this or another spelling.
func (s *selection) wants(name string) bool {
	if s == nil {
		return true
	}
	_, wanted := s.exact[name]
	if wanted {
		s.exact[name] = true
	}
	for _, other := range names.Spellings(name) {
		if a, ok := s.loose[other]; ok {
			s.found[a] = true
			if !wanted {
				s.met[name], wanted = a, true
			}
		}
	}
	return wanted
}

// settle leaves out genes met under another spelling where the very name is
// there too, and reports.
func (s *selection) settle(p *preparation) {
	if s == nil {
		return
	}
	rows, other := 0, 0
	var examples []string
	for i := range p.genes {
		g := &p.genes[i]
		a, loose := s.met[g.name]
		switch {
		case loose && s.exact[a]:
			g.state = stateSuperfluous
			continue
		case loose && g.state != stateReplaced:
			if other++; other <= 5 {
				examples = append(examples, fmt.Sprintf("%s as %s", finding.Quote(a), finding.Quote(g.name)))
			}
		}
		rows++
	}
	var absent []string
	for _, a := range s.asked {
		if !s.exact[a] && !s.found[a] {
			absent = append(absent, a)
			s.found[a] = true // named once
		}
	}
	p.add(finding.Finding{Code: finding.GenesNamed, Severity: finding.Note, Count: rows,
		Text: fmt.Sprintf("%s kept by name", words.Plural(rows, "row")), Remedy: "without --genes all genes go on"})
	if other > 0 {
		p.add(finding.Finding{Code: finding.GenesRespelt, Severity: finding.Note, Count: other,
			Text: fmt.Sprintf("%s named under another spelling: %s", words.Plural(other, "gene"),
				strings.Join(examples, ", ")), Done: "matched by symbol, Entrez identifier, Ensembl identifier without " +
				"version, or the symbol before HGNC renamed it"})
	}
	switch {
	case rows == 0:
		p.fatal(finding.GenesNamed, len(absent), "none of the genes named is in the matrix: "+finding.List(absent),
			"names must be spelt as in the matrix")
	case len(absent) > 0:
		p.add(finding.Finding{Code: finding.GenesAbsent, Severity: finding.Warning, Count: len(absent),
			Text:   fmt.Sprintf("%s named but not in the matrix: %s", words.Plural(len(absent), "gene"), finding.List(absent)),
			Remedy: "names must be spelt as in the matrix"})
	}
}
