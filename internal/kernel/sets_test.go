package kernel

import (
	"math"
	"math/rand/v2"
	"testing"
)

const guard = 0x1.23456789abcdep+77

// guarded returns a copy of x inside a larger buffer, at an odd place, and a
// function that says whether the surroundings are untouched.
func guarded(x []float64) ([]float64, func() bool) {
	const around = 9
	buffer := make([]float64, len(x)+2*around)
	for i := range buffer {
		buffer[i] = guard
	}
	inside := buffer[around : around+len(x) : around+len(x)]
	copy(inside, x)
	return inside, func() bool {
		for i := range around {
			if buffer[i] != guard || buffer[len(buffer)-1-i] != guard {
				return false
			}
		}
		return true
	}
}

// Every implementation available here gives the same bits as the one in plain
// Go, and writes nowhere else: over short and odd lengths, every rank to 26,
// unaligned memory, zeros, denormal and very large numbers.
func TestEveryImplementationGivesTheSameBits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	number := func() float64 {
		switch r.IntN(12) {
		case 0:
			return 0
		case 1:
			return 5e-324 * float64(1+r.IntN(1000))
		case 2:
			return 1e90 * r.Float64()
		}
		return r.Float64() * 100
	}
	numbers := func(n int, of func() float64) []float64 {
		x := make([]float64, n)
		for i := range x {
			x[i] = of()
		}
		return x
	}
	fast := 0
	for _, s := range sets[:len(sets)-1] {
		if !s.available {
			t.Logf("%s is not available here", s.name)
			continue
		}
		fast++
		for k := 1; k <= 26; k++ {
			for _, rows := range []int{0, 1, 2, 7, 38, 65, 129} {
				for _, of := range []func() float64{number, func() float64 { return r.Float64() + 0.5 }} {
					v, f, x := numbers(rows*Lanes, of), numbers(rows*k, of), numbers(k*Lanes, of)
					hess, sums, other := numbers(k*k*Lanes, of), numbers(k, of), numbers(rows*Lanes, of)
					for _, c := range []struct {
						name string
						size int // of what is written
						run  func(s set, out []float64)
					}{
						{"ColumnSums", k, func(s set, out []float64) { s.columnSums(out, f, k) }},
						{"QuotientSums", k * Lanes, func(s set, out []float64) { s.quotientSums(out, v, f, x, k) }},
						{"Products", k * Lanes, func(s set, out []float64) { s.products(out, v, f, k) }},
						{"ScaleRatio", k * Lanes, func(s set, out []float64) { copy(out, x); s.scaleRatio(out, hess, sums) }},
						{"NewtonSums", (k + k*k) * Lanes, func(s set, out []float64) {
							work, untouched := guarded(make([]float64, NewtonWork(k)))
							s.newtonSums(out[:k*Lanes], out[k*Lanes:], v, f, x, work, k)
							if !untouched() {
								t.Fatalf("%s, NewtonSums, k=%d: writes beyond its work space", s.name, k)
							}
							for a := range k { // below the diagonal anything may stand
								clear(out[(k+a*k)*Lanes : (k+a*k+a)*Lanes])
							}
						}},
						{"NewtonStep", k * Lanes, func(s set, out []float64) {
							copy(out, x)
							work, untouched := guarded(make([]float64, NewtonWork(k)))
							s.newtonStep(out, hess, sums, hess, work, k, 3)
							if !untouched() {
								t.Fatalf("%s, NewtonStep, k=%d: writes beyond its work space", s.name, k)
							}
						}},
						{"KnownSums", (k + k*k) * Lanes, func(s set, out []float64) {
							clear(out)
							work, untouched := guarded(make([]float64, NewtonWork(k)))
							s.knownSums(out[:k*Lanes], out[k*Lanes:], v, other, f, work, k)
							if !untouched() {
								t.Fatalf("%s, KnownSums, k=%d: writes beyond its work space", s.name, k)
							}
							for a := range k { // below the diagonal anything may stand
								clear(out[(k+a*k)*Lanes : (k+a*k+a)*Lanes])
							}
						}},
						{"CoordinateStep", k * Lanes, func(s set, out []float64) {
							copy(out, x)
							work, untouched := guarded(make([]float64, 5*k*Lanes))
							s.coordinateStep(out, hess, hess, work, k, 3)
							if !untouched() {
								t.Fatalf("%s, CoordinateStep, k=%d: writes beyond its work space", s.name, k)
							}
						}},
						{"Relax", k * Lanes, func(s set, out []float64) {
							copy(out, x)
							work := make([]float64, 5*k*Lanes)
							s.coordinateStep(out, hess, hess, work, k, 1)
							s.relax(out, work, k)
						}},
						{"Divergence", Lanes, func(s set, out []float64) { s.divergence(out, v, f, x, k) }},
						{"SquaredError", Lanes, func(s set, out []float64) { s.squaredError(out, v, f, x, k) }},
					} {
						want := make([]float64, c.size)
						c.run(reference, want)
						got, untouched := guarded(make([]float64, c.size))
						for i := range got {
							got[i] = -1
						}
						c.run(s, got)
						if !untouched() {
							t.Fatalf("%s, %s, k=%d, %d rows: writes beyond its result", s.name, c.name, k, rows)
						}
						for i := range want {
							if math.Float64bits(got[i]) != math.Float64bits(want[i]) && !(math.IsNaN(got[i]) && math.IsNaN(want[i])) {
								t.Fatalf("%s, %s, k=%d, %d rows: value %d is %x, want %x", s.name, c.name, k, rows, i, got[i], want[i])
							}
						}
					}
				}
			}
		}
	}
	if fast == 0 {
		t.Log("only plain Go here: nothing compared")
	}
}

