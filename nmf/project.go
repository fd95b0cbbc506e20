package nmf

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/kernel"
)

// Project returns the coefficients H (k × samples) of the samples of v for a given
// basis matrix W (genes × k, entries ≥ 0): those of lowest D(V‖WH), the objective of
// the method, nil being KL. So samples that had no part in a factorisation are
// described by its metagenes, in the scale that W has. Penalties, which depend on that
// scale, have no part.
//
// For fixed W the objective separates into the samples, each a convex problem in k
// unknowns, which is solved as KL and HALS do it, whichever method of their objective
// is asked for, until no coefficient changes by more than 1e-10 of the sample's
// largest. What becomes of a sample does not depend on the others. It panics where W
// does not fit v, and for a method that is none of this package.
func Project(v *Matrix, w *mat.Dense, method Method) *mat.Dense {
	m, n := v.Dims()
	rows, k := w.Dims()
	if rows != m || w.RawMatrix().Stride != k {
		panic(fmt.Sprintf("nmf: W is %d×%d, want %d rows without gaps", rows, k, m))
	}
	if own, ok := method.(interface {
		Project(*Matrix, *mat.Dense) *mat.Dense
	}); ok {
		return own.Project(v, w)
	}
	h := mat.NewDense(k, n, nil)
	u := newProjector(v, k, method)
	basis := Model(method, Factors{W: w}).W.RawMatrix().Data
	u.fix(basis)
	x := u.tile()
	old := make([]float64, len(x))
	for b := range v.bySample.Blocks() {
		for i := range x {
			x[i] = 1
		}
		u.guess(b)
		settle(u, b, old, v.bySample.Width(b))
		v.bySample.TileToColumns(h.RawMatrix().Data, x, b, k)
	}
	return h
}

const (
	projectMost  = 2000  // improvements of a sample at most
	projectStill = 1e-10 // of its largest coefficient
)

// settle improves the tile of panel b, of so many samples, each until its coefficients
// are still.
func settle(u projector, b int, old []float64, samples int) {
	x := u.tile()
	var done [kernel.Lanes]bool
	for range projectMost {
		copy(old, x)
		u.improve(b)
		still := true
		for l := range samples {
			if done[l] {
				for i := l; i < len(x); i += kernel.Lanes {
					x[i] = old[i]
				}
				continue
			}
			var change, top float64
			for i := l; i < len(x); i += kernel.Lanes {
				change, top = max(change, math.Abs(x[i]-old[i])), max(top, x[i], old[i])
			}
			done[l] = change <= projectStill*top
			still = still && done[l]
		}
		if still {
			return
		}
	}
}

// projector improves H alone.
type projector interface {
	tile() []float64 // the unknowns of a block of samples
	fix(w []float64) // before all else
	guess(b int)     // from a tile of ones to the right scale
	improve(b int)   // lowers the objective
}

func newProjector(v *Matrix, k int, method Method) projector {
	switch m := method.(type) {
	case nil, KL, Brunet, NonSmooth:
		return newKL(v, k, Penalty{})
	case HALS, CD, Lee, Euclidean, LeastSquares:
		return newHALS(v, k, Penalty{})
	case Held:
		return newProjector(v, k, m.Method)
	case ARD:
		return newProjector(v, k, MU{Divergence: m.Divergence})
	case MU:
		switch m.Divergence {
		case Frobenius:
			return newHALS(v, k, Penalty{})
		case KullbackLeibler:
			return newKL(v, k, Penalty{})
		}
		return newMU(v, k, MU{Divergence: m.Divergence})
	}
	if like, ok := method.(interface{ Like() Method }); ok { // of another package
		return newProjector(v, k, like.Like())
	}
	panic("nmf: samples cannot be projected by the method " + method.Name())
}

func (s *workspace) tile() []float64 { return s.x }

func (u *kl) fix(w []float64) {
	u.samples.Read(w)
	u.addUp(w, term{})
}

func (u *kl) guess(b int) { u.scaleByQuotients(u.samples, b, u.sums) }

func (u *kl) improve(b int) { u.newton(u.samples, b, term{}) }

func (u *hals) fix(w []float64) {
	u.samples.Read(w)
	u.curvature(w, term{})
}

func (u *hals) guess(b int) { u.multiply(u.samples, b, term{}) }

func (u *mu) fix(w []float64) {
	u.samples.Read(w)
	u.read(w)
}

func (u *mu) guess(b int) { u.improve(b) }

func (u *mu) improve(b int) { u.multiply(u.samples, b, term{}) }

// improve reads what guess left: products with V stay as they are.
func (u *hals) improve(int) {
	hess := u.common
	if u.samples.Weighted() {
		hess = u.hess
	}
	kernel.CoordinateStep(u.x, u.num, hess, u.steps, u.k, halsSweeps)
}
