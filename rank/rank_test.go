package rank

import (
	"math"
	"strings"
	"testing"
)

// scores makes ranks from first on with the given cophenetic correlations.
func scores(first int, cophenetic []float64, set func(s *Score, i int)) []Score {
	out := make([]Score, len(cophenetic))
	for i := range out {
		no := math.NaN()
		out[i] = Score{K: first + i, Cophenetic: cophenetic[i], Genes: no, Samples: no, Halves: no, Z: no}
		if set != nil {
			set(&out[i], i)
		}
	}
	return out
}

// Values worked out from Firehose's own script (kmin = 2).
func TestFirehose(t *testing.T) {
	for _, c := range []struct {
		rho, silhouette []float64
		want            int
	}{
		{[]float64{.99, .98, .97, .90, .89, .88, .87}, []float64{.3, .25, .2, .15, .1, .1, .1}, 4},
		{[]float64{.99, .95, .97, .96, .90, .89, .88}, []float64{.3, .2, .25, .26, .1, .1, .1}, 5},
		{[]float64{.9, .95, .93, .96, .92, .94, .91}, []float64{.1, .2, .2, .3, .1, .1, .1}, 5},
	} {
		if o := Firehose(scores(2, c.rho, func(s *Score,
			i int) {
			s.SilhouetteExpression = c.silhouette[i]
		})); o.K != c.want {
			t.Errorf("rho %v: k = %d, want %d (%s)", c.rho, o.K, c.want, o.Why)
		}
	}
	if o := Firehose(scores(2, []float64{1, 1, 1}, nil)); o.K != 0 || !strings.Contains(o.Why,
		"seven ranks or more, and 3 were surveyed") {
		t.Errorf("three ranks: k = %d, %s", o.K, o.Why)
	}
	gap := scores(2, []float64{.99, .98, .97, .90, .89, .88, .87}, nil)
	gap[6].K = 10
	if k := Firehose(gap).K; k != 0 {
		t.Errorf("ranks with a gap: k = %d", k)
	}
}

func TestPanoply(t *testing.T) {
	dispersion := []float64{.9, .8, .95, .7}
	if k := Panoply(scores(3, []float64{.99, .97, .98, .9}, func(s *Score,
		i int) {
		s.Dispersion = dispersion[i]
	})).K; k != 5 {
		t.Errorf("k = %d, want 5", k)
	}
	// k = 2 is left out, and equal ranks give the smaller.
	if k := Panoply(scores(2, []float64{1, 1, 1}, func(s *Score, _ int) { s.Dispersion = 1 })).K; k != 3 {
		t.Errorf("all perfect: k = %d, want 3", k)
	}
	if k := Panoply(scores(2, []float64{.9}, func(s *Score, _ int) { s.Dispersion = .8 })).K; k != 2 {
		t.Errorf("k = 2 alone: k = %d", k)
	}
}

func TestDeltaAreas(t *testing.T) {
	s := []Score{{CDFArea: .5}, {CDFArea: .6}, {CDFArea: .63}}
	DeltaAreas(s)
	for i, want := range []float64{.5, .2, .05} {
		if math.Abs(s[i].DeltaArea-want) > 1e-12 {
			t.Errorf("rank %d: %v, want %v", i, s[i].DeltaArea, want)
		}
	}
}

// Residuals 100 (k = 1), 60, 40, 25 (k = 5), 26, 26: by hand.
func TestGains(t *testing.T) {
	s := []Score{{K: 2, Residual: 60}, {K: 3, Residual: 40}, {K: 5, Residual: 25}, {K: 6, Residual: 26},
		{K: 7, Residual: 26}}
	Gains(s, 100)
	for i, want := range [][2]float64{{.4, 2}, {.2, math.NaN()}, {.075, math.NaN()}, {-.01, 0}, {0, math.NaN()}} {
		if math.Abs(s[i].Gain-want[0]) > 1e-15 || !(math.Abs(s[i].GainRatio-want[1]) < 1e-12 || math.IsNaN(want[1]) &&
			math.IsNaN(s[i].GainRatio)) {
			t.Errorf("k = %d: gain %g, ratio %g, want %v", s[i].K, s[i].Gain, s[i].GainRatio, want)
		}
	}
}

