package nmf

import "subtype/internal/kernel"

// Euclidean is the plain multiplicative update for the squared Euclidean
// distance,
//
//	H ← H ⊙ WᵀV ⊘ WᵀWH
//	W ← W ⊙ VHᵀ ⊘ WHHᵀ      with the new H
//	D(V‖WH) = ½ ‖V − WH‖²
//
// An entry whose denominator is 0 becomes 0. It is scikit-learn's solver "mu"
// with the Frobenius loss, given the transpose of V.
//
// Lee and Seung, NIPS 13 (2001).
type Euclidean struct{}

// Name is "euclidean".
func (Euclidean) Name() string { return "euclidean" }

// Defaults are those of Lee.
func (Euclidean) Defaults() (StopRule, Scale) { return ConnectivityRule, ScaleNone }

// Bind returns a run's workspace.
func (Euclidean) Bind(v *Matrix, k int) Updater {
	u := newEuclidean(v, k, kernel.ScaleRatios)
	return &u
}

type euclidean struct {
	workspace
	gram []float64                   // WᵀW or HHᵀ, k × k
	step func(x, num, den []float64) // from numerator and denominator to the new unknowns
}

func newEuclidean(v *Matrix, k int, step func(x, num, den []float64)) euclidean {
	return euclidean{workspace: newWorkspace(v, k), gram: make([]float64, k*k), step: step}
}

func (u *euclidean) Update(f Factors) {
	w, h := f.data()

	kernel.Gram(u.gram, w, u.k)
	for b := range u.v.bySample.Blocks() {
		kernel.ColumnsToTile(u.x, h, b, u.k)
		kernel.Products(u.num, u.v.bySample.Panel(b), w, u.k)
		kernel.Apply(u.den, u.gram, u.x, u.k)
		u.step(u.x, u.num, u.den)
		kernel.TileToColumns(h, u.x, b, u.k)
		kernel.TileToRows(u.ht, u.x, b, u.k)
	}

	kernel.Gram(u.gram, u.ht, u.k)
	for b := range u.v.byGene.Blocks() {
		kernel.RowsToTile(u.x, w, b, u.k)
		kernel.Products(u.num, u.v.byGene.Panel(b), u.ht, u.k)
		kernel.Apply(u.den, u.gram, u.x, u.k)
		u.step(u.x, u.num, u.den)
		kernel.TileToRows(w, u.x, b, u.k)
	}
}

func (u *euclidean) Loss(f Factors) float64 { return u.sumLanes(f, kernel.SquaredError) / 2 }
