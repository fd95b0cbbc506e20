package classify

import (
	"math"
	"slices"
	"strconv"

	"subtype/internal/expr/transform"
	"subtype/nmf"
)

// Frame is how the matrix was prepared and what its genes were like, whatever its subtypes
// are.
type Frame struct {
	Log2      bool   // log2(x+1) is taken of a value
	Negatives string // what becomes of values below 0: a value of --negatives
	Samples   int    // of the cohort
	Genes     []Gene
	Rows      []Row // of the basis matrix
}

// Gene is what is known of a gene in the cohort. What is said of its levels is NaN for one
// that others were ranked among only.
type Gene struct {
	Name      string
	Level     float64   // subtracted from the level of a sample; 0: nothing
	Shift     float64   // subtracted after that
	Mean, SD  float64   // of the levels
	Quantiles []float64 // of the levels, at Probabilities
}

// Row is a row of the basis matrix: all of a gene (sign 0), its up part or its down part.
type Row struct{ Gene, Sign int }

// Probabilities are those of the quantiles of a Gene.
var Probabilities = []float64{0.05, 0.25, 0.5, 0.75, 0.95}

// The places of three of them.
const (
	lowQuantile, midQuantile, highQuantile = 0, 2, 4
)

// asPrepared says whether levels are the rows themselves, as what was before them is lost.
func asPrepared(negatives string) bool { return negatives == "clip" || negatives == "rank" }

// Levels are the levels of the genes (of t.Genes) in some samples of the prepared matrix:
// what preparing subtracted is added again, and the two parts of a gene are one. NaN is
// missing; a gene without a row has nil.
func Levels(t *transform.Transform, v *nmf.Matrix, samples []int) [][]float64 {
	_, n := v.Dims()
	x := make([][]float64, len(t.Genes))
	row := make([]float64, n)
	for i, r := range t.Rows {
		v.Row(i, row)
		g := t.Genes[r.Gene]
		add := g.Level + g.Shift
		if asPrepared(t.Negatives) {
			add = 0
		}
		if x[r.Gene] == nil {
			x[r.Gene] = slices.Repeat([]float64{add}, len(samples))
		}
		for i, j := range samples {
			if r.Sign < 0 {
				row[j] = -row[j]
			}
			x[r.Gene][i] += row[j]
		}
	}
	return x
}

// NewFrame describes some samples of a matrix of levels, at least LeastOfSubtype.
func NewFrame(t *transform.Transform, x [][]float64, samples []int) *Frame {
	f := &Frame{Log2: t.Log2, Negatives: t.Negatives, Samples: len(samples)}
	for _, r := range t.Rows {
		f.Rows = append(f.Rows, Row{r.Gene, r.Sign})
	}
	least := math.Inf(1)
	var values []float64
	for i, g := range t.Genes {
		frozen := Gene{Name: g.Name, Mean: math.NaN(), SD: math.NaN()}
		switch {
		case x[i] == nil:
			frozen.Level, frozen.Shift = rounded(g.NearLevel, digits), rounded(g.NearShift, digits)
		default:
			values = known(values[:0], x[i], samples)
			frozen.describe(values)
			f.freeze(&frozen, g, values)
			if len(values) >= LeastOfSubtype {
				least = min(least, lowest(values)-frozen.Level)
			}
		}
		f.Genes = append(f.Genes, frozen)
	}
	if t.Negatives == "shift" { // by one number for all
		shift := rounded(min(least, 0), digits)
		for i := range f.Genes {
			f.Genes[i].Shift = shift
		}
	}
	return f
}

// freeze settles what is subtracted from a gene, of whose levels some are known.
func (f *Frame) freeze(frozen *Gene, g transform.Gene, values []float64) {
	if g.Level != 0 && frozen.Quantiles != nil {
		frozen.Level = frozen.Quantiles[midQuantile]
	}
	switch f.Negatives {
	case "shift-gene":
		if len(values) >= LeastOfSubtype {
			frozen.Shift = rounded(lowest(values)-frozen.Level, digits)
		}
	case "rank", "clip":
		// What they were taken of is lost.
		frozen.Level, frozen.Shift = rounded(g.NearLevel, digits), rounded(g.NearShift, digits)
	}
}

// known are the known ones of some values, rising.
func known(dst, x []float64, samples []int) []float64 {
	for _, j := range samples {
		if x[j] == x[j] {
			dst = append(dst, x[j])
		}
	}
	slices.Sort(dst)
	return dst
}