// What the leukemia survey gave (brunet, 50 runs), to four digits.
func leukemia() []Score {
	silhouette := []float64{.9959, .9745, .9463, .8220, .8136}
	dispersion := []float64{.9846, .9551, .9516, .8732, .8533}
	pac := []float64{0, .0398, .0541, .1337, .1849}
	residual := []float64{1.62723e7, 1.38065e7, 1.24537e7, 1.13385e7, 1.04347e7}
	all := scores(2, []float64{.9997, .9944, .9879, .9739, .9784}, func(s *Score, i int) {
		s.SilhouetteConsensus, s.Dispersion, s.PAC, s.Residual = silhouette[i], dispersion[i], pac[i], residual[i]
	})
	Gains(all, 2.0708e7)
	return all
}

func TestRulesOnLeukemia(t *testing.T) {
	for name, want := range map[string]int{"elbow": 3, "cophenetic": 4, "silhouette": 2, "pac": 2, "panoply": 3,
		"firehose": 0} {
		rule, ok := RuleByName(name)
		if !ok {
			t.Fatalf("no rule %s", name)
		}
		if o := rule.Rule(leukemia()); o.K != want {
			t.Errorf("%s: k = %d (%s), want %d", name, o.K, o.Why, want)
		}
	}
}

func TestRanksWithoutNeighboursHaveNoBend(t *testing.T) {
	for ranks, want := range map[string]int{"4 5 6": 5, "2 3 6 8": 2, "4 6 8": 0} {
		var s []Score
		for _, f := range strings.Fields(ranks) {
			k := int(f[0] - '0')
			s = append(s, Score{K: k, Residual: 100 / float64(k*k), Cophenetic: 1})
		}
		Gains(s, 100)
		defined := 0
		for _, x := range s {
			if !math.IsNaN(x.GainRatio) {
				defined = x.K
			}
		}
		if defined != want {
			t.Errorf("ranks %s: the ratio is defined at %d, want %d", ranks, defined, want)
		}
	}
	one := []Score{{K: 2, Residual: 1e-16, Cophenetic: 1}, {K: 3, Residual: 2e-17, Cophenetic: 1}}
	Gains(one, math.NaN())
	if o := Elbow(one); o.K != 0 || !strings.Contains(o.Why, "one group") {
		t.Errorf("k = %d, %s", o.K, o.Why)
	}
}

