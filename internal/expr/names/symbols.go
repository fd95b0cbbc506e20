package names

import (
	"regexp"
	"strings"
)

// spellings are the names under which a gene may be known, its own first: an
// Ensembl identifier without its version, the symbol and the Entrez identifier
// of TP53|7157, and of symbols that HGNC renamed the present one. They serve to
// match names, never to show them.
func Spellings(name string) []string {
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
		if m := Ensembl.FindStringSubmatch(s); m != nil && m[2] != "" {
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
var Ensembl = regexp.MustCompile(`^(ENS[A-Z]{0,4}[GTPE]\d{11})(\.\d+)?(_PAR_Y)?$`)

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
