package kernel

import (
	"fmt"
	"unsafe"
)

// Number is what a packed matrix holds, at double or at single precision.
type Number interface{ float64 | float32 }

// PanelsOf is a matrix packed for the kernels: outputs in groups of as many lanes as
// 64 bytes hold, eight or sixteen, each group contiguous through the inner dimension.
// Read-only once filled, it may be shared by any number of goroutines.
type PanelsOf[T Number] struct {
	outputs, inner int
	data           []T
}

// Panels are of double precision, SinglePanels of single precision.
type (
	Panels       = PanelsOf[float64]
	SinglePanels = PanelsOf[float32]
)

// NewPanels returns an all-zero packed matrix.
func NewPanels(outputs, inner int) *Panels { return newPanels[float64](outputs, inner) }

func newPanels[T Number](outputs, inner int) *PanelsOf[T] {
	if outputs < 0 || inner < 0 {
		panic(fmt.Sprintf("kernel: panels of %d outputs × %d", outputs, inner))
	}
	p := &PanelsOf[T]{outputs: outputs, inner: inner}
	p.data = make([]T, p.Blocks()*inner*p.lanes())
	return p
}

func (p *PanelsOf[T]) lanes() int {
	var x T
	return 64 / int(unsafe.Sizeof(x))
}

// Blocks is the number of panels that n outputs need.
func Blocks(n int) int { return (n + Lanes - 1) / Lanes }

// Outputs is the number of outputs, without the padding.
func (p *PanelsOf[T]) Outputs() int { return p.outputs }

// Inner is the length of the inner dimension.
func (p *PanelsOf[T]) Inner() int { return p.inner }

// Blocks is the number of panels.
func (p *PanelsOf[T]) Blocks() int { return (p.outputs + p.lanes() - 1) / p.lanes() }

// Panel returns panel b: inner rows of lanes. Lane l of row i is entry (output
// lanes·b+l, inner i).
func (p *PanelsOf[T]) Panel(b int) []T {
	size := p.inner * p.lanes()
	return p.data[b*size : (b+1)*size : (b+1)*size]
}

// At returns the entry of output o at inner position i.
func (p *PanelsOf[T]) At(o, i int) T { return p.data[p.index(o, i)] }

// Set changes the entry of output o at inner position i.
func (p *PanelsOf[T]) Set(o, i int, v T) { p.data[p.index(o, i)] = v }

func (p *PanelsOf[T]) index(o, i int) int {
	if uint(o) >= uint(p.outputs) || uint(i) >= uint(p.inner) {
		panic(fmt.Sprintf("kernel: entry (%d, %d) of %d × %d panels", o, i, p.outputs, p.inner))
	}
	lanes := p.lanes()
	return (o/lanes*p.inner+i)*lanes + o%lanes
}
