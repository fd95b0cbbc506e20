package algorithms

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"subtype/nmf"
)

// A gene that has no value in any sample, as one of a kind of data that none of them has, says
// nothing: factors are finite, and the others are fitted as they are without it.
func TestGenesWithoutValuesSayNothing(t *testing.T) {
	const genes, samples = 30, 17
	r := rand.New(rand.NewPCG(1, 4))
	var rows [][]float64
	for range genes {
		row := make([]float64, samples)
		for j := range row {
			row[j] = 1 + 5*r.Float64()
		}
		rows = append(rows, row)
	}
	rows[3][4] = math.NaN() // all matrices have missing values
	without, err := nmf.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	lacking := make([]float64, samples)
	for j := range lacking {
		lacking[j] = math.NaN()
	}
	with, err := nmf.NewMatrix(append(rows, lacking, lacking))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range All() {
		fit := func(v *nmf.Matrix) *nmf.Result {
			got, err := nmf.Fit(context.Background(), v, 3, nmf.Settings{Method: m, MaxIter: 30,
				Rand: rand.New(rand.NewPCG(8, 8)), Scale: nmf.ScaleNone})
			if err != nil {
				t.Fatal(err)
			}
			return got
		}
		got, plain := fit(with), fit(without)
		for i := range genes + 2 {
			for _, x := range got.W.RawRowView(i) {
				if !(x >= 0) || math.IsInf(x, 1) {
					t.Fatalf("%s: weight %v of gene %d", m.Name(), x, i)
				}
			}
		}
		for _, x := range got.H.RawMatrix().Data {
			if !(x >= 0) || math.IsInf(x, 1) {
				t.Fatalf("%s: coefficient %v", m.Name(), x)
			}
		}
		if !(math.Abs(got.Loss-plain.Loss) < 0.2*plain.Loss) {
			t.Errorf("%s: loss %v, without the genes %v", m.Name(), got.Loss, plain.Loss)
		}
	}
}
