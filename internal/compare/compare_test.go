package compare

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"subtype/internal/expr"
	"subtype/internal/survey"
)

// In-group proportions by the coefficients are those of the profiles themselves.
func TestInGroupProportionIsThatOfTheProfiles(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const genes, metagenes, samples, k = 40, 4, 30, 3
	random := func(rows, columns int) *mat.Dense {
		m := mat.NewDense(rows, columns, nil)
		for i := range rows {
			for j := range columns {
				m.Set(i, j, rng.ExpFloat64())
			}
		}
		return m
	}
	w, h, weights := random(genes, metagenes), random(metagenes, samples), random(genes, k)
	got := replicated(weights, w, h, make([]int, samples)).Of

	var wh mat.Dense
	wh.Mul(w, h)
	profiles := make([][]float64, samples)
	for g := range genes {
		mean := stat.Mean(wh.RawRowView(g), nil)
		for j := range profiles {
			profiles[j] = append(profiles[j], wh.At(g, j)-mean)
		}
	}
	labels, neighbour := make([]int, samples), make([]int, samples)
	for j, p := range profiles {
		best := math.Inf(-1)
		for q := range k {
			if r := stat.Correlation(p, mat.Col(nil, q, weights), nil); r > best {
				best, labels[j] = r, q
			}
		}
		best = math.Inf(-1)
		for i, other := range profiles {
			if r := stat.Correlation(p, other, nil); i != j && r > best {
				best, neighbour[j] = r, i
			}
		}
	}
	for q := range k {
		in, all := 0.0, 0.0
		for j, l := range labels {
			if l == q {
				all++
				if labels[neighbour[j]] == q {
					in++
				}
			}
		}
		if got[q].Samples != int(all) || math.Abs(got[q].Proportion-in/all) > 1e-12 || got[q].P <= 0 || got[q].P > 1 {
			t.Errorf("%+v, want %v of %v", got[q], in, all)
		}
	}
}

// Every subtype has one partner at most, whichever side has more.
func TestMatchesAreTheBestOfAll(t *testing.T) {
	r := [][]float64{{0.9, 0.8, 0}, {0.85, 0.1, 0}}
	if got := match(r); !slices.Equal(got, []int{1, 0}) {
		t.Errorf("%v", got)
	}
	if got := match([][]float64{{0.9, 0.85}, {0.8, 0.1}, {0, 0}}); !slices.Equal(got, []int{1, 0, -1}) {
		t.Errorf("%v", got)
	}
}

// Genes are the same under another spelling, one gene with one; the parts of a gene are one gene.
func TestCommonGenes(t *testing.T) {
	a := &expr.Matrix{Genes: []string{"TP53|7157", "EGFR", "ENSG00000000003.14", "X", "SEPT2"}}
	names := []string{"EGFR (+)", "EGFR (-)", "TP53 (-)", "ENSG00000000003 (+)", "SEPTIN2 (+)", "7157 (+)"}
	b := &expr.Matrix{Genes: names, Halves: []expr.Half{{Gene: "EGFR", Sign: 1}, {Gene: "EGFR", Sign: -1},
		{Gene: "TP53", Sign: -1}, {Gene: "ENSG00000000003", Sign: 1}, {Gene: "SEPTIN2", Sign: 1}, {Gene: "7157", Sign: 1}}}
	inA, inB := common(a, b)
	want := []gene{{1, -1}, {0, -1}, {2, -1}, {4, -1}}
	if !slices.Equal(inA, want) || !slices.Equal(inB, []gene{{0, 1}, {-1, 2}, {3, -1}, {4, -1}}) {
		t.Errorf("%v and %v", inA, inB)
	}
}