// describe fills what is said of levels, given them rising.
func (g *Gene) describe(values []float64) {
	n := len(values)
	if n < LeastOfSubtype {
		return
	}
	g.Mean = mean(values)
	var squares float64
	for _, x := range values {
		squares = math.FMA(x-g.Mean, x-g.Mean, squares)
	}
	g.Mean, g.SD = rounded(g.Mean, digits), rounded(math.Sqrt(squares/float64(n-1)), digits)
	for _, p := range Probabilities {
		g.Quantiles = append(g.Quantiles, rounded(quantile(values, p), digits))
	}
}

// quantile is the mean of the block of values in which a place among them lies.
func quantile(rising []float64, p float64) float64 {
	from, to := block(len(rising), p)
	return mean(rising[from:to])
}

// lowest is the mean of the first block of values, the least of which would be that of a sample.
func lowest(rising []float64) float64 { return quantile(rising, 0) }

// block cuts n values, LeastOfSubtype or more, into as many blocks of that many or more as there
// can be, and gives the one in which a place among them lies. As any two blocks are the same or
// have no value in common, no sums and differences of their means are the value of one sample.
func block(n int, p float64) (from, to int) {
	blocks := n / LeastOfSubtype
	i := 0
	for at := int(math.Round(p * float64(n-1))); (i+1)*n/blocks <= at; {
		i++
	}
	return i * n / blocks, (i + 1) * n / blocks
}

func mean(x []float64) float64 {
	var sum float64
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// digits are those of the numbers that are kept.
const digits = 6

// rounded has so many digits.
func rounded(x float64, digits int) float64 {
	if x == 0 || math.IsNaN(x) || math.IsInf(x, 0) {
		return x
	}
	y, err := strconv.ParseFloat(strconv.FormatFloat(x, 'g', digits, 64), 64)
	if err != nil {
		panic("classify: " + err.Error()) // it was written here
	}
	return y
}

// Level is that of a value as it stands in a file; NaN where it has none.
func (f *Frame) Level(value float64) float64 {
	if !f.Log2 {
		return value
	}
	if value < 0 && f.Negatives == "clip" {
		value = 0
	}
	if value < 0 {
		return math.NaN()
	}
	return math.Log2(value + 1)
}

// Settle makes levels of what Level gives for all genes of a sample, where these are looked at
// as they are factorised.
func (f *Frame) Settle(x []float64) {
	if !asPrepared(f.Negatives) {
		return
	}
	column := make([][]float64, len(x))
	for i, g := range f.Genes {
		x[i] -= g.Level
		if f.Negatives == "clip" {
			x[i] = max(x[i], 0)
			continue
		}
		x[i] -= g.Shift
		column[i] = x[i : i+1]
	}
	if f.Negatives == "rank" {
		transform.RankWithinSamples(column)
	}
}

// prepared are the rows of a sample that the basis matrix is for: NaN where a gene is missing.
func (f *Frame) prepared(x []float64) []float64 {
	rows := make([]float64, len(f.Rows))
	for i, r := range f.Rows {
		v, g := x[r.Gene], &f.Genes[r.Gene]
		if !asPrepared(f.Negatives) {
			v -= g.Level
			v -= g.Shift
		}
		switch {
		case v != v:
		case r.Sign < 0:
			v = max(-v, 0)
		default:
			v = max(v, 0)
		}
		rows[i] = v
	}
	return rows
}

// Trained are the rules of all ranks that were surveyed, which have the frame in common.
type Trained struct {
	Frame  *Frame
	Models []Model // in the order of the ranks
}

// Check says whether rules are those of so many ranks, of a matrix of so many rows.
func (t *Trained) Check(ranks, rows int) bool {
	if t.Frame == nil || len(t.Models) != ranks || len(t.Frame.Rows) != rows {
		return false
	}
	gene := func(g int) bool { return g >= 0 && g < len(t.Frame.Genes) }
	for _, r := range t.Frame.Rows {
		if !gene(r.Gene) {
			return false
		}
	}
	for i := range t.Models {
		m := &t.Models[i]
		if m.Refused == "" && (len(m.Markers) != m.K || len(m.Limits) != measures || len(m.Slopes) != rules) {
			return false
		}
		for _, p := range m.Pairs {
			if !gene(p.First) || !gene(p.Second) || len(p.Shares) != m.K {
				return false
			}
		}
		for _, genes := range m.Markers {
			for _, g := range genes {
				if !gene(g) {
					return false
				}
			}
		}
		for _, c := range m.Confusions() {
			if len(c) != m.K+1 {
				return false
			}
		}
	}
	return true
}

// Confusions are those of the test; nil where there was none.
func (m *Model) Confusions() [][]int {
	if m.Test == nil {
		return nil
	}
	return m.Test.Confusion
}
