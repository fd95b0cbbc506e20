package nmf

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/side"
)

// counts are like those of single cells: negative binomial with a dispersion of 1, genes of very
// different means, cells of three types and of different depth. About so many entries in a
// hundred are not 0.
func counts(genes, cells int, percent float64) [][]float64 {
	r := rand.New(rand.NewPCG(11, 12))
	depth := make([]float64, cells)
	for j := range depth {
		depth[j] = math.Exp(0.4 * r.NormFloat64())
	}
	rows := make([][]float64, genes)
	for i := range rows {
		mean := percent / 100 * 0.45 * math.Exp(1.3*r.NormFloat64())
		marked := r.IntN(6)
		rows[i] = make([]float64, cells)
		for j := range rows[i] {
			mu := mean * depth[j]
			if j%3 == marked {
				mu *= 5
			}
			mu *= r.ExpFloat64() // gamma of shape 1, and a Poisson count with it as its mean
			for t := r.ExpFloat64(); t < mu; t += r.ExpFloat64() {
				rows[i][j]++
			}
		}
		rows[i][i%cells] = max(rows[i][i%cells], 1)
	}
	return rows
}

func heldAs(t testing.TB, rows [][]float64) *Matrix {
	t.Helper()
	v, err := NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// inFull is the same matrix packed in full. KL at single precision is left out of it.
func inFull(v *Matrix) *Matrix {
	m, n := v.Dims()
	full := *v
	full.bySample, full.byGene = side.New(n, m, false), side.New(m, n, false)
	full.single = func() *singleMatrix { return nil }
	row := make([]float64, n)
	for i := range m {
		v.Row(i, row)
		for j, x := range row {
			full.bySample.Set(j, i, x, 1)
			full.byGene.Set(i, j, x, 1)
		}
	}
	return &full
}

// both are the entries of both factors.
func both(f Factors) []float64 {
	w, h := f.data()
	return slices.Concat(w, h)
}

func sameBits(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Float64bits(got[i]) != math.Float64bits(want[i]) {
			t.Fatalf("%s: value %d is %x, want %x", what, i, got[i], want[i])
		}
	}
}

// Lists of the entries that are not 0 give the bits of the matrix in full, in every method, and
// objectives within 1e-12 of themselves.
func TestListsGiveTheBitsOfTheMatrixInFull(t *testing.T) {
	v := heldAs(t, counts(150, 93, 7))
	if v.bySample.Full() != nil {
		t.Fatal("the matrix is not held as lists")
	}
	full := inFull(v)
	penalty := Penalty{AlphaW: 0.001, AlphaH: 0.002, L1Ratio: 0.5}
	methods := append(Methods(), KL{penalty}, HALS{penalty}, CD{Penalty: penalty, Shuffle: true},
		MU{Divergence: KullbackLeibler, Penalty: penalty}, MU{Divergence: Beta(0.5)}, MU{Divergence: Beta(1.5)},
		ARD{Divergence: Frobenius})
	basis := mat.NewDense(150, 1, nil)
	for i := range 150 {
		basis.Set(i, 0, float64(i%5))
	}
	for _, m := range []Method{KL{}, HALS{}, Brunet{}, CD{}} {
		methods = append(methods, Held{m, &Basis{basis}})
	}
	ranks := []int{2, 5, 9}
	if testing.Short() {
		ranks = ranks[1:2]
	}
	for _, m := range methods {
		for _, k := range ranks {
			f := RandomOf(m)(v, k, rand.New(rand.NewPCG(1, uint64(k))))
			if held, ok := m.(Held); ok {
				held.start(f)
			}
			g := Given(f)(v, k, nil)
			a, b := m.Bind(v, k), m.Bind(full, k)
			for _, u := range []Updater{a, b} {
				if d, ok := u.(Drawing); ok {
					d.Draw(rand.New(rand.NewPCG(2, 3)))
				}
			}
			for iter := range 7 {
				what := fmt.Sprintf("%s, k=%d, iteration %d", m.Name(), k, iter)
				a.Update(f)
				b.Update(g)
				if _, ok := m.(ARD); ok { // its penalty depends on an objective
					nearly(t, what, both(f), both(g), 1e-9)
					continue
				}
				sameBits(t, what, both(f), both(g))
				nearly(t, what, []float64{a.Loss(f)}, []float64{b.Loss(g)}, 1e-12)
			}
			if _, ok := m.(Held); !ok && k == 5 {
				sameBits(t, "Project, "+m.Name(), Project(v, f.W, m).RawMatrix().Data, Project(full, f.W, m).RawMatrix().Data)
			}
			nearly(t, "RSS", []float64{RSS(v, f)}, []float64{RSS(full, f)}, 1e-12)
		}
	}
}

func nearly(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= tolerance*math.Abs(want[i])) {
			t.Fatalf("%s: value %d is %.17g, want %.17g", what, i, got[i], want[i])
		}
	}
}

