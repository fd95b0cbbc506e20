// Package side holds a matrix in one orientation, packed in full or as lists of the entries that
// are not 0, and multiplies it with factors: methods need not know how it is held.
package side

import (
	"subtype/internal/kernel"
	"subtype/internal/kernel/sparse"
)

// Side is a matrix V whose outputs are samples or genes. Read-only once filled, it may be
// shared by any number of runs.
type Side struct {
	full *kernel.Panels
	// Weights of the entries, 0 for those missing; nil where all are 1. The panels then
	// hold products of entries and weights.
	weights *kernel.Panels
	lists   *sparse.Panels // in place of all that
}

// New is a matrix of zeros, packed in full, with weights or without.
func New(outputs, inner int, weighted bool) *Side {
	s := &Side{full: kernel.NewPanels(outputs, inner)}
	if weighted {
		s.weights = kernel.NewPanels(outputs, inner)
	}
	return s
}

// Lists is a matrix of zeros that takes so many entries above 0 of every output, those of one in
// order of the inner dimension.
func Lists(inner int, counts []int) *Side { return &Side{lists: sparse.NewPanels(inner, counts)} }

// Set changes an entry. Where it is missing its weight is 0.
func (s *Side) Set(output, inner int, x, weight float64) {
	if s.lists != nil {
		if x != 0 {
			s.lists.Add(output, inner, x)
		}
		return
	}
	if s.weights != nil {
		x *= weight
		s.weights.Set(output, inner, weight)
	}
	s.full.Set(output, inner, x)
}

// Row copies what output o holds, and the weights of its entries unless that is nil. Where there
// are weights, an entry is a product with its own.
func (s *Side) Row(o int, values, weights []float64) {
	if s.lists != nil {
		clear(values)
		for i, x := range s.lists.Entries(o) {
			values[i] = x
		}
	} else {
		for i := range values {
			values[i] = s.full.At(o, i)
		}
	}
	for i := range weights {
		weights[i] = 1
		if s.weights != nil {
			weights[i] = s.weights.At(o, i)
		}
	}
}

// Outputs is the number of outputs, Inner the length of the inner dimension.
func (s *Side) Outputs() int {
	if s.lists != nil {
		return s.lists.Outputs()
	}
	return s.full.Outputs()
}

// Inner is the length of the inner dimension.
func (s *Side) Inner() int {
	if s.lists != nil {
		return s.lists.Inner()
	}
	return s.full.Inner()
}

// Blocks is the number of blocks of eight outputs.
func (s *Side) Blocks() int {
	if s.lists != nil {
		return s.lists.Blocks()
	}
	return s.full.Blocks()
}

// Width is the number of lanes of block b that are outputs.
func (s *Side) Width(b int) int { return min(kernel.Lanes, s.Outputs()-b*kernel.Lanes) }

// Weighted says whether there are weights.
func (s *Side) Weighted() bool { return s.weights != nil }

// IsLists says whether the matrix is held as lists, so that Divergence and SquaredError of a
// Reader are not exact.
func (s *Side) IsLists() bool { return s.lists != nil }

// Full is the matrix as panels, without weights in use; nil where it is held otherwise.
func (s *Side) Full() *kernel.Panels {
	if s.weights != nil {
		return nil
	}
	return s.full
}

// RowsToTile fills the tile of block b from a factor held as rows of k numbers.
func (s *Side) RowsToTile(tile, rows []float64, b, k int) {
	if s.lists != nil {
		s.lists.RowsToTile(tile, rows, b, k)
		return
	}
	kernel.RowsToTile(tile, rows, b, k)
}

// TileToRows writes the tile of block b into a factor held as rows.
func (s *Side) TileToRows(rows, tile []float64, b, k int) {
	if s.lists != nil {
		s.lists.TileToRows(rows, tile, b, k)
		return
	}
	kernel.TileToRows(rows, tile, b, k)
}

// ColumnsToTile fills the tile of block b from a factor held as columns, k × outputs.
func (s *Side) ColumnsToTile(tile, columns []float64, b, k int) {
	if s.lists != nil {
		s.lists.ColumnsToTile(tile, columns, b, k)
		return
	}
	kernel.ColumnsToTile(tile, columns, b, k)
}

// TileToColumns writes the tile of block b into a factor held as columns.
func (s *Side) TileToColumns(columns, tile []float64, b, k int) {
	if s.lists != nil {
		s.lists.TileToColumns(columns, tile, b, k)
		return
	}
	kernel.TileToColumns(columns, tile, b, k)
}
