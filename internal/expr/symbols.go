package expr

import (
	"fmt"
	"regexp"
	"strings"
)

// spellings are the names under which a gene may be known, its own first: an
// Ensembl identifier without its version, the symbol and the Entrez identifier
// of TP53|7157, and of symbols that HGNC renamed the present one. They serve to
// match names, never to show them.
func spellings(name string) []string {
	out := []string{name}
	if left, right, ok := strings.Cut(name, "|"); ok {
		if left != "" && left != "?" {
			out = append(out, left)
		}
		if right != "" {
			out = append(out, right)
		}
	}
	for _, s := range out {
		if m := ensembl.FindStringSubmatch(s); m != nil && m[2] != "" {
			out = append(out, m[1]+m[3])
		}
		if now := presentSymbol(s); now != s {
			out = append(out, now)
		}
	}
	return out
}

// ensembl is a stable identifier of Ensembl, its version, and what marks the
// copy of a gene in the pseudoautosomal region of Y.
var ensembl = regexp.MustCompile(`^(ENS[A-Z]{0,4}[GTPE]\d{11})(\.\d+)?(_PAR_Y)?$`)

var renamed = regexp.MustCompile(`^(SEPT|MARCH|MARC)(\d{1,2})$`)

// presentSymbol is the symbol that HGNC gave in 2020 to genes whose old one
// spreadsheets took for a date.
func presentSymbol(s string) string {
	switch s {
	case "SEP15":
		return "SELENOF"
	case "DEC1":
		return "DELEC1"
	}
	m := renamed.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	n := strings.TrimLeft(m[2], "0")
	switch m[1] {
	case "SEPT":
		return "SEPTIN" + n
	case "MARCH":
		return "MARCHF" + n
	}
	return "MTARC" + n
}

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
	s := &selection{asked: asked, exact: map[string]bool{}, loose: map[string]string{}, met: map[string]string{}, found: map[string]bool{}}
	for _, a := range asked {
		s.exact[a] = false
	}
	for _, a := range asked {
		for _, other := range spellings(a) {
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
	for _, other := range spellings(name) {
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
			g.state = superfluous
			continue
		case loose && g.state != replaced:
			if other++; other <= 5 {
				examples = append(examples, fmt.Sprintf("%s as %s", quote(a), quote(g.name)))
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
	p.add(Finding{Code: "genes-named", Severity: Note, Count: rows, Text: fmt.Sprintf("%s kept by name", count(rows, "row")), Remedy: "without --genes all genes go on"})
	if other > 0 {
		p.add(Finding{Code: "genes-respelt", Severity: Note, Count: other,
			Text: fmt.Sprintf("%s named under another spelling: %s", count(other, "gene"), strings.Join(examples, ", ")), Done: "matched by symbol, Entrez identifier, Ensembl identifier without version, or the symbol before HGNC renamed it"})
	}
	switch {
	case rows == 0:
		p.fatal("genes-named", len(absent), "none of the genes named is in the matrix: "+list(absent), "names must be spelt as in the matrix")
	case len(absent) > 0:
		p.add(Finding{Code: "genes-absent", Severity: Warning, Count: len(absent), Text: fmt.Sprintf("%s named but not in the matrix: %s", count(len(absent), "gene"), list(absent)), Remedy: "names must be spelt as in the matrix"})
	}
}
