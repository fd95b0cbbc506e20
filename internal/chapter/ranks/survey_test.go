package ranks

import (
	"math"
	"testing"

	"subtype/consensus"
	"subtype/internal/chapter"
	"subtype/internal/confidence"
	"subtype/internal/null"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/rank"
)

// looked is a survey of two ranks with numbers of its own everywhere that the figure looks.
func looked() *chapter.Context {
	s := &survey.Survey{Ranks: make([]survey.Rank, 2)}
	s.Choice.K = 3
	for i := range s.Ranks {
		r := &s.Ranks[i]
		x := float64(i) / 8
		r.K, r.Score = 2+i, rank.Score{Genes: .5 + x, Samples: .25 + x, SilhouetteExpression: .5, Z: 4, GainRatio: 1.25 + 8*x,
			Halves: .125 + x}
		r.Counts = consensusOf(4)
		r.Confidence.Genes = confidence.Agreement{Mean: .5 + x, Low: .25 + x, High: .75 + x}
	}
	return &chapter.Context{Survey: s}
}

// The figure shows what the rule looks at, where that was measured, and what it is held against.
func TestSurveyFigureShowsWhatDecides(t *testing.T) {
	c := looked()
	if got := len(shown(c, "").Curves); got != len(curves) {
		t.Errorf("%d curves where nothing was resampled", got)
	}
	c.Survey.Plan.Sets = sweep.Perturbed(8)
	c.Survey.Null = &null.Result{Nulls: 59, Samples: 38, Any: null.Score{Z: 3, SD: 1},
		Ranks: []null.Rank{{K: 2, Score: null.Score{Value: .5, Mean: .25, SD: .125}},
			{K: 3, Score: null.Score{Value: .75, Mean: .5, SD: .0625}}}}
	f := shown(c, "")
	if len(f.Curves) != len(curves)+5 {
		t.Fatalf("%d curves", len(f.Curves))
	}
	for i, want := range []float64{1, .5, .25, .125, .5, 1.25} {
		if got := f.Curves[i].Values[0]; got != want {
			t.Errorf("%s is %v at the first rank, want %v", f.Curves[i].Title, got, want)
		}
	}
	genes, without, gain := f.Curves[1], f.Curves[4], f.Curves[5]
	if b := genes.Band; genes.Bound != confidence.ClearFrom || b.Low[1] != .375 || b.High[1] != .875 {
		t.Errorf("genes: %+v", genes)
	}
	if b := without.Around; without.Beside[1] != .5 || b.Low[1] != .375 || b.High[1] != .625 || b.Low[0] != 0 {
		t.Errorf("without groups: %+v, %+v", without, b)
	}
	if gain.Bound != rank.ClearRatio || gain.Values[1] != 2.25 {
		t.Errorf("gain: %+v", gain)
	}
	c.Survey.Ranks[1].Score.GainRatio = 100
	c.Survey.Ranks[0].Score.GainRatio = math.NaN()
	if v := shown(c, "").Curves[5].Values; v[1] != mostRatio || !math.IsNaN(v[0]) {
		t.Errorf("a ratio of 100 is drawn as %v", v)
	}
	if d := f.Last.Ranks; len(d) != 2 || !d[1].Marked || d[0].CDF[len(d[0].CDF)-1] != 1 {
		t.Errorf("distributions: %+v", d)
	}
}

// consensusOf counts two labelings of n samples.
func consensusOf(n int) *consensus.Counts {
	c := consensus.NewCounts(n)
	for run := range 2 {
		labels := make([]int, n)
		for j := range labels {
			labels[j] = (j + run*j/2) % 2
		}
		c.Add(labels)
	}
	return c
}
