// Package anndata reads expression matrices of single cells from HDF5 files: AnnData (.h5ad), in
// the encodings from version 0.6 on, and the .h5 of 10x Genomics' Cell Ranger 2 and later.
//
// Both say which axis is which. A matrix is handed on gene by gene: of one that is stored sample
// by sample as many genes are held at a time as fit into a bounded memory, and the file is read
// again for the next ones.
package anndata
