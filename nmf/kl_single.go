package nmf

import (
	"math"

	"subtype/internal/kernel"
)

// singleMatrix is V at single precision, times scale, a power of 2 that brings its
// largest entry between ½ and 1.
type singleMatrix struct {
	bySample, byGene *kernel.SinglePanels
	scale            float64
}

// singleRange is how far the largest entry of V may be above the least that is not
// zero for single precision. Products and squares of quotients then stay far within
// its range, 1e±38. Missing entries are left to double precision too: without them an
// unknown may have next to no weight, and its gradient is then rounding alone.
const singleRange = 0x1p40

func (v *Matrix) makeSingle() *singleMatrix {
	bySample, byGene := v.bySample.Full(), v.byGene.Full()
	if bySample == nil || v.max > singleRange*v.least {
		return nil
	}
	s := &singleMatrix{scale: below(v.max)}
	s.bySample, s.byGene = kernel.Single(bySample, s.scale), kernel.Single(byGene, s.scale)
	return s
}

// below is the power of 2 that brings x > 0 between ½ and 1.
func below(x float64) float64 {
	_, exp := math.Frexp(x)
	return math.Ldexp(1, -exp)
}

// klSingle does iterations of KL at single precision.
//
// The columns of W are scaled by powers of 2 to a maximum between ½ and 1, the rows
// of H inversely, so that nothing depends on the scale of the factors but rounding in
// the denormal range.
type klSingle struct {
	v      *singleMatrix
	k      int
	enough float64 // what an iteration must gain for another one

	w, h, pairs            []float32 // tiles; products of a factor's columns
	packed                 bool
	scaleW, scaleH         []float64 // from W and H to the tiles
	unscaleW, unscaleH     []float64 // and back, the inverses: all are powers of 2
	sums                   []float32
	lanes                  []float64
	num, hess, work, gains []float32
}

// An iteration at single precision must lower the divergence by so much, to first
// order, for another one to be done.
const (
	singleGain = 1e-9 // of ΣV
	// singleSure is of how far the steps went, Σ (Σ_i f_ia)·|d_a|. The parts of the
	// gradient are right to about 2⁻²³ of Σ_i f_ia, so a step that gains eight times
	// that much does go down.
	singleSure = 8 * 0x1p-23
)

// newKLSingle returns nil where single precision will not do.
func newKLSingle(v *Matrix, k int) *klSingle {
	if k > kernel.MostSingle {
		return nil
	}
	s := v.single()
	if s == nil {
		return nil
	}
	m, n := v.Dims()
	const lanes = kernel.SingleLanes
	return &klSingle{v: s, k: k, enough: singleGain * v.sum * s.scale,
		w: make([]float32, kernel.SingleBlocks(m)*k*lanes), h: make([]float32, kernel.SingleBlocks(n)*k*lanes),
		pairs:  make([]float32, max(kernel.SingleBlocks(m), kernel.SingleBlocks(n))*kernel.PairsOf(k)*lanes),
		scaleW: make([]float64, k), scaleH: make([]float64, k), unscaleW: make([]float64, k), unscaleH: make([]float64, k),
		sums: make([]float32, k), lanes: make([]float64, k*lanes),
		num: make([]float32, k*lanes), hess: make([]float32, k*k*lanes),
		work: make([]float32, kernel.NewtonWorkSingle), gains: make([]float32, 2*lanes)}
}

// updates does up to n iterations and says how many, and whether more can follow.
// Where numbers leave the range of single precision f stays as it is.
func (u *klSingle) updates(f Factors, n int) (done int, more bool) {
	if !u.packed { // later they are what unpacking gave
		u.pack(f)
		u.packed = true
	}
	for more = true; more && done < n; done++ {
		gainH, wayH := u.half(u.h, u.w, u.v.bySample)
		gainW, wayW := u.half(u.w, u.h, u.v.byGene)
		gain := gainH + gainW
		if math.IsNaN(gain) || math.IsInf(gain, 0) {
			return 0, false
		}
		more = gain >= u.enough && gain >= singleSure*(wayH+wayW)
	}
	w, h := f.data()
	kernel.UnpackRows(w, u.w, u.unscaleW, u.k)
	kernel.UnpackColumns(h, u.h, u.unscaleH, u.k)
	return done, more
}

func (u *klSingle) pack(f Factors) {
	w, h := f.data()
	clear(u.scaleW)
	for k := u.k; len(w) >= k; w = w[k:] {
		for a, x := range w[:k] {
			u.scaleW[a] = max(u.scaleW[a], x)
		}
	}
	for a, x := range u.scaleW {
		u.scaleW[a] = 1
		if x > 0 {
			u.scaleW[a] = below(x)
		}
		u.scaleH[a] = u.v.scale / u.scaleW[a]
		u.unscaleW[a], u.unscaleH[a] = 1/u.scaleW[a], 1/u.scaleH[a]
	}
	w, _ = f.data()
	kernel.PackRows(u.w, w, u.scaleW, u.k)
	kernel.PackColumns(u.h, h, u.scaleH, u.k)
}

// half improves one factor given the other, and returns what that gains and how far
// it went.
func (u *klSingle) half(x, f []float32, v *kernel.SinglePanels) (gain, way float64) {
	kernel.TileSums(u.sums, u.lanes, f, u.k)
	kernel.PairsSingle(u.pairs, f, u.k)
	clear(u.gains)
	size := u.k * kernel.SingleLanes
	for b := range v.Blocks() {
		tile := x[b*size : (b+1)*size]
		lanes := min(v.Outputs()-b*kernel.SingleLanes, kernel.SingleLanes)
		kernel.NewtonSumsSingle(u.num, u.hess, v.Panel(b), f, u.pairs, tile, u.work, u.k, lanes)
		kernel.NewtonStepSingle(tile, u.num, u.sums, u.hess, u.work, u.gains, u.k, klSweeps, lanes)
	}
	for l := range kernel.SingleLanes {
		gain += float64(u.gains[l])
		way += float64(u.gains[kernel.SingleLanes+l])
	}
	return gain, way
}
