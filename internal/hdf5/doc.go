// Package hdf5 reads HDF5 files: what the tools of the field write into them, and no more.
//
// Superblocks 0 to 3, both kinds of object headers, groups of every kind (symbol tables, link
// messages, fractal heaps), attributes, compact, contiguous and chunked data with every chunk
// index, the filters gzip, shuffle, LZF, Fletcher32 and Zstandard; numbers, strings of fixed and
// variable length, enumerations and compounds of them. Not read: links to other places, virtual
// and external data, region references.
//
// The file is not trusted. Every address and size is held against the size of the file before
// anything is read or allocated, no block is entered twice, and data that would unpack to more
// than the file explains are refused. Errors of the format are *Error; others are the reader's.
//
// The format is described in the HDF5 File Format Specification, version 3.0, The HDF Group.
package hdf5
