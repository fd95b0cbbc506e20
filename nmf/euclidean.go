package nmf

import (
	"subtype/internal/kernel"
	"subtype/internal/side"
)

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
	gram   []float64                   // WᵀW or HHᵀ, k × k
	packed []float64                   // work space for it
	step   func(x, num, den []float64) // from numerator and denominator to the new unknowns

	hess, work []float64 // where entries are missing: fᵀf of every lane of a panel
}

func newEuclidean(v *Matrix, k int, step func(x, num, den []float64)) euclidean {
	genes, samples := v.Dims()
	return euclidean{workspace: newWorkspace(v, k), gram: make([]float64, k*k), step: step,
		packed: make([]float64, max(genes, samples)*kernel.Lanes)}
}

func (u *euclidean) Update(f Factors) {
	w, h := f.data()
	kernel.GramPacked(u.gram, w, u.packed, u.k)
	u.eachSample(w, h, func(v *side.Reader, b int) {
		u.products(v, b)
		u.step(u.x, u.num, u.den)
	})

	kernel.GramPacked(u.gram, u.ht, u.packed, u.k)
	u.eachGene(u.ht, w, func(v *side.Reader, b int) {
		u.products(v, b)
		u.around(func() { u.step(u.x, u.num, u.den) })
	})
}

// products are numerator fᵀv and denominator fᵀf·x of the tile x of block b, f being the factor
// that is read. Where entries are missing every lane has an fᵀf of its own.
func (u *euclidean) products(v *side.Reader, b int) {
	if !v.Weighted() {
		v.Products(u.num, b)
		kernel.Apply(u.den, u.gram, u.x, u.k)
		return
	}
	u.knownSums(v, b)
	kernel.ApplyLanes(u.den, u.hess, u.x, u.k)
}

// knownSums are fᵀv and fᵀf over the known entries.
func (u *euclidean) knownSums(v *side.Reader, b int) {
	if u.work == nil {
		u.hess, u.work = make([]float64, u.k*u.k*kernel.Lanes), make([]float64, kernel.NewtonWork(u.k))
	}
	v.KnownSums(u.num, u.hess, b, u.work)
}

func (u *euclidean) Loss(f Factors) float64 { return u.squares(f) / 2 }
