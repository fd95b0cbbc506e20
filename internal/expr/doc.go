// Package expr prepares expression matrices: it checks the values that package table
// reads, repairs what it was told to repair, filters genes, and hands on samples and
// genes in bytewise order of their names, so that nothing later depends on their order
// in the file.
//
// Nothing is guessed silently. What is found and what is done about it are findings;
// what cannot be used is refused with all that stands against it.
package expr
