package nmf

import (
	"math"

	"subtype/internal/kernel"
	"subtype/internal/side"
)

// ARD switches off metagenes that are not needed, by automatic relevance determination:
// the relevance λ_k of a metagene is the scale of an exponential prior on its weights and
// coefficients, and is estimated with them. The objective is
//
//	D(V‖WH) + φ Σ_k ((‖w_k‖₁ + ‖h_k‖₁ + b)/λ_k + c ln λ_k)
//
// with c = m + n + a + 1 and b from the mean of V; D is half the squared Euclidean distance
// or the Kullback–Leibler divergence, lowered by the multiplicative updates of MU with the
// L1 penalty φ/λ_k. φ, the variance of the noise (1 where values are Poisson counts), is
// estimated after some updates without a prior: 2D over the degrees of freedom, mn − k(m+n)
// or, where that is less, mn/2.
//
// How many metagenes stay (Active) is another opinion on their number. It rests on the noise
// being independent between entries, which that of expression is not.
//
// Tan and Févotte, IEEE Transactions on Pattern Analysis and Machine Intelligence 35:1592
// (2013), algorithm 1.
type ARD struct {
	Divergence Divergence // Frobenius or KullbackLeibler
}

// Name is "ard".
func (ARD) Name() string { return "ard" }

// Defaults are for relevances that have settled.
func (ARD) Defaults() (StopRule, Scale) { return RelevanceRule, ScaleNone }

// MostIterations is more than other multiplicative updates need: metagenes go slowly.
func (ARD) MostIterations() int { return 20000 }

// Bind returns a run's workspace.
func (m ARD) Bind(v *Matrix, k int) Updater {
	if m.Divergence != Frobenius && m.Divergence != KullbackLeibler {
		panic("nmf: ARD is for the divergences of Frobenius and Kullback and Leibler, not for " + m.Divergence.String())
	}
	return &ard{mu: *newMU(v, k, MU{Divergence: m.Divergence}), relevance: make([]float64, k), old: make([]float64, k),
		push: make([]float64, k)}
}

const (
	ardShape = 10.0 // a
	ardWarm  = 20   // updates without a prior
	ardStill = 1e-5 // relative change of a relevance in an iteration
	// ActiveShare is how much of all that metagenes explain one explains at least that stays.
	ActiveShare = 1e-4
)

type ard struct {
	mu
	noise          float64 // φ; 0: not known yet
	b, c           float64
	relevance, old []float64
	push           []float64 // φ/λ_k
}

func (u *ard) Update(f Factors) {
	if u.noise == 0 {
		for range ardWarm {
			u.mu.Update(f)
		}
		u.begin(f)
	}
	w, h := f.data()
	for a, r := range u.relevance {
		u.push[a] = u.noise / r
	}
	u.read(w)
	u.eachSample(w, h, u.shrink)
	u.read(u.ht)
	u.eachGene(u.ht, w, u.shrink)
	u.relate(f)
}

// begin estimates the noise, and what depends on it.
func (u *ard) begin(f Factors) {
	m, n := u.v.Dims()
	known := float64(m*n - u.v.missing)
	free := math.Max(known-float64(u.k*(m+n)), known/2)
	u.noise = math.Max(2*u.plain(f)/free, math.SmallestNonzeroFloat64)
	if least := u.v.rounding() / known; u.noise < least { // a perfect fit
		u.noise = least
	}
	u.c = float64(m+n) + ardShape + 1
	u.b = math.Sqrt((ardShape - 1) * (ardShape - 2) * u.v.Mean() / float64(u.k))
	u.relate(f)
}

// relate sets the relevances to their best values.
func (u *ard) relate(f Factors) {
	copy(u.old, u.relevance)
	for a, s := range u.norms(f) {
		u.relevance[a] = (s + u.b) / u.c
	}
}

// norms are ‖w_k‖₁ + ‖h_k‖₁.
func (u *ard) norms(f Factors) []float64 {
	w, h := f.data()
	sums := make([]float64, u.k)
	for i, x := range w {
		sums[i%u.k] += x
	}
	n := len(h) / u.k
	for a := range sums {
		for _, x := range h[a*n : (a+1)*n] {
			sums[a] += x
		}
	}
	return sums
}

// shrink is the multiplicative step with the penalty of each metagene.
func (u *ard) shrink(v *side.Reader, b int) {
	if u.divergence == KullbackLeibler {
		v.QuotientSums(u.num, b, u.x)
		if v.Weighted() {
			v.WeightSums(u.den, b)
		} else {
			for i := range u.den {
				u.den[i] = u.sums[i/kernel.Lanes]
			}
		}
	} else {
		u.products(v, b)
	}
	for i := range u.x {
		u.x[i] = float64(u.x[i] * share(u.num[i], u.den[i]+u.push[i/kernel.Lanes]))
	}
}

// change is the largest relative change of a relevance in the last update.
func (u *ard) change() float64 {
	most := 0.0
	for a, r := range u.relevance {
		most = math.Max(most, math.Abs(r-u.old[a])/r)
	}
	return most
}

// Loss is the objective, or the divergence alone while no prior is known.
func (u *ard) Loss(f Factors) float64 {
	loss := u.plain(f)
	if u.noise == 0 {
		return loss
	}
	for a, s := range u.norms(f) {
		loss += u.noise * math.FMA(u.c, kernel.Log(u.relevance[a]), (s+u.b)/u.relevance[a])
	}
	return loss
}

// Relevance stops ARD when no relevance changes by more than 1e-5 of itself in an
// iteration, looked at in every tenth.
func Relevance() Criterion { return relevance{} }

// RelevanceRule is the criterion by its name.
var RelevanceRule = StopRule{"relevance", Relevance, "when no metagene's relevance changed by more than 1e-5 of " +
	"itself in " +
	"an iteration, looked at every 10"}

type relevance struct{}

func (relevance) Every() int { return 10 }

func (relevance) Met(p *Progress) bool {
	u, ok := p.updater.(*ard)
	return ok && p.Iter > 0 && u.change() <= ardStill
}

// Active is the number of metagenes that explain more than ActiveShare of what all explain
// together, ΣW·ΣH of a metagene being what it explains.
func Active(f Factors) int {
	w, h := f.data()
	k := f.rank()
	n := len(h) / k
	parts := make([]float64, k)
	var all float64
	for a := range parts {
		var sw, sh float64
		for i := a; i < len(w); i += k {
			sw += w[i]
		}
		for _, x := range h[a*n : (a+1)*n] {
			sh += x
		}
		parts[a] = float64(sw * sh)
		all += parts[a]
	}
	active := 0
	for _, p := range parts {
		if p > ActiveShare*all {
			active++
		}
	}
	return active
}

// share is a/b, and 0 where b is 0.
func share(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
