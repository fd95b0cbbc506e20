// Package compare matches the subtypes of two analyses, of two cohorts or of one: by their
// metagenes, by the samples that they have in common, and by whether the subtypes of the one come
// again among the samples of the other.
package compare

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/expr"
	"subtype/internal/expr/names"
	"subtype/internal/stat"
	"subtype/internal/survey"
)

// Side is one of the two analyses.
type Side struct {
	Name   string // of its folder
	Matrix *expr.Matrix
	Survey *survey.Survey
}

func (s *Side) chosen() *survey.Rank { return s.Survey.Chosen() }

// fullest is the rank whose factors say most of the samples.
func (s *Side) fullest() *survey.Rank { return &s.Survey.Ranks[len(s.Survey.Ranks)-1] }

// Result is what was found. Subtypes are numbered from 0.
type Result struct {
	A, B         *Side
	Genes        int         // in common
	Correlations [][]float64 // rank correlation of relative weights, subtype of A × subtype of B
	Partner      []int       // of every subtype of A; −1: none
	Samples      []Common
	Agreement    float64     // adjusted Rand index of the common samples; NaN: fewer than two
	InB, InA     Replication // of the subtypes of A in the samples of B, and the other way round
}

// Common is a sample of both.
type Common struct {
	Name string
	A, B int
}

// Replication says how the subtypes of one analysis come again in the samples of another.
type Replication struct {
	Of        []Replicate
	Own       [][]int // samples by the subtype that is nearest to them, and by their own
	Agreement float64 // adjusted Rand index of these two
	P         float64 // that weights which genes have exchanged at random do as well
}

// Replicate says how a subtype of one analysis comes again in the samples of another.
type Replicate struct {
	Samples    int     // that are nearest to it
	Proportion float64 // of these, whose nearest neighbour is one of them; NaN: there are none
	P          float64 // that about as many samples nearest to such weights do as well; NaN: too few were
}

// LeastGenes is how many genes two analyses must have in common.
const LeastGenes = 20

// Of compares two analyses; ok is false where they have fewer than LeastGenes genes in common.
func Of(a, b *Side) (r *Result, ok bool) {
	r = &Result{A: a, B: b, Agreement: math.NaN()}
	genesA, genesB := common(a.Matrix, b.Matrix)
	if r.Genes = len(genesA); r.Genes < LeastGenes {
		return r, false
	}
	wa, wb := relative(a.chosen().Weights, genesA), relative(b.chosen().Weights, genesB)
	r.Correlations = correlations(wa, wb)
	r.Partner = match(r.Correlations)
	r.samples()
	r.InB = replicated(wa, project(b.fullest().Factors.W, genesB), b.fullest().Factors.H, b.chosen().Subtypes)
	r.InA = replicated(wb, project(a.fullest().Factors.W, genesA), a.fullest().Factors.H, a.chosen().Subtypes)
	return r, true
}

// gene are the rows of a gene: those of its values, or of its up and its down part; −1 is none.
type gene struct{ up, down int }

// rowsOf are the rows of every gene, by its name in the file.
func rowsOf(m *expr.Matrix) (order []string, of map[string]gene) {
	of = map[string]gene{}
	for i, name := range m.Genes {
		sign := 1
		if m.Halves != nil {
			name, sign = m.Halves[i].Gene, m.Halves[i].Sign
		}
		g, known := of[name]
		if !known {
			g = gene{-1, -1}
			order = append(order, name)
		}
		if sign > 0 {
			g.up = i
		} else {
			g.down = i
		}
		of[name] = g
	}
	return order, of
}

