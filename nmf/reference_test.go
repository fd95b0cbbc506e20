package nmf

import (
	"fmt"
	"math"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/reftest"
)

// One step, ten steps and the converged fit of brunet and lee equal R NMF's
// numbers, the iteration at which they stop included.
func TestEqualsRNMF(t *testing.T) {
	want := reftest.Read(t, "nmf.txt")
	for size, p := range reftest.Problems() {
		v := matrix(t, p.V)
		for _, method := range []Method{Brunet{}, Lee{}} {
			for _, iter := range []int{1, 10, 100, 2000} {
				tag := fmt.Sprintf("%s.%s.%d.", size, method.Name(), iter)
				if _, ok := want[tag+"W"]; !ok {
					continue
				}
				// Differences of rounding grow with the iterations.
				tolerance := 1e-14 * math.Min(float64(iter), 1000)
				r := fit(t, v, p.K, Settings{Method: method, Init: given(p), MaxIter: iter})
				check := func(what string, floor float64, got ...float64) {
					t.Helper()
					reftest.Close(t, tag+what, got, want.Get(t, tag+what), tolerance, floor)
				}
				check("W", 1e-6, byColumn(r.W)...)
				check("H", 1e-6, byColumn(r.H)...)
				check("iterations", 0, float64(r.Iter))
				check("deviance", 0, r.Loss)
				rss := RSS(v, r.Factors)
				check("rss", 0, rss)
				check("evar", 0, Evar(v, rss))
				b, c := Sparseness(r.Factors)
				check("sparseness", 0, b, c)
				for j, l := range want.Ints(t, tag+"labels") {
					if r.Labels[j]+1 != l {
						t.Errorf("%slabels[%d] = %d, want %d", tag, j, r.Labels[j]+1, l)
					}
				}
				scores := FeatureScore(r.W)
				if reference := want.Get(t, tag+"feature_score"); !math.IsNaN(reference[0]) {
					check("feature_score", 1, scores...)
					selected := Features(r.W, scores)
					for a, genes := range selected {
						compareSets(t, tag, genes, want.Ints(t, fmt.Sprintf("%sfeatures%d", tag, a+1)))
					}
				}
			}
		}
	}
}

// The golden numbers as printed, to every printed digit.
func TestEqualsRNMFAsPrinted(t *testing.T) {
	p := reftest.Problems()["small"]
	v := matrix(t, p.V)
	run := func(m Method, iter int) *Result {
		return fit(t, v, 2, Settings{Method: m, Init: given(p), MaxIter: iter})
	}
	printed := func(what, format string, x float64, want string) {
		t.Helper()
		if got := fmt.Sprintf(format, x); got != want {
			t.Errorf("%s = %s, want %s", what, got, want)
		}
	}
	one := run(Brunet{}, 1)
	for i, want := range []string{"8.921677839", "3.114012931", "4.506856918", "6.624571674", "1.041065079",
		"9.096570291", "6.441438140", "5.498048828", "7.317792590", "3.218264713"} {
		printed(fmt.Sprint("H ", i), "%.9f", byColumn(one.H)[i], want)
	}
	printed("W[1,1]", "%.10f", one.W.At(0, 0), "0.2755562661")
	printed("W[1,2]", "%.10f", one.W.At(0, 1), "0.8065402722")
	printed("deviance 1", "%.8f", one.Loss, "24.11173644")
	printed("evar 1", "%.10f", Evar(v, RSS(v, one.Factors)), "0.8003588872")
	basis, coefficients := Sparseness(one.Factors)
	printed("sparseness of W", "%.10f", basis, "0.1861910528")
	printed("sparseness of H", "%.10f", coefficients, "0.2767123649")
	ten := run(Brunet{}, 10)
	printed("deviance 10", "%.8f", ten.Loss, "14.83117976")
	printed("W[1,1] 10", "%.10f", ten.W.At(0, 0), "0.1782799008")
	printed("W[1,2] 10", "%.10f", ten.W.At(0, 1), "0.9260399957")
	printed("evar 10", "%.10f", Evar(v, RSS(v, ten.Factors)), "0.8800281014")
	end := run(Brunet{}, 2000)
	printed("iterations", "%.0f", float64(end.Iter), "440")
	printed("deviance", "%.8f", end.Loss, "14.36883058")
	for i, want := range []string{"6.0608337411", "6.2335624511", "8.4037691634", "2.5656140620", "0.6433612753",
		"9.2192915419", "3.5382152795", "8.4920835694", "9.9173858148", "0.7006972770"} {
		printed(fmt.Sprint("H converged ", i), "%.10f", byColumn(end.H)[i], want)
	}
	one = run(Lee{}, 1)
	printed("lee deviance 1", "%.7f", one.Loss, "428.0854854")
	printed("lee W[1,1]", "%.11f", one.W.At(0, 0), "0.08635780638")
	printed("lee W[1,2]", "%.11f", one.W.At(0, 1), "0.23287055541")
	printed("lee deviance 10", "%.8f", run(Lee{}, 10).Loss, "80.78409842")
	end = run(Lee{}, 2000)
	printed("lee iterations", "%.0f", float64(end.Iter), "420")
	printed("lee deviance", "%.7f", end.Loss, "77.6778092")

	w := mat.NewDense(7, 3, []float64{5, 1, 1, 1, 1, 1, .1, 4, .2, 2, 2, .5, .3, .2, 6, 1, .9, .8, 1.1, 1, 1})
	scores := FeatureScore(w)
	for i, want := range []string{"0.2751659085", "0.0000000000", "0.7292539472", "0.1216528952", "0.7060295933",
		"0.0037535862", "0.0009374721"} {
		printed(fmt.Sprint("score ", i), "%.10f", scores[i], want)
	}
	printed("threshold", "%.10f", FeatureThreshold(scores), "0.6627406427")
	if got := fmt.Sprint(Features(w, scores)); got != "[[] [2] [4]]" {
		t.Errorf("selected %s", got)
	}
}

// Plain euclidean and KL updates equal scikit-learn's solver mu from the same
// start after 1, 10 and 100 iterations. Entries below 2⁻⁵², which brunet
// raises and scikit-learn sets to 0, count as equal.
func TestEqualsScikitLearn(t *testing.T) {
	want := reftest.Read(t, "sklearn_mu.txt")
	for size, p := range reftest.Problems() {
		v := matrix(t, p.V)
		for loss, method := range map[string]Method{"frobenius": Euclidean{}, "kullback-leibler": Brunet{}} {
			for _, iter := range []int{1, 10, 100} {
				tag := fmt.Sprintf("%s.%s.%d.", size, loss, iter)
				r := fit(t, v, p.K, Settings{Method: method, Init: given(p), MaxIter: iter,
					Stop: func() Criterion { return metNever{} }})
				for what, got := range map[string]*mat.Dense{"W": r.W, "H": r.H} {
					x, y := byColumn(got), append([]float64(nil), want.Get(t, tag+what)...)
					raise(x, brunetFloor)
					raise(y, brunetFloor)
					reftest.Close(t, tag+what, x, y, 1e-9, 0)
				}
			}
		}
	}
}
func compareSets(t *testing.T, tag string, got, want []int) {
	t.Helper()
	in := map[int]bool{}
	for _, g := range got {
		in[g+1] = true
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d genes selected, want %d", tag, len(got), len(want))
	}
	for _, w := range want {
		if !in[w] {
			t.Errorf("%s: gene %d is not selected", tag, w)
		}
	}
}
