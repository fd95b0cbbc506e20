// Package mixed lowers an objective whose genes have different losses: the generalised
// Kullback–Leibler divergence of some, as of counts, and half the squared Euclidean distance of
// the others, all with the same coefficients.
//
//	D = Σ_{i ∈ KL} Σ_j v ln(v/r) − v + r  +  ½ Σ_{i ∉ KL} Σ_j (v − r)²,   r = (WH)_ij
package mixed

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/kernel"
	"subtype/internal/side"
	"subtype/nmf"
)

// Method lowers D by Newton's method, as nmf.KL does: for fixed W it separates into the columns
// of H, whose gradient and Hessian are the sums of those of both parts, and for fixed H into the
// rows of W, each of one loss, which are improved as nmf.KL and nmf.HALS do.
//
// Why D cannot rise in a step for H: kernel.NewtonStep bounds the change of the divergence by
// αg·d + α²dᵀBd/2(1−αs), which is a bound for a quadratic function too, where 1−αs ≤ 1; so it
// bounds the sum, with the sums of gradients and Hessians.
type Method struct{ Genes *Genes }

// Genes say of each gene which loss it has.
type Genes struct{ Euclidean []bool }

// Name is "kl+hals".
func (Method) Name() string { return "kl+hals" }

// Defaults are those of the methods that it is made of.
func (Method) Defaults() (nmf.StopRule, nmf.Scale) { return nmf.SettledRule, nmf.ScaleMax }

// ForGenes is the method for a matrix of some of the genes.
func (m Method) ForGenes(genes []int) nmf.Method {
	some := &Genes{}
	for _, g := range genes {
		some.Euclidean = append(some.Euclidean, m.Genes.Euclidean[g])
	}
	return Method{some}
}

// Bind returns a run's workspace.
func (m Method) Bind(v *nmf.Matrix, k int) nmf.Updater { return m.bind(v, k) }

func (m Method) bind(v *nmf.Matrix, k int) *updater {
	genes, samples := v.Dims()
	if len(m.Genes.Euclidean) != genes {
		panic("mixed: the losses are of other genes")
	}
	tile := k * kernel.Lanes
	u := &updater{k: k, samples: samples, x: make([]float64, tile), num: make([]float64, tile), den: make([]float64, tile),
		more: make([]float64, tile), hess: make([]float64, k*tile), add: make([]float64, k*tile),
		all: make([]float64, k), sums: make([]float64, k), gram: make([]float64, k*k), ht: make([]float64, samples*k),
		work: make([]float64, kernel.NewtonWork(k)), steps: make([]float64, 5*tile)}
	for i, euclidean := range []bool{false, true} {
		var some []int
		for g, e := range m.Genes.Euclidean {
			if e == euclidean {
				some = append(some, g)
			}
		}
		u.parts[i] = newPart(v, some, k)
	}
	return u
}

// part are the genes of one loss, and their values in both orientations.
type part struct {
	genes            []int
	bySample, byGene *side.Reader
	w                []float64 // their rows of W
}

func newPart(v *nmf.Matrix, genes []int, k int) part {
	_, whole := v.Sides()
	_, samples := v.Dims()
	bySample := side.New(samples, len(genes), whole.Weighted())
	byGene := side.New(len(genes), samples, whole.Weighted())
	values, weights := make([]float64, samples), make([]float64, samples)
	for i, g := range genes {
		whole.Row(g, values, weights)
		for j, x := range values {
			if weights[j] != 0 {
				x /= weights[j] // Set multiplies
			}
			bySample.Set(j, i, x, weights[j])
			byGene.Set(i, j, x, weights[j])
		}
	}
	return part{genes, bySample.Reader(k), byGene.Reader(k), make([]float64, len(genes)*k)}
}

// gather copies the rows of the genes from W, for steps of H, and scatter copies them back.
func (p *part) gather(w []float64, k int) {
	for i, g := range p.genes {
		copy(p.w[i*k:(i+1)*k], w[g*k:])
	}
	p.bySample.Read(p.w)
}