// common are the genes of both, of one name or of another spelling of it. A gene of which the other
// has several is left away.
func common(a, b *expr.Matrix) (inA, inB []gene) {
	order, ofA := rowsOf(a)
	others, ofB := rowsOf(b)
	spelt := map[string]string{}
	for _, name := range others {
		for _, s := range names.Spellings(name) {
			if other, ok := spelt[s]; ok && other != name {
				spelt[s] = ""
				continue
			}
			spelt[s] = name
		}
	}
	taken := map[string]bool{}
	for _, name := range order {
		if _, ok := ofB[name]; ok {
			taken[name] = true
			inA, inB = append(inA, ofA[name]), append(inB, ofB[name])
		}
	}
	for _, name := range order {
		if _, ok := ofB[name]; ok {
			continue
		}
		for _, s := range names.Spellings(name) {
			if other := spelt[s]; other != "" && !taken[other] {
				taken[other] = true
				inA, inB = append(inA, ofA[name]), append(inB, ofB[other])
				break
			}
		}
	}
	return inA, inB
}

// project are rows of a matrix by genes: the up part less the down part.
func project(w *mat.Dense, genes []gene) *mat.Dense {
	_, k := w.Dims()
	out := mat.NewDense(len(genes), k, nil)
	for i, g := range genes {
		for a := range k {
			x := 0.0
			if g.up >= 0 {
				x = w.At(g.up, a)
			}
			if g.down >= 0 {
				x -= w.At(g.down, a)
			}
			out.Set(i, a, x)
		}
	}
	return out
}

// relative are the weights of genes in subtypes, less the mean of the gene's.
func relative(w *mat.Dense, genes []gene) *mat.Dense {
	out := project(w, genes)
	for i := range genes {
		row := out.RawRowView(i)
		mean := consensus.Mean(row)
		for q := range row {
			row[q] -= mean
		}
	}
	return out
}

// correlations are Spearman's of the columns.
func correlations(a, b *mat.Dense) [][]float64 {
	ranked := func(m *mat.Dense) [][]float64 {
		_, k := m.Dims()
		out := make([][]float64, k)
		for q := range out {
			out[q], _ = stat.Ranks(mat.Col(nil, q, m))
		}
		return out
	}
	ra, rb := ranked(a), ranked(b)
	out := make([][]float64, len(ra))
	for q, x := range ra {
		for _, y := range rb {
			out[q] = append(out[q], correlation(x, y))
		}
	}
	return out
}

// correlation is Pearson's; 0 where one does not vary.
func correlation(x, y []float64) float64 {
	mx, my := consensus.Mean(x), consensus.Mean(y)
	var xx, yy, xy float64
	for i := range x {
		xx, yy = math.FMA(x[i]-mx, x[i]-mx, xx), math.FMA(y[i]-my, y[i]-my, yy)
		xy = math.FMA(x[i]-mx, y[i]-my, xy)
	}
	if xx == 0 || yy == 0 {
		return 0
	}
	return math.Round(xy/math.Sqrt(xx)/math.Sqrt(yy)*1e9) / 1e9
}

// match assigns subtypes so that the sum of the correlations is largest. Where the one has more than
// the other, some have no partner.
func match(r [][]float64) []int {
	rows, columns := len(r), len(r[0])
	gain := make([][]float64, min(rows, columns))
	for i := range gain {
		gain[i] = make([]float64, max(rows, columns))
		for j := range gain[i] {
			x := 0.0
			if rows <= columns {
				x = r[i][j]
			} else {
				x = r[j][i]
			}
			gain[i][j] = math.Round((x + 1) * (1 << 30)) // a whole number: sums of them are exact
		}
	}
	assigned := consensus.Assign(gain)
	if rows <= columns {
		return assigned
	}
	out := slices.Repeat([]int{-1}, rows)
	for i, j := range assigned {
		out[j] = i
	}
	return out
}

// samples finds those of both.
func (r *Result) samples() {
	at := map[string]int{}
	for j, name := range r.B.Matrix.Samples {
		at[name] = j
	}
	var a, b []int
	for _, j := range r.A.Matrix.SampleOrder {
		name := r.A.Matrix.Samples[j]
		if other, ok := at[name]; ok {
			c := Common{name, r.A.chosen().Subtypes[j], r.B.chosen().Subtypes[other]}
			r.Samples, a, b = append(r.Samples, c), append(a, c.A), append(b, c.B)
		}
	}
	if len(a) > 1 {
		r.Agreement = consensus.AdjustedRand(a, b)
	}
}
