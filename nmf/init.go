package nmf

import (
	"math"
	"math/rand/v2"
)

// Init makes the start of a factorisation: W (genes × k) and H (k × samples),
// all entries ≥ 0 and finite.
type Init func(v *Matrix, k int, rng *rand.Rand) Factors

// Random draws every entry uniformly from 0 to max(1, max V) and lowers those
// above max V to it, as R NMF's seeding method "random" does. W is drawn first,
// then H, both row by row; a draw takes the upper 53 bits of one Uint64. It panics
// where rng is nil: with a stream of its own all runs would have the same start.
//
// Gaujoux and Seoighe, BMC Bioinformatics 11:367 (2010); package NMF, rnmf.
func Random(v *Matrix, k int, rng *rand.Rand) Factors {
	if rng == nil {
		panic("nmf: a random start needs a source of random numbers, Settings.Rand")
	}
	m, n := v.Dims()
	f := NewFactors(m, n, k)
	top := math.Max(1, v.Max())
	w, h := f.data()
	for _, x := range [][]float64{w, h} {
		for i := range x {
			u := float64(rng.Uint64()>>11) * 0x1p-53
			x[i] = math.Min(u*top, v.Max())
		}
	}
	return f
}

// RandomScaled draws every entry uniformly, so that the entries of WH are about as large as
// those of V: from 0 to 2√(mean/k). It is the scale of scikit-learn's random start, and
// for methods that end a run by what they were far from at the start. It draws as Random.
func RandomScaled(v *Matrix, k int, rng *rand.Rand) Factors {
	f := Random(v, k, rng)
	top, to := math.Max(1, v.Max()), 2*math.Sqrt(v.Mean()/float64(k))
	w, h := f.data()
	for _, x := range [][]float64{w, h} {
		for i := range x {
			x[i] = x[i] / top * to
		}
	}
	return f
}

// RandomOf is the random start for a method: RandomScaled for MU, CD and ARD, else Random.
func RandomOf(m Method) Init {
	switch m := m.(type) {
	case MU, CD, ARD:
		return RandomScaled
	case Held:
		return RandomOf(m.Method)
	}
	return Random
}
