package stat

import (
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func numbers(t *testing.T, s string) (out []float64) {
	for _, f := range strings.Fields(s) {
		x, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func ints(x []float64) (out []int) {
	for _, v := range x {
		out = append(out, int(v))
	}
	return out
}

// calls are our functions by their name in testdata/stat.tsv.
var calls = map[string]func(a []float64) []float64{
	"exp":      func(a []float64) []float64 { return []float64{Exp(a[0])} },
	"normal":   func(a []float64) []float64 { return []float64{NormalTail(a[0])} },
	"quantile": func(a []float64) []float64 { return []float64{NormalQuantile(a[0])} },
	"student":  func(a []float64) []float64 { return []float64{StudentTail(a[0], a[1])} },
	"f":        func(a []float64) []float64 { return []float64{FTail(a[0], a[1], a[2])} },
	"chisq":    func(a []float64) []float64 { return []float64{ChiSquareTail(a[0], a[1])} },
	"hyper": func(a []float64) []float64 {
		n := ints(a)
		return []float64{HypergeometricTail(n[0], n[1], n[2], n[3])}
	},
	"bh":    Adjusted,
	"ranks": func(a []float64) []float64 { r, _ := Ranks(a); return r },
	"kruskal": func(a []float64) []float64 {
		h, df, p := KruskalWallis(a[:len(a)/2], ints(a[len(a)/2:]), 5)
		return []float64{h, float64(df), p}
	},
	"wilcox": func(a []float64) []float64 {
		n := int(a[0]) + 1
		r := MannWhitney(a[1:n], a[n:])
		return []float64{r.W, r.P}
	},
}

// All are R's to 1e-11 of themselves, however small.
func TestValuesAreThoseOfR(t *testing.T) {
	text, err := os.ReadFile("testdata/stat.tsv")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		f := strings.Split(line, "\t")
		want := numbers(t, f[2])
		got := calls[f[0]](numbers(t, f[1]))
		seen[f[0]]++
		if len(got) != len(want) {
			t.Fatalf("%s: %d values, want %d", f[0], len(got), len(want))
		}
		for i := range want {
			if d := math.Abs(got[i] - want[i]); !(d <= 1e-11*math.Abs(want[i])) {
				t.Errorf("%.60s: value %d is %.17g, want %.17g: off by %.2g of it", line, i, got[i], want[i],
					d/math.Abs(want[i]))
			}
		}
	}
	if len(seen) != len(calls) {
		t.Errorf("values of %d functions, want %d", len(seen), len(calls))
	}
}

func TestTailsAtTheirEnds(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for i, c := range []struct{ got, want float64 }{
		{NormalTail(0), 0.5}, {NormalTail(inf), 0}, {NormalTail(-inf), 1}, {NormalTail(nan), nan},
		{StudentTail(inf, 3), 0}, {StudentTail(-inf, 3), 1}, {StudentTail(nan, 3), nan}, {StudentTail(1, 0), nan},
		{StudentTail(1.5, inf), NormalTail(1.5)}, {FTail(-1, 2, 3), 1}, {FTail(inf, 2, 3), 0}, {FTail(nan, 2, 3), nan},
		{FTail(2, 3, inf), ChiSquareTail(6, 3)}, {ChiSquareTail(0, 2), 1}, {ChiSquareTail(inf, 2), 0},
		{ChiSquareTail(1, 0), nan}, {ChiSquareTail(nan, 1), nan}, {Exp(-1000), 0}, {Exp(1000), inf}, {Exp(nan), nan},
		{NormalQuantile(0), inf}, {NormalQuantile(1), -inf}, {NormalQuantile(0.5), 0}, {NormalQuantile(2), nan},
		{HypergeometricTail(0, 3, 3, 2), 1}, {HypergeometricTail(3, 3, 3, 2), 0}, {LogChoose(5, 0), 0},
		{LogChoose(5, 6), -inf}, {TwoSided(NormalTail, 0), 1},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("case %d: %v, want %v", i, c.got, c.want)
		}
	}
}

// What cannot be tested has no p-value, and takes no place among those that have one.
func TestNothingToTest(t *testing.T) {
	same := []float64{2, 2, 2, 2}
	if _, _, p := KruskalWallis(same, []int{0, 0, 1, 1}, 2); !math.IsNaN(p) {
		t.Errorf("equal values: p is %v", p)
	}
	if _, df, p := KruskalWallis([]float64{1, 2, 3}, []int{1, 1, 1}, 3); !math.IsNaN(p) || df != 0 {
		t.Errorf("one group: p is %v, df %d", p, df)
	}
	if _, _, p := KruskalWallis(nil, nil, 3); !math.IsNaN(p) {
		t.Errorf("no values: p is %v", p)
	}
	if r := MannWhitney(same, same); !math.IsNaN(r.P) || r.AUC != 0.5 {
		t.Errorf("equal values: %+v", r)
	}
	if r := MannWhitney(nil, same); !math.IsNaN(r.P) || !math.IsNaN(r.AUC) {
		t.Errorf("an empty group: %+v", r)
	}
	q := Adjusted([]float64{0.01, math.NaN(), 0.02})
	if q[0] != 0.02 || !math.IsNaN(q[1]) || q[2] != 0.02 {
		t.Errorf("adjusted: %v", q)
	}
}

// eˣ is math.Exp's to the last but one bit, on its whole range.
func TestExpIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100000 {
		x := 1450*r.Float64() - 740
		if r.IntN(2) == 0 {
			x = 4*r.Float64() - 2
		}
		if got, want := Exp(x), math.Exp(x); math.Abs(got-want) > 4.5e-16*want+5e-324 {
			t.Fatalf("%v: %v, want %v", x, got, want)
		}
	}
}

// Under the hypothesis p-values are even: of the exact and the approximate test alike.
func TestRankSumsUnderTheHypothesis(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, n := range []int{12, 60} {
		test, below := NewRankSum(n, n), 0
		x := make([]float64, 2*n)
		const draws = 4000
		for range draws {
			for i := range x {
				x[i] = r.Float64()
			}
			ranks, ties := Ranks(x)
			sum := 0.0
			for _, v := range ranks[:n] {
				sum += v
			}
			if test.Test(sum, ties).P < 0.05 {
				below++
			}
		}
		if below < 150 || below > 245 { // the mean is 200 less what the steps of an exact test lose
			t.Errorf("groups of %d: %d of %d below 0.05", n, below, draws)
		}
	}
}

func TestRanksInOrderOfTheValues(t *testing.T) {
	x := []float64{3, 1, 2, 1}
	order := make([]int, 4)
	RanksInto(make([]float64, 4), order, x)
	if !slices.Equal(order, []int{1, 3, 2, 0}) {
		t.Errorf("order %v", order)
	}
}
