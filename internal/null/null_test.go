package null

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func stream(seed int) func(string) *rand.Rand {
	return func(use string) *rand.Rand {
		return rand.New(rand.NewChaCha8(sha256.Sum256(fmt.Appendf(nil, "%d %s", seed, use))))
	}
}

// matrix is samples of normal noise around groups means apart in a tenth of the genes
// each, beside a gradient and a skewed factor.
func matrix(genes, samples, groups int, apart float64, seed int) [][]float64 {
	r := stream(seed)("matrix")
	gradient, skewed := make([]float64, samples), make([]float64, samples)
	for j := range gradient {
		gradient[j], skewed[j] = 4*r.Float64()-2, r.ExpFloat64()-1
	}
	x := make([][]float64, genes)
	for i := range x {
		x[i] = make([]float64, samples)
		a, b := r.NormFloat64()*0.5, r.NormFloat64()*0.5
		for j := range x[i] {
			x[i][j] = 7 + r.NormFloat64() + a*gradient[j] + b*skewed[j]
			if i%10 == j%groups {
				x[i][j] += apart
			}
		}
	}
	return x
}

func test(t *testing.T, x [][]float64, o Options) *Result {
	t.Helper()
	if o.Nulls == 0 {
		o.Nulls = 29
	}
	if o.Rand == nil {
		o.Rand = stream(1)
	}
	rows := make([][]float64, len(x)) // which are changed
	for i, row := range x {
		rows[i] = slices.Clone(row)
	}
	r, err := Test(context.Background(), rows, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestGroupsAreCalledAndGradientsAreNot(t *testing.T) {
	for seed := range 12 {
		n := 30 + 10*(seed%4)
		if r := test(t, matrix(120, n, 1, 0, seed), Options{}); r.Called {
			t.Errorf("no groups, seed %d: z = %.2f of %.2f", seed, r.Any.Z, r.Threshold)
		}
		groups := 2 + seed%4
		r := test(t, matrix(400, n, groups, 4, seed), Options{})
		if !r.Called || r.Any.P > 0.01 {
			t.Errorf("%d groups, seed %d: z = %.2f of %.2f, p = %g", groups, seed, r.Any.Z, r.Threshold, r.Any.P)
		}
	}
}

func TestIndependentNoiseIsNotCalled(t *testing.T) {
	for seed := range 6 {
		r := stream(seed)("noise")
		x := make([][]float64, 300)
		for i := range x {
			for range 40 {
				x[i] = append(x[i], math.Log2(1+math.Exp(2+r.NormFloat64())))
			}
		}
		for _, kind := range Kinds() {
			if r := test(t, x, Options{Kind: kind}); r.Called {
				t.Errorf("%s, seed %d: z = %.2f of %.2f", kind, seed, r.Any.Z, r.Threshold)
			}
		}
	}
}

func TestPermutedNullKeepsNoCorrelation(t *testing.T) {
	x := matrix(200, 40, 1, 0, 1)
	if r := test(t, x, Options{Kind: Permuted}); !r.Called {
		t.Errorf("a gradient against permuted values: z = %.2f, want it called", r.Any.Z)
	}
}

func TestMeansAndCovarianceStay(t *testing.T) {
	x := centred(matrix(30, 18, 2, 3, 5)) // 17 components at most: all of them
	real := principal(x, stream(1)("components"))
	if len(real.sizes) != 17 {
		t.Fatalf("%d components of 18 samples", len(real.sizes))
	}
	var shapes []unimodal
	for _, s := range real.scores {
		shapes = append(shapes, nearest(s))
	}
	null := draw(shapes, 18, stream(1)("draw"))
	y := make([][]float64, len(x)) // X V Qᵀ
	same := true
	for i := range x {
		y[i] = make([]float64, 18)
		for c, q := range null {
			w := dot(x[i], real.scores[c])
			for j := range y[i] {
				y[i][j] += w * q[j]
			}
		}
		sum := 0.0
		for j, v := range y[i] {
			sum += v
			same = same && math.Abs(v-x[i][j]) < 1e-6
		}
		if math.Abs(sum) > 1e-9 {
			t.Fatalf("gene %d: mean %g", i, sum/18)
		}
		for h := range i + 1 {
			if a, b := dot(x[i], x[h]), dot(y[i], y[h]); math.Abs(a-b) > 1e-9 {
				t.Fatalf("genes %d, %d: covariance %v, was %v", i, h, b, a)
			}
		}
	}
	if same {
		t.Fatal("nothing was drawn")
	}
}

func TestComponentsAreEigenvectors(t *testing.T) {
	for _, c := range []struct{ genes, samples int }{{50, 30}, {20, 120}, {300, 90}, {4, 60}, {1, 12}} {
		x := centred(matrix(c.genes, c.samples, 3, 2, c.samples))
		p := principal(x, stream(1)("c"))
		if want := min(components, c.genes, c.samples-1); len(p.sizes) != want {
			t.Errorf("%v: %d components, want %d", c, len(p.sizes), want)
		}
		rest := 0.0
		for _, row := range x {
			rest += dot(row, row)
		}
		for a, v := range p.scores {
			z := make([]float64, c.samples)
			for _, row := range x {
				w := dot(row, v)
				for j := range z {
					z[j] += w * row[j]
				}
			}
			for j := range z {
				if d := z[j] - p.sizes[a]*p.sizes[a]*v[j]; math.Abs(d) > 1e-9*p.sizes[0]*p.sizes[0] {
					t.Fatalf("%v: component %d, sample %d: off by %g", c, a, j, d)
				}
			}
			if a > 0 && p.sizes[a] > p.sizes[a-1]*(1+1e-12) {
				t.Errorf("%v: component %d is stronger than the one before", c, a)
			}
			rest -= p.sizes[a] * p.sizes[a]
		}
		if len(p.sizes) < components && math.Abs(rest) > 1e-9*p.sizes[0]*p.sizes[0] {
			t.Errorf("%v: %g of the sum of squares is in no component", c, rest)
		}
	}
}

// Three groups without noise: two equal singular values.
func TestEqualSingularValuesAreAllFound(t *testing.T) {
	x := make([][]float64, 3)
	for i := range x {
		for j := range 12 {
			x[i] = append(x[i], 0)
			if j%3 == i {
				x[i][j] = 1
			}
		}
	}
	p := principal(centred(x), stream(1)("c"))
	if len(p.sizes) != 2 || math.Abs(p.sizes[0]-2) > 1e-9 || math.Abs(p.sizes[1]-2) > 1e-9 {
		t.Errorf("singular values %v, want 2 and 2", p.sizes)
	}
}

func TestNearestHasOnePeakAndFillsTheGap(t *testing.T) {
	var sample []float64
	r := stream(3)("sample")
	for j := range 200 {
		sample = append(sample, 0.1*r.NormFloat64()+float64(j%2)*10)
	}
	u := nearest(sample)
	rising, last := true, 0.0
	for i := 1; i < len(u.x); i++ {
		slope := (u.f[i] - u.f[i-1]) / (u.x[i] - u.x[i-1])
		if slope < last*(1-1e-9) {
			rising = false
		} else if !rising && slope > last*(1+1e-9) {
			t.Fatalf("the density rises again at %v", u.x[i])
		}
		last = slope
	}
	between := 0
	for range 1000 {
		if x := u.draw(r); x > 1 && x < 9 {
			between++
		}
	}
	if between < 200 {
		t.Errorf("%d of 1000 draws lie in the gap between two groups, want 200 or more", between)
	}
}

func TestStudentsTail(t *testing.T) {
	// scipy.stats.t.sf of SciPy 1.x, which R's pt(t, df, lower.tail = FALSE) equals.
	for _, c := range []struct {
		t  float64
		df int
		p  float64
	}{
		{0.5, 58, 0.3094834255283186}, {2.5, 58, 0.007634614811211641}, {3, 58, 0.001987136092183264},
		{10, 58, 1.5520449942308022e-14}, {60, 58, 3.357551959413825e-54}, {2.5, 18, 0.011154010116011116},
		{2.5, 1, 0.12111894159084341}, {1, 2, 0.2113248654051871}, {-2, 58, 0.9749047659792758},
		{40, 8, 8.392859439572896e-11}, {0, 7, 0.5},
	} {
		if got := upperTail(c.t, c.df); math.Abs(got-c.p) > 1e-12*c.p {
			t.Errorf("t = %v, %d degrees: %v, want %v", c.t, c.df, got, c.p)
		}
	}
	if !math.IsNaN(upperTail(math.NaN(), 5)) || upperTail(math.Inf(1), 5) != 0 || upperTail(math.Inf(-1), 5) != 1 {
		t.Error("not defined, or endless t")
	}
}

// plain is a matrix made without functions that differ between processors.
func plain(genes, samples int) [][]float64 {
	r := stream(7)("plain")
	x := make([][]float64, genes)
	for i := range x {
		for j := range samples {
			x[i] = append(x[i], uniform(r)+uniform(r)+uniform(r))
			if i%5 == j%3 {
				x[i][j]++
			}
		}
	}
	return x
}

// The numbers themselves, so that another processor, tag or number of threads that
// gives others is seen.
func TestBitsAreTheSameEverywhere(t *testing.T) {
	want := []uint64{0x843661068083bcf2, 0x6ca7d1bfe4a10f83}
	for _, threads := range []int{1, 3} {
		x := plain(150, 45)
		x[3][4] = math.NaN()
		var got []uint64
		for _, kind := range Kinds() {
			r := test(t, x, Options{Nulls: 9, Kind: kind, Ranks: []int{2, 11}, Threads: threads})
			h := sha256.New()
			for _, s := range append([]Rank{{0, r.Any}}, r.Ranks...) {
				_ = binary.Write(h, binary.LittleEndian, []float64{float64(s.K), s.Value, s.Mean, s.SD, s.Z, s.P})
			}
			got = append(got, binary.LittleEndian.Uint64(h.Sum(nil)))
			if len(r.Ranks) != 8 || r.Ranks[7].K != 11 || r.From != 2 || r.To != 8 {
				t.Errorf("ranks %v", r.Ranks)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d threads: %#x, want %#x", threads, got, want)
		}
	}
}

func TestRanksAskedForLeaveTheQuestionAsItIs(t *testing.T) {
	x := matrix(100, 30, 2, 1, 3)
	a, b := test(t, x, Options{}), test(t, x, Options{Ranks: []int{3, 9, 40}})
	if a.Any != b.Any || a.Rank(3) != b.Rank(3) || !math.IsNaN(a.Rank(9).Z) || math.IsNaN(b.Rank(9).Z) ||
		!math.IsNaN(b.Rank(40).Z) {
		t.Errorf("%v\n%v", a, b)
	}
}

func TestWhatCannotBeTestedIsSaid(t *testing.T) {
	flat := [][]float64{{1, 1, 1, 1, 1, 1, 1}, {2, 2, 2, 2, 2, 2, 2}}
	for name, x := range map[string][][]float64{"flat": flat, "five samples": matrix(20, 5, 2, 3, 1), "one": {{1}},
		"unknown": {{math.NaN(), math.NaN()}}} {
		if r := test(t, x, Options{}); r.Tested() || r.Called {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
