package classify

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Where most samples are alike in a measure, the others are not strangers, as they are many.
func TestLimitsHoldTheUsualRange(t *testing.T) {
	var of [][]float64
	rng := rand.New(rand.NewPCG(1, 1))
	for i := range 200 {
		one := make([]float64, measures)
		if i%4 == 0 {
			for m := range one {
				one[m] = rng.NormFloat64()
			}
		}
		of = append(of, one)
	}
	for i, l := range limits(of) {
		if room := 0.2 * (l.UsualHigh - l.UsualLow); Measures[i].low && Measures[i].high &&
			(l.Low > l.UsualLow-room || l.High < l.UsualHigh+room) {
			t.Errorf("%s: %+v", Measures[i].Name, l)
		}
	}
}

// A difference that is of no account shifts no cohort, though all samples have it; a larger one does.
func TestCohortsThatAreShifted(t *testing.T) {
	m := &Model{Limits: make([]Limit, measures)}
	for i := range m.Limits {
		m.Limits[i] = Limit{-9, 9, 0, 0}
	}
	cohort := func(x float64) (of [][]float64) {
		for range leastCohort {
			of = append(of, []float64{x, x, x, x, x})
		}
		return of
	}
	if got := m.Shifted(cohort(0.005)); got != nil {
		t.Errorf("%v are shifted", got)
	}
	if got := m.Shifted(cohort(0.15)); len(got) != measures {
		t.Errorf("only %v are shifted", got)
	}
	if got := m.Shifted(cohort(math.NaN())); got != nil {
		t.Errorf("%v are shifted", got)
	}
}

// Half of each value spreads the genes' differences over half the range.
func TestSpreadIsThatOfTheDifferences(t *testing.T) {
	f := &Frame{}
	rng := rand.New(rand.NewPCG(2, 2))
	x, half := make([]float64, 4000), make([]float64, 4000)
	for i := range x {
		f.Genes = append(f.Genes, Gene{Mean: 0, SD: 2, Quantiles: []float64{-3, -1, 0, 1, 3}})
		x[i] = 2 * rng.NormFloat64()
		half[i] = x[i] / 2
	}
	one, genes := f.measures(x, 0)
	two, _ := f.measures(half, 0)
	if genes != len(x) || math.Abs(one[Spread]) > 0.1 || math.Abs(one[Spread]-two[Spread]-1) > 1e-5 {
		t.Errorf("%v and %v", one[Spread], two[Spread])
	}
}
