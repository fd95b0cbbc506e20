package survival

import (
	"math"

	"subtype/internal/stat"
)

// likelihood is the partial likelihood of Cox's model.
type likelihood struct {
	t       Times
	x       [][]float64 // by observation, covariates less their means
	sd      []float64   // of the covariates
	ties    Ties
	times   []float64
	members [][]int // the observations at each time
}

func newLikelihood(t Times, columns [][]float64, ties Ties) *likelihood {
	l := &likelihood{t: t, ties: ties, x: make([][]float64, len(t.Time)), sd: make([]float64, len(columns))}
	l.times, l.members = t.Tied().moments()
	for i := range l.x {
		l.x[i] = make([]float64, len(columns))
	}
	n := float64(len(t.Time))
	for c, column := range columns {
		mean, square := 0.0, 0.0
		for _, v := range column {
			mean += v
		}
		mean /= n
		for i, v := range column {
			l.x[i][c] = v - mean
			square += float64((v - mean) * (v - mean))
		}
		l.sd[c] = math.Sqrt(square / n)
	}
	return l
}

// step is what one event at a time says: the mean of the covariates of those at risk and
// their covariances, weighted by their hazards. By Efron's method those who die at the same
// time count less from one event to the next.
type step struct {
	moment      int // the number of the time
	logWeight   float64
	mean        []float64
	covariance  square
	atMean      []float64 // mean of the covariates of those with the event at that time
	logHazardOf float64   // and of their linear predictors
}

// sums are those of weights, of weighted covariates and of their products.
type sums struct {
	w  float64
	x  []float64
	xx square
}

func newSums(p int) sums { return sums{0, make([]float64, p), newSquare(p)} }

func (s *sums) add(w float64, x []float64) {
	s.w += w
	for a, v := range x {
		wv := float64(w * v)
		s.x[a] += wv
		for b := 0; b <= a; b++ {
			s.xx.x[a*s.xx.n+b] += float64(wv * x[b])
		}
	}
}

// walk goes through the events from the last time to the first. What is handed on is
// overwritten by the next step.
func (l *likelihood) walk(beta []float64, see func(s *step)) {
	p := len(beta)
	all := newSums(p)
	s := &step{mean: make([]float64, p), covariance: newSquare(p), atMean: make([]float64, p)}
	for m := len(l.times) - 1; m >= 0; m-- {
		dead, d := newSums(p), 0
		s.moment, s.logHazardOf = m, 0
		clear(s.atMean)
		for _, i := range l.members[m] {
			eta := 0.0
			for a, b := range beta {
				eta += float64(b * l.x[i][a])
			}
			w := stat.Exp(eta)
			all.add(w, l.x[i])
			if !l.t.Event[i] {
				continue
			}
			d++
			dead.add(w, l.x[i])
			s.logHazardOf += eta
			for a, v := range l.x[i] {
				s.atMean[a] += v
			}
		}
		if d == 0 {
			continue
		}
		s.logHazardOf /= float64(d)
		for a := range s.atMean {
			s.atMean[a] /= float64(d)
		}
		for e := range d {
			s.of(&all, &dead, l.share(e, d))
			see(s)
		}
	}
}

// share of those with an event at a time that no longer counts at the e-th of d events.
func (l *likelihood) share(e, d int) float64 {
	if l.ties == Breslow {
		return 0
	}
	return float64(e) / float64(d)
}

func (s *step) of(all, dead *sums, share float64) {
	w := all.w - float64(share*dead.w)
	s.logWeight = math.Log(w)
	p := len(s.mean)
	for a := range p {
		s.mean[a] = (all.x[a] - float64(share*dead.x[a])) / w
		for b := 0; b <= a; b++ {
			at := a*p + b
			v := (all.xx.x[at]-float64(share*dead.xx.x[at]))/w - float64(s.mean[a]*s.mean[b])
			s.covariance.x[at], s.covariance.x[b*p+a] = v, v
		}
	}
}

// at is the logarithm of the likelihood at some coefficients, its gradient and the
// information, which is its second derivative with the other sign.
func (l *likelihood) at(beta []float64) (value float64, u []float64, info square) {
	u, info = make([]float64, len(beta)), newSquare(len(beta))
	l.walk(beta, func(s *step) {
		value += s.logHazardOf - s.logWeight
		for a := range u {
			u[a] += s.atMean[a] - s.mean[a]
		}
		for i, v := range s.covariance.x {
			info.x[i] += v
		}
	})
	return value, u, info
}