func (p *part) scatter(w []float64, k int) {
	for i, g := range p.genes {
		copy(w[g*k:(g+1)*k], p.w[i*k:])
	}
}

// updater is the state of one run.
type updater struct {
	k, samples        int
	parts             [2]part   // the divergence, and the distance
	x, num, den, more []float64 // tiles
	hess, add         []float64 // k × k tiles
	all, sums, gram   []float64 // of the factor that is read: column sums, those of one part, and its product
	ht                []float64 // Hᵀ
	work, steps       []float64
	iter              int
}

// sweeps of coordinate descent for the quadratic model of a step, as nmf.KL and nmf.HALS have.
const sweeps = 4

// nothing is what sums are multiplied by where the gradient has them already: NewtonStep takes
// common ones, so small that they leave it alone, but for their ratios, by which it bounds a step.
const nothing = 0x1p-600

// Update does one iteration.
func (u *updater) Update(f nmf.Factors) {
	w, h := f.W.RawMatrix().Data, f.H.RawMatrix().Data
	u.read(w)
	for b := range kernel.Blocks(u.samples) {
		kernel.ColumnsToTile(u.x, h, b, u.k)
		u.improve(b)
		kernel.TileToColumns(h, u.x, b, u.k)
		kernel.TileToRows(u.ht, u.x, b, u.k)
	}
	kernel.ColumnSums(u.sums, u.ht, u.k)
	kernel.Gram(u.gram, u.ht, u.k)
	for i := range u.parts {
		p := &u.parts[i]
		p.byGene.Read(u.ht)
		for b := range kernel.Blocks(len(p.genes)) {
			kernel.RowsToTile(u.x, p.w, b, u.k)
			if i == 0 {
				u.divergent(p.byGene, b)
			} else {
				u.distant(p.byGene, b)
			}
			kernel.TileToRows(p.w, u.x, b, u.k)
		}
		p.scatter(w, u.k)
	}
	u.iter++
}

// read takes in the basis for steps of H.
func (u *updater) read(w []float64) {
	for i := range u.parts {
		u.parts[i].gather(w, u.k)
	}
	kernel.ColumnSums(u.all, w, u.k)
	kernel.ColumnSums(u.sums, u.parts[0].w, u.k)
	kernel.Gram(u.gram, u.parts[1].w, u.k)
	for a := range u.all {
		u.all[a] *= nothing
	}
}

// improve lowers the objective of the samples of block b, whose coefficients are the tile x.
func (u *updater) improve(b int) {
	u.parts[0].bySample.NewtonSums(u.num, u.hess, b, u.x, u.work)
	u.columnSums(u.parts[0].bySample, b)
	u.squares(u.more, u.add, u.parts[1].bySample, b)
	if u.iter == 0 {
		u.multiply()
		return
	}
	for i := range u.num {
		u.num[i] += u.more[i] - u.den[i]
	}
	kernel.ApplyLanes(u.den, u.add, u.x, u.k)
	for i := range u.num {
		u.num[i] -= u.den[i]
	}
	for i := range u.hess {
		u.hess[i] += u.add[i]
	}
	kernel.NewtonStep(u.x, u.num, u.all, u.hess, u.work, u.k, sweeps)
}

// columnSums sets den to the column sums of the factor that is read, over the known entries.
func (u *updater) columnSums(v *side.Reader, b int) {
	if v.Weighted() {
		v.WeightSums(u.den, b)
		return
	}
	for i := range u.den {
		u.den[i] = u.sums[i/kernel.Lanes]
	}
}

// squares are fᵀv and, for every lane, fᵀf over the known entries.
func (u *updater) squares(num, hess []float64, v *side.Reader, b int) {
	if v.Weighted() {
		v.KnownSums(num, hess, b, u.work)
		return
	}
	v.Products(num, b)
	kernel.Spread(hess, u.gram, u.k)
}

