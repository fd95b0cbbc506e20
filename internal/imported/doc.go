// Package imported reads runs that another program has done, from a folder of plain tables.
//
// # The folder
//
// All are text, cut by tabs, without quotes.
//
//	about.tsv             a line each for a name and its value: program (what did the runs, with its
//	                      version), and settings of this program: algorithm, loss, theta, …
//	runs.tsv              a header: rank, run, residual, iterations, and the names of the samples; then
//	                      a line a run, with the group of every sample in it, from 1 to the rank
//	basis_k3.tsv          of the run of lowest residual at each rank, the first of equal ones: a header,
//	                      of which the first field names the column of genes; then a line a gene, with
//	                      its weight in every metagene
//	coefficients_k3.tsv   of the same run: a line a sample, with its coefficient for every metagene
//
// A group is the metagene of the sample's largest coefficient. Ranks have the same number of
// runs each, numbered from 1. The folder convert/ has programs that write it.
package imported
