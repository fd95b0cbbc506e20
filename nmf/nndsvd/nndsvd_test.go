package nndsvd

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/reftest"
	"subtype/nmf"
)

func matrix(t *testing.T, rows [][]float64) *nmf.Matrix {
	t.Helper()
	v, err := nmf.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func byColumn(x *mat.Dense) []float64 { return mat.DenseCopyOf(x.T()).RawMatrix().Data }

// Starts are scikit-learn's, given the exact singular vectors: with zeros filled by the
// mean, and with zeros kept.
func TestEqualsScikitLearn(t *testing.T) {
	mean, all := reftest.Read(t, "sklearn_mu.txt"), reftest.Read(t, "sklearn_all.txt.gz")
	for size, p := range reftest.Problems() {
		f := Mean(matrix(t, p.V), p.K, nil)
		reftest.Close(t, size+" W", byColumn(f.W), mean.Get(t, size+".nndsvda.W"), 1e-10, 1e-2)
		reftest.Close(t, size+" H", byColumn(f.H), mean.Get(t, size+".nndsvda.H"), 1e-10, 1e-2)
		if size == "small" { // both halves of its second vectors weigh the same: rounding chooses
			continue
		}
		f = Zeros(matrix(t, p.V), p.K, nil)
		reftest.Close(t, size+" W", byColumn(f.W), all.Get(t, size+".nndsvd.W"), 1e-9, 1e-3)
		reftest.Close(t, size+" H", byColumn(f.H), all.Get(t, size+".nndsvd.H"), 1e-9, 1e-3)
	}
}

// Random fills zeros with what is below a hundredth of the mean, and changes nothing else.
func TestRandomFillsZerosAlone(t *testing.T) {
	v := matrix(t, reftest.Problems()["large"].V)
	zeros, filled := Zeros(v, 3, nil), Random(v, 3, rand.New(rand.NewPCG(1, 1)))
	n := 0
	for _, x := range [][2]*mat.Dense{{zeros.W, filled.W}, {zeros.H, filled.H}} {
		for i, was := range x[0].RawMatrix().Data {
			is := x[1].RawMatrix().Data[i]
			if was != 0 && is != was || was == 0 && !(is >= 0 && is < v.Mean()/100) || math.IsNaN(is) {
				t.Errorf("%g became %g", was, is)
			}
			if was == 0 {
				n++
			}
		}
	}
	if n == 0 {
		t.Error("there was no zero")
	}
}

// A matrix held as lists of the entries that are not 0 has the start of one that is held in full,
// as weights of 1 make it.
func TestListsHaveTheSameStart(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	rows, ones := make([][]float64, 50), make([][]float64, 50)
	for i := range rows {
		rows[i], ones[i] = make([]float64, 33), make([]float64, 33)
		for j := range rows[i] {
			ones[i][j] = 1
			if r.IntN(10) == 0 {
				rows[i][j] = r.ExpFloat64()
			}
		}
	}
	lists := matrix(t, rows)
	full, err := nmf.NewWeighted(rows, ones)
	if err != nil {
		t.Fatal(err)
	}
	if v, _ := lists.Sides(); v.Full() != nil {
		t.Fatal("the matrix is not held as lists")
	}
	f, g := Zeros(lists, 4, nil), Zeros(full, 4, nil)
	if !mat.Equal(f.W, g.W) || !mat.Equal(f.H, g.H) {
		t.Error("the starts differ")
	}
}
