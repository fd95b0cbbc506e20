package nmf

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/kernel"
	"subtype/internal/side"
)

// NonSmooth is non-smooth NMF as R NMF's method "nsNMF" computes it: the generalised
// Kullback–Leibler divergence of V from WSH, where S = (1−θ)I + θ/k 11ᵀ smooths, so that
// both W and H become sparse,
//
//	H ← H ⊙ ((WS)ᵀ(V ⊘ WSH)) ⊘ ((WS)ᵀ1)
//	W ← W ⊙ ((V ⊘ WSH)(SH)ᵀ) ⊘ (1(SH)ᵀ)      with the new H
//	W ← W with every column divided by its sum (H is left as it is)
//
// Columns of W are never scaled further, which S would not bear: Settings.Scale has no effect.
// The rescaling may raise the divergence; the updates before it do not.
//
// Pascual-Montano et al., IEEE Transactions on Pattern Analysis and Machine Intelligence
// 28:403 (2006); package NMF.
type NonSmooth struct {
	Theta float64 // 0 to 1; negative: 0, which is no smoothing; 0: 0.5
}

// DefaultTheta is R's θ.
const DefaultTheta = 0.5

// Name is "nsNMF".
func (NonSmooth) Name() string { return "nsNMF" }

// Defaults are R NMF's.
func (NonSmooth) Defaults() (StopRule, Scale) { return ConnectivityRule, ScaleNone }

func (m NonSmooth) theta() float64 {
	switch {
	case m.Theta == 0:
		return DefaultTheta
	case m.Theta < 0:
		return 0
	}
	return m.Theta
}

// Bind returns a run's workspace.
func (m NonSmooth) Bind(v *Matrix, k int) Updater {
	genes, samples := v.Dims()
	return &nonSmooth{brunet: brunet{workspace: newWorkspace(v, k), sums: make([]float64, k)}, theta: m.theta(),
		ws: make([]float64, genes*k), sh: make([]float64, samples*k)}
}

type nonSmooth struct {
	brunet
	theta  float64
	ws, sh []float64 // WS, and (SH)ᵀ
}

// smooth sets dst to the rows of a factor times S.
func smooth(dst, rows []float64, k int, theta float64) {
	for i := 0; i < len(rows); i += k {
		var sum float64
		for _, x := range rows[i : i+k] {
			sum += x
		}
		sum = float64(theta * (sum / float64(k)))
		for a, x := range rows[i : i+k] {
			dst[i+a] = math.FMA(1-theta, x, sum)
		}
	}
}

func (u *nonSmooth) Update(f Factors) {
	u.improve(f)
	u.rescale(f)
}

// improve is the update before the rescaling.
func (u *nonSmooth) improve(f Factors) {
	w, h := f.data()
	smooth(u.ws, w, u.k, u.theta)
	kernel.ColumnSums(u.sums, u.ws, u.k)
	// (WS)H is W(SH): as Brunet's update with WS in the place of W
	u.eachSample(u.ws, h, func(v *side.Reader, b int) { u.scaleByQuotients(v, b, u.sums) })
	smooth(u.sh, u.ht, u.k, u.theta)
	kernel.ColumnSums(u.sums, u.sh, u.k)
	u.eachGene(u.sh, w, func(v *side.Reader, b int) { u.scaleByQuotients(v, b, u.sums) })
}

// rescale divides every column of W by its sum.
func (u *nonSmooth) rescale(f Factors) {
	w, _ := f.data()
	kernel.ColumnSums(u.sums, w, u.k)
	for ; len(w) >= u.k; w = w[u.k:] {
		for a, s := range u.sums {
			w[a] = share(w[a], s)
		}
	}
}

// Loss is the divergence of V from WSH.
func (u *nonSmooth) Loss(f Factors) float64 { return u.divergence(NonSmooth{u.orNone()}.Model(f)) }

// orNone is the θ that says none where it is 0.
func (u *nonSmooth) orNone() float64 {
	if u.theta == 0 {
		return -1
	}
	return u.theta
}

// Model gives the factors WS and H, whose product stands for V.
func (m NonSmooth) Model(f Factors) Factors {
	w := f.W.RawMatrix().Data
	genes, k := f.W.Dims()
	ws := make([]float64, len(w))
	smooth(ws, w, k, m.theta())
	return Factors{W: mat.NewDense(genes, k, ws), H: f.H}
}

// Model gives factors whose product stands for V: those of a fit, but for methods with
// something between them.
func Model(m Method, f Factors) Factors {
	if own, ok := m.(interface{ Model(Factors) Factors }); ok {
		return own.Model(f)
	}
	return f
}
