// Package kernel holds the loops whose work grows with genes × samples ×
// iterations. It knows nothing of factorisation: it multiplies a packed matrix
// with thin factors, eight outputs side by side.
//
// # Layout
//
// One loop serves both halves of an update. An output is a column of H when
// samples are updated, and a row of W when genes are; the other side is the
// inner dimension. A matrix is packed in Panels: eight neighbouring outputs
// are the lanes of a panel, and a panel runs through the whole inner dimension
// contiguously. The unknowns of a panel are a tile: k rows of eight lanes. The
// other factor is read row by row, inner × k, every number spread over all
// lanes.
//
// Missing lanes of the last panel are zero in the panel and in the tile, and
// stay zero in everything computed from them.
//
// # Reproducibility
//
// The sum of a lane runs over the inner dimension in plain order, whatever the
// width of the machine's vectors, and every product that is added is fused
// (math.FMA) in the same place. So a result is a function of its arguments to
// the last bit. Each kernel is defined by its loop in ref.go or newton.go; the
// assembly for AVX-512 and AVX2, written by the generator in asm, equals it
// exactly and is chosen once, at start-up. Build tag noasm leaves it out.
package kernel

// Lanes is the number of outputs a panel holds side by side.
const Lanes = 8
