package classify

import (
	"math"
	"slices"

	"subtype/internal/stat"
)

// Model is the rule of one rank: with its Frame and its Basis all that a prediction needs. Genes
// are numbers of the frame's.
type Model struct {
	K         int
	Refused   string // why there is no rule; "": there is one
	Sizes     []int  // of the subtypes in the cohort
	Markers   [][]int
	Pairs     []Pair
	Centres   [][]float64 // of the subtypes among directions; nil: a metagene is a subtype
	Slopes    []float64   // of the rules
	Threshold float64     // of the probability
	Limits    []Limit     // of the measures of a sample
	Test      *Test       // nil: it was not tested
}

// Train makes the rule from some samples of a matrix of levels and their subtypes. The slopes and
// limits are still to be found.
func Train(f *Frame, b *Basis, x [][]float64, samples, labels []int, k int) *Model {
	m := &Model{K: k, Sizes: make([]int, k), Slopes: slices.Repeat([]float64{1}, rules), Threshold: untested}
	for _, q := range labels {
		m.Sizes[q]++
	}
	if slices.Min(m.Sizes) < LeastOfSubtype {
		m.Refused = "a subtype has fewer than three samples"
		return m
	}
	m.Markers = markers(x, samples, labels, k)
	m.Pairs = pairs(x, samples, labels, k, m.Markers)
	if b.Clusters {
		if m.Centres = b.centres(f, x, samples, labels, k); m.Centres == nil {
			m.Refused = "a sample has no expression in the genes of the basis matrix"
			return m
		}
	}
	if slices.ContainsFunc(m.Markers, func(genes []int) bool { return len(genes) < 2 }) {
		m.Refused = "a subtype has fewer than two genes that are highest in it"
	}
	return m
}

// column are the levels of a sample, NaN where they are not known.
func column(x [][]float64, j int) []float64 {
	out := make([]float64, len(x))
	for g, row := range x {
		out[g] = math.NaN()
		if row != nil {
			out[g] = row[j]
		}
	}
	return out
}

// Scored is what the rules and the measures say of a sample.
type Scored struct {
	Scores     [][]float64 // by rule; nil where it cannot be applied
	TemplateP  float64     // of the nearest template
	PairsP     float64     // of the pairs
	Measures   []float64   // see Measures
	Markers    int         // that the sample has
	Genes      int         // of the frame's described ones
	OfEach     float64     // the least share of a subtype's markers that it has
	Directions []float64   // its coefficients
}

// Options say how samples are compared with chance.
type Options struct {
	Null  Null
	Draws int  // 0: they are not
	bare  bool // nothing is measured but the scores
}

// Score applies the rules to the levels of a sample.
func (m *Model) Score(f *Frame, b *Basis, x []float64, o Options) *Scored {
	s := &Scored{Scores: make([][]float64, rules), OfEach: 1}
	h, rest := b.coefficientsOf(f.prepared(x))
	if h != nil && slices.Max(h) > 0 {
		s.Scores[Projection], s.Directions = m.projected(h), h
	}
	z := f.zScores(x)
	for _, genes := range m.Markers {
		n := 0
		for _, g := range genes {
			if z[g] == z[g] {
				n++
			}
		}
		s.Markers += n
		s.OfEach = min(s.OfEach, float64(n)/float64(len(genes)))
	}
	s.TemplateP, s.PairsP = math.NaN(), math.NaN()
	if cosines, p, ok := NearestTemplate(z, m.Markers, o.Null, o.Draws); ok {
		s.Scores[Template], s.TemplateP = cosines, p
	}
	if scores, p, ok := m.pairScores(x, o.Draws); ok {
		s.Scores[Pairs], s.PairsP = scores, p
	}
	if !o.bare {
		s.Measures, s.Genes = f.measures(x, rest)
	}
	return s
}

// zScores are levels by the cohort's means and standard deviations; a gene that did not vary has 0.
func (f *Frame) zScores(x []float64) []float64 {
	z := make([]float64, len(x))
	for i, g := range f.Genes {
		z[i] = x[i] - g.Mean
		if g.SD > 0 {
			z[i] /= g.SD
		} else if z[i] == z[i] {
			z[i] = 0
		}
	}
	return z
}

// Chances are the probabilities of the subtypes by one rule; nil where it has no scores.
func (m *Model) chances(scores []float64, slope float64) []float64 {
	if scores == nil {
		return nil
	}
	out := make([]float64, len(scores))
	top, sum := slices.Max(scores), 0.0
	for q, s := range scores {
		out[q] = stat.Exp(slope * (s - top))
		sum += out[q]
	}
	for q := range out {
		out[q] /= sum
	}
	return out
}

// Answer is what is said of a sample.
type Answer struct {
	Subtype       int       // the most probable; −1 where no rule can be applied
	Assigned      bool      // it is sure enough
	ByPairs       bool      // the pairs alone speak, as the sample's values are on another scale
	Probability   float64   // of that subtype
	Margin        float64   // to the second
	Probabilities []float64 // of all; nil where no rule can be applied
	Says          []int     // the subtype of each rule, −1 where it has none
	Agree         int       // rules that say so
	Asked         int       // rules that can be applied
	Why           string    // it is not assigned; "": it is
	Likeness      Likeness
}

// Significance is what the p-value of an assigned sample is at most.
const Significance = 0.05

// Answer makes probabilities of scores and judges them.
func (m *Model) Answer(s *Scored) *Answer {
	a := &Answer{Subtype: -1, Says: make([]int, rules), Probability: math.NaN(), Margin: math.NaN()}
	a.Likeness = m.Likeness(s.Measures)
	a.ByPairs = a.Likeness == OtherScale && s.Scores[Pairs] != nil
	sum := make([]float64, m.K)
	used := 0
	for r, scores := range s.Scores {
		a.Says[r] = -1
		p := m.chances(scores, m.Slopes[r])
		if p == nil {
			continue
		}
		a.Asked++
		a.Says[r] = argmax(p)
		if a.ByPairs && r != Pairs {
			continue
		}
		used++
		for q := range sum {
			sum[q] += p[q]
		}
	}
	if used == 0 {
		a.Why = "too few of the genes are there"
		return a
	}
	for q := range sum {
		sum[q] = rounded(sum[q]/float64(used), digits)
	}
	a.Probabilities, a.Subtype = sum, argmax(sum)
	a.Probability = sum[a.Subtype]
	second := 0.0
	for q, p := range sum {
		if q != a.Subtype {
			second = max(second, p)
		}
	}
	a.Margin = a.Probability - second
	for _, q := range a.Says {
		if q == a.Subtype {
			a.Agree++
		}
	}
	a.Why = m.doubt(s, a)
	a.Assigned = a.Why == ""
	return a
}

// LeastMarkers is the share of a subtype's markers that a sample must have.
const LeastMarkers = 0.25

// doubt says why a sample is not assigned.
func (m *Model) doubt(s *Scored, a *Answer) string {
	p := s.TemplateP
	if a.ByPairs || s.Scores[Template] == nil {
		p = s.PairsP
	}
	switch {
	case s.OfEach < LeastMarkers:
		return "fewer than a quarter of a subtype's marker genes are there"
	case a.Likeness == OtherOrder || a.Likeness == Unexplained:
		return "unlike the training cohort"
	case p > Significance:
		return "no nearer to a subtype than chance"
	case !a.ByPairs && a.Agree < 2:
		return "the rules disagree"
	case a.Probability < m.Threshold:
		return belowThreshold
	}
	return ""
}

// argmax is the place of the largest, the first of equal ones.
func argmax(x []float64) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}

const belowThreshold = "probability below the threshold"
