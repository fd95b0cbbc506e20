package survival

import (
	"math"

	"subtype/internal/stat"
)

// Ties says how events at the same time are taken.
type Ties int

const (
	Efron Ties = iota
	Breslow
)

// Coefficient is what Cox's model says of one covariate.
type Coefficient struct {
	Value, SE float64
	State     State
}

// State says whether a coefficient could be estimated.
type State int

const (
	Estimated State = iota
	Infinite        // the likelihood rises without end as it grows, or falls
	Aliased         // the covariates before it, or nothing at all, determine it
)

// Interval is the hazard ratio with its interval of 95 %. Of what is not estimated nothing
// is a number.
func (c Coefficient) Interval() Interval {
	if c.State != Estimated {
		return Interval{math.NaN(), math.NaN(), math.NaN()}
	}
	half := float64(Z95 * c.SE)
	return Interval{stat.Exp(c.Value), stat.Exp(c.Value - half), stat.Exp(c.Value + half)}
}

// P is the p-value of Wald's test that it is 0.
func (c Coefficient) P() float64 {
	if c.State != Estimated {
		return math.NaN()
	}
	return stat.TwoSided(stat.NormalTail, c.Value/c.SE)
}

// Cox is a fitted model.
type Cox struct {
	N, Events     int
	Null, LogLik  float64 // logarithm of the partial likelihood, without covariates and with them
	Coefficients  []Coefficient
	Converged     bool
	Ratio, Score  Test // of all covariates
	Wald          Test
	likelihood    *likelihood
	beta          []float64
	informational square
}

// Newton's iteration, as R's coxph.control has it.
const (
	mostIterations = 20
	likelihoodEps  = 1e-9
)

// FitCox fits Cox's proportional hazards model by Newton's method from 0, steps halved where
// the likelihood falls. x has a column for each covariate. A model without events or without
// covariates has no coefficients that are estimated.
func FitCox(t Times, x [][]float64, ties Ties) *Cox {
	l := newLikelihood(t, x, ties)
	p := len(x)
	m := &Cox{N: len(t.Time), Events: t.Events(), likelihood: l, beta: make([]float64, p)}
	value, u, info := l.at(m.beta)
	m.Null, m.LogLik = value, value
	f := info.factor()
	m.Score = testOf(f.quadratic(u), f.rank())
	if f.rank() == 0 || m.Events == 0 {
		m.Coefficients = make([]Coefficient, p)
		for i := range m.Coefficients {
			m.Coefficients[i].State = Aliased
		}
		m.informational, m.Ratio, m.Wald = info, testOf(0, 0), testOf(0, 0)
		return m
	}
	m.climb(u, f)
	m.judge()
	return m
}

// climb finds the largest likelihood from where the model is, with u and f of there.
func (m *Cox) climb(u []float64, f factor) {
	beta := add(m.beta, f.solve(u))
	halved := false
	for range mostIterations {
		value, u, info := m.likelihood.at(beta)
		f = info.factor()
		if math.Abs(1-m.LogLik/value) <= likelihoodEps && !halved {
			m.LogLik, m.beta, m.Converged = value, beta, true
			return
		}
		if !(value >= m.LogLik) { // or not a number
			halved = true
			for i := range beta {
				beta[i] = (beta[i] + m.beta[i]) / 2
			}
			continue
		}
		halved = false
		m.LogLik, m.beta = value, beta
		beta = add(beta, f.solve(u))
	}
}

func add(x, y []float64) []float64 {
	out := make([]float64, len(x))
	for i := range x {
		out[i] = x[i] + y[i]
	}
	return out
}

// farStep is the step that Newton's method would still take, in standard deviations of the
// covariate times the coefficient, from which a coefficient has no end: at the largest
// likelihood steps are far below, and without one they are about 1.
const farStep = 1e-3

// judge works out what is said of the model, and of each coefficient.
func (m *Cox) judge() {
	_, u, info := m.likelihood.at(m.beta)
	f := info.factor()
	step, variance := f.solve(u), f.inverse()
	m.informational = info
	m.Coefficients = make([]Coefficient, len(m.beta))
	wald, finite := m.beta, true
	for i, b := range m.beta {
		c := Coefficient{Value: b, SE: math.Sqrt(variance.at(i, i))}
		switch {
		case f.d[i] == 0:
			c = Coefficient{State: Aliased, Value: math.NaN(), SE: math.NaN()}
			if math.Abs(b)*m.likelihood.sd[i] > 5 { // information goes to 0 where a coefficient has no end
				c.State = Infinite
			}
		case math.Abs(step[i])*m.likelihood.sd[i] > farStep || !m.Converged:
			c.State = Infinite
		}
		finite = finite && c.State != Infinite
		m.Coefficients[i] = c
	}
	m.Ratio = testOf(max(0, 2*(m.LogLik-m.Null)), m.Score.DF)
	m.Wald = testOf(0, 0)
	if finite {
		product := make([]float64, len(wald))
		for i := range wald {
			for j := range wald {
				product[i] += float64(info.at(i, j) * wald[j])
			}
		}
		chi := 0.0
		for i := range wald {
			chi += float64(product[i] * wald[i])
		}
		m.Wald = testOf(chi, f.rank())
	}
}

// Finite says whether all coefficients that are not determined by others are estimated.
func (m *Cox) Finite() bool {
	for _, c := range m.Coefficients {
		if c.State == Infinite {
			return false
		}
	}
	return m.Wald.DF > 0
}