// Subtypes that are there come again, with the samples that are theirs; weights that mean nothing in the
// other analysis do as well as others of the kind.
func TestWhatComesAgain(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const genes, k, samples = 200, 6, 90
	w, h := mat.NewDense(genes, k, nil), mat.NewDense(k, samples, nil)
	own := make([]int, samples)
	for i := range genes {
		for a := range k {
			w.Set(i, a, rng.ExpFloat64())
		}
	}
	for j := range own {
		own[j] = j % k
		for a := range k {
			h.Set(a, j, 0.1*rng.ExpFloat64())
		}
		h.Set(own[j], j, 1+0.2*rng.NormFloat64())
	}
	r := replicated(relative(w, parts(genes)), w, h, own)
	if r.Agreement < 0.99 || r.P > 0.01 {
		t.Errorf("%+v", r)
	}
	for q, of := range r.Of {
		if of.Samples != samples/k || of.Proportion < 0.95 || r.Own[q][q] != samples/k {
			t.Errorf("subtype %d: %+v, %v", q, of, r.Own[q])
		}
	}
	low := 0
	for range 20 {
		nothing := mat.NewDense(genes, k, nil)
		for i := range genes {
			for a := range k {
				nothing.Set(i, a, rng.ExpFloat64())
			}
		}
		if replicated(relative(nothing, parts(genes)), w, h, own).P < 0.05 {
			low++
		}
	}
	if low > 3 {
		t.Errorf("%d of 20 sets of weights that mean nothing come again", low)
	}
}

// parts are genes without up and down parts.
func parts(n int) (out []gene) {
	for i := range n {
		out = append(out, gene{i, -1})
	}
	return out
}

// The sentences say what the numbers are.
func TestSentencesAreTheNumbers(t *testing.T) {
	side := func(name string, k int, subtypes []int) *Side {
		s := &survey.Survey{Ranks: []survey.Rank{{K: k, Subtypes: subtypes}}}
		s.Choice.K = k
		return &Side{name, &expr.Matrix{Samples: make([]string, len(subtypes))}, s}
	}
	r := &Result{A: side("first", 3, []int{0, 0, 1, 1, 2}), B: side("second", 2, []int{0, 1, 1, 0}), Genes: 30,
		Correlations: [][]float64{{-0.5, 0.912}, {0.414, -0.1}, {0.2, 0.1}}, Partner: []int{1, 0, -1},
		InB: Replication{Of: []Replicate{{3, 2.0 / 3, 0.024}, {0, math.NaN(), math.NaN()}, {1, 1, math.NaN()}},
			Own: [][]int{{1, 2}, {0, 0}, {1, 0}}, Agreement: 0.25, P: 0.031},
		InA:     Replication{Of: make([]Replicate, 2), Own: [][]int{{0, 0, 0}, {0, 0, 0}}, Agreement: 1, P: 0.001},
		Samples: []Common{{"x", 0, 1}, {"y", 1, 1}}, Agreement: 0.125}
	want := `A is first (3 subtypes of 5 samples), B is second (2 of 4 samples); 30 genes in common.
S1 of A matches S2 of B, correlation 0.91; 3 samples of B nearest to it, 2 of them in S2
 (in-group proportion 0.67, p 0.024).
S2 of A is like no subtype of B: the correlation with S1, which is left for it, is 0.41;
 no sample of B is nearest to it.
S3 of A has no match in B; 1 sample of B nearest to it (in-group proportion 1.00).
Samples of B by the subtype of A that they are nearest to, and by their own: adjusted Rand index 0.25 (p 0.031).
Samples of A by the subtype of B that they are nearest to, and by their own: adjusted Rand index 1.00 (p 0.001).
2 samples in both: 1 in matching subtypes, adjusted Rand index 0.125.`
	want = strings.ReplaceAll(want, "\n ", " ")
	if got := r.text(); got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
	var rows []string
	for values := range r.table().Values {
		rows = append(rows, fmt.Sprint(values))
	}
	if rows[0] != "[S1 S2 0.912 -0.5 2 2 1 3 0.6666666666666666 0.024 2 0 0 0 0]" ||
		rows[2] != "[S3 <nil> <nil> <nil> 1 <nil> <nil> 1 1 NaN <nil> <nil> <nil> <nil> <nil>]" {
		t.Errorf("%q", rows)
	}
}
