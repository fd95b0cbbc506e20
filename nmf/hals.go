package nmf

import "subtype/internal/kernel"

// HALS lowers the squared Euclidean distance, the objective of Lee, by
// coordinate descent: for fixed W every column of H is a quadratic problem with
// the Hessian WᵀW, of which one entry after the other is set to its minimum,
// halsSweeps times; then likewise the rows of W with HHᵀ. The distance cannot
// rise.
//
//	D(V‖WH) = ½ ‖V − WH‖²
//
// Hierarchical alternating least squares: Cichocki and Phan, IEICE Transactions
// E92-A:708 (2009); more than one sweep for the price of one product with V:
// Gillis and Glineur, Neural Computation 24:1085 (2012).
type HALS struct{}

// Name is "hals".
func (HALS) Name() string { return "hals" }

// Defaults are made for second-order methods.
func (HALS) Defaults() (StopRule, Scale) { return SettledRule, ScaleMax }

// Bind returns a run's workspace.
func (HALS) Bind(v *Matrix, k int) Updater { return newHALS(v, k) }

func newHALS(v *Matrix, k int) *hals {
	return &hals{euclidean: newEuclidean(v, k, kernel.ScaleRatios),
		common: make([]float64, k*k*kernel.Lanes), steps: make([]float64, 3*k*kernel.Lanes)}
}

type hals struct {
	euclidean
	common, steps []float64 // the Hessian that all lanes share; work space of a step
	iter          int
}

// halsSweeps is the number of sweeps of coordinate descent in an iteration.
const halsSweeps = 4

func (u *hals) Update(f Factors) {
	w, h := f.data()

	u.curvature(w)
	for b := range u.v.bySample.Blocks() {
		kernel.ColumnsToTile(u.x, h, b, u.k)
		u.step(u.v.bySample, b, w)
		kernel.TileToColumns(h, u.x, b, u.k)
		kernel.TileToRows(u.ht, u.x, b, u.k)
	}

	u.curvature(u.ht)
	for b := range u.v.byGene.Blocks() {
		kernel.RowsToTile(u.x, w, b, u.k)
		u.step(u.v.byGene, b, u.ht)
		kernel.TileToRows(w, u.x, b, u.k)
	}
	u.iter++
}

// curvature is the Hessian that all columns share, fᵀf.
func (u *hals) curvature(f []float64) {
	kernel.Gram(u.gram, f, u.k)
	kernel.Spread(u.common, u.gram, u.k)
}

// step improves the tile x of panel b. The first iteration
// is multiplicative: from a start of another scale coordinate descent would set
// most entries to 0.
func (u *hals) step(v side, b int, f []float64) {
	if u.iter == 0 {
		u.products(v, b, f)
		u.euclidean.step(u.x, u.num, u.den)
		return
	}
	hess := u.common
	if v.known == nil {
		kernel.Products(u.num, v.Panel(b), f, u.k)
	} else {
		u.knownSums(v, b, f)
		hess = u.hess
	}
	kernel.CoordinateStep(u.x, u.num, hess, u.steps, u.k, halsSweeps)
}
