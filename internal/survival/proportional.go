package survival

// Proportional tests whether the coefficients of a model change with time: the score test of
// x·g(t) as further covariates, where g is 1 − S just before t and S is Kaplan and Meier's
// estimate of all, as R's cox.zph of survival 3 has it. terms are the covariates that belong
// together; the last test is of all at once. A model with a coefficient that is not finite
// has none.
//
// Grambsch and Therneau, Biometrika 81:515–526 (1994).
func (m *Cox) Proportional(terms [][]int) []Test {
	out := make([]Test, len(terms)+1)
	for i := range out {
		out[i] = testOf(0, 0)
	}
	if !m.Finite() {
		return out
	}
	p := len(m.beta)
	g := m.transformed()
	u, info := make([]float64, 2*p), newSquare(2*p)
	m.likelihood.walk(m.beta, func(s *step) {
		now := g[s.moment]
		for a := range p {
			u[p+a] += float64(now * (s.atMean[a] - s.mean[a]))
			for b := range p {
				v := s.covariance.at(a, b)
				info.x[a*2*p+b] += v
				info.x[a*2*p+p+b] += float64(now * v)
				info.x[(p+a)*2*p+b] += float64(now * v)
				info.x[(p+a)*2*p+p+b] += float64(now * now * v)
			}
		}
	})
	everything := make([]int, 0, p)
	for i, term := range terms {
		out[i] = scoreTest(u, info, p, term)
		everything = append(everything, term...)
	}
	out[len(terms)] = scoreTest(u, info, p, everything)
	return out
}

// scoreTest is that of the time-dependent part of some covariates beside the constant part
// of all.
func scoreTest(u []float64, info square, p int, term []int) Test {
	var at []int
	for a := range p {
		at = append(at, a)
	}
	for _, a := range term {
		at = append(at, p+a)
	}
	part, b := newSquare(len(at)), make([]float64, len(at))
	for i, a := range at {
		b[i] = u[a] // 0 of the constant part, where the likelihood is largest
		for j, c := range at {
			part.x[i*part.n+j] = info.at(a, c)
		}
	}
	f := part.factor()
	df := 0
	for _, d := range f.d[p:] {
		if d > 0 {
			df++
		}
	}
	return testOf(f.quadratic(b), df)
}

// transformed is g at every time, less its mean over the events.
func (m *Cox) transformed() []float64 {
	l := m.likelihood
	curve := KaplanMeier(l.t)
	g := make([]float64, len(l.times))
	mean := 0.0
	for i := 1; i < len(g); i++ {
		g[i] = 1 - curve.Survival[i-1]
		mean += float64(g[i] * float64(curve.Events[i]))
	}
	mean /= float64(m.Events)
	for i := range g {
		g[i] -= mean
	}
	return g
}