func TestElbowTakesTheLargestStableBendElseTheSharpest(t *testing.T) {
	noise := scores(2, make([]float64, 4), func(s *Score, i int) {
		s.Gain = []float64{.29, .24, .0018, .0003}[i]
		s.GainRatio = []float64{1.2, 100, 5.3, math.NaN()}[i]
	})
	if o := Elbow(noise); o.K != 3 {
		t.Errorf("a bend in the noise: k = %d, %s", o.K, o.Why)
	}
	for _, c := range []struct {
		ratio, pac []float64
		k          int
		why, doubt string
	}{
		{[]float64{2.5, 1.1, 2.0, 1.2, math.NaN()}, []float64{0, .3, .08, 0, 0}, 4,
			"the step to 4 groups improves the fit 2.0 times as much as the next step would, and only 8.0 % of the pairs of " +
				"samples have a consensus between 0.1 and 0.9", ""},
		{[]float64{2.5, 1.1, 2.0, 1.2, math.NaN()}, []float64{0, .3, .12, 0, 0}, 2,
			"the step to 2 groups improves the fit 2.5 times as much as the next step would, and no pair of samples has a " +
				"consensus between 0.1 and 0.9", ""},
		{[]float64{1.2, 1.4, 1.1, 1.2, math.NaN()}, []float64{0, .0001, 0, 0, 0}, 3,
			"the residual bends most there: the step to 3 groups improves the fit 1.4 times as much as the next step would",
			"a clear bend would be 1.5 times"},
		{[]float64{1.2, 1.4997, 1.1, 1.2, math.NaN()}, []float64{0, .1004, 0, 0, 0}, 3,
			"the residual bends most there: the step to 3 groups improves the fit 1.4997 times as much as the next step would",
			"a clear bend would be 1.5 times, and 10.04 % of the pairs of samples have a consensus between 0.1 and 0.9, more " +
				"than the 10 % that the rule allows"},
		{[]float64{1.6, 1.4, 1.1, 1.2, math.NaN()}, []float64{.2, 0, 0, 0, 0}, 2,
			"the residual bends most there: the step to 2 groups improves the fit 1.6 times as much as the next step would",
			"20.0 % of the pairs of samples have a consensus between 0.1 and 0.9, more than the 10 % that the rule allows"},
		{[]float64{1.2, math.NaN()}, []float64{0, 0}, 2,
			"only there could a bend of the residual be seen: the step to 2 groups improves the fit 1.2 times as much as the " +
				"next step would", "a clear bend would be 1.5 times"},
		{[]float64{100, math.NaN()}, []float64{.0001, 0}, 2, "the step to 2 groups improves the fit, and the next step " +
			"hardly any more, and less than 0.1 % of the pairs of samples have a consensus between 0.1 and 0.9", ""},
		{[]float64{math.NaN(), math.NaN()}, []float64{.2, .2}, 2, "the proportion of ambiguous clustering is lowest there, " +
			"0.200, as it is at k = 3",
			"no bend of the residual can be seen, as for that the rank before and the rank after must be surveyed"},
		{[]float64{math.NaN()}, []float64{.2}, 2, "it is the only rank surveyed", ""},
	} {
		o := Elbow(scores(2, make([]float64, len(c.ratio)), func(s *Score, i int) {
			s.GainRatio, s.PAC = c.ratio[i],
				c.pac[i]
		}))
		if o.K != c.k || o.Why != c.why || o.Doubt != c.doubt {
			t.Errorf("%v, %v: %+v, want %+v", c.ratio, c.pac, o, c)
		}
	}
}

// A rank without a cophenetic correlation is never chosen.
func TestUndefinedRanksAreNeverChosen(t *testing.T) {
	nan := math.NaN()
	s := scores(2, []float64{nan, .9, nan}, func(s *Score, i int) { s.SilhouetteConsensus, s.Dispersion = 1, 1 })
	for _, r := range Rules() {
		if o := r.Rule(s); o.K != 3 && o.K != 0 {
			t.Errorf("%s: k = %d, %s", r.Name, o.K, o.Why)
		}
	}
	s = scores(2, []float64{nan, nan}, nil)
	if c := Choose(s, Rules()[0], 0); c.K != 2 || c.Why() != "No k could be chosen by the bend of the residual, because "+
		"at "+
		"every rank all pairs of samples have the same consensus, so that no groups can be seen. "+
		"k = 2, the smallest surveyed, is shown. All pairs of samples have the same consensus there, so that no groups can "+
		"be seen." || c.Firm() {
		t.Errorf("%+v", c)
	}
}

func TestNoRuleLooksAtSilhouettesThatAreOneByConstruction(t *testing.T) {
	for _, r := range Rules() {
		s := scores(2, []float64{.99, .98, .97, .90, .89, .88, .87}, func(s *Score, i int) {
			s.SilhouetteConsensus, s.Dispersion, s.PAC = 1-.1*float64(i), 1-.1*float64(i), .1*float64(i)
		})
		k := r.Rule(s).K
		for i := range s {
			s[i].SilhouetteCoefficients, s[i].SilhouetteBasis = float64(i), float64(-i)
		}
		if again := r.Rule(s).K; again != k {
			t.Errorf("%s looks at them", r.Name)
		}
	}
}
