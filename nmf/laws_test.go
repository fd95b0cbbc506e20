package nmf

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// lawful are methods whose own objective an update may not raise.
func lawful() map[string]Method {
	all := map[string]Method{"cd shuffled": CD{Shuffle: true}}
	for what, p := range map[string]Penalty{"": {}, " l1": {0.003, 0.01, 1}, " l2": {0.003, 0.01, 0},
		" mixed": {0.02, 0.001, 0.4}, " on H": {0, 0.05, 0.5}} {
		all["kl"+what], all["hals"+what], all["cd"+what] = KL{p}, HALS{p}, CD{Penalty: p}
		for _, beta := range []float64{-1, 0, 0.5, 1, 1.5, 2, 3} {
			if beta == 2 || p.L1Ratio == 1 || !p.on() { // scikit-learn's step is a minimum there alone
				all[fmt.Sprintf("mu %g%s", beta, what)] = MU{Beta(beta), p}
			}
		}
	}
	return all
}

// weightedMatrix has entries that are missing, and others of different weights.
func weightedMatrix(t *testing.T, zeros bool) *Matrix {
	t.Helper()
	r := rand.New(rand.NewPCG(21, 22))
	var rows, weights [][]float64
	for i := range 30 {
		var row, weight []float64
		for j := range 17 {
			x := 0.2 + 3*r.Float64()
			if i%3 == j%3 {
				x += 8 * r.Float64()
			}
			if zeros && r.IntN(9) == 0 {
				x = 0
			}
			row, weight = append(row, x), append(weight, []float64{0, 0.25, 1, 1, 3}[r.IntN(5)])
		}
		rows, weights = append(rows, row), append(weights, weight)
	}
	v, err := NewWeighted(rows, weights)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// No update raises the objective, penalties included, whatever is missing or weighted, and
// what is told of the divergence is what the entries give.
func TestPenalisedAndWeightedLossNeverRises(t *testing.T) {
	full, holed := weightedMatrix(t, true), weightedMatrix(t, false)
	plain, err := full.Select([]int{0, 1, 2, 3, 4, 5, 6, 7, 8}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, method := range lawful() {
		for which, v := range map[string]*Matrix{"weighted with zeros": full, "weighted": holed, "part": plain,
			"leukemia": matrix(t, addOne(leukemiaPart(t).V))} {
			if m, ok := method.(MU); ok && !m.Divergence.Finite(v) {
				continue
			}
			f := Random(v, 3, random(7))
			u := method.Bind(v, 3)
			if d, ok := u.(Drawing); ok {
				d.Draw(random(8))
			}
			last := u.Loss(f)
			for iter := 1; iter <= 120; iter++ {
				u.Update(f)
				loss := u.Loss(f)
				if !(loss <= last+1e-12*math.Abs(last)+1e-15*v.sumSquares) {
					t.Errorf("%s, %s: iteration %d raises the loss from %.17g to %.17g", name, which, iter, last, loss)
					break
				}
				last = loss
			}
			w, h := f.data()
			for _, x := range append(w, h...) {
				if !(x >= 0 && x <= math.MaxFloat64) {
					t.Fatalf("%s, %s: an entry is %g", name, which, x)
				}
			}
		}
	}
}

// Weights mean what they say: an entry of weight 2 counts as two.
func TestAnEntryOfWeightTwoCountsTwice(t *testing.T) {
	rows := [][]float64{{1, 5, 2, 7, 3}, {4, 1, 6, 2, 9}, {3, 3, 8, 1, 1}, {2, 9, 4, 4, 5}, {6, 2, 2, 8, 7}}
	weights := [][]float64{{1, 1, 1, 1, 1}, {2, 2, 2, 2, 2}, {1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}}
	twice := append(append([][]float64{}, rows...), rows[1])
	weighted, err := NewWeighted(rows, weights)
	if err != nil {
		t.Fatal(err)
	}
	for _, method := range []Method{KL{}, Brunet{}, HALS{}, Euclidean{}, CD{}, MU{Divergence: Beta(0.5)}} {
		start := func(v *Matrix, k int, rng *rand.Rand) Factors {
			m, n := v.Dims()
			f := NewFactors(m, n, k)
			w, h := f.data()
			for i := range w {
				w[i] = 0.3 + float64(i%(5*k))*0.7
			}
			for i := range h {
				h[i] = 0.5 + float64(i%7)
			}
			return f
		}
		s := Settings{Method: method, Init: start, MaxIter: 25, Stop: Tolerance(0), Scale: ScaleNone}
		tolerance := 1e-9
		if method == (KL{}) { // whose steps differ where there are weights, not where they end
			s.MaxIter, tolerance = 2000, 1e-5
		}
		a, b := fit(t, weighted, 2, s), fit(t, matrix(t, twice), 2, withSecondTwice(s))
		for j := range 5 {
			for i := range 2 {
				if x, y := a.H.At(i, j), b.H.At(i, j); math.Abs(x-y) > tolerance*(1+math.Abs(y)) {
					t.Errorf("%s: H[%d,%d] is %g with a weight, %g with the row twice", method.Name(), i, j, x, y)
				}
			}
		}
		rows, again := matrix(t, twice), Evar(weighted, RSS(weighted, a.Factors))
		if whole := Evar(rows, RSS(rows, b.Factors)); math.Abs(again-whole) > tolerance {
			t.Errorf("%s: explained variance %g with a weight, %g with the row twice", method.Name(), again, whole)
		}
		if math.Abs(a.Loss-b.Loss) > tolerance*b.Loss {
			t.Errorf("%s: loss %g with a weight, %g with the row twice", method.Name(), a.Loss, b.Loss)
		}
	}
}

// withSecondTwice starts the sixth row where the second starts.
func withSecondTwice(s Settings) Settings {
	start := s.Init
	s.Init = func(v *Matrix, k int, rng *rand.Rand) Factors {
		f := start(v, k, rng)
		f.W.SetRow(5, f.W.RawRowView(1))
		return f
	}
	return s
}

// Factors stay finite from the smallest to the largest matrices, for every divergence.
func TestDivergencesOfAnySize(t *testing.T) {
	for _, size := range []float64{1e-99, 1e-50, 1, 1e50, 1e100} {
		var rows [][]float64
		for i := range 7 {
			var row []float64
			for j := range 6 {
				row = append(row, size*(float64((3*i+5*j)%11)/10+1e-9)*0.999)
			}
			rows = append(rows, row)
		}
		v := matrix(t, rows)
		for _, beta := range []float64{-2, -0.5, 0, 0.5, 1, 1.5, 2, 2.5} {
			r := fit(t, v, 2, Settings{Method: MU{Divergence: Beta(beta)}, Init: Random, Rand: random(1), MaxIter: 50,
				Stop: Tolerance(0)})
			w, h := r.data()
			for _, x := range append(w, h...) {
				if !(x >= 0 && x <= math.MaxFloat64) {
					t.Errorf("β = %g, values of %g: an entry is %g", beta, size, x)
					break
				}
			}
			if beta >= 0 && r.RSS(v) > v.SumSquares() {
				t.Errorf("β = %g, values of %g: the residual is %g of %g", beta, size, r.RSS(v), v.SumSquares())
			}
		}
	}
}

// RSS is that of the factors.
func (r *Result) RSS(v *Matrix) float64 { return RSS(v, r.Factors) }

// A stronger penalty makes the factor that it is on smaller, and an L1 penalty leaves
// more zeros than none.
func TestPenaltiesShrink(t *testing.T) {
	v := matrix(t, leukemiaPart(t).V)
	p := leukemiaPart(t)
	size := func(m Method, of string) (sum float64, zeros int) {
		r := fit(t, v, 3, Settings{Method: m, Init: given(p), MaxIter: 300, Stop: Tolerance(0), Scale: ScaleNone})
		x, h := r.data()
		if of == "H" {
			x = h
		}
		for _, y := range x {
			sum += y
			if y == 0 {
				zeros++
			}
		}
		return sum, zeros
	}
	for name, with := range map[string]func(Penalty) Method{"kl": func(p Penalty) Method { return KL{p} },
		"hals": func(p Penalty) Method { return HALS{p} }, "cd": func(p Penalty) Method { return CD{Penalty: p} },
		"mu": func(p Penalty) Method { return MU{Penalty: p} }} {
		for _, of := range []string{"W", "H"} {
			last, _ := size(with(Penalty{1e-9, 1e-9, 1}), of)
			for _, alpha := range []float64{0.1, 10, 1000} {
				penalty := Penalty{AlphaW: alpha, AlphaH: 1e-3, L1Ratio: 1}
				if of == "H" {
					penalty = Penalty{AlphaW: 1e-3, AlphaH: alpha, L1Ratio: 1}
				}
				now, _ := size(with(penalty), of)
				if now > last*1.001 {
					t.Errorf("%s: with α = %g on %s its sum is %g, before %g", name, alpha, of, now, last)
				}
				last = now
			}
		}
	}
	_, none := size(HALS{}, "W")
	if _, many := size(HALS{Penalty{AlphaW: 100, L1Ratio: 1}}, "W"); many < none {
		t.Errorf("%d zeros with an L1 penalty, %d without", many, none)
	}
}
