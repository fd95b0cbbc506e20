package rank

import (
	"math"
	"testing"
)

// resampled are ranks from 2 on with G, W and z.
func resampled(numbers ...[3]float64) []Score {
	s := perfect(len(numbers), 3)
	for i, x := range numbers {
		s[i].Genes, s[i].SilhouetteExpression, s[i].Z = x[0], x[1], x[2]
	}
	return s
}

func TestAgreement(t *testing.T) {
	no := math.NaN()
	for name, c := range map[string]struct {
		scores      []Score
		k, runnerUp int
		why, doubt  string
	}{
		"largest product": {resampled([3]float64{.9, .1, 2}, [3]float64{.8, .2, 5}, [3]float64{.7, .2, 4}), 3, 4,
			"it has the largest product of three numbers: 0.80 (agreement of two halves of the genes), 0.200 (silhouette by " +
				"expression) and 5.0 (standard deviations beyond samples without groups)", ""},
		"ties go to the smaller": {resampled([3]float64{.5, .2, 2}, [3]float64{.5, .2, 2}), 2, 3,
			"it has the largest product of three numbers: 0.50 (agreement of two halves of the genes), 0.200 (silhouette by " +
				"expression) and 2.0 (standard deviations beyond samples without groups)", ""},
		"negatives count as 0": {resampled([3]float64{-.9, -.2, 2}, [3]float64{.1, .1, 1}, [3]float64{.5, .2, -3}),
			3, 0,
			"it has the largest product of three numbers: 0.10 (agreement of two halves of the genes), 0.100 (silhouette by " +
				"expression) and 1.0 (standard deviations beyond samples without groups)", ""},
		"no null": {resampled([3]float64{.9, .1, no}, [3]float64{.8, .2, no}), 3, 2,
			"it has the largest product of two numbers: 0.80 (agreement of two halves of the genes) and 0.200 (silhouette by " +
				"expression)", ""},
		"nothing": {resampled([3]float64{.9, .1, -1}, [3]float64{.8, .2, -2}), 2, 0, "it is the smallest",
			"no k has groups on which two halves of the genes agree and that are tighter than those of samples " +
				"without groups"},
		"one rank": {resampled([3]float64{.9, .1, 2}), 2, 0, "it is the only rank surveyed", ""},
		"nothing was resampled": {resampled([3]float64{no, .1, no}, [3]float64{no, .2, no}), 0, 0, "nothing was " +
			"resampled", ""},
	} {
		if o := Agreement(c.scores); o.K != c.k || runnerUp(c.scores, c.k) != c.runnerUp || o.Why != c.why ||
			o.Doubt != c.doubt {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

func TestRivalIsTheNextProductAsAShare(t *testing.T) {
	scores := resampled([3]float64{.9, .1, 2}, [3]float64{.8, .2, 5}, [3]float64{.7, .2, 4}, [3]float64{-1, .2, 4})
	for k, want := range map[int]float64{2: .8 / .18, 3: .56 / .8, 4: .8 / .56, 5: math.Inf(1)} {
		if got := Rival(scores, k); math.Abs(got-want) > 1e-12 && got != want {
			t.Errorf("k = %d: %v, want %v", k, got, want)
		}
	}
	if got := Rival(resampled([3]float64{.9, .1, 2}), 2); got != 0 {
		t.Errorf("alone: %v", got)
	}
	if got := Rival(resampled([3]float64{math.NaN(), .1, 2}, [3]float64{math.NaN(), .1, 2}), 2); got != 0 {
		t.Errorf("nothing known: %v", got)
	}
}

func TestElbowTakesThePlaceOfAgreementWhereNothingWasResampled(t *testing.T) {
	rule, _ := RuleByName("agreement")
	if Rules()[0].Name != rule.Name {
		t.Errorf("the default is %s", Rules()[0].Name)
	}
	elbow, _ := RuleByName("elbow")
	scores := perfect(5, 3)
	a, b := Choose(scores, rule, 0), Choose(scores, elbow, 0)
	if a.K != 3 || a.Rule != "elbow" || a.Why() != b.Why() {
		t.Errorf("%d by %s: %s", a.K, a.Rule, a.Why())
	}
	if c := Choose(resampled([3]float64{.9, .3, 2}, [3]float64{.8, .1, 5}), rule, 0); c.K != 2 ||
		c.Rule != "agreement" {
		t.Errorf("%d by %s: %s", c.K, c.Rule, c.Why())
	}
}
