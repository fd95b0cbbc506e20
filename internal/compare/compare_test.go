package compare

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"

	"subtype/internal/expr"
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
	got := replicated(weights, w, h)

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
		if got[q].Samples != int(all) || math.Abs(got[q].Proportion-in/all) > 1e-12 || !(got[q].P > 0 && got[q].P <= 1) {
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
