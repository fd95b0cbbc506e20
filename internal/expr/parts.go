package expr

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/words"
)

// RowsText says what the rows of the matrix are: "5000 genes", or, where negative
// values were split, "3480 up and down parts of 1740 genes".
func (m *Matrix) RowsText() string {
	genes := 0
	for i, h := range m.Halves {
		if h.Other < i { // counted with its first part, or the only one
			genes++
		}
	}
	return rowsText(len(m.Genes), genes, m.Halves != nil)
}

// rowsText is RowsText of so many rows of so many genes.
func rowsText(rows, genes int, split bool) string {
	if !split {
		return words.Plural(rows, "gene")
	}
	return fmt.Sprintf("%s of %s", words.Plural(rows, "up and down part"), words.Plural(genes, "gene"))
}

// rowsText says what the rows kept are.
func (p *preparation) rowsText(rows []row) string {
	split, genes := false, map[string]bool{}
	for _, r := range rows {
		split = split || r.name != r.gene
		genes[r.gene] = true
	}
	return rowsText(len(rows), len(genes), split)
}

// rowWord is what the rows are called.
func rowWord(rows []row) string {
	for _, r := range rows {
		if r.name != r.gene {
			return "parts of genes"
		}
	}
	return "genes"
}

// otherwise names the values of a flag that do otherwise than the one used; the
// default, which refuses, is not among them where it is called so.
func otherwise(flag string, policies []string, used string) string {
	others := slices.DeleteFunc(slices.Clone(policies), func(p string) bool { return p == used || p == "refuse" })
	last := len(others) - 1
	return flag + " " + strings.Join(others[:last], ", ") + " or " + others[last] + " does otherwise"
}