// A matrix that is a product to the last digit has an objective of next to nothing, which is not
// what is left of the difference of large sums.
func TestListsKnowAPerfectFit(t *testing.T) {
	const m, n = 64, 48
	f := NewFactors(m, n, 3)
	w, h := f.data()
	for i := range m {
		if i%6 == 0 {
			w[i*3+i%3] = 1 + float64(i%7)
		}
	}
	for j := range n {
		h[j%3*n+j] = 0.1 * float64(1+j%5)
	}
	rows := make([][]float64, m)
	for i := range rows {
		rows[i] = make([]float64, n)
		for j := range n {
			for a := range 3 {
				rows[i][j] += w[i*3+a] * h[a*n+j]
			}
		}
	}
	v := heldAs(t, rows)
	if v.bySample.Full() != nil {
		t.Fatal("the matrix is not held as lists")
	}
	full := inFull(v)
	for _, m := range []Method{KL{}, HALS{}} {
		got, want := m.Bind(v, 3).Loss(f), m.Bind(full, 3).Loss(f)
		if !(got <= v.rounding()) || !(got >= 0) || math.Abs(got-want) > 1e-6*want {
			t.Errorf("%s: the objective is %g, in full %g; rounding is %g", m.Name(), got, want, v.rounding())
		}
	}
}

// What a matrix tells of itself does not depend on how it is held, nor what is drawn from it.
func TestListsTellTheSame(t *testing.T) {
	rows := counts(40, 30, 8)
	v := heldAs(t, rows)
	full := inFull(v)
	got, want := make([]float64, 30), make([]float64, 30)
	for i := range rows {
		v.Row(i, got)
		full.Row(i, want)
		sameBits(t, "Row", got, rows[i])
		sameBits(t, "Row in full", want, rows[i])
	}
	genes, samples := []int{3, 1, 39, 7, 20, 8}, []int{29, 0, 4, 11, 5, 6, 7, 8}
	a, err := v.Select(genes, samples)
	b, err2 := full.Select(genes, samples)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	for i, g := range genes {
		a.Row(i, got[:len(samples)])
		b.Row(i, want[:len(samples)])
		for c, j := range samples {
			if got[c] != rows[g][j] || want[c] != rows[g][j] {
				t.Fatalf("entry (%d, %d) is %g and %g, want %g", i, c, got[c], want[c], rows[g][j])
			}
		}
	}
	if a.Zeros() != b.Zeros() || a.SumSquares() != b.SumSquares() || a.Mean() != b.Mean() || a.Max() != b.Max() {
		t.Error("the selections differ")
	}
}

// Only matrices that are mostly 0, without missing entries and weights, are held as lists.
func TestWhichMatricesAreLists(t *testing.T) {
	rows := counts(64, 64, 3)
	ones := make([][]float64, len(rows))
	for i := range ones {
		ones[i] = slices.Repeat([]float64{1}, 64)
	}
	if v := heldAs(t, rows); v.bySample.Full() != nil || v.byGene.Full() != nil {
		t.Error("a sparse matrix is held in full")
	}
	if v, err := NewWeighted(rows, ones); err != nil || !v.bySample.Weighted() {
		t.Errorf("a weighted matrix has no weights: %v", err)
	}
	filled := 0
	for i, row := range rows {
		for j, x := range row {
			if x == 0 && filled <= 64*64/8 {
				rows[i][j] = 1
			}
			if rows[i][j] != 0 {
				filled++
			}
		}
	}
	if v := heldAs(t, rows); v.bySample.Full() == nil {
		t.Error("a matrix with an eighth of its entries filled is held as lists")
	}
	rows = counts(64, 64, 3)
	rows[5][5] = math.NaN()
	if v := heldAs(t, rows); !v.bySample.Weighted() || v.Missing() != 1 {
		t.Error("a missing entry is not known")
	}
	rows[5][5] = -1
	if _, err := NewMatrix(rows); err == nil {
		t.Error("a negative entry is accepted")
	}
}

// One iteration of both factors on counts of single cells, as lists and in full.
func BenchmarkLists(b *testing.B) {
	v := heldAs(b, counts(20000, 3000, 2))
	m, n := v.Dims()
	b.Logf("%d × %d, %.2f %% of entries are not 0", m, n, 100-100*float64(v.Zeros())/float64(m*n))
	full := inFull(v)
	single := *full
	single.single = func() *singleMatrix { return single.makeSingle() }
	alone := single.single()
	single.single = func() *singleMatrix { return alone }
	for _, k := range []int{4, 8} {
		for _, m := range []Method{KL{}, HALS{}, Brunet{}} {
			for _, form := range []struct {
				name string
				v    *Matrix
			}{{"lists", v}, {"full", full}, {"single", &single}} {
				if _, ok := m.(KL); !ok && form.name == "single" {
					continue
				}
				b.Run(fmt.Sprintf("%s/k=%d/%s", m.Name(), k, form.name), func(b *testing.B) {
					f := Random(v, k, rand.New(rand.NewPCG(3, 4)))
					u := m.Bind(form.v, k)
					update(u, f, 3)
					for b.Loop() {
						u.Update(f)
					}
				})
			}
		}
	}
}
