// Package nmf computes one non-negative matrix factorisation of one matrix,
//
//	V ≈ W·H
//
// with V (genes × samples, m × n), the basis matrix W (m × k) whose columns
// are metagenes, and the coefficients H (k × n). All entries are ≥ 0. Rows of
// V are always genes and columns always samples; nothing here is transposed
// for the caller.
//
// # Parts
//
// A factorisation is put together from a Method (how W and H are updated, and
// the objective they lower), an Init (where they start), and a Stop (when to
// leave off); Fit is the loop that runs them. Methods are immutable values
// shared by any number of runs; Bind gives each run its own workspace. Project
// describes other samples by the metagenes that a fit found.
//
// # Reproducibility
//
// A result is a function of the matrix, the rank, the Settings and the
// numbers drawn from Settings.Rand. It does not depend on time, on other
// runs, or on the number of threads: one run is one goroutine's work, and
// every sum runs in a fixed order. The order of genes and samples is part of
// the input: it decides which start a sample gets and how sums round.
//
// # References
//
// Lee and Seung, "Algorithms for non-negative matrix factorization", NIPS 13
// (2001). Brunet, Tamayo, Golub and Mesirov, PNAS 101:4164 (2004). Gaujoux and
// Seoighe, "A flexible R package for nonnegative matrix factorization", BMC
// Bioinformatics 11:367 (2010), whose version 0.25 is the reference for the
// numbers. Each method's file names its own.
package nmf
