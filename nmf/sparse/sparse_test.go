package sparse

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/reftest"
	"subtype/nmf"
)

// fit factorises a reference problem from its start.
func fit(t *testing.T, p reftest.Problem, s nmf.Settings) (*nmf.Matrix, *nmf.Result) {
	t.Helper()
	v, err := nmf.NewMatrix(p.V)
	if err != nil {
		t.Fatal(err)
	}
	m, n := v.Dims()
	s.Init = nmf.Given(nmf.Factors{W: mat.NewDense(m, p.K, p.W), H: mat.NewDense(p.K, n, p.H)})
	r, err := nmf.Fit(context.Background(), v, p.K, s)
	if err != nil {
		t.Fatal(err)
	}
	return v, r
}

// byColumn is a matrix column by column, as R keeps it.
func byColumn(x *mat.Dense) []float64 {
	r, c := x.Dims()
	out := make([]float64, 0, r*c)
	for j := range c {
		out = append(out, mat.Col(nil, j, x)...)
	}
	return out
}

// snmf/r and snmf/l have R NMF's factors after 1, 10 and 100 iterations, and where R's own
// criterion ends a run, to 1e-8 of each entry, or of 1e-3 where that is less; and they end
// there.
func TestEqualsRNMF(t *testing.T) {
	want := reftest.Read(t, "nmf_more.txt.gz")
	compared := 0
	for size, p := range reftest.Problems() {
		for name, method := range map[string]SNMF{"snmf/r.default": {}, "snmf/r.other": {Beta: 0.5, Eta: 2},
			"snmf/l.default": {Left: true}, "snmf/l.other": {Left: true, Beta: 0.5, Eta: 2}} {
			for _, most := range []int{1, 10, 100, 20000} {
				tag := fmt.Sprintf("%s.%s.%d.", size, name, most)
				compared++
				_, r := fit(t, p, nmf.Settings{Method: method, MaxIter: most})
				reftest.Close(t, tag+"W", byColumn(r.W), want.Get(t, tag+"W"), 1e-8, 1e-3)
				reftest.Close(t, tag+"H", byColumn(r.H), want.Get(t, tag+"H"), 1e-8, 1e-3)
				if n := want.Ints(t, tag+"iterations")[0]; n != r.Iter {
					t.Errorf("%s%d iterations, R %d", tag, r.Iter, n)
				}
			}
		}
	}
	if compared != 32 {
		t.Errorf("%d factorisations were compared", compared)
	}
}

// The golden number as it was printed: R's η is not squared there.
func TestAsPrinted(t *testing.T) {
	v, r := fit(t, reftest.Problems()["small"], nmf.Settings{Method: SNMF{}})
	printed := nmf.RSS(v, r.Factors) / 2
	for _, x := range r.W.RawMatrix().Data {
		printed += v.Max() * x * x / 2
	}
	for j := range 5 {
		sum := r.H.At(0, j) + r.H.At(1, j)
		printed += DefaultSparseness * sum * sum / 2
	}
	if got := fmt.Sprintf("%d %.7f %.8f", r.Iter, printed, r.H.At(0, 0)); got != "70 107.7693756 17.21385638" {
		t.Errorf("%s", got)
	}
}

// No update raises the objective, with weights and without, of matrices of any size.
func TestLossNeverRises(t *testing.T) {
	for _, size := range []float64{1e-90, 1, 1e90} {
		r := rand.New(rand.NewPCG(3, 1))
		var rows, weights [][]float64
		for i := range 31 {
			var row, weight []float64
			for j := range 19 {
				row = append(row, size*(r.Float64()+3*float64((i+j)%3/2)))
				weight = append(weight, []float64{0, 0.5, 1, 2}[r.IntN(4)])
			}
			rows, weights = append(rows, row), append(weights, weight)
		}
		for _, w := range [][][]float64{nil, weights} {
			v, err := nmf.NewWeighted(rows, w)
			if err != nil {
				t.Fatal(err)
			}
			for _, method := range []SNMF{{}, {Left: true}, {Beta: 0.5, Eta: 2}, {Left: true, Beta: 0.5, Eta: 2}} {
				f := nmf.Random(v, 4, rand.New(rand.NewPCG(1, 1)))
				u := method.Bind(v, 4)
				u.Update(f)
				last := u.Loss(f)
				for iter := range 60 {
					u.Update(f)
					loss := u.Loss(f)
					if !(loss <= last*(1+1e-12)) {
						t.Fatalf("%s, size %g: iteration %d raises the loss from %v to %v", method.Name(), size, iter+2, last, loss)
					}
					last = loss
				}
			}
		}
	}
}

// A matrix held as lists of the entries that are not 0 gives the bits of one that is held in full,
// as weights of 1 make it.
func TestListsGiveTheBitsOfTheMatrixInFull(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	rows, ones := make([][]float64, 60), make([][]float64, 60)
	for i := range rows {
		rows[i], ones[i] = make([]float64, 45), make([]float64, 45)
		for j := range rows[i] {
			ones[i][j] = 1
			if r.IntN(10) == 0 {
				rows[i][j] = 1 + float64(r.IntN(9)*((i+j)%3))
			}
		}
	}
	lists, err := nmf.NewMatrix(rows)
	full, err2 := nmf.NewWeighted(rows, ones)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	if v, _ := lists.Sides(); v.Full() != nil {
		t.Fatal("the matrix is not held as lists")
	}
	for _, method := range []SNMF{{}, {Left: true}} {
		f := nmf.Random(lists, 4, rand.New(rand.NewPCG(1, 1)))
		g := nmf.Given(f)(full, 4, nil)
		a, b := method.Bind(lists, 4), method.Bind(full, 4)
		for iter := range 10 {
			a.Update(f)
			b.Update(g)
			if !mat.Equal(f.W, g.W) || !mat.Equal(f.H, g.H) {
				t.Fatalf("%s: iteration %d differs", method.Name(), iter)
			}
		}
		if x, y := a.Loss(f), b.Loss(g); math.Abs(x-y) > 1e-12*y {
			t.Errorf("%s: the objective is %.17g, want %.17g", method.Name(), x, y)
		}
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

// One iteration of a matrix of 5000 genes.
func BenchmarkUpdate(b *testing.B) {
	for _, n := range []int{38, 500} {
		r := rand.New(rand.NewPCG(1, 2))
		rows := make([][]float64, 5000)
		for i := range rows {
			rows[i] = make([]float64, n)
			for j := range rows[i] {
				rows[i][j] = 100 * r.ExpFloat64() * (1 + 5*float64((i+j)%4/3))
			}
		}
		v, err := nmf.NewMatrix(rows)
		if err != nil {
			b.Fatal(err)
		}
		for _, m := range []SNMF{{}, {Left: true}} {
			for _, k := range []int{3, 4} {
				b.Run(fmt.Sprintf("5000x%d/%s/k=%d", n, strings.ReplaceAll(m.Name(), "/", "-"), k), func(b *testing.B) {
					f := nmf.Random(v, k, rand.New(rand.NewPCG(3, 4)))
					u := m.Bind(v, k)
					for range 12 {
						u.Update(f)
					}
					for b.Loop() {
						u.Update(f)
					}
				})
			}
		}
	}
}
