package kernel

import "fmt"

// Panels is a matrix packed for the kernels: outputs in groups of eight lanes,
// each group contiguous through the inner dimension. Read-only once filled, it
// may be shared by any number of goroutines.
type Panels struct {
	outputs, inner int
	data           []float64
}

// NewPanels returns an all-zero packed matrix.
func NewPanels(outputs, inner int) *Panels {
	if outputs < 0 || inner < 0 {
		panic(fmt.Sprintf("kernel: panels of %d outputs × %d", outputs, inner))
	}
	return &Panels{outputs: outputs, inner: inner, data: make([]float64, Blocks(outputs)*inner*Lanes)}
}

// Blocks is the number of panels that n outputs need.
func Blocks(n int) int { return (n + Lanes - 1) / Lanes }

// Outputs is the number of outputs, without the padding.
func (p *Panels) Outputs() int { return p.outputs }

// Inner is the length of the inner dimension.
func (p *Panels) Inner() int { return p.inner }

// Blocks is the number of panels.
func (p *Panels) Blocks() int { return Blocks(p.outputs) }

// Panel returns panel b: inner rows of eight lanes. Lane l of row i is entry
// (output 8b+l, inner i).
func (p *Panels) Panel(b int) []float64 {
	size := p.inner * Lanes
	return p.data[b*size : (b+1)*size : (b+1)*size]
}

// At returns the entry of output o at inner position i.
func (p *Panels) At(o, i int) float64 { return p.data[p.index(o, i)] }

// Set changes the entry of output o at inner position i.
func (p *Panels) Set(o, i int, v float64) { p.data[p.index(o, i)] = v }

func (p *Panels) index(o, i int) int {
	if uint(o) >= uint(p.outputs) || uint(i) >= uint(p.inner) {
		panic(fmt.Sprintf("kernel: entry (%d, %d) of %d × %d panels", o, i, p.outputs, p.inner))
	}
	return (o/Lanes*p.inner+i)*Lanes + o%Lanes
}
