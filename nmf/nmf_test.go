package nmf

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/kernel"
	"subtype/internal/reftest"
)

func matrix(t testing.TB, rows [][]float64) *Matrix {
	t.Helper()
	v, err := NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// given is an Init that starts from the factors of a reference problem.
func given(p reftest.Problem) Init {
	return func(v *Matrix, k int, _ *rand.Rand) Factors {
		m, n := v.Dims()
		return Factors{W: mat.NewDense(m, k, slices.Clone(p.W)), H: mat.NewDense(k, n, slices.Clone(p.H))}
	}
}

func fit(t testing.TB, v *Matrix, k int, s Settings) *Result {
	t.Helper()
	r, err := Fit(context.Background(), v, k, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// byColumn lists a matrix column by column, as R and the reference files do.
func byColumn(x *mat.Dense) []float64 { return slices.Clone(mat.DenseCopyOf(x.T()).RawMatrix().Data) }

func random(seed uint64) *rand.Rand {
	return rand.New(rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8)}))
}

// made returns matrices with what real ones have: zeros, an empty gene, very
// different sizes, constant rows, more samples than genes.
func made() map[string][][]float64 {
	r := random(7)
	fill := func(m, n int, f func(i, j int) float64) [][]float64 {
		rows := make([][]float64, m)
		for i := range rows {
			rows[i] = make([]float64, n)
			for j := range rows[i] {
				rows[i][j] = f(i, j)
			}
		}
		return rows
	}
	return map[string][][]float64{
		"uniform": fill(37, 11, func(i, j int) float64 { return r.Float64() }),
		"sparse": fill(30, 19, func(i, j int) float64 {
			if r.Float64() < 0.8 {
				return 0
			}
			return r.Float64() * 100
		}),
		"raw intensities": fill(50, 9, func(i, j int) float64 { return math.Floor(20 + 60000*math.Pow(r.Float64(), 8)) }),
		"wide":            fill(7, 40, func(i, j int) float64 { return r.Float64() + float64((i+j)%3) }),
		"tiny and huge":   fill(20, 10, func(i, j int) float64 { return math.Pow(10, float64(i-j)) }),
		"an empty gene": fill(12, 8, func(i, j int) float64 {
			if i == 3 {
				return 0
			}
			return float64((i*j)%5 + 1)
		}),
		"one sample alone": fill(12, 8, func(i, j int) float64 {
			if (i < 4) == (j == 0) {
				return 3
			}
			return 0
		}),
	}
}

// Each method's own objective never rises by more than 1e-12 of itself in an
// iteration (lee: before its rescaling of W), and W and H stay finite and ≥ 0.
// Where the fit is exact the objective is the rounding of its own sum, and
// brunet's floor lifts it from 0: hence the 1e-15 of V's size.
func TestLossNeverRises(t *testing.T) {
	for name, rows := range made() {
		v := matrix(t, rows)
		for _, method := range Methods() {
			if (method == (Lee{}) || method == (LeastSquares{})) && (name == "an empty gene" || name == "one sample alone") {
				continue // weights that should be 0 are lifted to ε for ever, which R's formula means and may cost
			}
			for k := 2; k <= 5; k++ {
				f := Random(v, k, random(uint64(k)))
				u := method.Bind(v, k)
				size := v.sum
				if method != (Brunet{}) {
					size = v.sumSquares
				}
				update := u.Update
				rescale := func(Factors) {}
				switch u := u.(type) {
				case *ard:
					u.Update(f) // from here on there is a prior
				case *lee:
					update, rescale = u.euclidean.Update, u.rescale
				case *nonSmooth:
					update, rescale = u.improve, u.rescale
				}
				last := u.Loss(f)
				for iter := 1; iter <= 300; iter++ {
					update(f)
					loss := u.Loss(f)
					slack := 1e-12*last + 1e-15*size
					if a, ok := u.(*ard); ok { // the logarithms of relevances have either sign
						slack = 1e-12 * (math.Abs(last) + a.noise*a.c*float64(k)*100)
					}
					if loss-last > slack {
						t.Fatalf("%s, %s, k=%d: iteration %d raises the loss from %.17g to %.17g", name, method.Name(), k, iter, last,
							loss)
					}
					w, h := f.data()
					for _, x := range [][]float64{w, h} {
						for i, y := range x {
							if !(y >= 0 && y <= math.MaxFloat64) {
								t.Fatalf("%s, %s, k=%d: iteration %d leaves entry %d at %g", name, method.Name(), k, iter, i, y)
							}
						}
					}
					rescale(f)
					last = u.Loss(f)
				}
			}
		}
	}
}

