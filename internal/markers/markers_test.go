package markers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// drawn is a matrix of noise in which gene g is higher by shift(g, j) in sample j.
func drawn(genes, samples int, seed uint64, shift func(g, j int) float64) [][]float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	x := make([][]float64, genes)
	for g := range x {
		x[g] = make([]float64, samples)
		for j := range x[g] {
			x[g][j] = 8 + r.NormFloat64() + shift(g, j)
		}
	}
	return x
}

func source(x [][]float64) Source {
	s := Source{Samples: len(x[0]), Parts: Whole(len(x), Scale{Floor: math.NaN()})}
	for g := range x {
		s.Genes, s.Half = append(s.Genes, fmt.Sprintf("g%04d", g)), append(s.Half, g%2)
		for _, v := range x[g] {
			s.Missing = s.Missing || math.IsNaN(v)
		}
	}
	s.Row = func(g int, into []float64) error { copy(into, x[g]); return nil }
	return s
}

// third gives every third sample the same label.
func third(samples int) []int {
	out := make([]int, samples)
	for j := range out {
		out[j] = j % 3
	}
	return out
}

// The first in the lists are the genes of one subtype alone; a gene that is high in two is
// behind them, however far it stands out. The number of threads changes nothing.
func TestMarkersOfOneSubtypeLead(t *testing.T) {
	x := drawn(200, 45, 1, func(g, j int) float64 {
		switch {
		case g < 5 && j%3 == 0, g == 6 && j%3 == 1:
			return 3
		case g == 5 && j%3 != 2:
			return 9
		case g == 7 && j%3 == 0:
			return -3
		}
		return 0
	})
	grouping := Grouping{K: 3, Labels: third(45), Halves: [2][]int{third(45), third(45)}}
	e, err := Measure(source(x), []Grouping{grouping}, 1)
	if err != nil {
		t.Fatal(err)
	}
	f := e.Found(3)
	up := f.Order(0, Up)
	first := slices.Sorted(slices.Values(up[:5]))
	if !slices.Equal(first, []int{0, 1, 2, 3, 4}) || f.Order(1, Up)[0] != 6 || f.Order(0, Down)[0] != 7 {
		t.Errorf("first are %v %v %v", up[:6], f.Order(1, Up)[0], f.Order(0, Down)[0])
	}
	s := f.Statistics[5*3]
	if s.Change < 4 || s.Least > 1 || s.P > 1e-6 || slices.Index(up, 5) < 5 {
		t.Errorf("the gene of two subtypes: %+v", s)
	}
	if p := f.SplitP[0]; !(p < 1e-4) || len(f.SplitQ) != 600 {
		t.Errorf("split p %v", p)
	}
	if got := f.Values(0); !slices.Equal(got, x[0]) {
		t.Error("values of a shown gene are not there")
	}
	again, _ := Measure(source(x), []Grouping{grouping}, 7)
	if fmt.Sprint(again) != fmt.Sprint(e) {
		// pointers differ
		again.Ranks[0].Split, e.Ranks[0].Split = nil, nil
		if fmt.Sprint(again) != fmt.Sprint(e) {
			t.Error("threads change what is found")
		}
	}
}

