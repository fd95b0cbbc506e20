package consensus

import "math"

// CopheneticCorr returns the cophenetic correlation coefficient: Pearson's
// correlation over all pairs i < j between the distances and the heights at
// which the tree joins the pair. Distances that are all 1 (a consensus without
// any agreement) give 1, as R NMF's cophcor; all equal to anything else give
// NaN, for which R gives NA.
//
// Brunet et al., PNAS 101:4164 (2004).
func CopheneticCorr(d Distances, t *Dendrogram) float64 {
	same := true
	for _, x := range d.d {
		if x != d.d[0] {
			same = false
			break
		}
	}
	if same {
		if len(d.d) > 0 && d.d[0] == 1 {
			return 1
		}
		return math.NaN()
	}
	return correlation(d.d, t.Cophenetic().d)
}

// correlation is Pearson's, with sums of twice the working precision: R sums
// in extended precision, and near 1 the last digits matter.
func correlation(x, y []float64) float64 {
	mx, my := mean(x), mean(y)
	var xx, yy, xy sum
	for i := range x {
		a, b := x[i]-mx, y[i]-my
		xx.addProduct(a, a)
		yy.addProduct(b, b)
		xy.addProduct(a, b)
	}
	r := xy.value() / (math.Sqrt(xx.value()) * math.Sqrt(yy.value()))
	return max(-1, min(1, r))
}

func mean(x []float64) float64 {
	var s sum
	for _, v := range x {
		s.add(v)
	}
	return s.value() / float64(len(x))
}

// sum is a running sum with a running error term.
//
// Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput.
// 26:1955 (2005).
type sum struct{ hi, lo float64 }

func (s *sum) add(v float64) {
	t := s.hi + v
	z := t - s.hi
	s.lo += (s.hi - (t - z)) + (v - z)
	s.hi = t
}

func (s *sum) addProduct(a, b float64) {
	p := float64(a * b)
	s.add(p)
	s.lo += math.FMA(a, b, -p)
}

func (s *sum) value() float64 { return s.hi + s.lo }

// Dispersion returns the dispersion coefficient of the consensus matrix,
//
//	ρ = 1/n² Σ_ij 4 (C_ij − ½)²
//
// over the full matrix, diagonal included: 1 when every pair always or never
// shares a label, 1/n when every pair is at ½.
//
// With absent samples the mean is over the pairs that were present together, each
// counted twice, and the diagonal.
//
// Kim and Park, Bioinformatics 23:1495 (2007).
func (c *Counts) Dispersion() float64 {
	if c.counted != nil {
		shares := c.shares()
		var total sum
		for _, x := range shares {
			total.addProduct(2*x-1, 2*x-1)
		}
		n := float64(c.n)
		return (n + 2*total.value()) / (n + 2*float64(len(shares)))
	}
	// 4 (c/R − ½)² = (2c − R)²/R²; the sum of the numerators is a whole number.
	var total uint64
	h, _ := c.histogram()
	for count, pairs := range h {
		d := int64(2*count - c.runs)
		total += uint64(d*d) * pairs
	}
	r, n := float64(c.runs), float64(c.Samples())
	return (n + 2*float64(total)/(r*r)) / (n * n)
}

// PAC returns the proportion of ambiguous clustering, F(0.9) − F(0.1) with F
// the empirical distribution of the consensus over all pairs i < j: the share
// of pairs with 0.1 < C ≤ 0.9, of those that were present together. It is NaN for
// fewer than two samples.
//
// Șenbabaoğlu, Michailidis and Li, Scientific Reports 4:6207 (2014).
func (c *Counts) PAC() float64 {
	var ambiguous uint64
	if c.counted != nil {
		shares := c.shares()
		for _, x := range shares {
			if x > 0.1 && x <= 0.9 {
				ambiguous++
			}
		}
		return float64(ambiguous) / float64(len(shares))
	}
	h, all := c.histogram()
	for count, pairs := range h {
		if x := float64(count) / float64(c.runs); x > 0.1 && x <= 0.9 {
			ambiguous += pairs
		}
	}
	return float64(ambiguous) / float64(all)
}

// CDFArea returns the area under the empirical distribution function of the
// consensus over all pairs, as a sum over 100 steps,
//
//	A = Σ_{b=1}^{100} F(b/100) / 100
//
// It is NaN for fewer than two samples. Pairs that were never present together
// have no part in it.
//
// Monti et al., Machine Learning 52:91 (2003), as ConsensusClusterPlus.
func (c *Counts) CDFArea() float64 {
	below, all := c.below()
	var area uint64
	for _, n := range below[1:] {
		area += n
	}
	return float64(area) / (100 * float64(all))
}

// CDF is the empirical distribution function of the consensus over all pairs at 0, 0.01, …,
// 1: which share of them has a consensus no larger. Its values are NaN for fewer than two
// samples.
func (c *Counts) CDF() []float64 {
	below, all := c.below()
	out := make([]float64, len(below))
	for i, n := range below {
		out[i] = float64(n) / float64(all)
	}
	return out
}

// below are the numbers of pairs with a consensus up to 0, 0.01, …, 1, and of all.
func (c *Counts) below() (below [101]uint64, all uint64) {
	if c.counted != nil {
		var at [101]uint64 // the first step that a pair lies below
		for i, labelings := range c.counted {
			if labelings > 0 {
				all++
				at[(100*uint64(c.pairs[i])+uint64(labelings)-1)/uint64(labelings)]++
			}
		}
		var sum uint64
		for b, n := range at {
			sum += n
			below[b] = sum
		}
		return below, all
	}
	h, all := c.histogram()
	var sum uint64
	count := 0
	for b := range below {
		for ; count <= c.runs && 100*count <= b*c.runs; count++ {
			sum += h[count]
		}
		below[b] = sum
	}
	return below, all
}
