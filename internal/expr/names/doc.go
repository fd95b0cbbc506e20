// Package names holds what is known of the names of genes and samples: the spellings
// under which a gene may be known, what spreadsheets make of names, rows that are no
// genes, how much two samples' names are alike, and characters that cannot be seen.
package names
