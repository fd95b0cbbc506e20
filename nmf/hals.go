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
func (HALS) Bind(v *Matrix, k int) Updater {
	return &hals{workspace: newWorkspace(v, k), gram: make([]float64, k*k),
		hess: make([]float64, k*k*kernel.Lanes), work: make([]float64, 3*k*kernel.Lanes)}
}

type hals struct {
	workspace
	gram, hess, work []float64
	iter             int
}

// halsSweeps is the number of sweeps of coordinate descent in an iteration.
const halsSweeps = 4

func (u *hals) Update(f Factors) {
	w, h := f.data()

	u.curvature(w)
	for b := range u.v.bySample.Blocks() {
		kernel.ColumnsToTile(u.x, h, b, u.k)
		kernel.Products(u.num, u.v.bySample.Panel(b), w, u.k)
		u.step()
		kernel.TileToColumns(h, u.x, b, u.k)
		kernel.TileToRows(u.ht, u.x, b, u.k)
	}

	u.curvature(u.ht)
	for b := range u.v.byGene.Blocks() {
		kernel.RowsToTile(u.x, w, b, u.k)
		kernel.Products(u.num, u.v.byGene.Panel(b), u.ht, u.k)
		u.step()
		kernel.TileToRows(w, u.x, b, u.k)
	}
	u.iter++
}

// curvature is the Hessian that all columns share, fᵀf.
func (u *hals) curvature(f []float64) {
	kernel.Gram(u.gram, f, u.k)
	kernel.Spread(u.hess, u.gram, u.k)
}

// step improves the tile x, given the products of its panel. The first iteration
// is multiplicative: from a start of another scale coordinate descent would set
// most entries to 0.
func (u *hals) step() {
	if u.iter == 0 {
		kernel.Apply(u.den, u.gram, u.x, u.k)
		kernel.ScaleRatios(u.x, u.num, u.den)
		return
	}
	kernel.CoordinateStep(u.x, u.num, u.hess, u.work, u.k, halsSweeps)
}

func (u *hals) Loss(f Factors) float64 { return u.sumLanes(f, kernel.SquaredError) / 2 }
