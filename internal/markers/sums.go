package markers

import (
	"cmp"
	"math"
	"slices"
)

// Sums are what is kept of every gene in every group of a grouping. Numbers of a gene and
// group stand at gene × groups + group.
type Sums struct {
	Groups   int
	Sizes    []int     // of each group, in samples
	Means    []float64 // on the scale of the tests; NaN where no value is known
	Squares  []float64 // sums of squares about them
	Levels   []float64 // means on the scale of the analysis; nil: the same
	Detected []int     // values above the floor; nil: there is no floor
	Ranks    []int     // twice the sum of the ranks of the group's values among all
	Known    []int     // values that are not missing; nil: all
}

// Scale says on which scale genes are tested, and what is detected.
type Scale struct {
	Log2  bool    // log2(x+1) of the values is tested, not they themselves
	Floor float64 // values above it are detected; NaN: none can be told from others
}

// tested is a value on the scale of the tests.
func (s Scale) tested(x float64) float64 {
	if s.Log2 {
		return math.Log2(x + 1)
	}
	return x
}

// NewSums makes room for genes in groups of labeled samples; a label below 0 is none.
func NewSums(genes, groups int, labels []int, s Scale, missing bool) *Sums {
	n := genes * groups
	out := &Sums{Groups: groups, Sizes: make([]int, groups), Means: make([]float64, n), Squares: make([]float64, n),
		Ranks: make([]int, n)}
	for _, q := range labels {
		if q >= 0 {
			out.Sizes[q]++
		}
	}
	if s.Log2 {
		out.Levels = make([]float64, n)
	}
	if !math.IsNaN(s.Floor) {
		out.Detected = make([]int, n)
	}
	if missing {
		out.Known = make([]int, n)
	}
	return out
}

// row is a gene with what all groupings share of it.
type row struct {
	values, tested []float64
	order, ranks   []int // ranks are doubled; 0 where a value is missing
	ties           int   // sum of t³ − t over groups of t equal values
}

func newRow(samples int) *row {
	return &row{values: make([]float64, samples), tested: make([]float64, samples), ranks: make([]int, samples),
		order: make([]int, 0, samples)}
}

// rank ranks the values of the row.
func (r *row) rank(s Scale) {
	r.order, r.ties = r.order[:0], 0
	for j, x := range r.values {
		r.tested[j], r.ranks[j] = s.tested(x), 0
		if x == x {
			r.order = append(r.order, j)
		}
	}
	slices.SortFunc(r.order, func(a, b int) int { return cmp.Compare(r.values[a], r.values[b]) })
	for from := 0; from < len(r.order); {
		to := from + 1
		for to < len(r.order) && r.values[r.order[to]] == r.values[r.order[from]] {
			to++
		}
		for _, j := range r.order[from:to] {
			r.ranks[j] = from + to + 1
		}
		t := to - from
		r.ties += t * (t*t - 1)
		from = to
	}
}

// take puts gene g in.
func (u *Sums) take(g int, r *row, labels []int, s Scale) {
	at := g * u.Groups
	known := make([]float64, u.Groups)
	for j, q := range labels {
		if q < 0 || r.ranks[j] == 0 {
			continue
		}
		i := at + q
		known[q]++
		u.Means[i] += r.tested[j]
		u.Ranks[i] += r.ranks[j]
		if u.Levels != nil {
			u.Levels[i] += r.values[j]
		}
		if u.Detected != nil && r.values[j] > s.Floor {
			u.Detected[i]++
		}
	}
	for q, n := range known {
		u.Means[at+q] /= n
		if u.Levels != nil {
			u.Levels[at+q] /= n
		}
		if u.Known != nil {
			u.Known[at+q] = int(n)
		}
	}
	for j, q := range labels {
		if q >= 0 && r.ranks[j] > 0 {
			d := r.tested[j] - u.Means[at+q]
			u.Squares[at+q] += float64(d * d)
		}
	}
}

// known is how many values of gene g in group q there are.
func (u *Sums) known(g, q int) int {
	if u.Known == nil {
		return u.Sizes[q]
	}
	return u.Known[g*u.Groups+q]
}
