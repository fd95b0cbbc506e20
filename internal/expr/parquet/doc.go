// Package parquet gives the rows of a Parquet file as fields, as if it were a table of text: the
// names of the columns first, and those that pandas keeps as the index before the others.
//
// Flat tables in every encoding that pandas, pyarrow, polars and R's arrow write, plain or packed
// with snappy, gzip, zstd or LZ4. The file is not trusted: no size that it states is believed
// before it is held against what is there, and what is repeated is counted, not made.
//
// The format is described in the Parquet project's own documents and its parquet.thrift.
package parquet