// Laurberg et al. (2008, doi 10.1155/2008/764206), example 3: for this H the
// factorisation of V = HᵀH is unique up to scale and order.
func TestUniqueFactorisationIsRecovered(t *testing.T) {
	const alpha = 0.3
	want := mat.NewDense(3, 6, []float64{
		alpha, 1, 1, alpha, 0, 0,
		1, alpha, 0, 0, alpha, 1,
		0, 0, alpha, 1, 1, alpha,
	})
	var product mat.Dense
	product.Mul(want.T(), want)
	rows := make([][]float64, 6)
	for i := range rows {
		rows[i] = mat.Row(nil, i, &product)
	}
	v := matrix(t, rows)
	never := func() Criterion { return metNever{} }
	for _, method := range Methods() {
		switch method.(type) {
		case NonSmooth, ARD:
			continue // they want another product, or a sparser one
		}
		var best *Result
		for run := range uint64(10) {
			r := fit(t, v, 3, Settings{Method: method, Stop: never, MaxIter: 20000, Rand: random(run)})
			if best == nil || r.Loss < best.Loss {
				best = r
			}
		}
		var used [3]bool
		for a := range 3 {
			row := best.H.RawRowView(a)
			top := slices.Max(row)
			found := false
			for b := range 3 {
				off := 0.0
				for j, x := range row {
					off = math.Max(off, math.Abs(x/top-want.At(b, j)))
				}
				// Multiplicative updates approach zeros slowly.
				if off < 1e-3 && !used[b] {
					used[b], found = true, true
					break
				}
			}
			if !found {
				t.Errorf("%s: row %d of H is none of the true ones: %.5f", method.Name(), a, mat.Formatted(best.H))
			}
		}
	}
}

type metNever struct{}

func (metNever) Met(*Progress) bool { return false }

func (metNever) Every() int { return 1 }

// A start outside the span of V's rows leaves WH at 0 where V is not.
func TestZeroProductGivesZeroQuotient(t *testing.T) {
	v := matrix(t, [][]float64{{1, 2, 3}, {4, 0, 6}, {7, 8, 9}})
	zeros := func(*Matrix, int, *rand.Rand) Factors {
		return Factors{W: mat.NewDense(3, 2, []float64{0, 0, 1, 0, 0, 1}), H: mat.NewDense(2, 3, []float64{0, 1, 1, 0, 0, 1})}
	}
	for _, method := range Methods() {
		r := fit(t, v, 2, Settings{Method: method, Init: zeros, MaxIter: 5})
		for _, x := range append(byColumn(r.W), byColumn(r.H)...) {
			if math.IsNaN(x) || math.IsInf(x, 0) || x < 0 {
				t.Errorf("%s: W or H holds %g", method.Name(), x)
			}
		}
	}
}

func TestConnectivityStopsAfter420AtTheEarliest(t *testing.T) {
	v := matrix(t, reftest.Problems()["small"].V)
	c := Connectivity()
	p := &Progress{factors: Random(v, 2, random(1)), updater: Brunet{}.Bind(v, 2)}
	for ; !c.Met(p); p.Iter++ {
	}
	if p.Iter != 420 {
		t.Errorf("labels that never change stop at iteration %d, want 420", p.Iter)
	}
	// Swapping two components is no change of connectivity; moving a sample is.
	c, p.Iter = Connectivity(), 0
	swap := func() {
		for j := range 5 {
			a, b := p.factors.H.At(0, j), p.factors.H.At(1, j)
			p.factors.H.Set(0, j, b)
			p.factors.H.Set(1, j, a)
		}
	}
	for ; !c.Met(p); p.Iter++ {
		swap()
	}
	if p.Iter != 420 {
		t.Errorf("swapped components stop at iteration %d, want 420", p.Iter)
	}
	c, p.Iter = Connectivity(), 0
	for ; !c.Met(p); p.Iter++ {
		if p.Iter == 205 { // between the checks at 200 and 210
			a, b := p.factors.H.At(0, 2), p.factors.H.At(1, 2)
			p.factors.H.Set(0, 2, b)
			p.factors.H.Set(1, 2, a)
		}
	}
	if p.Iter != 210+410 {
		t.Errorf("a sample moved at 205 stops at iteration %d, want 620", p.Iter)
	}
}

