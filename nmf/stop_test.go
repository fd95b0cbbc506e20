package nmf

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// asked is a criterion that notes when it is asked.
type asked struct {
	every int
	at    *[]int
}

func (c asked) Every() int { return c.every }

func (c asked) Met(p *Progress) bool {
	*c.at = append(*c.at, p.Iter)
	return false
}

// A criterion is asked when it says, and at the limit.
func TestCriterionIsAskedWhenItSays(t *testing.T) {
	v := matrix(t, made()["uniform"])
	for every, want := range map[int][]int{
		1: {0, 1, 2, 3}, 3: {0, 3, 6, 9, 10}, 10: {0, 10, 20}, 15: {0, 15, 30, 31}, 25: {0, 25, 50, 52}, 99: {0, 50},
	} {
		var got []int
		most := want[len(want)-1]
		r := fit(t, v, 2, Settings{Method: Brunet{}, MaxIter: most, Rand: random(1),
			Stop: func() Criterion { return asked{every, &got} }})
		if !slices.Equal(got, want) || r.Iter != most || r.Status != MaxIterations {
			t.Errorf("every %d: asked at %v, want %v; %d iterations, %v", every, got, want, r.Iter, r.Status)
		}
	}
}

// What cannot be done is said in a panic of our own.
func TestWrongSettingsPanic(t *testing.T) {
	v := matrix(t, made()["uniform"])
	for want, s := range map[string]Settings{
		"nmf: a random start needs a source of random numbers": {},
		"nmf: the criterion is to be asked every 0 iterations": {Rand: random(1),
			Stop: func() Criterion { return asked{0, new([]int)} }},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.HasPrefix(got, want) {
					t.Errorf("panic %q, want %q", got, want)
				}
			}()
			fit(t, v, 2, s)
		}()
	}
	still := Random(v, 2, random(1))
	fit(t, v, 2, Settings{Init: Given(still)}) // draws nothing
	fit(t, v, 2, Settings{Init: func(*Matrix, int, *rand.Rand) Factors { return still }})
}

// A matrix of rank k is reproduced to the last digits, and that ends a run: by shares
// the objective would go on falling to 1e-300.
func TestExactFitsEnd(t *testing.T) {
	for name, entry := range map[string]func(r *rand.Rand, i, a int) float64{
		"whole":   func(r *rand.Rand, i, a int) float64 { return float64(r.IntN(4)) },
		"uniform": func(r *rand.Rand, i, a int) float64 { return r.Float64() },
		"blocks": func(r *rand.Rand, i, a int) float64 {
			if i%2 == a {
				return 3
			}
			return 0
		},
	} {
		r := random(3)
		w, h := mat.NewDense(12, 2, nil), mat.NewDense(2, 8, nil)
		w.Apply(func(i, a int, _ float64) float64 { return entry(r, i, a) }, w)
		h.Apply(func(a, j int, _ float64) float64 { return entry(r, j, a) }, h)
		var p mat.Dense
		p.Mul(w, h)
		for _, size := range []float64{1, 1e-6, 1e4} {
			rows := make([][]float64, 12)
			for i := range rows {
				rows[i] = slices.Clone(p.RawRowView(i))
				for j := range rows[i] {
					rows[i][j] *= size
				}
			}
			v := matrix(t, rows)
			for _, c := range []struct {
				method Method
				stop   Stop
				most   int
			}{{HALS{}, Settled, 700}, {KL{}, Settled, 100}, {HALS{}, Objective, 700}, {Euclidean{}, Settled, 2000}} {
				got := fit(t, v, 2, Settings{Method: c.method, Stop: c.stop, Rand: random(1)})
				slow := c.method == (Euclidean{}) && name != "blocks"
				if !slow && (got.Iter > c.most || got.Status != Converged) {
					t.Errorf("%s × %g, %s: %d iterations, %v, residual %g", name, size, c.method.Name(), got.Iter,
						got.Status, got.Loss)
				}
			}
		}
	}
	// A residual of exactly 0 cannot fall.
	c, p := Settled(), &Progress{factors: NewFactors(2, 4, 2), updater: zero{}, scale: ScaleNone}
	for p.Iter = 0; !c.Met(p); p.Iter += 5 {
		if p.Iter > 20 {
			t.Fatal("a run of residual 0 goes on")
		}
	}
}

// zero is a method that is always done.
type zero struct{}

func (zero) Update(Factors)       {}
func (zero) Loss(Factors) float64 { return 0 }
