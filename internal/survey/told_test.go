package survey

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/confidence"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

func TestRecurrenceFollowsTheConsensus(t *testing.T) {
	for _, c := range []struct {
		runs                               int
		silhouette, dispersion, cophenetic float64
		want                               Recurrence
	}{
		{50, 1, 1, 1, Same},
		{50, 0.974, 1, 1, Same}, // one sample is alone
		{50, 0.974, 0.96, 0.99, NearlySame},
		{50, 0.9, 0.96, 0.99, NearlySame},
		{50, 0.899, 0.9, 0.99, Similar},
		{50, 0.6, 0.9, 0.99, InPart},
		{50, 0.454, 0.9, 0.8, Hardly},
		{50, 0, 1, math.NaN(), NoGroups},
		{1, 1, 1, 1, OneRun},
	} {
		r := &Rank{Runs: make([]sweep.Record, c.runs), Counts: consensus.NewCounts(2),
			Score: rank.Score{SilhouetteConsensus: c.silhouette, Dispersion: c.dispersion, Cophenetic: c.cophenetic}}
		if got := r.Recurrence(); got != c.want {
			t.Errorf("%+v: %d", c, got)
		}
	}
}

// Samples alone in their subtype meet no others.
func TestSamplesAloneDoNotCountAsTogether(t *testing.T) {
	r := &Rank{K: 2, Subtypes: []int{0, 0, 1}, Own: []float64{0.5, 0.25, 1}}
	if mean, of := r.MeanOwn(); mean != 0.375 || of != 2 {
		t.Error(mean, of)
	}
	r = &Rank{K: 2, Subtypes: []int{0, 1}, Own: []float64{1, 1}}
	if _, of := r.MeanOwn(); of != 0 {
		t.Error(of)
	}
}

// A next subtype is one that is met, and met more often than any other.
func TestNextSubtypesThatAreNone(t *testing.T) {
	r := &Rank{NextTo: []int{-1, 1, 1}, NextTied: []bool{false, true, false}}
	for j, want := range []int{-1, -1, 1} {
		if got := r.Neighbour(j); got != want {
			t.Errorf("sample %d: %d, want %d", j, got, want)
		}
	}
}

func TestSubtypesAreSummedUp(t *testing.T) {
	r := &Rank{K: 2, Subtypes: []int{0, 1, 0}, BestFit: []int{0, 1, 1}, Widths: []float64{0.5, 0, -0.25},
		Own: []float64{1, 1, 0.5}, Next: []float64{0, 0.25, 0.5}, Features: [][]int{{3, 1}, nil},
		Runs: []sweep.Record{{Status: nmf.MaxIterations}, {Status: nmf.Converged}}}
	want := []Subtype{{0, 2, 1, 0.75, 0.25, 0.125, 2}, {1, 1, 0, 1, 0.25, 0, 0}}
	if got := r.SubtypeMeans(); !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if got := r.Sizes(); !slices.Equal(got, []int{2, 1}) {
		t.Error(got)
	}
	if core, differ, cut := r.CoreSamples(), r.Differing(), r.CutOff(); core != 1 || differ != 1 || cut != 1 {
		t.Error(core, differ, cut)
	}
}

func TestSharesSumToOne(t *testing.T) {
	r := &Rank{K: 2, Weights: mat.NewDense(3, 2, []float64{3, 1, 0, 0, 1, 4}),
		Factors: nmf.Factors{H: mat.NewDense(2, 3, []float64{1, 0, 2, 3, 0, 2})}, Features: [][]int{nil, {0, 2}}}
	if got := r.CoefficientShares(); !slices.Equal(got, []float64{0.25, 0.75, 0, 0, 0.5, 0.5}) {
		t.Error(got)
	}
	if a, b, none := r.WeightShare(0, 0), r.WeightShare(2, 1), r.WeightShare(1, 0); a != 0.75 || b != 0.8 || none != 0 {
		t.Error(a, b, none)
	}
	// The first subtype has no specific gene: shown is the one that is largest there.
	if a, b := r.TopGenes(0, 5), r.TopGenes(1, 1); !slices.Equal(a, []int{0}) || !slices.Equal(b, []int{0}) {
		t.Error(a, b)
	}
}

// Classes are counted where there are any.
func TestClassesAreCounted(t *testing.T) {
	s := &Survey{}
	unknown := []float64{math.NaN(), math.NaN(), math.NaN()}
	r := &Rank{Subtypes: make([]int, 3), Confidence: confidence.Rank{SamplesFrequency: unknown, GenesFrequency: unknown,
		HalvesFrequency: unknown}}
	if got := s.ClassSize(r, confidence.Unassigned); !math.IsNaN(got) {
		t.Errorf("%v of samples of which nothing is known", got)
	}
	known := []float64{0, 1, 0.1}
	r.Confidence = confidence.Rank{SamplesFrequency: known, GenesFrequency: known, HalvesFrequency: known}
	if got := s.ClassSize(r, confidence.Unassigned); got != 2 {
		t.Errorf("%v", got)
	}
}
