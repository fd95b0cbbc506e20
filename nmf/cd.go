package nmf

import (
	"math"
	"math/rand/v2"

	"subtype/internal/kernel"
	"subtype/internal/side"
)

// CD is coordinate descent for half the squared Euclidean distance, with penalties, as
// scikit-learn's solver "cd" does it, given the transpose of V: every entry of a column of
// H, one after the other, is set to its minimum, once, then likewise the rows of W. HALS
// does the same several times for one product with V.
//
// Shuffled, the metagenes come in random order in each half of an update, the same for all
// columns, with a random stream that goes on from the start's; scikit-learn's is another.
//
// Cichocki and Phan, IEICE Transactions E92-A:708 (2009); Hsieh and Dhillon, KDD 2011.
type CD struct {
	Penalty Penalty
	Shuffle bool
}

// Name is "cd".
func (CD) Name() string { return "cd" }

// Defaults are scikit-learn's.
func (CD) Defaults() (StopRule, Scale) { return ToleranceRule, ScaleNone }

// MostIterations is scikit-learn's max_iter.
func (CD) MostIterations() int { return 200 }

// Bind returns a run's workspace.
func (m CD) Bind(v *Matrix, k int) Updater {
	u := &cd{euclidean: newEuclidean(v, k, kernel.ScaleRatios), penalties: m.Penalty.bind(v), order: make([]int, k),
		shuffle: m.Shuffle}
	for a := range u.order {
		u.order[a] = a
	}
	return u
}

type cd struct {
	euclidean
	penalties
	order   []int // of the metagenes
	shuffle bool
	rng     *rand.Rand
	far     float64 // violation of the conditions of a minimum, in the last update
}

// Draw takes a random stream.
func (u *cd) Draw(rng *rand.Rand) { u.rng = rng }

// violation is Σ |projected gradient| over the steps of the last update.
func (u *cd) violation() float64 { return u.far }

func (u *cd) Update(f Factors) {
	w, h := f.data()
	u.far = 0
	u.mix()
	kernel.GramPacked(u.gram, w, u.packed, u.k)
	u.eachSample(w, h, func(v *side.Reader, b int) { u.descend(v, b, u.penalties.h, 0) })
	u.mix()
	kernel.GramPacked(u.gram, u.ht, u.packed, u.k)
	u.eachGene(u.ht, w, func(v *side.Reader, b int) { u.descend(v, b, u.penalties.w, u.held/kernel.Lanes) })
}

// mix shuffles the order of the metagenes, by Fisher and Yates.
func (u *cd) mix() {
	if !u.shuffle || u.rng == nil {
		return
	}
	for i := u.k - 1; i > 0; i-- {
		j := int(u.rng.Uint64() % uint64(i+1))
		u.order[i], u.order[j] = u.order[j], u.order[i]
	}
}

// descend improves the tile x of block b but for its first rows, which are held, and adds
// to the violation.
func (u *cd) descend(v *side.Reader, b int, t term, held int) {
	u.products(v, b) // its denominators are not needed
	hess := func(a, c, l int) float64 { return u.gram[a*u.k+c] }
	if v.Weighted() {
		hess = func(a, c, l int) float64 { return u.hess[(min(a, c)*u.k+max(a, c))*kernel.Lanes+l] }
	}
	for l := range v.Width(b) {
		for _, a := range u.order {
			if a < held {
				continue
			}
			i := a*kernel.Lanes + l
			x := u.x[i]
			gradient := math.FMA(t.l2, x, t.l1) - u.num[i]
			for c := range u.k {
				gradient = math.FMA(hess(a, c, l), u.x[c*kernel.Lanes+l], gradient)
			}
			if x > 0 || gradient < 0 {
				u.far += math.Abs(gradient)
			}
			if second := hess(a, a, l) + t.l2; second != 0 {
				u.x[i] = math.Max(x-gradient/second, 0)
			}
		}
	}
}

func (u *cd) Loss(f Factors) float64 { return u.squares(f)/2 + u.penalties.of(f) }
