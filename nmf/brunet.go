package nmf

import (
	"subtype/internal/kernel"
	"subtype/internal/side"
)

// Brunet is the multiplicative update for the generalised Kullback–Leibler
// divergence as R NMF's method "brunet" computes it,
//
//	H ← H ⊙ (Wᵀ(V ⊘ WH)) ⊘ (Wᵀ1)
//	W ← W ⊙ ((V ⊘ WH)Hᵀ) ⊘ (1Hᵀ)      with the new H
//	D(V‖WH) = Σ V ln(V/WH) − V + WH
//
// In every tenth iteration entries below 2⁻⁵² are raised to it. Where WH is 0
// the quotient is 0, as in R NMF 0.30 (0.25 gives NaN there).
//
// Lee and Seung, NIPS 13 (2001); Brunet et al., PNAS 101:4164 (2004); the floor
// and its rhythm are R NMF's (Gaujoux and Seoighe 2010).
type Brunet struct{}

// Name is "brunet".
func (Brunet) Name() string { return "brunet" }

// Defaults are R NMF's.
func (Brunet) Defaults() (StopRule, Scale) { return ConnectivityRule, ScaleNone }

// Bind returns a run's workspace.
func (Brunet) Bind(v *Matrix, k int) Updater {
	return &brunet{workspace: newWorkspace(v, k), sums: make([]float64, k)}
}

type brunet struct {
	workspace
	sums []float64 // column sums of the factor that is read
	iter int
}

const (
	brunetFloor      = 0x1p-52 // R's .Machine$double.eps
	brunetFloorEvery = 10      // iterations
)

func (u *brunet) Update(f Factors) {
	w, h := f.data()
	kernel.ColumnSums(u.sums, w, len(u.sums))
	u.eachSample(w, h, func(v *side.Reader, b int) { u.scaleByQuotients(v, b, u.sums) })

	kernel.ColumnSums(u.sums, u.ht, len(u.sums))
	u.eachGene(u.ht, w, func(v *side.Reader, b int) {
		u.around(func() { u.scaleByQuotients(v, b, u.sums) })
	})

	if u.iter++; u.iter%brunetFloorEvery == 0 {
		raise(w, brunetFloor)
		raise(h, brunetFloor)
	}
}

func (u *brunet) Loss(f Factors) float64 {
	return u.divergence(f)
}

// raise lifts every entry below floor to it.
func raise(x []float64, floor float64) {
	for i, v := range x {
		if v < floor {
			x[i] = floor
		}
	}
}
