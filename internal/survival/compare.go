package survival

import (
	"math"
	"slices"

	"subtype/internal/stat"
)

// Group is one of the groups compared.
type Group struct {
	N, Events  int
	Curve      Curve
	Median     Interval
	Restricted Interval // mean until the end of the comparison, with its interval
}

// Pair is the log-rank test of two groups, the first below the second.
type Pair struct {
	A, B int
	Test
	Q float64 // adjusted over all pairs, by Benjamini and Hochberg
}

// Comparison is how long groups live.
type Comparison struct {
	Groups    []Group
	N, Events int
	LogRank   LogRank
	Pairs     []Pair // where there are more than two groups
	Reference int    // the group that hazard ratios are against: the first with events; −1: none
	Plain     *Fit   // the groups alone; nil: nothing to fit
	Adjusted  *Fit   // with covariates; nil: none
	End       float64
	Means     Test // of the restricted means until End
	Crossing  bool // some curves cross, each beyond the other's standard error
}

// Fit is a model of the groups, and of covariates after them.
type Fit struct {
	*Cox
	Groups  []int    // of each coefficient; −1: a covariate
	Names   []string // of covariates' coefficients; "" of groups
	Terms   []string // that were tested for proportional hazards, the groups first
	Hazards []Test   // proportional hazards of each term, and of all
	Group   Test     // the groups beside the covariates, by their likelihood ratio
}

// Covariate is one of those that a comparison is adjusted for; a column for each of its
// coefficients.
type Covariate struct {
	Name    string
	Columns [][]float64 // not a number: not known
	Names   []string    // of the columns
}

// Compare compares groups numbered from 0; below 0 an observation has none.
func Compare(t Times, group []int, groups int, covariates []Covariate) *Comparison {
	t, group, covariates = known(t, group, covariates, false)
	c := &Comparison{N: len(t.Time), Events: t.Events(), Reference: -1, LogRank: TestLogRank(t, group, groups)}
	c.End = math.Inf(1)
	for g := range groups {
		of := t.Of(group, g)
		one := Group{N: len(of.Time), Events: of.Events(), Curve: KaplanMeier(of)}
		one.Median = one.Curve.Median()
		c.Groups = append(c.Groups, one)
		if n := len(one.Curve.Time); n > 0 {
			c.End = min(c.End, one.Curve.Time[n-1])
		}
		if c.Reference < 0 && one.Events > 0 {
			c.Reference = g
		}
	}
	c.restrict()
	c.pairs(t, group)
	c.Crossing = c.crossing()
	if c.Reference < 0 {
		return c
	}
	c.Plain = c.fit(t, group, nil)
	if len(covariates) > 0 {
		t, group, covariates = known(t, group, covariates, true)
		c.Adjusted = c.fit(t, group, covariates)
	}
	return c
}

// known leaves out observations without a time or a group, and if asked those of which a
// covariate is not known.
func known(t Times, group []int, covariates []Covariate, whole bool) (Times, []int, []Covariate) {
	var times Times
	var groups []int
	out := make([]Covariate, len(covariates))
	for a, c := range covariates {
		out[a] = Covariate{c.Name, make([][]float64, len(c.Columns)), c.Names}
	}
	for i, x := range t.Time {
		use := !math.IsNaN(x) && group[i] >= 0
		for _, c := range covariates {
			for _, column := range c.Columns {
				use = use && !(whole && math.IsNaN(column[i]))
			}
		}
		if !use {
			continue
		}
		times.Time, times.Event = append(times.Time, x), append(times.Event, t.Event[i])
		groups = append(groups, group[i])
		for a, c := range covariates {
			for b, column := range c.Columns {
				out[a].Columns[b] = append(out[a].Columns[b], column[i])
			}
		}
	}
	return times, groups, out
}

