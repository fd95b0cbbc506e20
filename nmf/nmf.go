package nmf

import (
	"context"
	"fmt"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// Factors are the two factors of V ≈ W·H: the basis matrix W (genes × k) and
// the coefficients H (k × samples).
type Factors struct{ W, H *mat.Dense }

// NewFactors returns all-zero factors of the given shapes.
func NewFactors(genes, samples, k int) Factors {
	return Factors{W: mat.NewDense(genes, k, nil), H: mat.NewDense(k, samples, nil)}
}

// rank is k.
func (f Factors) rank() int { _, k := f.W.Dims(); return k }

// data returns both factors row by row.
func (f Factors) data() (w, h []float64) { return f.W.RawMatrix().Data, f.H.RawMatrix().Data }

// Status says why a factorisation ended.
type Status uint8

const (
	Converged     Status = iota // the stop criterion was met
	MaxIterations               // the limit of iterations was reached first
)

func (s Status) String() string {
	switch s {
	case Converged:
		return "converged"
	case MaxIterations:
		return "max-iterations"
	}
	return fmt.Sprintf("Status(%d)", uint8(s))
}

// DefaultMaxIter is the limit of iterations where Settings name none, R NMF's.
const DefaultMaxIter = 2000

// Settings say how to factorise. The zero value of every field but Rand is a
// good choice; with a start that draws nothing, that of Rand too.
type Settings struct {
	Method  Method // nil: KL
	Init    Init   // nil: RandomOf the method
	Stop    Stop   // nil: the method's own
	MaxIter int    // iterations at most; 0: MostIterations of the method
	Scale   Scale  // norm of the basis columns when labels are read; "": the method's own
	// Source of the random start, and of the steps of a method that draws; nil where Init
	// draws nothing: Random panics.
	Rand *rand.Rand
}

// Result is a finished factorisation.
type Result struct {
	Factors         // scaled as Settings.Scale says
	Labels  []int   // of each sample: the metagene with the largest coefficient, from 0
	Loss    float64 // the method's own objective, D(V‖WH)
	Iter    int     // updates of H and W done
	Status  Status
}

// ctxEvery is the number of iterations between two looks at the context, at most.
const ctxEvery = 10

// Fit factorises v at rank k. It returns an error only when the context ends
// first; a run that does not converge is a Result with a Status. It panics
// when k is not between 1 and the smaller dimension of v, when the start has
// the wrong shape or needs random numbers and there is no source of them, and
// when the criterion is to be asked every 0 iterations.
func Fit(ctx context.Context, v *Matrix, k int, s Settings) (*Result, error) {
	m, n := v.Dims()
	if k < 1 || k > min(m, n) {
		panic(fmt.Sprintf("nmf: rank %d for %d genes × %d samples", k, m, n))
	}
	s = s.withDefaults()
	f := s.Init(v, k, s.Rand)
	checkShape(f, m, n, k)
	if held, ok := s.Method.(Held); ok {
		held.start(f)
	}
	p := &Progress{factors: f, updater: s.Method.Bind(v, k), scale: s.Scale,
		labels: make([]int, n), norms: make([]float64, k), rounding: v.rounding()}
	if drawing, ok := p.updater.(Drawing); ok {
		drawing.Draw(s.Rand)
	}
	status, err := iterate(ctx, p, s.Stop(), s.MaxIter)
	if err != nil {
		return nil, err
	}
	r := &Result{Factors: f, Loss: p.Loss(), Iter: p.Iter, Status: status}
	s.Scale.apply(f, p.norms)
	r.Labels = Assign(f.H, nil)
	return r, nil
}

// iterate updates the factors until the criterion is met.
func iterate(ctx context.Context, p *Progress, c Criterion, most int) (Status, error) {
	every := c.Every()
	if every < 1 {
		panic(fmt.Sprintf("nmf: the criterion is to be asked every %d iterations", every))
	}
	for {
		if c.Met(p) {
			return Converged, nil
		}
		if p.Iter >= most {
			return MaxIterations, nil
		}
		next := min(p.Iter+every, most)
		for p.Iter < next {
			if ctx.Err() != nil {
				return 0, ctx.Err()
			}
			n := min(next-p.Iter, ctxEvery)
			update(p.updater, p.factors, n)
			p.Iter += n
		}
	}
}

func (s Settings) withDefaults() Settings {
	if s.Method == nil {
		s.Method = KL{}
	}
	if s.Init == nil {
		s.Init = RandomOf(s.Method)
	}
	stop, scale := s.Method.Defaults()
	if s.Stop == nil {
		s.Stop = stop.New
	}
	if _, smoothed := s.Method.(NonSmooth); s.Scale == "" || smoothed {
		s.Scale = scale
	}
	if s.MaxIter == 0 {
		s.MaxIter = MostIterations(s.Method)
	}
	return s
}

func checkShape(f Factors, m, n, k int) {
	if r, c := f.W.Dims(); r != m || c != k || f.W.RawMatrix().Stride != k {
		panic(fmt.Sprintf("nmf: W is %d×%d, want %d×%d without gaps", r, c, m, k))
	}
	if r, c := f.H.Dims(); r != k || c != n || f.H.RawMatrix().Stride != n {
		panic(fmt.Sprintf("nmf: H is %d×%d, want %d×%d without gaps", r, c, k, n))
	}
}