// Values that are missing are left out: the same as if each gene were tested alone with
// those samples that it has.
func TestMissingValuesAreLeftOut(t *testing.T) {
	x := drawn(60, 30, 2, func(g, j int) float64 { return 0 })
	r := rand.New(rand.NewPCG(5, 5))
	for g := range x {
		for j := range x[g] {
			if r.IntN(10) == 0 || g == 3 && j%3 == 1 || g == 4 && j > 1 {
				x[g][j] = math.NaN()
			}
		}
	}
	in := source(x)
	e, err := Measure(in, []Grouping{{K: 3, Labels: third(30)}}, 2)
	if err != nil {
		t.Fatal(err)
	}
	f := e.Found(3)
	for g := range x {
		var row []float64
		var labels []int
		for j, v := range x[g] {
			if v == v {
				row, labels = append(row, v), append(labels, j%3)
			}
		}
		u, ties := sumsOf([][]float64{row}, labels, 3, in.Parts[0].Scale)
		alone := NewModel(u, Options{}).Statistics(ties)
		for q := range 3 {
			a, b := f.Statistics[g*3+q], alone[q]
			for i, pair := range [][2]float64{{a.MeanIn, b.MeanIn}, {a.MeanOut, b.MeanOut}, {a.AUC, b.AUC}, {a.AUCP, b.AUCP}} {
				if pair[0] != pair[1] && !(math.IsNaN(pair[0]) && math.IsNaN(pair[1])) {
					t.Errorf("gene %d subtype %d, number %d: %v, alone %v", g, q, i, pair[0], pair[1])
				}
			}
		}
	}
	if s := f.Statistics[3*3+1]; !math.IsNaN(s.T) || math.IsNaN(f.Statistics[3*3].T) {
		t.Errorf("a subtype without a value: %+v", s)
	}
}

// Constant genes are untested, few genes and few samples are no trouble.
func TestDegenerateInput(t *testing.T) {
	for genes := range 6 {
		for _, samples := range []int{3, 4, 7} {
			x := drawn(genes, samples, 3, func(g, j int) float64 { return 0 })
			if genes > 2 {
				for j := range x[1] {
					x[1][j], x[2][j] = 5, float64(j%3)
				}
			}
			e, err := Measure(Source{Samples: samples, Genes: make([]string, genes), Half: make([]int, genes),
				Parts: Whole(genes, Scale{Floor: 5}), Row: func(g int, into []float64) error { copy(into, x[g]); return nil }},
				[]Grouping{{K: 3, Labels: third(samples)}}, 2)
			if err != nil {
				t.Fatal(err)
			}
			f := e.Found(3)
			for i, s := range f.Statistics {
				if g := i / 3; g == 1 && genes > 2 && (!math.IsNaN(s.P) || s.AUC != 0.5) || s.P < 0 || s.P > 1 {
					t.Errorf("%d genes, %d samples: gene %d: %+v", genes, samples, g, s)
				}
			}
		}
	}
}

// The functions of the prior are right where they are known.
func TestDerivativesOfGamma(t *testing.T) {
	const euler = 0.57721566490153286061
	for _, c := range []struct{ got, want float64 }{
		{digamma(1), -euler}, {digamma(0.5), -euler - 2*math.Ln2}, {trigamma(1), math.Pi * math.Pi / 6},
		{trigamma(0.5), math.Pi * math.Pi / 2}, {tetragamma(1), -2 * 1.2020569031595942854},
		{inverseTrigamma(math.Pi * math.Pi / 6), 1}, {inverseTrigamma(trigamma(37.25)), 37.25},
		{inverseTrigamma(trigamma(0.01)), 0.01},
	} {
		if math.Abs(c.got-c.want) > 2e-14*math.Abs(c.want) {
			t.Errorf("%.17g, want %.17g", c.got, c.want)
		}
	}
}

// A matrix of 20,000 × 1,000 in five subtypes.
func BenchmarkMeasure(b *testing.B) {
	x := drawn(500, 1000, 1, func(g, j int) float64 { return 0 })
	labels := make([]int, 1000)
	for j := range labels {
		labels[j] = j % 5
	}
	in := source(x[:1])
	in.Genes, in.Half = make([]string, 20_000), make([]int, 20_000)
	in.Row = func(g int, into []float64) error { copy(into, x[g%500]); return nil }
	for b.Loop() {
		e, err := Measure(in, []Grouping{{K: 5, Labels: labels, Halves: [2][]int{labels, labels}}}, 2)
		if err != nil {
			b.Fatal(err)
		}
		e.Found(5)
	}
}