// Settled waits for the last sample of a few, and not for one in 1000 of many.
func TestSettledLetsOneInAThousandMove(t *testing.T) {
	for n, want := range map[int]bool{999: false, 1000: true} {
		row := make([]float64, n)
		for j := range row {
			row[j] = 1 + float64(j%7)
		}
		v := matrix(t, [][]float64{row, row, row})
		c, p := Settled(), &Progress{factors: Random(v, 2, random(1)), updater: KL{}.Bind(v, 2)}
		met := false
		for ; p.Iter < 100 && !met; p.Iter++ {
			if p.Iter%5 == 1 { // sample 3 goes to and fro
				a, b := p.factors.H.At(0, 3), p.factors.H.At(1, 3)
				p.factors.H.Set(0, 3, b)
				p.factors.H.Set(1, 3, a)
			}
			p.loss, p.lossAt, p.known = 1, p.Iter, true
			met = c.Met(p)
		}
		if met != want {
			t.Errorf("%d samples of which one moves: ended is %v", n, met)
		}
	}
}

func TestObjectiveStopsNearTheLimit(t *testing.T) {
	for name, p := range reftest.Problems() {
		v := matrix(t, p.V)
		for _, method := range []Method{Brunet{}, Euclidean{}} {
			s := Settings{Method: method, Init: given(p), Stop: Objective, MaxIter: 100000}
			r := fit(t, v, p.K, s)
			if r.Status != Converged || r.Iter%50 != 0 {
				t.Errorf("%s, %s: %v after %d iterations", name, method.Name(), r.Status, r.Iter)
			}
			s.Stop = func() Criterion { return metNever{} }
			s.MaxIter = 20 * r.Iter
			if limit := fit(t, v, p.K, s).Loss; r.Loss-limit > 1e-4*limit {
				t.Errorf("%s, %s: stops at %.9g, goes on to %.9g", name, method.Name(), r.Loss, limit)
			}
		}
	}
}

func TestRandomStartIsUniformUpToTheLargestEntry(t *testing.T) {
	for _, c := range []struct{ max, bound, capped float64 }{{50, 50, 0}, {0.25, 0.25, 0.75}} {
		v := matrix(t, [][]float64{{c.max, 0, 0}, {0, 0, c.max / 2}, {0, 0, 0}})
		var sum float64
		var at, count int
		r := random(3)
		for range 2000 {
			w, h := Random(v, 2, r).data()
			for _, x := range append(w, h...) {
				if x < 0 || x > c.bound {
					t.Fatalf("start %g beyond %g", x, c.bound)
				}
				if x == c.bound {
					at++
				}
				sum += x
				count++
			}
		}
		if share := float64(at) / float64(count); math.Abs(share-c.capped) > 0.01 {
			t.Errorf("max %g: %.3f of the entries are capped, want %.2f", c.max, share, c.capped)
		}
	}
}

func TestScaleKeepsTheProduct(t *testing.T) {
	p := reftest.Problems()["large"]
	v := matrix(t, p.V)
	plain := fit(t, v, p.K, Settings{Init: given(p), MaxIter: 100})
	var want mat.Dense
	want.Mul(plain.W, plain.H)
	for _, s := range Scales() {
		r := fit(t, v, p.K, Settings{Init: given(p), MaxIter: 100, Scale: s})
		var got mat.Dense
		got.Mul(r.W, r.H)
		if !mat.EqualApprox(&got, &want, 1e-12) {
			t.Errorf("%s: WH has changed", s)
		}
		if r.Loss != plain.Loss {
			t.Errorf("%s: loss %g, unscaled %g", s, r.Loss, plain.Loss)
		}
		for a := range p.K {
			column := mat.Col(nil, a, r.W)
			var sum float64
			for _, x := range column {
				sum += x
			}
			if s == ScaleSum && math.Abs(sum-1) > 1e-12 || s == ScaleMax && slices.Max(column) != 1 {
				t.Errorf("%s: column %d has sum %g and maximum %g", s, a, sum, slices.Max(column))
			}
		}
	}
}

