// Package expr brings expression matrices in: it reads tables as people have
// them, checks them, repairs what it was told to repair, filters genes, and
// hands on samples and genes in bytewise order of their names, so that nothing
// later depends on their order in the file.
//
// Nothing is guessed silently. What is found and what is done about it are
// Findings, each with a code, a place and a count; what cannot be used is
// refused by a *Refusal that lists every fatal finding.
package expr
