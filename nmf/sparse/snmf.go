// Package sparse is sparse non-negative matrix factorisation by alternating least squares
// over non-negative values.
package sparse

import (
	"math"
	"math/rand/v2"

	"subtype/internal/kernel"
	"subtype/internal/side"
	"subtype/nmf"
)

// SNMF is sparse non-negative matrix factorisation as R NMF's methods "snmf/r" and, Left,
// "snmf/l" compute it. With coefficients that are sparse ("r") it lowers
//
//	½ (‖V − WH‖² + η² ‖W‖² + β Σ_j ‖H_j‖₁²)
//
// by alternating least squares over non-negative values: H first, then W. "l" makes the
// basis sparse: it is the same for the transpose of V. Columns of the start of W are first
// scaled to length 1. Where a row of H becomes all 0 it starts again, at most nine times,
// from a random W with entries from 0 to 1.
//
// η of R's printed objective is not squared; that of its minimum is. Where entries are
// missing or weighted, the sums run over what is there.
//
// Kim and Park, Bioinformatics 23:1495 (2007); package NMF.
type SNMF struct {
	Left bool
	Beta float64 // strength of sparseness, above 0; 0: 0.01
	Eta  float64 // of the other penalty, 0 and more; negative, or 0 with Beta 0: the largest entry of V
}

// DefaultSparseness is R's β.
const DefaultSparseness = 0.01

// Name is "snmf/r" or "snmf/l".
func (m SNMF) Name() string {
	if m.Left {
		return "snmf/l"
	}
	return "snmf/r"
}

// Defaults are R NMF's.
func (SNMF) Defaults() (nmf.StopRule, nmf.Scale) { return KKTRule, nmf.ScaleNone }

// Like is a method of the same divergence without penalties: samples are projected so.
func (SNMF) Like() nmf.Method { return nmf.HALS{} }

// MostIterations is R NMF's.
func (SNMF) MostIterations() int { return 20000 }

// Bind returns a run's workspace.
func (m SNMF) Bind(v *nmf.Matrix, k int) nmf.Updater {
	_, n := v.Dims()
	tile := k * kernel.Lanes
	u := &snmf{v: v, k: k, nnls: newNNLS(k), beta: m.Beta, eta: m.Eta, left: m.Left, c: make([]float64, k),
		y: make([]float64, k), g: make([]float64, k*k), gram: make([]float64, k*k), x: make([]float64, tile),
		num: make([]float64, tile), ht: make([]float64, n*k)}
	bySample, byGene := v.Sides()
	u.bySample, u.byGene = bySample.Reader(k), byGene.Reader(k)
	if bySample.Weighted() {
		u.hess, u.work = make([]float64, k*tile), make([]float64, kernel.NewtonWork(k))
	}
	if u.beta == 0 {
		u.beta = DefaultSparseness
		if u.eta == 0 {
			u.eta = -1
		}
	}
	if u.eta < 0 {
		u.eta = v.Max()
	}
	return u
}

// snmf is the state of one run.
type snmf struct {
	v                *nmf.Matrix
	bySample, byGene *side.Reader // V with the factor that one side reads
	k                int
	nnls             *nnls
	beta, eta        float64
	left             bool
	iter, restarts   int
	rng              *rand.Rand
	anew             bool      // the last update ended in a new start
	x, num           []float64 // tiles: the unknowns, and products with V
	ht               []float64 // Hᵀ
	gram, g          []float64 // the Hessian that outputs share: of the factor, and with penalties
	hess, work       []float64 // that of every lane, where entries are missing or weighted
	c, y             []float64 // one problem
}

const snmfRestarts = 9

// Draw takes a random stream, for starting again.
func (u *snmf) Draw(rng *rand.Rand) { u.rng = rng }

func (u *snmf) Update(f nmf.Factors) {
	w, h := data(f)
	u.rows(h)
	if u.iter++; u.iter == 1 {
		u.unit(w, h)
	}
	u.anew = false
	sparse, ridge := snmfTerm{all: u.beta}, snmfTerm{own: float64(u.eta * u.eta)}
	if u.left {
		u.genes(w, sparse)
		if u.mayRestart() && empty(w, u.k) {
			u.again(u.ht)
			u.columns(h)
			return
		}
		u.samples(w, h, ridge)
		return
	}
	u.samples(w, h, sparse)
	if u.mayRestart() && empty(u.ht, u.k) {
		u.again(w)
		return
	}
	u.genes(w, ridge)
}

// data returns both factors row by row.
func data(f nmf.Factors) (w, h []float64) { return f.W.RawMatrix().Data, f.H.RawMatrix().Data }

// snmfTerm is what is added to the Hessian: to all its entries, and to its diagonal.
type snmfTerm struct{ all, own float64 }