func TestMatrixRefusesWhatCannotBeFactorised(t *testing.T) {
	for name, rows := range map[string][][]float64{
		"empty":    {},
		"no entry": {{}},
		"ragged":   {{1, 2}, {3}},
		"negative": {{1, -1}},
		"missing":  {{math.NaN(), math.NaN()}},
		"infinite": {{1, math.Inf(1)}},
		"huge":     {{1, 2e100}},
		"zeros":    {{0, 0}, {0, 0}},
	} {
		if _, err := NewMatrix(rows); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestCancelledFitReturnsTheContextsError(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	v := matrix(t, reftest.Problems()["small"].V)
	if r, err := Fit(ctx, v, 2, Settings{Rand: random(1)}); err != context.Canceled || r != nil {
		t.Errorf("got %v, %v", r, err)
	}
}

func ExampleFit() {
	// Six genes, three samples: the first two samples share genes 1 to 3.
	v, err := NewMatrix([][]float64{
		{5, 4, 0},
		{4, 3, 0},
		{6, 5, 1},
		{0, 0, 7},
		{1, 1, 6},
		{0, 1, 8},
	})
	if err != nil {
		panic(err)
	}
	r, err := Fit(context.Background(), v, 2, Settings{Rand: rand.New(rand.NewChaCha8([32]byte{})), Scale: ScaleSum})
	if err != nil {
		panic(err)
	}
	fmt.Println("labels:", r.Labels)
	fmt.Printf("H, the amount of each sample that a metagene explains:\n%.1f\n", mat.Formatted(r.H))
	// Output:
	// labels: [0 0 1]
	// H, the amount of each sample that a metagene explains:
	// ⎡16.0  12.6   0.0⎤
	// ⎣ 0.0   1.4  22.0⎦
}

// Single precision takes KL to the optimum that double precision takes it to, and is
// what most of the way is done with.
func TestSinglePrecisionReachesTheOptimum(t *testing.T) {
	v := likeExpression(300, 40)
	for _, k := range []int{2, 3, 5, 8, kernel.MostSingle} {
		one, two := Random(v, k, random(uint64(k))), Random(v, k, random(uint64(k)))
		u, plain := KL{}.Bind(v, k).(*kl), KL{}.Bind(v, k).(*kl)
		plain.single = nil
		const most = 2000
		single := 0
		for range most {
			if u.Update(one); u.single != nil {
				single++
			}
			plain.Update(two)
		}
		got, want := u.Loss(one), plain.Loss(two)
		if math.Abs(got-want) > 1e-9*want {
			t.Errorf("k=%d: single precision ends at %.12g, double at %.12g", k, got, want)
		}
		if single < 10 || single == most {
			t.Errorf("k=%d: %d iterations at single precision", k, single)
		}
	}
}

// A matrix whose range is too wide for single precision is factorised all the same,
// and so is one from a start that leaves it.
func TestWideRangeStaysAtDoublePrecision(t *testing.T) {
	v := matrix(t, [][]float64{{1e30, 2, 3}, {4, 5e-30, 6}, {7, 8, 9}})
	if u := (KL{}).Bind(v, 2).(*kl); u.single != nil {
		t.Error("single precision for a range of 1e60")
	}
	v = matrix(t, [][]float64{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}})
	f := Random(v, 2, random(1))
	u := KL{}.Bind(v, 2).(*kl)
	u.Update(f)
	f.H.Set(0, 0, 1e60)
	before := u.Loss(f)
	u.Update(f)
	if after := u.Loss(f); !(after < before) || u.single != nil {
		t.Errorf("from %g to %g", before, after)
	}
}
