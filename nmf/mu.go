package nmf

import (
	"math"

	"subtype/internal/kernel"
	"subtype/internal/side"
)

// MU is the multiplicative update for any β-divergence, with penalties, as scikit-learn's
// solver "mu" does it, given the transpose of V: with l1 and l2 those of Penalty,
//
//	H ← H ⊙ (Wᵀ(V ⊙ (WH)ᵝ⁻²) ⊘ (Wᵀ(WH)ᵝ⁻¹ + l1 + l2 H))^γ      then W likewise
//
// γ is 1 for 1 ≤ β ≤ 2, 1/(2−β) below and 1/(β−1) above: so the divergence cannot rise.
// With an L2 penalty and β other than 2 it may: the step is scikit-learn's, and no minimum
// of anything. For β = 1 a quotient is 0 where WH is 0, and entries of WH above 0 are never
// raised, where scikit-learn raises those below 1.2e-7 to it.
//
// Févotte and Idier, Neural Computation 23:2421 (2011).
type MU struct {
	Divergence Divergence
	Penalty    Penalty
}

// Name is "mu".
func (MU) Name() string { return "mu" }

// Defaults are scikit-learn's.
func (MU) Defaults() (StopRule, Scale) { return ToleranceRule, ScaleNone }

// MostIterations is scikit-learn's max_iter.
func (MU) MostIterations() int { return 200 }

// Bind returns a run's workspace.
func (m MU) Bind(v *Matrix, k int) Updater { return newMU(v, k, m) }

func newMU(v *Matrix, k int, m MU) *mu {
	u := &mu{euclidean: newEuclidean(v, k, kernel.ScaleRatios), penalties: m.Penalty.bind(v), divergence: m.Divergence,
		least: m.Divergence.leastProduct(v), sums: make([]float64, k), scale: make([]float64, kernel.Lanes)}
	if beta := m.Divergence.Beta(); beta != 1 && beta != 2 {
		genes, samples := v.Dims()
		u.products2 = make([]float64, max(genes, samples)*kernel.Lanes)
	}
	return u
}

type mu struct {
	euclidean
	penalties
	divergence Divergence
	least      float64
	sums       []float64 // column sums of the factor that is read
	scale      []float64 // of a panel's lanes
	products2  []float64 // entries of WH of a panel, where their powers are taken
}

func (u *mu) Update(f Factors) {
	w, h := f.data()
	u.read(w)
	u.eachSample(w, h, func(v *side.Reader, b int) { u.multiply(v, b, u.penalties.h) })
	if u.divergence.Beta() < 1 {
		u.drop(h)
		u.drop(u.ht)
	}
	u.read(u.ht)
	u.eachGene(u.ht, w, func(v *side.Reader, b int) {
		u.around(func() { u.multiply(v, b, u.penalties.w) })
	})
	if u.divergence.Beta() <= 1 {
		u.drop(w)
	}
}

// read takes in the factor that the next half of an update reads.
func (u *mu) read(f []float64) {
	switch u.divergence.Beta() {
	case 1:
		kernel.ColumnSums(u.sums, f, u.k)
	case 2:
		kernel.GramPacked(u.gram, f, u.packed, u.k)
	}
}

// multiply improves the tile x of block b.
func (u *mu) multiply(v *side.Reader, b int, t term) {
	beta, exponent := u.divergence.Beta(), u.divergence.exponent()
	switch beta {
	case 2:
		u.products(v, b)
	case 1:
		v.QuotientSums(u.num, b, u.x)
		if v.Weighted() {
			v.WeightSums(u.den, b)
			break
		}
		for i := range u.den {
			u.den[i] = u.sums[i/kernel.Lanes]
		}
	default:
		v.BetaSums(u.num, u.den, u.scale, b, u.x, u.products2, beta, u.least)
	}
	for i := range u.den {
		den := u.den[i] + math.FMA(t.l2, u.x[i], t.l1)
		if beta != 1 && beta != 2 { // in units of the lane's scale
			scale := u.scale[i%kernel.Lanes]
			den = float64(u.den[i] * scale)
			if t != (term{}) {
				den += math.FMA(t.l2, u.x[i], t.l1) * kernel.Pow(scale, 2-beta)
			}
		}
		if den == 0 || u.num[i] == 0 {
			u.x[i] = 0
			continue
		}
		u.x[i] *= power(u.num[i]/den, exponent)
	}
}

func power(x, exponent float64) float64 {
	if exponent == 1 {
		return x
	}
	return kernel.Pow(x, exponent)
}

// drop sets entries to 0 that are nothing but rounding, as scikit-learn does for β below
// 1, so that their powers do no harm; where all are small, those that are beside others.
func (u *mu) drop(x []float64) {
	top := 0.0
	for _, v := range x {
		top = max(top, v)
	}
	least := 0x1p-52 * math.Min(1, top)
	for i, v := range x {
		if v < least {
			x[i] = 0
		}
	}
}

// plain is the divergence without penalties.
func (u *mu) plain(f Factors) float64 {
	switch beta := u.divergence.Beta(); beta {
	case 1:
		return u.workspace.divergence(f)
	case 2:
		return u.squares(f) / 2
	default:
		return u.sumLanes(f, func(v *side.Reader, b int) { v.BetaDivergence(u.lanes, b, u.x, beta, u.least) })
	}
}

func (u *mu) Loss(f Factors) float64 { return u.plain(f) + u.penalties.of(f) }
