// Package table reads tables: text, GCT, GEO series matrices, workbooks, Parquet,
// HDF5 files of single cells and MatrixMarket folders. An expression matrix becomes a Table, or
// its rows are handed on one by one; a table of text is read through a Text.
//
// Nothing is guessed silently. What is found and what is done about it are findings;
// what cannot be used is refused.
package table
