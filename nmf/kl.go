package nmf

import (
	"math"

	"subtype/internal/kernel"
	"subtype/internal/side"
)

// KL lowers the generalised Kullback–Leibler divergence, the objective of
// Brunet, by Newton's method instead of multiplicative updates. The divergence
// separates into the columns of H for fixed W, and into the rows of W for fixed
// H; each is a convex problem in k unknowns, which takes one projected Newton
// step in an iteration. Steps are relaxed beyond the minimum of their model where
// that is safe: kernel.NewtonStep says how, and why the divergence cannot rise.
// The first iteration is multiplicative: it brings any start to the right scale.
// The next ones are done at single precision, as long as the divergence falls by much
// more than rounding can weigh (singleGain), the others at double precision; all of them where V is
// held as lists, where it would save little.
//
// Row-wise Newton steps for this objective: Hansen, Plantenga and Kolda,
// Newton-based optimization for Kullback–Leibler nonnegative tensor factorizations
// (2015).
//
// With a penalty steps are those of the penalised objective, all at double precision.
type KL struct{ Penalty Penalty }

// Name is "kl".
func (KL) Name() string { return "kl" }

// Defaults are made for second-order methods.
func (KL) Defaults() (StopRule, Scale) { return SettledRule, ScaleMax }

// Bind returns a run's workspace.
func (m KL) Bind(v *Matrix, k int) Updater {
	u := newKL(v, k, m.Penalty)
	if !m.Penalty.on() {
		u.single = newKLSingle(v, k)
	}
	return u
}

func newKL(v *Matrix, k int, p Penalty) *kl {
	return &kl{penalties: p.bind(v), workspace: newWorkspace(v, k), sums: make([]float64, k), ratios: make([]float64, k),
		hess: make([]float64, k*k*kernel.Lanes), work: make([]float64, kernel.NewtonWork(k))}
}

type kl struct {
	workspace
	penalties
	sums       []float64 // column sums of the factor that is read
	ratios     []float64 // and what stands for them where entries are missing
	hess, work []float64
	iter       int
	single     *klSingle // nil where single precision will not do, or no more
}

// klSweeps is the number of sweeps of coordinate descent for the quadratic model
// of a step. Fewer make more iterations, more do not make fewer.
const klSweeps = 4

func (u *kl) Update(f Factors) { u.Updates(f, 1) }

// Updates does n iterations. Going to single precision and back once for all of them
// saves time.
func (u *kl) Updates(f Factors, n int) {
	if u.iter > 0 && u.single != nil {
		done, more := u.single.updates(f, n)
		if n -= done; !more {
			u.single = nil
		}
	}
	for range n {
		u.iterate(f)
		if u.single != nil && n > 1 { // after the first, multiplicative one
			u.Updates(f, n-1)
			return
		}
	}
}

// iterate does one iteration at double precision.
func (u *kl) iterate(f Factors) {
	w, h := f.data()
	u.addUp(w, u.penalties.h)
	u.eachSample(w, h, func(v *side.Reader, b int) { u.step(v, b, u.penalties.h) })

	u.addUp(u.ht, u.penalties.w)
	u.eachGene(u.ht, w, func(v *side.Reader, b int) {
		if u.held == 0 {
			u.step(v, b, u.penalties.w)
		} else {
			u.around(func() { u.multiply(v, b, u.penalties.w) })
		}
	})
	u.iter++
}

// step improves the tile x of block b.
func (u *kl) step(v *side.Reader, b int, t term) {
	switch {
	case u.iter > 0:
		u.newton(v, b, t)
	case t == (term{}):
		u.scaleByQuotients(v, b, u.sums)
	default:
		u.multiply(v, b, t)
	}
}

// addUp sums the columns of a factor. An L1 penalty is one more row of it, beside which V
// is 0.
func (u *kl) addUp(f []float64, t term) {
	kernel.ColumnSums(u.sums, f, len(u.sums))
	for a := range u.sums {
		u.sums[a] += t.l1
	}
}

// multiply is the multiplicative step with a penalty: the minimum of l2/2·y² + den·y − num·x ln y
// for every entry x, which lies above the objective and touches it at x.
func (u *kl) multiply(v *side.Reader, b int, t term) {
	v.QuotientSums(u.num, b, u.x)
	for i := range u.den {
		u.den[i] = u.sums[i/kernel.Lanes]
	}
	if v.Weighted() {
		v.WeightSums(u.den, b)
		for i := range u.den {
			u.den[i] += t.l1
		}
	}
	for i, x := range u.x {
		n, d := float64(x*u.num[i]), u.den[i]
		if n == 0 {
			u.x[i] = 0
			continue
		}
		// From the larger of both terms, whose square may have no room among the numbers.
		root := math.Sqrt(4 * t.l2 * n)
		u.x[i] = 2 * n / (d + math.Hypot(d, root))
	}
}

// newton is a Newton step.
func (u *kl) newton(v *side.Reader, b int, t term) {
	v.NewtonSums(u.num, u.hess, b, u.x, u.work)
	if t.l2 != 0 {
		for i, x := range u.x {
			u.num[i] = math.FMA(-t.l2, x, u.num[i])
			a := i / kernel.Lanes
			u.hess[(a*u.k+a)*kernel.Lanes+i%kernel.Lanes] += t.l2
		}
	}
	if v.Weighted() {
		u.stepKnown(v, b, t)
		return
	}
	kernel.NewtonStep(u.x, u.num, u.sums, u.hess, u.work, u.k, klSweeps)
}

// stepKnown is the rest of newton where entries are missing, so that every lane has
// column sums of its own. NewtonStep takes common ones: they are handed over so small
// that they leave the gradient alone, but for their ratios, by which it bounds a step.
func (u *kl) stepKnown(v *side.Reader, b int, t term) {
	v.WeightSums(u.den, b)
	for i, x := range u.den {
		u.num[i] -= x + t.l1
	}
	for a, s := range u.sums {
		u.ratios[a] = s * 0x1p-600
	}
	kernel.NewtonStep(u.x, u.num, u.ratios, u.hess, u.work, u.k, klSweeps)
}

func (u *kl) Loss(f Factors) float64 { return u.divergence(f) + u.penalties.of(f) }

// hold makes the first columns of W stay. Single precision does not know of it.
func (u *kl) hold(columns int) {
	u.workspace.hold(columns)
	u.single = nil
}
