package nmf

import (
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
		if half := ForGenes(Held{HALS{}, &Basis{mat.NewDense(m, 2, nil)}}, []int{0, 2,
			3}); half.(Held).Basis.W.RawMatrix().Rows != 3 {
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
