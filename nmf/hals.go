package nmf

import (
	"math"

	"subtype/internal/kernel"
	"subtype/internal/side"
)

// HALS lowers the squared Euclidean distance, the objective of Lee, by
// coordinate descent: for fixed W every column of H is a quadratic problem with
// the Hessian WᵀW, of which one entry after the other is set to its minimum, in
// several sweeps, and the whole step is then lengthened as far as the distance
// allows, by seven tenths at most; then likewise the rows of W with HHᵀ. The
// distance cannot rise.
//
//	D(V‖WH) = ½ ‖V − WH‖²
//
// Hierarchical alternating least squares: Cichocki and Phan, IEICE Transactions
// E92-A:708 (2009); more than one sweep for the price of one product with V:
// Gillis and Glineur, Neural Computation 24:1085 (2012).
//
// With a penalty every entry is set to the minimum of the penalised objective.
type HALS struct{ Penalty Penalty }

// Name is "hals".
func (HALS) Name() string { return "hals" }

// Defaults are made for second-order methods.
func (HALS) Defaults() (StopRule, Scale) { return SettledRule, ScaleMax }

// Bind returns a run's workspace.
func (m HALS) Bind(v *Matrix, k int) Updater { return newHALS(v, k, m.Penalty) }

func newHALS(v *Matrix, k int, p Penalty) *hals {
	genes, samples := v.Dims()
	filled := float64(genes*samples - v.zeros - v.missing)
	return &hals{penalties: p.bind(v), euclidean: newEuclidean(v, k, kernel.ScaleRatios),
		common: make([]float64, k*k*kernel.Lanes), steps: make([]float64, 5*k*kernel.Lanes),
		ofH: sweeps(filled/float64(samples), k), ofW: sweeps(filled/float64(genes), k)}
}

type hals struct {
	euclidean
	penalties
	common, steps []float64 // the Hessian that all lanes share; work space of a step
	ofH, ofW      int       // sweeps of an iteration
	iter          int
}

// halsSweeps is the least number of sweeps of coordinate descent in an iteration.
const halsSweeps = 4

// sweeps is how many sweeps follow a product of a column of V with so many entries: as many
// as take half of its time, up to eight times the least.
func sweeps(entries float64, k int) int {
	return max(halsSweeps, min(8*halsSweeps, int(entries/float64(2*k))))
}

func (u *hals) Update(f Factors) {
	w, h := f.data()
	u.curvature(w, u.penalties.h)
	u.eachSample(w, h, func(v *side.Reader, b int) { u.step(v, b, u.penalties.h, u.ofH) })

	u.curvature(u.ht, u.penalties.w)
	u.eachGene(u.ht, w, func(v *side.Reader, b int) {
		if u.held == 0 {
			u.step(v, b, u.penalties.w, u.ofW)
		} else {
			u.stepHeld(v, b)
		}
	})
	u.iter++
}

// curvature is the Hessian that all columns share, fᵀf and what a penalty adds.
func (u *hals) curvature(f []float64, t term) {
	kernel.GramPacked(u.gram, f, u.packed, u.k)
	for a := range u.k {
		u.gram[a*u.k+a] += t.l2
	}
	kernel.Spread(u.common, u.gram, u.k)
}

// step improves the tile x of block b. The first iteration
// is multiplicative: from a start of another scale coordinate descent would set
// most entries to 0.
func (u *hals) step(v *side.Reader, b int, t term, sweeps int) {
	if u.iter == 0 {
		u.multiply(v, b, t)
		return
	}
	kernel.CoordinateStep(u.x, u.num, u.gradient(v, b, t), u.steps, u.k, sweeps)
	kernel.Relax(u.x, u.steps, u.k)
}

// gradient sets num to the part of the gradient that does not depend on x, and returns the
// Hessian.
func (u *hals) gradient(v *side.Reader, b int, t term) (hess []float64) {
	if hess = u.common; v.Weighted() {
		u.knownSums(v, b)
		u.bend(t)
		hess = u.hess
	} else {
		v.Products(u.num, b)
	}
	u.pull(t)
	return hess
}

// multiply is a multiplicative step.
func (u *hals) multiply(v *side.Reader, b int, t term) {
	u.products(v, b)
	if v.Weighted() && t.l2 != 0 { // else it is in the Hessian that lanes share
		for i, x := range u.x {
			u.den[i] = math.FMA(t.l2, x, u.den[i])
		}
	}
	if t.l1 != 0 {
		for i := range u.den {
			u.den[i] += t.l1
		}
	}
	u.euclidean.step(u.x, u.num, u.den)
}

// bend adds a penalty to the Hessian of every lane.
func (u *hals) bend(t term) {
	if t.l2 == 0 {
		return
	}
	for a := range u.k {
		for l := range kernel.Lanes {
			u.hess[(a*u.k+a)*kernel.Lanes+l] += t.l2
		}
	}
}

// pull adds a penalty to the gradient.
func (u *hals) pull(t term) {
	if t.l1 == 0 {
		return
	}
	for i := range u.num {
		u.num[i] -= t.l1
	}
}

func (u *hals) Loss(f Factors) float64 { return u.squares(f)/2 + u.penalties.of(f) }

// stepHeld is step for W where some of it is held.
func (u *hals) stepHeld(v *side.Reader, b int) {
	if u.iter == 0 {
		u.around(func() { u.multiply(v, b, u.penalties.w) })
		return
	}
	u.descendHeld(u.gradient(v, b, u.penalties.w))
}
