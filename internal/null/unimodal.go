package null

import (
	"math"
	"math/rand/v2"
	"slices"
)

// unimodal is a distribution function with one peak: straight between knots.
type unimodal struct{ x, f []float64 }

// mostPeaks is how many places of the peak are tried; of more samples, every so many.
const mostPeaks = 1000

// nearest returns the distribution with one peak that is close to a sample's: to
// the left of the peak the greatest convex minorant of the empirical
// distribution function, to the right the least concave majorant (Grenander).
// The peak is where the largest distance to the empirical function is least, as
// in the dip of Hartigan and Hartigan, Annals of Statistics 13:70 (1985).
func nearest(sample []float64) unimodal {
	x := slices.Clone(sample)
	slices.Sort(x)
	n := len(x)
	// Points of the distribution function: (x_i, (i + ½)/n), with half a step
	// beyond either end, so that the mass is that of the sample.
	px, pf := make([]float64, 0, n+2), make([]float64, 0, n+2)
	px, pf = append(px, x[0]-(x[min(1, n-1)]-x[0])/2), append(pf, 0)
	for i, v := range x {
		px, pf = append(px, v), append(pf, (float64(i)+0.5)/float64(n))
	}
	px, pf = append(px, x[n-1]+(x[n-1]-x[max(0, n-2)])/2), append(pf, 1)
	best, least := unimodal{}, math.Inf(1)
	for peak := 0; peak < len(px); peak += 1 + n/mostPeaks {
		left := hull(px[:peak+1], pf[:peak+1], 1)
		right := hull(px[peak:], pf[peak:], -1)
		u := unimodal{append(left.x, right.x[1:]...), append(left.f, right.f[1:]...)}
		if d := u.distance(px, pf); d < least {
			best, least = u, d
		}
	}
	return best
}

// hull is the lower (sign 1) or upper (sign −1) convex hull of rising points.
func hull(x, f []float64, sign float64) unimodal {
	var u unimodal
	for i := range x {
		for len(u.x) > 1 {
			a, b := len(u.x)-2, len(u.x)-1
			cross := float64((u.x[b]-u.x[a])*(f[i]-u.f[a])) - float64((u.f[b]-u.f[a])*(x[i]-u.x[a]))
			if sign*cross > 0 {
				break
			}
			u.x, u.f = u.x[:b], u.f[:b]
		}
		u.x, u.f = append(u.x, x[i]), append(u.f, f[i])
	}
	return u
}

// distance is the largest between the distribution function and points.
func (u unimodal) distance(x, f []float64) float64 {
	most, at := 0.0, 0
	for i := range x {
		for at+2 < len(u.x) && u.x[at+1] < x[i] {
			at++
		}
		here := u.f[at]
		if w := u.x[at+1] - u.x[at]; w > 0 {
			here += float64((u.f[at+1] - u.f[at]) * min(1, (x[i]-u.x[at])/w))
		}
		most = max(most, math.Abs(here-f[i]))
	}
	return most
}

// draw inverts the distribution function at a random place.
func (u unimodal) draw(rng *rand.Rand) float64 {
	p := uniform(rng)
	i, _ := slices.BinarySearch(u.f, p)
	i = min(max(i, 1), len(u.x)-1)
	w := u.f[i] - u.f[i-1]
	if w <= 0 {
		return u.x[i]
	}
	return u.x[i-1] + float64((u.x[i]-u.x[i-1])*(p-u.f[i-1]))/w
}