// rows fills Hᵀ from H, and columns H from Hᵀ.
func (u *snmf) rows(h []float64) {
	n := len(h) / u.k
	for j := range n {
		for a := range u.k {
			u.ht[j*u.k+a] = h[a*n+j]
		}
	}
}

func (u *snmf) columns(h []float64) {
	n := len(h) / u.k
	for j := range n {
		for a := range u.k {
			h[a*n+j] = u.ht[j*u.k+a]
		}
	}
}

// unit scales the columns of the factor that is read first to length 1.
func (u *snmf) unit(w, h []float64) {
	if u.left {
		u.toLengthOne(u.ht)
		u.columns(h)
		return
	}
	u.toLengthOne(w)
}

func (u *snmf) toLengthOne(x []float64) {
	for a := range u.k {
		top, squares := 0.0, 0.0
		for i := a; i < len(x); i += u.k {
			top = math.Max(top, x[i])
		}
		if top == 0 {
			continue
		}
		for i := a; i < len(x); i += u.k {
			r := x[i] / top
			squares = math.FMA(r, r, squares)
		}
		length := math.Sqrt(squares)
		for i := a; i < len(x); i += u.k {
			x[i] = x[i] / top / length
		}
	}
}

// mayRestart says whether a new start is left; without random numbers there is none.
func (u *snmf) mayRestart() bool { return u.rng != nil && u.restarts < snmfRestarts }

// again starts anew from random entries.
func (u *snmf) again(x []float64) {
	u.restarts, u.anew = u.restarts+1, true
	for i := range x {
		x[i] = float64(u.rng.Uint64()>>11) * 0x1p-53
	}
	u.toLengthOne(x)
}

// empty says whether a column of a factor held as rows is all 0.
func empty(x []float64, k int) bool {
	for a := range k {
		all := true
		for i := a; i < len(x) && all; i += k {
			all = x[i] == 0
		}
		if all {
			return true
		}
	}
	return false
}

func (u *snmf) samples(w, h []float64, t snmfTerm) {
	u.share(w, t)
	u.bySample.Read(w)
	for b := range u.bySample.Blocks() {
		u.bySample.ColumnsToTile(u.x, h, b, u.k)
		u.least(u.bySample, b, t)
		u.bySample.TileToColumns(h, u.x, b, u.k)
		u.bySample.TileToRows(u.ht, u.x, b, u.k)
	}
}

func (u *snmf) genes(w []float64, t snmfTerm) {
	u.share(u.ht, t)
	u.byGene.Read(u.ht)
	for b := range u.byGene.Blocks() {
		u.byGene.RowsToTile(u.x, w, b, u.k)
		u.least(u.byGene, b, t)
		u.byGene.TileToRows(w, u.x, b, u.k)
	}
}

// share is the Hessian that outputs share.
func (u *snmf) share(f []float64, t snmfTerm) {
	kernel.Gram(u.gram, f, u.k)
	for i := range u.gram {
		u.g[i] = u.gram[i] + t.at(i, u.k)
	}
	u.nnls.g = u.g
}

func (t snmfTerm) at(i, k int) float64 {
	if i%(k+1) == 0 {
		return t.all + t.own
	}
	return t.all
}

// products are those of the factor with a block and, where there are weights, with itself.
func (u *snmf) products(v *side.Reader, b int) {
	if !v.Weighted() {
		v.Products(u.num, b)
		return
	}
	v.KnownSums(u.num, u.hess, b, u.work)
}

// least sets the tile x of block b to its minimum.
func (u *snmf) least(v *side.Reader, b int, t snmfTerm) {
	u.products(v, b)
	for l := range v.Width(b) {
		for a := range u.k {
			u.c[a], u.y[a] = u.num[a*kernel.Lanes+l], u.x[a*kernel.Lanes+l]
			if !v.Weighted() {
				continue
			}
			for c := range u.k {
				u.g[a*u.k+c] = u.hess[(min(a, c)*u.k+max(a, c))*kernel.Lanes+l] + t.at(a*u.k+c, u.k)
			}
		}
		u.nnls.solve(u.y, u.c)
		for a, x := range u.y {
			u.x[a*kernel.Lanes+l] = x
		}
	}
}

// Loss is the objective that the updates lower.
func (u *snmf) Loss(f nmf.Factors) float64 {
	w, h := data(f)
	u.rows(h)
	sparse, other := u.ht, w
	if u.left {
		sparse, other = w, u.ht
	}
	var squares, sums float64
	for _, x := range other {
		squares = math.FMA(x, x, squares)
	}
	for ; len(sparse) >= u.k; sparse = sparse[u.k:] {
		var sum float64
		for _, x := range sparse[:u.k] {
			sum += x
		}
		sums = math.FMA(sum, sum, sums)
	}
	return (nmf.RSS(u.v, f) + float64(float64(u.eta*u.eta)*squares) + float64(u.beta*sums)) / 2
}
