package nmf

import "math"

// DefaultTolerance is scikit-learn's tol.
const DefaultTolerance = 1e-4

// Tolerance stops as scikit-learn does: CD when the violation of the conditions of a
// minimum in an iteration is no more than tol times that in the first; other methods when
// √(2D), D the divergence without penalties, looked at in every tenth iteration, has fallen
// by less than tol times what it was at the start. With a tolerance of 0 nothing but the
// limit of iterations stops a run, or, for CD, a perfect minimum.
func Tolerance(tol float64) Stop { return func() Criterion { return &tolerance{tol: tol} } }

const toleranceEvery = 10

type tolerance struct {
	tol, first, last float64
}

func (c *tolerance) Every() int { return 1 }

func (c *tolerance) Met(p *Progress) bool {
	if u, ok := p.updater.(interface{ violation() float64 }); ok {
		if p.Iter == 0 {
			return false
		}
		if p.Iter == 1 {
			c.first = u.violation()
		}
		return c.first == 0 || u.violation()/c.first <= c.tol
	}
	if p.Iter%toleranceEvery != 0 {
		return false
	}
	loss := p.Loss
	if u, ok := p.updater.(interface{ plain(Factors) float64 }); ok {
		loss = func() float64 { return u.plain(p.factors) }
	}
	now := math.Sqrt(2 * math.Max(loss(), 0))
	if p.Iter == 0 {
		c.first, c.last = now, now
		return false
	}
	if c.tol <= 0 {
		return false
	}
	met := (c.last-now)/c.first < c.tol
	c.last = now
	return met
}
