package nmf

import (
	"math"

	"subtype/internal/kernel"
)

// Lee is the multiplicative update for the squared Euclidean distance as
// R NMF's method "lee" computes it, with ε = 1e-9,
//
//	H ← max(H ⊙ WᵀV, ε) ⊘ (WᵀWH + ε)
//	W ← max(W ⊙ VHᵀ, ε) ⊘ (WHHᵀ + ε)      with the new H
//	W ← W with every column divided by its sum (H is left as it is)
//	D(V‖WH) = ½ ‖V − WH‖²
//
// The rescaling may raise the objective; the two updates before it do not.
//
// Lee and Seung, NIPS 13 (2001); ε and the rescaling are R NMF's (Gaujoux and
// Seoighe 2010).
type Lee struct{}

// Name is "lee".
func (Lee) Name() string { return "lee" }

// Defaults are R NMF's.
func (Lee) Defaults() (StopRule, Scale) { return ConnectivityRule, ScaleNone }

// Bind returns a run's workspace.
func (Lee) Bind(v *Matrix, k int) Updater {
	step := leeStep
	if v.missing > 0 {
		step = leeStepKnown
	}
	return &lee{euclidean: newEuclidean(v, k, step), sums: make([]float64, k)}
}

type lee struct {
	euclidean
	sums []float64
}

const leeEpsilon = 1e-9

func leeStep(x, num, den []float64) {
	for i := range x {
		x[i] = math.Max(x[i]*num[i], leeEpsilon) / (den[i] + leeEpsilon)
	}
}

// leeStepKnown is leeStep where values are missing, of which R knows nothing: a gene that has
// none would come to 1, and outweigh all others.
func leeStepKnown(x, num, den []float64) {
	leeStep(x, num, den)
	for i, d := range den {
		if d == 0 {
			x[i] = 0
		}
	}
}

func (u *lee) Update(f Factors) {
	u.euclidean.Update(f)
	u.rescale(f)
}

// rescale divides every column of W by its sum.
func (u *lee) rescale(f Factors) {
	w, _ := f.data()
	kernel.ColumnSums(u.sums, w, len(u.sums))
	for ; len(w) >= u.k; w = w[u.k:] {
		for a, s := range u.sums {
			w[a] /= s
		}
	}
}
