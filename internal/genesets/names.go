package genesets

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/names"
)

// Names say what genes are called beside their names in the matrix: rows of a table.
type Names struct {
	File    string
	SHA256  string   // of the file
	IDs     []string // names in the matrix, or other spellings of them
	Symbols []string // "": not known
	About   []string // descriptions; "": none
}

// Headings by which columns are known, without blanks, dots and underscores.
var (
	symbolHeadings = []string{"symbol", "genesymbol", "hgncsymbol", "symbols", "genename", "hugosymbol",
		"externalgenename",
		"associatedgenename", "geneassignment"}
	aboutHeadings = []string{"description", "genetitle", "title", "genedescription", "genename", "name", "definition",
		"about"}
)

// NewNames takes the columns of a table, the first of which holds the names: the symbol from
// the one that is called so, else from the second; a description where one is called so.
func NewNames(file string, headings []string, columns [][]string) (*Names, error) {
	if len(columns) < 2 {
		return nil, fmt.Errorf("%s: a table of gene names has two columns or more, with headings: the names in the matrix, "+
			"symbols and, where wanted, descriptions", file)
	}
	find := func(known []string, not int) int {
		for _, want := range known {
			for i, h := range headings {
				plain := strings.ToLower(strings.NewReplacer(" ", "", "_", "", ".", "", "-", "").Replace(h))
				if i > 0 && i != not && plain == want {
					return i
				}
			}
		}
		return -1
	}
	symbol := max(1, find(symbolHeadings, -1))
	n := &Names{File: file, IDs: columns[0], Symbols: columns[symbol], About: make([]string, len(columns[0]))}
	if about := find(aboutHeadings, symbol); about > 0 {
		n.About = columns[about]
	}
	return n, nil
}

// Of are symbols and descriptions of genes, "" where there is none, and how many genes the
// table knows. Names are matched as they are, else by another spelling. Where there is no
// table, or it does not know a gene, TP53|7157 tells its symbol itself.
func (n *Names) Of(genes []string) (symbols, about []string, known int) {
	symbols, about = make([]string, len(genes)), make([]string, len(genes))
	rows := n.rows()
	for g, gene := range genes {
		for _, s := range names.Spellings(gene) {
			if i, ok := rows[s]; ok {
				symbols[g], about[g] = n.Symbols[i], n.About[i]
				known++
				break
			}
		}
		if before, _, ok := strings.Cut(gene, "|"); symbols[g] == "" && ok && before != "?" {
			symbols[g] = before
		}
	}
	return symbols, about, known
}

// rows are the rows of the table by names, and by other spellings of them.
func (n *Names) rows() map[string]int {
	rows := map[string]int{}
	if n == nil {
		return rows
	}
	for i, id := range slices.Backward(n.IDs) {
		for _, s := range slices.Backward(names.Spellings(id)) {
			rows[s] = i
		}
	}
	for i, id := range slices.Backward(n.IDs) {
		rows[id] = i
	}
	return rows
}

// Lookup gives the symbol of a gene by the table, "" where it has none.
func (n *Names) Lookup() func(gene string) string {
	rows := n.rows()
	return func(gene string) string {
		for _, s := range names.Spellings(gene) {
			if i, ok := rows[s]; ok {
				return n.Symbols[i]
			}
		}
		return ""
	}
}

// Library is the sets of a file.
type Library struct {
	File   string
	SHA256 string // of the file
	Sets   []Set
}
