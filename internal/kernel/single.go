package kernel

import "fmt"

// Single precision halves what a Newton step costs, or better: sixteen lanes where
// there are eight, and a faster division. A step is a step towards an optimum, not a
// result, so its last digits do not matter while the objective still falls by much
// more than they weigh; NewtonStepSingle tells.
//
// Here both factors are held as tiles, k rows of sixteen lanes: row a of tile b has
// column a of the factor's rows 16b to 16b+15, with zeros beyond the end.

// SingleLanes is the number of outputs a panel of single precision holds side by
// side.
const SingleLanes = 16

// MostSingle is the largest rank for which there are kernels at single precision.
const MostSingle = 12

// singleChunk is the number of rows of a panel that are added up by themselves. Sums
// of sums keep the rounding of long ones small.
const singleChunk = 128

// SingleBlocks is the number of panels or tiles that n outputs need.
func SingleBlocks(n int) int { return (n + SingleLanes - 1) / SingleLanes }

// Single returns the matrix at single precision, every entry times scale.
func Single(p *Panels, scale float64) *SinglePanels {
	s := newPanels[float32](p.outputs, p.inner)
	for b := range p.Blocks() {
		panel, to := p.Panel(b), s.Panel(b/2)
		for i := range p.inner {
			row := to[i*SingleLanes+b%2*Lanes:]
			for l, x := range panel[i*Lanes : (i+1)*Lanes] {
				row[l] = float32(x * scale)
			}
		}
	}
	return s
}

// TileSums sets sums[a] = Σ_i f[i,a] for a factor held as tiles, lane by lane at
// double precision in order of the tiles, then lane after lane. lanes has k rows of
// sixteen numbers.
func TileSums(sums []float32, lanes []float64, f []float32, k int) {
	if k < 1 || k > MostSingle || len(sums) < k || len(lanes) < k*SingleLanes || len(f)%(k*SingleLanes) != 0 {
		panic(fmt.Sprintf("kernel: %d sums of %d numbers at rank %d", len(sums), len(f), k))
	}
	clear(lanes[:k*SingleLanes])
	use.tileSums(lanes, f, k)
	for a := range k {
		var sum float64
		for _, x := range lanes[a*SingleLanes : (a+1)*SingleLanes] {
			sum += x
		}
		sums[a] = float32(sum)
	}
}

// PairsOf is the number of products of two of k columns, or of one with itself.
func PairsOf(k int) int { return k * (k + 1) / 2 }

// PairsSingle sets the products f[i,a] · f[i,b] for a ≤ b of a factor held as tiles:
// tiles of PairsOf(k) rows, in order of a, then b.
func PairsSingle(pairs, f []float32, k int) {
	if k < 1 || k > MostSingle || len(f)%(k*SingleLanes) != 0 || len(pairs) < len(f)/k*PairsOf(k) {
		panic(fmt.Sprintf("kernel: %d products of %d numbers at rank %d", len(pairs), len(f), k))
	}
	use.pairsSingle(pairs, f, k)
}

// NewtonSumsSingle is NewtonSums at single precision, with f held as tiles and pairs
// what PairsSingle makes of it: hess[a,b,l] = Σ_i pairs[i,ab] · v[i,l]/r[i,l]². 128 rows
// of the panel are added up at a time, then these sums. Only the first lanes count: of
// the others, which must be 0 in v and x, eight may be left out. work has
// NewtonWorkSingle numbers.
func NewtonSumsSingle(num, hess, v, f, pairs, x, work []float32, k, lanes int) {
	rows := len(v) / SingleLanes
	if k < 1 || k > MostSingle || len(v)%SingleLanes != 0 || len(f) < SingleBlocks(rows)*k*SingleLanes ||
		len(pairs) < SingleBlocks(rows)*PairsOf(k)*SingleLanes {
		panic(fmt.Sprintf("kernel: a panel of %d numbers and a factor of %d at rank %d", len(v), len(f), k))
	}
	checkSingle(k, num, x)
	checkSingle(k*k, hess)
	checkSingle(2*singleChunk, work)
	clear(num[:k*SingleLanes])
	clear(hess[:k*k*SingleLanes])
	use.newtonSumsSingle(num, hess, v, f, pairs, x, work, k, inUse(lanes))
}

// NewtonStepSingle is NewtonStep at single precision. It adds two rows of lanes to
// gain: α(−g·d), what the step lowers the objective by to first order, and
// α Σ_a sums[a]·|d_a|, how far it goes, to which the error of that is in proportion.
// Only the first lanes count, as there.
func NewtonStepSingle(x, num, sums, hess, work, gain []float32, k, sweeps, lanes int) {
	checkSingle(k, x, num)
	checkSingle(k*k, hess)
	checkSingle(4*k, work)
	checkSingle(2, gain)
	if k < 1 || k > MostSingle || len(sums) < k {
		panic(fmt.Sprintf("kernel: %d sums at rank %d", len(sums), k))
	}
	use.newtonStepSingle(x, num, sums, hess, work, gain, k, sweeps, inUse(lanes))
}

// inUse is how many lanes are computed.
func inUse(lanes int) int {
	if lanes <= SingleLanes/2 {
		return SingleLanes / 2
	}
	return SingleLanes
}

// NewtonWorkSingle is the size of the work space of NewtonSumsSingle and
// NewtonStepSingle, for any rank.
const NewtonWorkSingle = 2 * singleChunk * SingleLanes

func checkSingle(rows int, tiles ...[]float32) {
	for _, t := range tiles {
		if len(t) < rows*SingleLanes {
			panic(fmt.Sprintf("kernel: a tile of %d numbers, want %d rows of %d", len(t), rows, SingleLanes))
		}
	}
}

// PackRows fills tiles from a factor held as rows of k numbers, column a times
// scale[a].
func PackRows(tiles []float32, rows, scale []float64, k int) {
	for i := 0; (i+1)*k <= len(rows); i++ {
		to := tiles[i/SingleLanes*k*SingleLanes+i%SingleLanes:]
		for a, x := range rows[i*k : (i+1)*k] {
			to[a*SingleLanes] = float32(x * scale[a])
		}
	}
}

// UnpackRows writes tiles into a factor held as rows, column a times scale[a].
func UnpackRows(rows []float64, tiles []float32, scale []float64, k int) {
	for i := 0; (i+1)*k <= len(rows); i++ {
		from, row := tiles[i/SingleLanes*k*SingleLanes+i%SingleLanes:], rows[i*k:(i+1)*k]
		for a := range row {
			row[a] = float64(from[a*SingleLanes]) * scale[a]
		}
	}
}

// PackColumns fills tiles from a factor held as columns, k × n, column a times
// scale[a].
func PackColumns(tiles []float32, columns, scale []float64, k int) {
	n := len(columns) / k
	for a := range k {
		for j, x := range columns[a*n : (a+1)*n] {
			tiles[(j/SingleLanes*k+a)*SingleLanes+j%SingleLanes] = float32(x * scale[a])
		}
	}
}

// UnpackColumns writes tiles into a factor held as columns, column a times scale[a].
func UnpackColumns(columns []float64, tiles []float32, scale []float64, k int) {
	n := len(columns) / k
	for a := range k {
		for j := range n {
			columns[a*n+j] = float64(tiles[(j/SingleLanes*k+a)*SingleLanes+j%SingleLanes]) * scale[a]
		}
	}
}