func TestLogarithm(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	try := func(y float64) {
		got, want := Log(y), math.Log(y)
		if math.Abs(got-want) > 2.5e-16*math.Abs(want) {
			t.Errorf("ln %g = %.17g, want %.17g", y, got, want)
		}
	}
	for _, y := range []float64{1, 2, 0.5, math.Sqrt2, math.Sqrt2 / 2, math.Nextafter(1, 2), math.Nextafter(1, 0),
		0x1p-1022, math.MaxFloat64} {
		try(y)
	}
	for range 100000 {
		try(math.Exp(1400*r.Float64() - 700))
		try(1 + (r.Float64()-0.5)/8)
	}
	if got := Log(5e-324); got != -1074*math.Ln2 { // math.Log is wrong there on amd64
		t.Errorf("ln of the smallest number is %.17g", got)
	}
	if !math.IsInf(Log(math.Inf(1)), 1) {
		t.Error("ln of infinity is finite")
	}
}

// The objective of one column, Σ_i r_i − v_i ln r_i.
func objective(v, f, x []float64, k, lane int) float64 {
	var sum float64
	for i := range len(v) / Lanes {
		r := product(f[i*k:(i+1)*k], x, lane)
		sum += r
		if y := v[i*Lanes+lane]; y > 0 {
			sum -= y * math.Log(r)
		}
	}
	return sum
}

func TestNewtonStepNeverRaisesTheObjective(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		k, rows := 1+r.IntN(8), 1+r.IntN(40)
		spread := math.Exp(10 * (r.Float64() - 0.5))
		random := func(n int) []float64 {
			x := make([]float64, n)
			for i := range x {
				x[i] = math.Exp(spread * r.NormFloat64() / 3)
				if r.IntN(6) == 0 && n == rows*Lanes {
					x[i] = 0
				}
			}
			return x
		}
		v, f, x := random(rows*Lanes), random(rows*k), random(k*Lanes)
		sums := make([]float64, k)
		for i, w := range f {
			sums[i%k] += w
		}
		num, hess, work := make([]float64, k*Lanes), make([]float64, k*k*Lanes), make([]float64, NewtonWork(k))
		before := make([]float64, Lanes)
		for l := range before {
			before[l] = objective(v, f, x, k, l)
		}
		NewtonSums(num, hess, v, f, x, work, k)
		NewtonStep(x, num, sums, hess, work, k, 1+r.IntN(6))
		for l := range before {
			after := objective(v, f, x, k, l)
			if !(after <= before[l]+1e-11*math.Abs(before[l])) {
				t.Fatalf("k=%d, %d rows: the objective rises from %.17g to %.17g", k, rows, before[l], after)
			}
		}
		for i, y := range x {
			if !(y >= 0) || math.IsInf(y, 0) {
				t.Fatalf("entry %d is %g", i, y)
			}
		}
	}
}
