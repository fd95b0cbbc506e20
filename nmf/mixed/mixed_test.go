package mixed

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/nmf"
)

const genes, samples = 23, 21

// problem is a matrix of small counts and of other values; some are missing, or weighted.
func problem(t *testing.T, missing, weighted bool) ([][]float64, *nmf.Matrix, Method) {
	t.Helper()
	r := rand.New(rand.NewPCG(3, 1))
	m := Method{&Genes{}}
	var rows, weights [][]float64
	for g := range genes {
		m.Genes.Euclidean = append(m.Genes.Euclidean, g%3 == 1)
		row, weight := make([]float64, samples), make([]float64, samples)
		for j := range row {
			weight[j] = float64(1 + r.IntN(3))
			row[j] = float64(r.IntN(5) * r.IntN(3))
			if m.Genes.Euclidean[g] {
				row[j] = 3 * r.Float64()
			}
			if g%4 == j%4 {
				row[j] += 4
			}
			if missing && (r.IntN(6) == 0 || g%3 == 1 && j < 3) {
				row[j] = math.NaN()
			}
		}
		rows, weights = append(rows, row), append(weights, weight)
	}
	if !weighted {
		weights = nil
	}
	v, err := nmf.NewWeighted(rows, weights)
	if err != nil {
		t.Fatal(err)
	}
	return rows, v, m
}

// The objective never rises, whatever is missing or weighted, at any rank, and factors stay
// finite and at least 0.
func TestObjectiveNeverRises(t *testing.T) {
	for i := range 4 {
		_, v, m := problem(t, i%2 == 1, i > 1)
		for _, k := range []int{1, 2, 5, 9} {
			for seed := range uint64(4) {
				f := nmf.Random(v, k, rand.New(rand.NewPCG(seed, 2)))
				if seed == 3 { // far off
					f.W.Scale(1e4, f.W)
				}
				u := m.Bind(v, k)
				before := u.Loss(f)
				for iter := range 60 {
					u.Update(f)
					after := u.Loss(f)
					if !(after <= before*(1+1e-12)) {
						t.Fatalf("problem %d, k = %d, start %d, iteration %d: from %v to %v", i, k, seed, iter, before, after)
					}
					before = after
				}
				for _, x := range append(f.W.RawMatrix().Data, f.H.RawMatrix().Data...) {
					if !(x >= 0) || math.IsInf(x, 1) {
						t.Fatalf("problem %d, k = %d: an entry is %v", i, k, x)
					}
				}
			}
		}
	}
}

// The objective is what its definition says.
func TestObjectiveByDefinition(t *testing.T) {
	rows, v, m := problem(t, true, false)
	f := nmf.Random(v, 3, rand.New(rand.NewPCG(1, 1)))
	want := 0.0
	for g, row := range rows {
		for j, x := range row {
			r := mat.Dot(f.W.RowView(g), f.H.ColView(j))
			switch {
			case math.IsNaN(x):
			case m.Genes.Euclidean[g]:
				want += (x - r) * (x - r) / 2
			case x == 0:
				want += r
			default:
				want += x*math.Log(x/r) - x + r
			}
		}
	}
	if got := m.Bind(v, 3).Loss(f); math.Abs(got-want) > 1e-12*want {
		t.Errorf("%v, want %v", got, want)
	}
}

// At the end no entry can be changed for the better: the gradient is 0 where an entry is above
// 0, and not below 0 elsewhere.
func TestConvergedIsStationary(t *testing.T) {
	rows, v, m := problem(t, true, false)
	const k = 3
	f := nmf.Random(v, k, rand.New(rand.NewPCG(6, 6)))
	u := m.Bind(v, k)
	for range 4000 {
		u.Update(f)
	}
	for j := range samples {
		for a := range k {
			gradient, size := 0.0, 0.0
			for g, row := range rows {
				r := mat.Dot(f.W.RowView(g), f.H.ColView(j))
				w := f.W.At(g, a)
				switch {
				case math.IsNaN(row[j]):
				case m.Genes.Euclidean[g]:
					gradient += w * (r - row[j])
					size += w * r
				default:
					gradient += w * (1 - row[j]/r)
					size += w
				}
			}
			if h := f.H.At(a, j); gradient < -1e-5*size || h > 1e-5 && gradient > 1e-5*size {
				t.Errorf("coefficient %d of sample %d, %v: gradient %v of %v", a, j, h, gradient, size)
			}
		}
	}
}

// With one loss for all genes it reaches the optimum of the method of that loss from the same start.
func TestOneLossIsThatMethod(t *testing.T) {
	_, v, m := problem(t, false, false)
	for _, c := range []struct {
		euclidean bool
		like      nmf.Method
	}{{false, nmf.KL{}}, {true, nmf.HALS{}}} {
		for g := range m.Genes.Euclidean {
			m.Genes.Euclidean[g] = c.euclidean
		}
		f := nmf.Random(v, 3, rand.New(rand.NewPCG(4, 4)))
		g := nmf.Factors{W: mat.DenseCopyOf(f.W), H: mat.DenseCopyOf(f.H)}
		one, two := m.Bind(v, 3), c.like.Bind(v, 3)
		for range 1000 {
			one.Update(f)
			two.Update(g)
		}
		if a, b := one.Loss(f), two.Loss(g); math.Abs(a-b) > 1e-7*b {
			t.Errorf("%s: %v, want %v", c.like.Name(), a, b)
		}
	}
}

// Samples are projected each by itself, to where a run would leave them, and the method for some
// genes is that of their losses.
func TestProjectionAndGenes(t *testing.T) {
	_, v, m := problem(t, true, false)
	fit, err := nmf.Fit(context.Background(), v, 3, nmf.Settings{Method: m, Rand: rand.New(rand.NewPCG(2, 2)),
		MaxIter: 3000, Stop: nmf.Tolerance(0), Scale: nmf.ScaleNone})
	if err != nil {
		t.Fatal(err)
	}
	h := nmf.Project(v, fit.W, m)
	u := m.Bind(v, 3)
	if a, b := u.Loss(nmf.Factors{W: fit.W, H: h}), u.Loss(fit.Factors); a > b*(1+1e-9) {
		t.Errorf("projected %v, fitted %v", a, b)
	}
	some, err := v.Select(nil, []int{7, 20, 3})
	if err != nil {
		t.Fatal(err)
	}
	few := nmf.Project(some, fit.W, m)
	for i, j := range []int{7, 20, 3} {
		for a := range 3 {
			if few.At(a, i) != h.At(a, j) {
				t.Errorf("sample %d alone has %v, with others %v", j, few.At(a, i), h.At(a, j))
			}
		}
	}
	got := nmf.ForGenes(m, []int{4, 0}).(Method)
	if len(got.Genes.Euclidean) != 2 || !got.Genes.Euclidean[0] || got.Genes.Euclidean[1] {
		t.Errorf("%v", got.Genes)
	}
}
