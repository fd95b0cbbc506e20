package sparse

import (
	"fmt"
	"iter"
	"slices"

	"subtype/internal/kernel"
)

// Panels are the entries of a matrix that are not 0, in blocks of eight outputs. Read-only once
// filled, they may be shared by any number of goroutines.
type Panels struct {
	inner   int
	order   []int32 // of every lane, the output
	lane    []int32 // of every output, its lane
	first   []int   // of every block, its first step; and one more for the end
	entries []int32 // of every output, how many it has so far
	at      []int32 // eight a step: places in the inner dimension
	values  []float64
}

// NewPanels makes room for so many entries of every output.
func NewPanels(inner int, counts []int) *Panels {
	n := len(counts)
	p := &Panels{inner: inner, order: make([]int32, n), lane: make([]int32, n), entries: make([]int32, n)}
	for o := range p.order {
		p.order[o] = int32(o)
	}
	slices.SortStableFunc(p.order, func(a, b int32) int { return counts[b] - counts[a] })
	steps := 0
	for i, o := range p.order {
		p.lane[o] = int32(i)
		if i%kernel.Lanes == 0 {
			p.first = append(p.first, steps)
			steps += counts[o]
		}
	}
	p.first = append(p.first, steps)
	p.at, p.values = make([]int32, steps*kernel.Lanes), make([]float64, steps*kernel.Lanes)
	return p
}

// Add is the next entry of an output, whose places must rise. It is above 0.
func (p *Panels) Add(output, inner int, x float64) {
	b, l := int(p.lane[output])/kernel.Lanes, int(p.lane[output])%kernel.Lanes
	step := p.first[b] + int(p.entries[output])
	if inner < 0 || inner >= p.inner || step >= p.first[b+1] || !(x > 0) {
		panic(fmt.Sprintf("sparse: entry %g of output %d at %d of %d", x, output, inner, p.inner))
	}
	p.at[step*kernel.Lanes+l], p.values[step*kernel.Lanes+l] = int32(inner), x
	p.entries[output]++
}

// Outputs is the number of outputs.
func (p *Panels) Outputs() int { return len(p.order) }

// Inner is the length of the inner dimension.
func (p *Panels) Inner() int { return p.inner }

// Blocks is the number of blocks.
func (p *Panels) Blocks() int { return len(p.first) - 1 }

// Entries are the places and values of an output's entries, in order.
func (p *Panels) Entries(output int) iter.Seq2[int, float64] {
	b, l := int(p.lane[output])/kernel.Lanes, int(p.lane[output])%kernel.Lanes
	return func(yield func(int, float64) bool) {
		i := p.first[b]*kernel.Lanes + l
		for range p.entries[output] {
			if !yield(int(p.at[i]), p.values[i]) {
				return
			}
			i += kernel.Lanes
		}
	}
}

// Panel fills a panel of package kernel, inner rows of eight lanes, with block b.
func (p *Panels) Panel(panel []float64, b int) {
	panel = panel[:p.inner*kernel.Lanes]
	clear(panel)
	for i := p.first[b] * kernel.Lanes; i < p.first[b+1]*kernel.Lanes; i++ {
		if x := p.values[i]; x != 0 {
			panel[int(p.at[i])*kernel.Lanes+i%kernel.Lanes] = x
		}
	}
}

// lanes are the outputs of block b.
func (p *Panels) lanes(b int) []int32 {
	return p.order[b*kernel.Lanes : min((b+1)*kernel.Lanes, len(p.order))]
}

// RowsToTile fills the tile of block b from a factor held as rows of k numbers.
func (p *Panels) RowsToTile(tile, rows []float64, b, k int) {
	clear(tile[:k*kernel.Lanes])
	for l, o := range p.lanes(b) {
		for a, x := range rows[int(o)*k : (int(o)+1)*k] {
			tile[a*kernel.Lanes+l] = x
		}
	}
}

// TileToRows writes the tile of block b into a factor held as rows.
func (p *Panels) TileToRows(rows, tile []float64, b, k int) {
	for l, o := range p.lanes(b) {
		row := rows[int(o)*k : (int(o)+1)*k]
		for a := range row {
			row[a] = tile[a*kernel.Lanes+l]
		}
	}
}

// ColumnsToTile fills the tile of block b from a factor held as columns, k × n.
func (p *Panels) ColumnsToTile(tile, columns []float64, b, k int) {
	clear(tile[:k*kernel.Lanes])
	n := len(p.order)
	for l, o := range p.lanes(b) {
		for a := range k {
			tile[a*kernel.Lanes+l] = columns[a*n+int(o)]
		}
	}
}

// TileToColumns writes the tile of block b into a factor held as columns.
func (p *Panels) TileToColumns(columns, tile []float64, b, k int) {
	n := len(p.order)
	for l, o := range p.lanes(b) {
		for a := range k {
			columns[a*n+int(o)] = tile[a*kernel.Lanes+l]
		}
	}
}
