package markers

import (
	"math"

	"subtype/internal/stat"
)

// Statistic is what is said of a gene in a subtype, against all other samples.
type Statistic struct {
	MeanIn, MeanOut         float64 // on the scale of the analysis
	Change                  float64 // difference of means on the scale of the tests
	DetectedIn, DetectedOut float64 // shares of samples; NaN: not told apart
	AUC, AUCP               float64
	T, P, Q                 float64 // moderated t
	Least                   float64 // of the differences to each other subtype, in the direction of Change, the least
	LeastT                  float64 // and the moderated t of it
}

var unknown = Statistic{math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN(),
	math.NaN(), math.NaN(), math.NaN(), math.NaN()}

// Model is the linear model of every gene: a mean for each group, and one variance.
type Model struct {
	Sums  *Sums
	Prior Prior // of the genes tested

	tested    []int // gene → place in Prior; −1: it does not vary, or has too few values
	variances []float64
	df        []float64
	after     []float64 // moderated
	total     []float64 // degrees of freedom with the prior's
}

// NewModel fits the model.
func NewModel(u *Sums, o Options) *Model {
	genes := len(u.Means) / u.Groups
	m := &Model{Sums: u, tested: make([]int, genes)}
	var means []float64
	for g := range genes {
		n, filled, sum, squares := 0, 0, 0.0, 0.0
		least, most := math.Inf(1), math.Inf(-1)
		for q := range u.Groups {
			if c := u.known(g, q); c > 0 {
				x := u.Means[g*u.Groups+q]
				n, filled = n+c, filled+1
				sum += float64(float64(c) * x)
				squares += u.Squares[g*u.Groups+q]
				least, most = min(least, x), max(most, x)
			}
		}
		m.tested[g] = -1
		if n > filled && (squares > 0 || most > least) {
			m.tested[g] = len(means)
			means = append(means, sum/float64(n))
			m.df = append(m.df, float64(n-filled))
			m.variances = append(m.variances, squares/float64(n-filled))
		}
	}
	m.Prior = NewPrior(m.variances, m.df, means, o)
	m.after, m.total = m.Prior.Moderated(m.variances, m.df)
	return m
}

// Statistics are those of every gene and group, at gene × groups + group; ties are of each
// gene the sum of t³ − t over groups of t equal values.
func (m *Model) Statistics(ties []int) []Statistic {
	u := m.Sums
	out := make([]Statistic, len(u.Means))
	tests := rankTests{}
	for g := range m.tested {
		for q := range u.Groups {
			s := &out[g*u.Groups+q]
			*s = unknown
			if n, others := u.known(g, q), u.others(g, q); n > 0 && others > 0 {
				m.against(s, g, q, n, others)
				r := tests.of(n, others).Test(float64(u.Ranks[g*u.Groups+q])/2, float64(ties[g]))
				s.AUC, s.AUCP = r.AUC, r.P
			}
		}
	}
	p := make([]float64, len(out))
	for i := range out {
		p[i] = out[i].P
	}
	for i, q := range stat.Adjusted(p) {
		out[i].Q = q
	}
	return out
}

// rankTests are tests of Mann and Whitney by the sizes of the groups.
type rankTests map[[2]int]*stat.RankSum

func (t rankTests) of(n, others int) *stat.RankSum {
	size := [2]int{n, others}
	if t[size] == nil {
		t[size] = stat.NewRankSum(n, others)
	}
	return t[size]
}

// others is how many values of a gene are known in the other groups.
func (u *Sums) others(g, q int) int {
	n := 0
	for r := range u.Groups {
		if r != q {
			n += u.known(g, r)
		}
	}
	return n
}

// against fills what compares group q with the others.
func (m *Model) against(s *Statistic, g, q, n, others int) {
	u, at := m.Sums, g*m.Sums.Groups
	share := func(of func(i int) float64) float64 {
		sum := 0.0
		for r := range u.Groups {
			if r != q && u.known(g, r) > 0 {
				sum += float64(float64(u.known(g, r)) * of(at+r))
			}
		}
		return sum / float64(others)
	}
	levels := u.Means
	if u.Levels != nil {
		levels = u.Levels
	}
	s.MeanIn, s.MeanOut = levels[at+q], share(func(i int) float64 { return levels[i] })
	s.Change = u.Means[at+q] - share(func(i int) float64 { return u.Means[i] })
	if u.Detected != nil {
		s.DetectedIn = float64(u.Detected[at+q]) / float64(n)
		sum := 0
		for r := range u.Groups {
			if r != q {
				sum += u.Detected[at+r]
			}
		}
		s.DetectedOut = float64(sum) / float64(others)
	}
	sign := 1.0
	if s.Change < 0 {
		sign = -1
	}
	s.Least, s.LeastT = math.Inf(1), math.NaN()
	i := m.tested[g]
	for r := range u.Groups {
		c := u.known(g, r)
		if r == q || c == 0 {
			continue
		}
		d := u.Means[at+q] - u.Means[at+r]
		s.Least = min(s.Least, sign*d)
		if i >= 0 {
			t := sign * d / math.Sqrt(m.after[i]*(1/float64(n)+1/float64(c)))
			if !(t >= s.LeastT) {
				s.LeastT = t
			}
		}
	}
	s.Least *= sign
	s.LeastT *= sign
	if i >= 0 {
		s.T = s.Change / math.Sqrt(m.after[i]*(1/float64(n)+1/float64(others)))
		s.P = stat.TwoSided(func(t float64) float64 { return stat.StudentTail(t, m.total[i]) }, s.T)
	}
}
