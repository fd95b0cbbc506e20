package nmf

import "math"

// Penalty is added to an objective so that factors stay small, or sparse: with α_W and α_H
// the strengths for the two factors and ρ the share of the L1 norm,
//
//	n·α_W (ρ ΣW + (1−ρ)/2 ΣW²) + m·α_H (ρ ΣH + (1−ρ)/2 ΣH²)
//
// for m genes and n samples: scikit-learn's alpha_H and alpha_W, whose names are the other
// way round since its samples are rows. The zero value is no penalty.
//
// Pedregosa et al., Journal of Machine Learning Research 12:2825 (2011); NMF there.
type Penalty struct {
	AlphaW  float64 // on the basis, ≥ 0
	AlphaH  float64 // on the coefficients, ≥ 0
	L1Ratio float64 // 0 to 1: how much of it is the L1 norm
}

// terms are the penalties on a factor's entries.
func (p Penalty) terms(v *Matrix) (w, h term) {
	m, n := v.Dims()
	of := func(alpha float64, outputs int) term {
		all := float64(outputs) * alpha
		return term{float64(all * p.L1Ratio), float64(all * (1 - p.L1Ratio))}
	}
	return of(p.AlphaW, n), of(p.AlphaH, m)
}

// on says whether there is any.
func (p Penalty) on() bool { return p.AlphaW > 0 || p.AlphaH > 0 }

// term is l1·x + l2/2·x² of an entry x.
type term struct{ l1, l2 float64 }

// of is the term of all entries.
func (t term) of(x []float64) float64 {
	if t == (term{}) {
		return 0
	}
	var sum, squares float64
	for _, v := range x {
		sum += v
		squares = math.FMA(v, v, squares)
	}
	return math.FMA(t.l1, sum, float64(t.l2/2*squares))
}

// penalties are those of both factors, of one run.
type penalties struct{ w, h term }

func (p Penalty) bind(v *Matrix) penalties {
	w, h := p.terms(v)
	return penalties{w, h}
}

// of is what they add to an objective.
func (p penalties) of(f Factors) float64 {
	w, h := f.data()
	return p.w.of(w) + p.h.of(h)
}
