// Package kind says of which kinds of data the rows of a matrix are, where several kinds of
// the same samples were joined: expression, proteins, methylation.
package kind

import (
	"cmp"
	"strings"

	"subtype/internal/expr/finding"
)

// Kind is one kind of data in a joined matrix. The rows of a matrix are in bytewise order of
// their names, and so those of a kind stand together.
type Kind struct {
	Name                 string // stands before the colon in the names of its rows
	Main                 bool   // it is the matrix beside which the others were given
	File, SHA256, Format string
	Read                 finding.Size
	Options              []string // settings of its own, SETTING=VALUE

	From, To int   // its rows are From to To−1
	Lacking  []int // samples that were not measured, rising

	Loss   string  // what is lowered for it, as the divergence is called
	Weight float64 // of that
	Base   float64 // loss of a sample, on average, where every row is its mean
	Factor float64 // its values, prepared as the findings say, were multiplied by it
	Linear bool    // the values look linear: differences between samples are of log2(x + 1)
}

// sign stands between the name of a kind and that of a gene.
const sign = ":"

// Compare orders the names of kinds as those of their rows.
func Compare(a, b string) int { return strings.Compare(a+sign, b+sign) }

// Row is the name of a row: that of its kind and that of the gene.
func (k *Kind) Row(gene string) string { return k.Name + sign + gene }

// Lacks says whether sample j was not measured.
func (k *Kind) Lacks(j int) bool {
	for _, lacking := range k.Lacking {
		if lacking == j {
			return true
		}
	}
	return false
}

// Gene is what the file calls a gene whose row has this name, where there are kinds; else
// the name itself.
func Gene(kinds []Kind, name string) string {
	if _, gene, ok := strings.Cut(name, sign); ok && len(kinds) > 0 {
		return gene
	}
	return name
}

// Genes are Gene of each.
func Genes(kinds []Kind, names []string) []string {
	if len(kinds) == 0 {
		return names
	}
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = Gene(kinds, name)
	}
	return out
}

// Label is what people call a row: by its symbol, where that is known, with its kind.
func Label(kinds []Kind, name, symbol string) string {
	if symbol == "" || len(kinds) == 0 {
		return cmp.Or(symbol, name)
	}
	of, _, _ := strings.Cut(name, sign)
	return of + sign + symbol
}

// Strata say of each row of which kind it is, by its number; nil where there are no kinds.
func Strata(kinds []Kind) []int {
	var out []int
	for t, k := range kinds {
		for range k.To - k.From {
			out = append(out, t)
		}
	}
	return out
}

// File is the file of a kind by its name; without a name it is another.
func File(kinds []Kind, name, other string) string {
	for _, k := range kinds {
		if k.Name == name {
			return k.File
		}
	}
	return other
}

// Complete are the samples, of n, that were measured in every kind.
func Complete(kinds []Kind, n int) []int {
	lacking := make([]bool, n)
	for _, k := range kinds {
		for _, j := range k.Lacking {
			lacking[j] = true
		}
	}
	var out []int
	for j, lacks := range lacking {
		if !lacks {
			out = append(out, j)
		}
	}
	return out
}

// IsName says whether a kind may be called so: letters, digits, _, - and dots.
func IsName(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.", r)) {
			return false
		}
	}
	return s != ""
}

// NameOf is what a kind is called after its file: the file's name up to its first dot.
func NameOf(file string) string {
	stem, _, _ := strings.Cut(file, ".")
	var b strings.Builder
	for _, r := range stem {
		if !IsName(string(r)) {
			r = '_'
		}
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return "data"
	}
	return b.String()
}
