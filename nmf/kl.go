package nmf

import "subtype/internal/kernel"

// KL lowers the generalised Kullback–Leibler divergence, the objective of
// Brunet, by Newton's method instead of multiplicative updates. The divergence
// separates into the columns of H for fixed W, and into the rows of W for fixed
// H; each is a convex problem in k unknowns, which takes one projected Newton
// step in an iteration. Steps are relaxed beyond the minimum of their model where
// that is safe: kernel.NewtonStep says how, and why the divergence cannot rise.
// The first iteration is multiplicative: it brings any start to the right scale.
// The next ones are done at single precision, as long as the divergence falls by much
// more than rounding can weigh (singleGain), the others at double precision.
//
// Row-wise Newton steps for this objective: Hansen, Plantenga and Kolda,
// Newton-based optimization for Kullback–Leibler nonnegative tensor factorizations
// (2015).
type KL struct{}

// Name is "kl".
func (KL) Name() string { return "kl" }

// Defaults are made for second-order methods.
func (KL) Defaults() (StopRule, Scale) { return SettledRule, ScaleMax }

// Bind returns a run's workspace.
func (KL) Bind(v *Matrix, k int) Updater {
	u := newKL(v, k)
	u.single = newKLSingle(v, k)
	return u
}

func newKL(v *Matrix, k int) *kl {
	return &kl{workspace: newWorkspace(v, k), sums: make([]float64, k), ratios: make([]float64, k),
		hess: make([]float64, k*k*kernel.Lanes), work: make([]float64, kernel.NewtonWork(k))}
}

type kl struct {
	workspace
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

	kernel.ColumnSums(u.sums, w, len(u.sums))
	for b := range u.v.bySample.Blocks() {
		kernel.ColumnsToTile(u.x, h, b, u.k)
		u.step(u.v.bySample, b, w)
		kernel.TileToColumns(h, u.x, b, u.k)
		kernel.TileToRows(u.ht, u.x, b, u.k)
	}

	kernel.ColumnSums(u.sums, u.ht, len(u.sums))
	for b := range u.v.byGene.Blocks() {
		kernel.RowsToTile(u.x, w, b, u.k)
		u.step(u.v.byGene, b, u.ht)
		kernel.TileToRows(w, u.x, b, u.k)
	}
	u.iter++
}

// step improves the tile x of panel b.
func (u *kl) step(v side, b int, f []float64) {
	if u.iter == 0 {
		u.scaleByQuotients(v, b, f, u.sums)
		return
	}
	u.newton(v, b, f)
}

// newton is a Newton step.
func (u *kl) newton(v side, b int, f []float64) {
	kernel.NewtonSums(u.num, u.hess, v.Panel(b), f, u.x, u.work, u.k)
	if v.known != nil {
		u.stepKnown(v, b, f)
		return
	}
	kernel.NewtonStep(u.x, u.num, u.sums, u.hess, u.work, u.k, klSweeps)
}

// stepKnown is the rest of newton where entries are missing, so that every lane has
// column sums of its own. NewtonStep takes common ones: they are handed over so small
// that they leave the gradient alone, but for their ratios, by which it bounds a step.
func (u *kl) stepKnown(v side, b int, f []float64) {
	kernel.Products(u.den, v.known.Panel(b), f, u.k)
	for i, x := range u.den {
		u.num[i] -= x
	}
	for a, s := range u.sums {
		u.ratios[a] = s * 0x1p-600
	}
	kernel.NewtonStep(u.x, u.num, u.ratios, u.hess, u.work, u.k, klSweeps)
}

func (u *kl) Loss(f Factors) float64 { return u.divergence(f) }
