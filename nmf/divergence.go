package nmf

import (
	"fmt"
	"math"
	"strconv"
)

// Divergence is a β-divergence: how far V is from WH, entry by entry,
//
//	D(v, r) = (vᵝ + (β−1) rᵝ − β v rᵝ⁻¹) / β(β−1)
//
// with β = 2 half the squared Euclidean distance, in the limit β = 1 the generalised
// Kullback–Leibler divergence, and β = 0 that of Itakura and Saito. The zero value is
// β = 2. For β ≤ 0 it is infinite where V is 0.
//
// Févotte and Idier, Neural Computation 23:2421 (2011).
type Divergence struct{ lessTwo float64 }

// Beta is the divergence of that β, from LeastBeta to MostBeta.
func Beta(beta float64) Divergence { return Divergence{beta - 2} }

// LeastBeta and MostBeta are the limits of β: powers of more have no room among numbers.
const LeastBeta, MostBeta = -2.0, 4.0

// The divergences that have names.
var (
	Frobenius        = Beta(2)
	KullbackLeibler  = Beta(1)
	ItakuraSaito     = Beta(0)
	namedDivergences = []struct {
		name string
		of   Divergence
	}{{"frobenius", Frobenius}, {"kullback-leibler", KullbackLeibler}, {"itakura-saito", ItakuraSaito}}
)

// Beta is its β.
func (d Divergence) Beta() float64 { return d.lessTwo + 2 }

// String is its name, or β.
func (d Divergence) String() string {
	for _, n := range namedDivergences {
		if n.of == d {
			return n.name
		}
	}
	return strconv.FormatFloat(d.Beta(), 'g', -1, 64)
}

// DivergenceNames are those of divergences that have names.
func DivergenceNames() []string {
	var names []string
	for _, n := range namedDivergences {
		names = append(names, n.name)
	}
	return names
}

// ParseDivergence is the divergence of a name, or of a number β.
func ParseDivergence(s string) (Divergence, error) {
	for _, n := range namedDivergences {
		if n.name == s {
			return n.of, nil
		}
	}
	beta, err := strconv.ParseFloat(s, 64)
	if err != nil || !(beta >= LeastBeta && beta <= MostBeta) {
		return Divergence{}, fmt.Errorf("%q is neither frobenius, kullback-leibler, itakura-saito nor a number β from %g "+
			"to %g", s, LeastBeta, MostBeta)
	}
	return Beta(beta), nil
}

// Finite says whether the divergence of V from anything above 0 is finite.
func (d Divergence) Finite(v *Matrix) bool { return d.Beta() > 0 || v.Zeros() == 0 }

// exponent is that of a multiplicative step that cannot raise the divergence.
func (d Divergence) exponent() float64 {
	switch beta := d.Beta(); {
	case beta < 1:
		return 1 / (2 - beta)
	case beta > 2:
		return 1 / (beta - 1)
	}
	return 1
}

// leastProduct is what entries of WH are raised to where a power of 0 would be infinite:
// scikit-learn's, or as much less as V is smaller than 1.
func (d Divergence) leastProduct(v *Matrix) float64 {
	if d.Beta() >= 2 {
		return 0
	}
	const float32Epsilon = 0x1p-23
	return float32Epsilon * math.Min(1, v.Max())
}
