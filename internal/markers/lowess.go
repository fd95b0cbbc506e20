package markers

import (
	"math"
	"slices"
)

// lowess smooths y over rising x by local straight lines, each through the share of the
// points that is nearest, with tricube weights, and then rounds times more with bisquare
// weights of what was left: Cleveland, Journal of the American Statistical Association
// 74:829–836 (1979). Between points that are nearer to each other than a hundredth of the
// range the fit is interpolated.
func lowess(x, y []float64, share float64, rounds int) []float64 {
	n := len(x)
	s := smoother{x: x, y: y, near: max(2, min(n, int(share*float64(n)+1e-7))), weights: make([]float64, n),
		trust: ones(n)}
	fitted := make([]float64, n)
	for round := 0; ; round++ {
		s.smooth(fitted, 0.01*(x[n-1]-x[0]))
		if round == rounds || !s.distrust(fitted) {
			return fitted
		}
	}
}

type smoother struct {
	x, y    []float64
	near    int       // points that a line goes through
	trust   []float64 // weights from the round before
	weights []float64 // room
}

// smooth fits at points that are step apart or more, and draws straight lines between.
func (s *smoother) smooth(fitted []float64, step float64) {
	n, left, last := len(s.x), 0, -1
	for i := 0; last < n-1; {
		for left+s.near < n && s.x[i]-s.x[left] > s.x[left+s.near]-s.x[i] {
			left++
		}
		fitted[i] = s.line(i, left)
		for j := last + 1; j < i; j++ {
			a := (s.x[j] - s.x[last]) / (s.x[i] - s.x[last])
			fitted[j] = float64(a*fitted[i]) + float64((1-a)*fitted[last])
		}
		last = i
		limit := s.x[last] + step
		for i = last + 1; i < n && s.x[i] <= limit; i++ {
			if s.x[i] == s.x[last] {
				fitted[i], last = fitted[last], i
			}
		}
		i = max(last+1, i-1)
	}
}

// line is the value at point i of the line through the points from left on.
func (s *smoother) line(i, left int) float64 {
	x, at := s.x, s.x[i]
	reach := max(at-x[left], x[left+s.near-1]-at)
	total, end := 0.0, left
	for ; end < len(x); end++ {
		away := math.Abs(x[end] - at)
		s.weights[end] = 0
		if away > 0.999*reach {
			if x[end] > at {
				break
			}
			continue
		}
		w := 1.0
		if away > 0.001*reach {
			r := away / reach
			c := 1 - float64(r*r*r)
			w = c * c * c
		}
		s.weights[end] = w * s.trust[end]
		total += s.weights[end]
	}
	if total <= 0 {
		return s.y[i]
	}
	w, centre, width := s.weights[left:end], 0.0, 0.0
	for j := range w {
		w[j] /= total
		centre += float64(w[j] * x[left+j])
	}
	for j := range w {
		d := x[left+j] - centre
		width += float64(w[j] * d * d)
	}
	slope := 0.0
	if reach > 0 && math.Sqrt(width) > 0.001*(x[len(x)-1]-x[0]) {
		slope = (at - centre) / width
	}
	value := 0.0
	for j := range w {
		value += float64(w[j] * (float64(slope*(x[left+j]-centre)) + 1) * s.y[left+j])
	}
	return value
}

// distrust gives points far from the fit less weight, and says whether any is.
func (s *smoother) distrust(fitted []float64) bool {
	away, sum := make([]float64, len(s.y)), 0.0
	for i := range away {
		away[i] = math.Abs(s.y[i] - fitted[i])
		sum += away[i]
	}
	sorted := slices.Clone(away)
	slices.Sort(sorted)
	n := len(sorted)
	most := 3 * (sorted[n/2] + sorted[n-n/2-1]) // six times the median
	if most < 1e-7*sum/float64(n) {
		return false
	}
	for i, a := range away {
		switch {
		case a <= 0.001*most:
			s.trust[i] = 1
		case a > 0.999*most:
			s.trust[i] = 0
		default:
			r := a / most
			c := 1 - float64(r*r)
			s.trust[i] = c * c
		}
	}
	return true
}