// multiply is a multiplicative step for H: of every entry the minimum of a function that lies
// above the objective and touches it at x, a y²/2 + (den − more) y − x num ln y, where a·x is
// what the Euclidean part has of x's gradient.
func (u *updater) multiply() {
	product := u.steps[:len(u.x)]
	kernel.ApplyLanes(product, u.add, u.x, u.k)
	for i, x := range u.x {
		if x == 0 {
			continue
		}
		a, b, c := product[i]/x, u.den[i]-u.more[i], float64(x*u.num[i])
		root := math.Hypot(b, math.Sqrt(4*a*c))
		switch {
		case b > 0 && c == 0, a == 0 && b <= 0:
			u.x[i] = 0
		case b > 0:
			u.x[i] = 2 * c / (b + root)
		default:
			u.x[i] = (root - b) / (2 * a)
		}
	}
}

// divergent improves the tile x of genes of the divergence.
func (u *updater) divergent(v *side.Reader, b int) {
	u.columnSums(v, b)
	if u.iter == 0 {
		v.QuotientSums(u.num, b, u.x)
		kernel.ScaleRatios(u.x, u.num, u.den)
		return
	}
	v.NewtonSums(u.num, u.hess, b, u.x, u.work)
	for i, d := range u.den {
		u.num[i] -= d
	}
	for a, s := range u.sums {
		u.all[a] = s * nothing
	}
	kernel.NewtonStep(u.x, u.num, u.all, u.hess, u.work, u.k, sweeps)
}

// distant improves the tile x of genes of the distance.
func (u *updater) distant(v *side.Reader, b int) {
	u.squares(u.num, u.hess, v, b)
	if u.iter > 0 {
		kernel.CoordinateStep(u.x, u.num, u.hess, u.steps, u.k, sweeps)
		return
	}
	kernel.ApplyLanes(u.den, u.hess, u.x, u.k)
	kernel.ScaleRatios(u.x, u.num, u.den)
}

// Loss is D.
func (u *updater) Loss(f nmf.Factors) float64 {
	w, h := f.W.RawMatrix().Data, f.H.RawMatrix().Data
	var total [2]float64
	sums := make([]float64, kernel.Lanes)
	for i := range u.parts {
		p := &u.parts[i]
		p.gather(w, u.k)
		for b := range kernel.Blocks(u.samples) {
			kernel.ColumnsToTile(u.x, h, b, u.k)
			if i == 0 {
				p.bySample.Divergence(sums, b, u.x)
			} else {
				p.bySample.SquaredError(sums, b, u.x)
			}
			for _, s := range sums {
				total[i] += s
			}
		}
	}
	return total[0] + total[1]/2
}

// Project gives the coefficients of other samples for a fixed basis: those of lowest D, each
// improved until it is still, as nmf.Project does.
func (m Method) Project(v *nmf.Matrix, w *mat.Dense) *mat.Dense {
	_, k := w.Dims()
	u := m.bind(v, k)
	u.read(w.RawMatrix().Data)
	h := mat.NewDense(k, u.samples, nil)
	old := make([]float64, len(u.x))
	for b := range kernel.Blocks(u.samples) {
		for i := range u.x {
			u.x[i] = 1
		}
		u.iter = 0
		u.improve(b)
		u.iter = 1
		u.settle(b, old, min(kernel.Lanes, u.samples-b*kernel.Lanes))
		kernel.TileToColumns(h.RawMatrix().Data, u.x, b, k)
	}
	return h
}

// settle improves the tile of block b, of so many samples. One that is still stays so, whatever
// becomes of those beside it.
func (u *updater) settle(b int, old []float64, samples int) {
	const most, still = 2000, 1e-10 // improvements, and the share of a sample's largest coefficient
	var done [kernel.Lanes]bool
	for range most {
		copy(old, u.x)
		u.improve(b)
		left := false
		for l := range samples {
			var change, top float64
			for i := l; i < len(u.x); i += kernel.Lanes {
				if done[l] {
					u.x[i] = old[i]
				}
				change, top = max(change, math.Abs(u.x[i]-old[i])), max(top, u.x[i], old[i])
			}
			done[l] = change <= still*top
			left = left || !done[l]
		}
		if !left {
			return
		}
	}
}
