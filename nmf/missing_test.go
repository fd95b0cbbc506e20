package nmf

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// withHoles is a matrix of expression-like values, a share of them missing, and the
// plain values with weights 0 and 1.
func withHoles(t testing.TB, m, n int, share float64) (v *Matrix, rows, weights [][]float64) {
	r := rand.New(rand.NewPCG(11, 12))
	full := likeExpression(m, n)
	holed := make([][]float64, m)
	for i := range m {
		row, weight, hole := make([]float64, n), make([]float64, n), make([]float64, n)
		full.Row(i, row)
		for j := range n {
			weight[j], hole[j] = 1, row[j]
			if r.Float64() < share {
				weight[j], hole[j] = 0, math.NaN()
			}
		}
		rows, weights, holed[i] = append(rows, row), append(weights, weight), hole
	}
	return matrix(t, holed), rows, weights
}

// weighted is one multiplicative update of H with weights, as the formulas have it:
// H ⊙ Wᵀ(M ⊙ V ⊘ WH) ⊘ WᵀM, or H ⊙ Wᵀ(M ⊙ V) ⊘ Wᵀ(M ⊙ WH).
func weighted(f Factors, rows, weights [][]float64, divergence bool) *mat.Dense {
	k, n := f.H.Dims()
	var wh mat.Dense
	wh.Mul(f.W, f.H)
	out := mat.NewDense(k, n, nil)
	for a := range k {
		for j := range n {
			var num, den float64
			for i, row := range rows {
				w := weights[i][j] * f.W.At(i, a)
				if divergence {
					num += w * row[j] / wh.At(i, j)
					den += w
				} else {
					num += w * row[j]
					den += w * wh.At(i, j)
				}
			}
			out.Set(a, j, f.H.At(a, j)*num/den)
		}
	}
	return out
}

// The first iteration of every algorithm but lee, whose ε it lacks, is the weighted
// multiplicative update.
func TestMissingEntriesHaveNoWeight(t *testing.T) {
	v, rows, weights := withHoles(t, 50, 23, 0.2)
	if v.Missing() == 0 {
		t.Fatal("nothing is missing")
	}
	for _, method := range []Method{KL{}, Brunet{}, HALS{}, Euclidean{}} {
		_, divergence := map[Method]bool{KL{}: true, Brunet{}: true}[method]
		f := Random(v, 4, random(3))
		want := weighted(f, rows, weights, divergence)
		u := method.Bind(v, 4)
		u.Update(f)
		if !mat.EqualApprox(f.H, want, 1e-12*mat.Max(want)) {
			t.Errorf("%s: H is not the weighted update", method.Name())
		}
		var wh mat.Dense
		wh.Mul(f.W, f.H)
		var loss float64
		for i, row := range rows {
			for j, x := range row {
				if r := wh.At(i, j); divergence {
					loss += weights[i][j] * (x*math.Log(x/r) - x + r)
				} else {
					loss += weights[i][j] * (x - r) * (x - r) / 2
				}
			}
		}
		if got := u.Loss(f); math.Abs(got-loss) > 1e-12*loss {
			t.Errorf("%s: loss %.15g, want %.15g", method.Name(), got, loss)
		}
	}
}

func TestLossNeverRisesWithMissingEntries(t *testing.T) {
	for _, share := range []float64{0.02, 0.3, 0.7} {
		v, _, _ := withHoles(t, 60, 33, share)
		for _, method := range []Method{KL{}, Brunet{}, HALS{}, Euclidean{}} {
			for k := 2; k <= 5; k++ {
				f := Random(v, k, random(uint64(k)))
				u := method.Bind(v, k)
				last := u.Loss(f)
				for iter := range 300 {
					u.Update(f)
					loss := u.Loss(f)
					if !(loss <= last*(1+1e-12)) {
						t.Fatalf("%s, k=%d, %g missing: iteration %d raises the loss from %.17g to %.17g", method.Name(), k, share,
							iter, last, loss)
					}
					last = loss
				}
			}
		}
	}
}

// A matrix of rank 3 is found again where a fifth of it is missing.
func TestMissingEntriesAreFoundAgain(t *testing.T) {
	r := random(5)
	w, h := mat.NewDense(40, 3, nil), mat.NewDense(3, 30, nil)
	for _, x := range []*mat.Dense{w, h} {
		x.Apply(func(_, _ int, _ float64) float64 { return r.Float64() * r.Float64() }, x)
	}
	var whole mat.Dense
	whole.Mul(w, h)
	rows := make([][]float64, 40)
	for i := range rows {
		rows[i] = mat.Row(nil, i, &whole)
		for j := range rows[i] {
			if r.Float64() < 0.2 {
				rows[i][j] = math.NaN()
			}
		}
	}
	v := matrix(t, rows)
	for _, method := range []Method{KL{}, HALS{}} {
		best := math.Inf(1)
		for seed := range 5 {
			f := fit(t, v, 3, Settings{Method: method, Stop: func() Criterion { return metNever{} }, MaxIter: 3000,
				Rand: random(uint64(seed))})
			var diff mat.Dense
			diff.Mul(f.W, f.H)
			diff.Sub(&diff, &whole)
			best = min(best, mat.Norm(&diff, 2)/mat.Norm(&whole, 2))
		}
		if best > 1e-3 {
			t.Errorf("%s: the whole matrix is %.3g off", method.Name(), best)
		}
	}
}

// The scores that come from V leave missing entries out.
func TestMissingEntriesAreInNoSum(t *testing.T) {
	v := matrix(t, [][]float64{{1, math.NaN(), 3}, {4, 5, math.NaN()}, {1, 1, 2}})
	if got, want := v.Mean(), 17.0/7; got != want {
		t.Errorf("mean %g, want %g", got, want)
	}
	f := NewFactors(3, 3, 1)
	for _, x := range []*mat.Dense{f.W, f.H} {
		x.Apply(func(_, _ int, _ float64) float64 { return 1 }, x)
	}
	if got, want := RSS(v, f), 0.0+4+9+16+0+0+1; got != want {
		t.Errorf("RSS %g, want %g", got, want)
	}
	row := make([]float64, 3)
	if v.Row(1, row); row[0] != 4 || row[1] != 5 || !math.IsNaN(row[2]) {
		t.Errorf("row %v", row)
	}
}