// restrict works out the restricted means until the earliest end of all curves, and tests
// whether they are the same.
func (c *Comparison) restrict() {
	sum, weights, n := 0.0, 0.0, 0
	var means, over []float64
	for g := range c.Groups {
		one := &c.Groups[g]
		one.Restricted = Interval{math.NaN(), math.NaN(), math.NaN()}
		if one.N == 0 || c.End <= 0 {
			continue
		}
		mean, se := one.Curve.Restricted(c.End)
		one.Restricted.Value = mean
		if se == 0 { // nobody of the group died until then
			continue
		}
		one.Restricted.Low, one.Restricted.High = mean-float64(Z95*se), mean+float64(Z95*se)
		weight := 1 / (se * se)
		sum += float64(weight * mean)
		weights += weight
		means, over = append(means, mean), append(over, weight)
		n++
	}
	chi := 0.0
	for i, mean := range means {
		chi += float64(over[i] * (mean - sum/weights) * (mean - sum/weights))
	}
	c.Means = testOf(chi, n-1)
}

func (c *Comparison) pairs(t Times, group []int) {
	if len(c.Groups) < 3 {
		return
	}
	var p []float64
	for a := range c.Groups {
		for b := a + 1; b < len(c.Groups); b++ {
			one, other := t.Of(group, a), t.Of(group, b)
			both := Times{append(one.Time, other.Time...), append(one.Event, other.Event...)}
			of := make([]int, len(both.Time))
			for i := c.Groups[a].N; i < len(of); i++ {
				of[i] = 1
			}
			test := TestLogRank(both, of, 2).Test
			c.Pairs = append(c.Pairs, Pair{A: a, B: b, Test: test})
			p = append(p, test.P)
		}
	}
	for i, q := range stat.Adjusted(p) {
		c.Pairs[i].Q = q
	}
}

// fit fits a model of the groups that have patients, against the reference.
func (c *Comparison) fit(t Times, group []int, covariates []Covariate) *Fit {
	f := &Fit{}
	var columns, others [][]float64
	var terms [][]int
	var term []int
	sizes := make([]int, len(c.Groups))
	for _, g := range group {
		sizes[g]++
	}
	for g := range c.Groups {
		if g == c.Reference || sizes[g] == 0 {
			continue
		}
		column := make([]float64, len(group))
		for i, of := range group {
			if of == g {
				column[i] = 1
			}
		}
		term = append(term, len(columns))
		columns, f.Groups, f.Names = append(columns, column), append(f.Groups, g), append(f.Names, "")
	}
	if len(columns) > 0 {
		f.Terms, terms = append(f.Terms, "subtype"), append(terms, term)
	}
	for _, covariate := range covariates {
		var term []int
		for i, column := range covariate.Columns {
			term = append(term, len(columns))
			columns, others = append(columns, column), append(others, column)
			f.Groups, f.Names = append(f.Groups, -1), append(f.Names, covariate.Names[i])
		}
		f.Terms, terms = append(f.Terms, covariate.Name), append(terms, term)
	}
	if len(columns) == 0 || len(t.Time) == 0 {
		return nil
	}
	f.Cox = FitCox(t, columns, Efron)
	f.Hazards = f.Proportional(terms)
	f.Group = f.Ratio
	if len(others) > 0 {
		without := FitCox(t, others, Efron)
		f.Group = testOf(max(0, 2*(f.LogLik-without.LogLik)), f.Score.DF-without.Score.DF)
	}
	return f
}

// crossing says whether some curve is above another by more than the standard error of
// their difference at one time, and below it by as much at another.
func (c *Comparison) crossing() bool {
	for a := range c.Groups {
		for b := range c.Groups[:a] {
			one, other := c.Groups[a].Curve, c.Groups[b].Curve
			above, below := false, false
			for _, time := range append(append([]float64(nil), one.Time...), other.Time...) {
				if one.Risk(time) == 0 || other.Risk(time) == 0 {
					continue
				}
				difference := one.At(time) - other.At(time)
				x, y := one.error(time), other.error(time)
				se := math.Sqrt(float64(x*x) + float64(y*y))
				above = above || difference > se && difference > 0
				below = below || -difference > se && difference < 0
			}
			if above && below {
				return true
			}
		}
	}
	return false
}

// error is the standard error at a time, 0 before the first step.
func (c Curve) error(time float64) float64 {
	se := 0.0
	for i, x := range c.Time {
		if x <= time && !math.IsNaN(c.SE[i]) {
			se = c.SE[i]
		}
	}
	return se
}

// At is the number of the coefficient of a group; −1: it has none.
func (f *Fit) At(group int) int {
	if f == nil {
		return -1
	}
	return slices.Index(f.Groups, group)
}
