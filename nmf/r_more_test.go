package nmf

import (
	"fmt"
	"math"
	"testing"

	"subtype/internal/reftest"
)

// nsNMF and ls-nmf have R NMF's factors after 1, 10 and 100 iterations, and
// where R's own criterion ends a run, to 1e-8 of each entry, or of 1e-3 where that is less;
// and they end there.
func TestSmoothAndWeightedEqualRNMF(t *testing.T) {
	want := reftest.Read(t, "nmf_more.txt.gz")
	compared := 0
	for size, p := range reftest.Problems() {
		var weights [][]float64
		for i := range p.V {
			var row []float64
			for j := range p.V[i] {
				row = append(row, float64((3*(i+1)+5*(j+1))%4)/2)
			}
			weights = append(weights, row)
		}
		weighted, err := NewWeighted(p.V, weights)
		if err != nil {
			t.Fatal(err)
		}
		plain := matrix(t, p.V)
		for name, c := range map[string]struct {
			method Method
			v      *Matrix
		}{
			"nsNMF.0.5": {NonSmooth{}, plain}, "nsNMF.0.2": {NonSmooth{Theta: 0.2}, plain},
			"ls-nmf.weighted": {LeastSquares{}, weighted}, "ls-nmf.plain": {LeastSquares{}, plain},
		} {
			for _, most := range []int{1, 10, 100, 2000, 20000} {
				tag := fmt.Sprintf("%s.%s.%d.", size, name, most)
				if _, ok := want[tag+"W"]; !ok {
					continue
				}
				compared++
				r := fit(t, c.v, p.K, Settings{Method: c.method, Init: given(p), MaxIter: most})
				reftest.Close(t, tag+"W", byColumn(r.W), want.Get(t, tag+"W"), 1e-8, 1e-3)
				reftest.Close(t, tag+"H", byColumn(r.H), want.Get(t, tag+"H"), 1e-8, 1e-3)
				if n := want.Ints(t, tag+"iterations")[0]; n != r.Iter {
					t.Errorf("%s%d iterations, R %d", tag, r.Iter, n)
				}
				if d := want.Get(t, tag+"deviance")[0]; name == "nsNMF.0.5" && math.Abs(r.Loss-d) > 1e-8*d {
					t.Errorf("%sloss %v, R %v", tag, r.Loss, d)
				}
			}
		}
	}
	if compared != 28 {
		t.Errorf("%d factorisations were compared", compared)
	}
}
