package nmf

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/reftest"
)

// The very samples of a factorisation get the coefficients that they have there.
func TestProjectionOfTheVerySamples(t *testing.T) {
	for name, p := range reftest.Problems() {
		v := matrix(t, p.V)
		for _, method := range Methods() {
			switch method.(type) {
			case ARD:
				continue // coefficients are penalised
			}
			never := func() Criterion { return metNever{} }
			for _, scale := range []Scale{ScaleSum, ScaleMax} {
				r := fit(t, v, p.K, Settings{Method: method, Init: given(p), Stop: never, MaxIter: 20000, Scale: scale})
				h := Project(v, r.W, method)
				f := Factors{r.W, h}
				if loss := method.Bind(v, p.K).Loss(f); loss > r.Loss*(1+1e-8) {
					t.Errorf("%s, %s: loss %v, of the fit %v", name, method.Name(), loss, r.Loss)
				}
				top := slices.Max(r.H.RawMatrix().Data)
				for i, x := range h.RawMatrix().Data {
					if d := math.Abs(x - r.H.RawMatrix().Data[i]); d > 1e-3*top {
						t.Errorf("%s, %s, %s: coefficient %d is %v, in the fit %v", name, method.Name(), scale, i, x,
							r.H.RawMatrix().Data[i])
					}
				}
				if !slices.Equal(Assign(h, nil), r.Labels) {
					t.Errorf("%s, %s: other labels", name, method.Name())
				}
			}
		}
	}
}

// slope is the derivative of the objective by coefficient (a, j), and its size: what it
// is the difference of.
func slope(rows [][]float64, f Factors, a, j int, divergence bool) (slope, size float64) {
	for i, row := range rows {
		var wh float64
		for b := range f.rank() {
			wh += f.W.At(i, b) * f.H.At(b, j)
		}
		switch w := f.W.At(i, a); {
		case math.IsNaN(row[j]):
		case divergence:
			slope += w
			size += w
			if row[j] > 0 {
				slope -= w * row[j] / wh
			}
		default:
			slope += w * (wh - row[j])
			size += w * (wh + row[j])
		}
	}
	return slope, size
}

// No small step lowers the objective: where a coefficient is above 0 the slope is 0,
// elsewhere it is not below 0.
func TestProjectionIsTheOptimum(t *testing.T) {
	holed, _, _ := withHoles(t, 60, 29, 0.2)
	all := made()
	all["holes"] = nil
	for name, rows := range all {
		v := holed
		if rows != nil {
			v = matrix(t, rows)
		} else {
			for i := range 60 {
				rows = append(rows, make([]float64, 29))
				v.Row(i, rows[i])
			}
		}
		if name == "tiny and huge" {
			continue // slopes of what is 1e-20 of the rest are rounding
		}
		_, n := v.Dims()
		for k := 1; k <= 5; k++ {
			w := Random(v, k, random(uint64(k))).W
			for _, method := range []Method{KL{}, HALS{}} {
				f := Factors{w, Project(v, w, method)}
				for j := range n {
					top := 0.0
					for a := range k {
						top = max(top, f.H.At(a, j))
					}
					for a := range k {
						got, size := slope(rows, f, a, j, method == KL{})
						h := f.H.At(a, j)
						if !(h >= 0) || got < -1e-5*size || h > 1e-6*top && got > 1e-5*size {
							t.Errorf("%s, %s, k = %d: coefficient (%d, %d) is %g of %g, slope %g of %g", name, method.Name(), k, a, j, h,
								top, got, size)
						}
					}
				}
			}
		}
	}
}

// What becomes of a sample depends on no other, to the last bit.
func TestProjectionIsSampleBySample(t *testing.T) {
	holed, _, _ := withHoles(t, 60, 29, 0.2)
	for name, v := range map[string]*Matrix{"whole": likeExpression(60, 29), "holes": holed} {
		w := Random(v, 3, random(5)).W
		for _, method := range Methods() {
			all := Project(v, w, method)
			for _, samples := range [][]int{{0}, {28}, {9, 3, 27}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}} {
				some, err := v.Select(nil, samples)
				if err != nil {
					t.Fatal(err)
				}
				got := Project(some, w, method)
				for i, j := range samples {
					if !slices.Equal(mat.Col(nil, i, got), mat.Col(nil, j, all)) {
						t.Errorf("%s, %s: sample %d of %v differs: %v, among all %v", name, method.Name(), j, samples,
							mat.Col(nil, i, got), mat.Col(nil, j, all))
					}
				}
			}
		}
	}
}

func TestProjectionRefusesAnotherMatrix(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("W of other genes was taken")
		}
	}()
	Project(likeExpression(10, 5), mat.NewDense(9, 2, nil), nil)
}
