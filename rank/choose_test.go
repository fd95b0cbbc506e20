package rank

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// perfect are ranks without any ambiguity, as restarts of a solver that converges
// often give, with the bend of the residual at one of them.
func perfect(n, bend int) []Score {
	return scores(2, slices.Repeat([]float64{1}, n), func(s *Score, i int) {
		s.SilhouetteConsensus, s.Dispersion, s.Gain, s.GainRatio = 1, 1, 1, 1
		if s.K == bend {
			s.GainRatio = 2
		}
		if i == n-1 {
			s.GainRatio = math.NaN()
		}
	})
}

func TestTheSentencesSayWhyAndWhatSpeaksAgainst(t *testing.T) {
	low := scores(2, []float64{.97, .965, .94}, func(s *Score, i int) {
		s.SilhouetteConsensus, s.PAC = []float64{.9, .8, .7496}[i], []float64{.05, .06, .25}[i]
		s.Dispersion, s.GainRatio = .9, []float64{1.1, 1.2, math.NaN()}[i]
	})
	falls := scores(2, []float64{.985, .98, .95}, func(s *Score, i int) { s.SilhouetteConsensus, s.Dispersion = .8, .9 })
	bend := "the step to 3 groups improves the fit 2.0 times as much as the next step would, and no pair of " +
		"samples has a consensus between 0.1 and 0.9."
	for name, c := range map[string]struct {
		scores []Score
		rule   string
		asked  int
		why    string
	}{
		"leukemia": {leukemia(), "elbow", 0, "k = 3, because the step to 3 groups improves the fit 1.8 times as " +
			"much as the next step would, " +
			"and only 4.0 % of the pairs of samples have a consensus between 0.1 and 0.9. Against it: k = 4 by the " +
			"fall of the cophenetic correlation, " +
			"k = 2 by the silhouette of the consensus and k = 2 by the proportion of ambiguous clustering."},
		"ties are no votes, and a correlation that falls nowhere is none": {perfect(5, 3), "elbow", 0,
			"k = 3, because " + bend + " No other rule speaks against it."},
		"the first of equal ranks": {perfect(5, 3), "silhouette", 0,
			"k = 2, because the mean silhouette of the consensus is highest there, 1.000, as it is at k = " +
				"3, 4, 5 and 6. Against it: k = 3 by the bend of the residual."},
		"PANOPLY never looks at 2": {perfect(5, 2), "elbow", 0, "k = 2, because " + strings.Replace(bend, "to 3", "to 2",
			1) + " No other rule speaks against it."},
		"no bend can be seen at the last": {perfect(5, 3), "elbow", 6,
			"k = 6 was asked for. No rule speaks against it. No larger k was surveyed."},
		"asked for against the bend": {perfect(5, 3), "elbow", 4,
			"k = 4 was asked for. Against it: k = 3 by the bend of the residual."},
		"falls nowhere, by name": {perfect(5, 3), "cophenetic", 0,
			"k = 6, because the cophenetic correlation is 1.000 there and falls by more than 0.01 nowhere " +
				"before. But a correlation that does not fall says nothing about k, and then the rule takes the " +
				"largest. No other rule speaks against it. No larger k was surveyed."},
		"falls, by name": {falls, "cophenetic", 0,
			"k = 3, because the cophenetic correlation is 0.980 there and falls to 0.950 at k = 4. No other " +
				"rule speaks against it."},
		"no vote of a rule that doubts": {low, "panoply", 2,
			"k = 2 was asked for. Against it: k = 3 by the fall of the cophenetic correlation."},
		"doubt, and weak by its measures": {low, "elbow", 4,
			"k = 4 was asked for. Against it: k = 3 by the fall of the cophenetic correlation, k = 2 by the " +
				"silhouette of the consensus, k = 2 by the proportion of ambiguous clustering and k = 3 by " +
				"PANOPLY's index. Its consensus is not clear (mean silhouette 0.7496). Its cophenetic " +
				"correlation is low (0.940). 25.0 % of the pairs of samples have a consensus between 0.1 and " +
				"0.9. No larger k was surveyed."},
		"doubt": {low, "elbow", 0,
			"k = 3, because the residual bends most there: the step to 3 groups improves the fit 1.2 " +
				"times as much as the next step would. But a clear bend would be 1.5 times. Against it: k = 2 " +
				"by the silhouette of the consensus and k = 2 by the proportion of ambiguous clustering."},
		"one rank": {perfect(1, 0), "elbow", 0,
			"k = 2 is the only rank surveyed."},
		"one rank, asked for": {perfect(1, 0), "pac", 2,
			"k = 2 was asked for."},
		"two ranks, one of which PANOPLY sees": {perfect(2, 2), "panoply", 0,
			"k = 3, because it is the only rank that the rule looks at. But there was nothing to compare it " +
				"with. No other rule speaks against it. No larger k was surveyed."},
		"too few ranks for the rule": {perfect(2, 2), "firehose", 0,
			"No k could be chosen by Firehose's rule, because it needs seven ranks or more, and 2 were " +
				"surveyed. k = 2, the smallest surveyed, is shown."},
		"one rank, of which the rule has nothing": {perfect(1, 0), "firehose", 0,
			"No k could be chosen by Firehose's rule, because it needs seven ranks or more, and 1 was " +
				"surveyed. k = 2, the only rank surveyed, is shown."},
	} {
		rule, _ := RuleByName(c.rule)
		if got := Choose(c.scores, rule, c.asked); got.Why() != c.why {
			t.Errorf("%s:\n%s\nwant\n%s", name, got.Why(), c.why)
		}
	}
}

func TestAChoiceIsFirmWhenNothingOfItsOwnIsWeak(t *testing.T) {
	elbow, cophenetic := Rules()[1], Rules()[2]
	weak := perfect(5, 3)
	weak[1].PAC, weak[1].SilhouetteConsensus = .1, .7
	undefined := perfect(5, 3)
	undefined[1].Cophenetic = math.NaN()
	for name, c := range map[string]struct {
		choice Choice
		firm   bool
	}{
		"clear bend": {Choose(perfect(5, 3), elbow, 0), true}, "asked for": {Choose(perfect(5, 3), elbow, 5), true},
		"no bend": {Choose(perfect(5, 0), elbow, 0), false}, "no fall": {Choose(perfect(5, 3), cophenetic, 0), false},
		"weak silhouette": {Choose(weak, elbow, 0), false}, "asked for, not defined": {Choose(undefined, elbow, 3), false},
	} {
		if c.choice.Firm() != c.firm {
			t.Errorf("%s: firm is %v: %s", name, !c.firm, c.choice.Why())
		}
	}
}

func TestNumbersAreToldFromTheirBounds(t *testing.T) {
	for _, c := range []struct {
		x, bound float64
		digits   int
		want     string
	}{{1.82, 1.5, 1, "1.8"}, {1.499, 1.5, 1, "1.499"}, {.7499999, .75, 3, "0.7499999"}, {10.2, 10, 1, "10.2"},
		{1.5, 1.5, 1, "1.5"}, {1.5 - 1e-15, 1.5, 1, "1.500000000"}} {
		if got := Apart(c.x, c.bound, c.digits); got != c.want {
			t.Errorf("Apart(%v, %v) = %s, want %s", c.x, c.bound, got, c.want)
		}
	}
}
