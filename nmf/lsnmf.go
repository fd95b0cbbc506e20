package nmf

import (
	"math"
	"slices"
)

// LeastSquares is the multiplicative update for the weighted squared Euclidean distance as
// R NMF's method "ls-nmf" computes it, with ε = 1e-9 and the weights M of the matrix,
//
//	H ← max(H ⊙ Wᵀ(M ⊙ V), ε) ⊘ (Wᵀ(M ⊙ WH) + ε)
//	W ← max(W ⊙ (M ⊙ V)Hᵀ, ε) ⊘ ((M ⊙ WH)Hᵀ + ε)      with the new H
//	D = ½ Σ M ⊙ (V − WH)²
//
// R prints ½ Σ (M ⊙ (V − WH))², which is not what the updates lower unless weights are 0
// or 1.
//
// Wang, Kossenkov and Ochs, BMC Bioinformatics 7:175 (2006); package NMF.
type LeastSquares struct{}

// Name is "ls-nmf".
func (LeastSquares) Name() string { return "ls-nmf" }

// Defaults are R NMF's.
func (LeastSquares) Defaults() (StopRule, Scale) { return StationaryRule, ScaleNone }

// Bind returns a run's workspace.
func (LeastSquares) Bind(v *Matrix, k int) Updater {
	u := newEuclidean(v, k, leeStep)
	return &u
}

// Stationary stops as R NMF's nmf.stop.stationary: at the start, in every 50th iteration, and in the ten
// after it the objective is looked at, and the run ends when its largest and its least
// value there differ by no more than ten times 2⁻⁵². R's threshold is absolute; here it is that
// of an objective of 1 and more, and a share of smaller ones.
func Stationary() Criterion { return &stationary{} }

// StationaryRule is the criterion by its name.
var StationaryRule = StopRule{"stationary", Stationary, "when the objective had not changed by more than rounding in " +
	"ten " +
	"successive iterations, looked at every 50"}

const (
	stationaryEvery = 50
	stationaryRun   = 10
)

type stationary struct{ seen []float64 }

func (c *stationary) Every() int { return 1 }

func (c *stationary) Met(p *Progress) bool {
	if len(c.seen) == 0 && p.Iter%stationaryEvery != 0 {
		return false
	}
	c.seen = append(c.seen, p.Loss())
	if len(c.seen) <= stationaryRun {
		return false
	}
	least, most := slices.Min(c.seen), slices.Max(c.seen)
	c.seen = c.seen[:0]
	return most-least <= stationaryRun*0x1p-52*math.Min(1, most)
}
