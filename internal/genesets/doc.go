// Package genesets asks which sets of genes go with a subtype: whether its marker genes lie
// in a set more often than by chance, and whether the genes of a set stand above or below
// all others.
package genesets

// Set is a set of genes by name.
type Set struct {
	Name, About string
	Genes       []string // each once, in the order of the file
}
