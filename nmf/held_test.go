package nmf

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/reftest"
)

// Known metagenes stay to the bit, the objective falls around them, and where they are
// those of the optimum it is found.
func TestKnownMetagenesStay(t *testing.T) {
	for size, p := range reftest.Problems() {
		v := matrix(t, p.V)
		m, n := v.Dims()
		for _, method := range []Method{KL{}, HALS{}, Brunet{}, Euclidean{}, MU{Divergence: Beta(1.5)}, CD{},
			HALS{Penalty{0.01, 0.02, 0.5}}, KL{Penalty{0.01, 0.02, 0.5}}} {
			free := fit(t, v, p.K, Settings{Method: method, Init: given(p), MaxIter: 3000, Stop: Tolerance(0), Scale: ScaleNone})
			known := mat.NewDense(m, 1, mat.Col(nil, 0, free.W))
			held := Held{method, &Basis{known}}
			r := fit(t, v, p.K, Settings{Method: held, Init: Random, Rand: random(4), MaxIter: 3000, Stop: Tolerance(0)})
			for i := range m {
				if r.W.At(i, 0) != known.At(i, 0) {
					t.Fatalf("%s, %s: weight %d is %v, was %v", size, method.Name(), i, r.W.At(i, 0), known.At(i, 0))
				}
			}
			if r.Loss > free.Loss*1.02 {
				t.Errorf("%s, %s: loss %v around a metagene of the optimum, which has %v", size, method.Name(), r.Loss, free.Loss)
			}
			f := Random(v, p.K, random(9))
			held.start(f)
			u := held.Bind(v, p.K)
			last := u.Loss(f)
			for iter := range 100 {
				u.Update(f)
				loss := u.Loss(f)
				if !(loss <= last*(1+1e-12)) {
					t.Fatalf("%s, %s: iteration %d raises the loss from %v to %v", size, method.Name(), iter+1, last, loss)
				}
				last = loss
			}
		}
		if half := ForGenes(Held{HALS{}, &Basis{mat.NewDense(m, 2, nil)}}, []int{0, 2, 3}); half.(Held).Basis.W.RawMatrix().Rows != 3 {
			t.Error("a half of the genes has not their weights")
		}
		_ = n
	}
}

// A given start is where a run begins, and is not changed by it.
func TestAGivenStart(t *testing.T) {
	p := reftest.Problems()["large"]
	v := matrix(t, p.V)
	start := given(p)(v, p.K, nil)
	before := mat.DenseCopyOf(start.W)
	a := fit(t, v, p.K, Settings{Method: Brunet{}, Init: Given(start), MaxIter: 10})
	b := fit(t, v, p.K, Settings{Method: Brunet{}, Init: given(p), MaxIter: 10})
	if !mat.Equal(a.W, b.W) || !mat.Equal(a.H, b.H) || !mat.Equal(before, start.W) {
		t.Error("another start")
	}
}

// Least squares over non-negative unknowns are those of the best set of free ones.
func TestLeastSquaresAreTheBestOfAllSets(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for trial := range 400 {
		k := 1 + trial%5
		g, c := make([]float64, k*k), make([]float64, k)
		var rows [][]float64
		for range k + 2 {
			row := make([]float64, k)
			for a := range row {
				row[a] = r.NormFloat64()
			}
			rows = append(rows, row)
		}
		for a := range k {
			c[a] = r.NormFloat64()
			for b := range k {
				for _, row := range rows {
					g[a*k+b] += row[a] * row[b]
				}
			}
		}
		value := func(x []float64) (sum float64) {
			for a := range k {
				sum -= c[a] * x[a]
				for b := range k {
					sum += x[a] * g[a*k+b] * x[b] / 2
				}
			}
			return sum
		}
		best := math.Inf(1)
		for set := range 1 << k {
			var free []int
			for a := range k {
				if set>>a&1 == 1 {
					free = append(free, a)
				}
			}
			x := make([]float64, k)
			if len(free) > 0 {
				sub, right := mat.NewDense(len(free), len(free), nil), mat.NewVecDense(len(free), nil)
				for i, a := range free {
					right.SetVec(i, c[a])
					for j, b := range free {
						sub.Set(i, j, g[a*k+b])
					}
				}
				var y mat.VecDense
				if y.SolveVec(sub, right) != nil || mat.Min(&y) < 0 {
					continue
				}
				for i, a := range free {
					x[a] = y.AtVec(i)
				}
			}
			best = math.Min(best, value(x))
		}
		s := newNNLS(k)
		s.g = g
		x := make([]float64, k)
		for a := range x {
			x[a] = float64(r.IntN(2))
		}
		s.solve(x, c)
		for _, v := range x {
			if v < 0 {
				t.Fatalf("trial %d: %v", trial, x)
			}
		}
		if got := value(x); math.Abs(got-best) > 1e-10*(1+math.Abs(best)) {
			t.Fatalf("trial %d: %v, the best set gives %v", trial, got, best)
		}
	}
}
