package kernel

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// a·b + c is exact but for one rounding.
func TestSinglePrecisionMultiplyAddRoundsOnce(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	exact := func(a, b, c float32) float32 {
		x := new(big.Float).SetPrec(2000).SetMode(big.ToNearestEven)
		x.Mul(new(big.Float).SetPrec(2000).SetFloat64(float64(a)), new(big.Float).SetPrec(2000).SetFloat64(float64(b)))
		x.Add(x, new(big.Float).SetPrec(2000).SetFloat64(float64(c)))
		f, _ := x.Float32()
		return f
	}
	number := func(spread int) float32 {
		x := math.Ldexp(float64(1<<23+r.IntN(1<<23)), r.IntN(2*spread+1)-spread-23)
		if r.IntN(4) == 0 { // few digits: sums halfway between two numbers
			x = math.Ldexp(float64(1+r.IntN(7)), r.IntN(2*spread+1)-spread)
		}
		if r.IntN(2) == 0 {
			x = -x
		}
		return float32(x)
	}
	try := func(a, b, c float32) {
		t.Helper()
		for _, got := range []float32{fma32(a, b, c), fma32Exact(a, b, c)} {
			if want := exact(a, b, c); math.Float32bits(got) != math.Float32bits(want) && !(got == 0 && want == 0) {
				t.Fatalf("%x·%x + %x = %x, want %x", a, b, c, got, want)
			}
		}
	}
	for range 300_000 {
		a, b := number(3), number(3)
		try(a, b, number(30))
		try(a*0x1p-70, b*0x1p-70, number(3)*0x1p-140) // denormal
		// Halfway between two numbers, but for a product too small to count.
		try(float32(math.Ldexp(1, -30-r.IntN(40))), number(2), float32(math.Float32frombits(math.Float32bits(number(3))&^1)))
	}
	// 1 + 2⁻²⁴ + 2⁻⁶⁰ rounds to 1 + 2⁻²³, by way of a double to 1.
	try(0x1p-24, 1+0x1p-23, 1)
	try(0x1.000002p-24, 0x1.000002p0, 1)
}

// Every implementation available here gives the same bits at single precision too.
func TestEveryImplementationGivesTheSameBitsAtSinglePrecision(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	wild := func() float32 {
		switch r.IntN(12) {
		case 0:
			return 0
		case 1:
			return 0x1p-149 * float32(1+r.IntN(1000))
		case 2:
			return 1e15 * r.Float32()
		}
		return r.Float32() * 100
	}
	for _, s := range sets[:len(sets)-1] {
		if !s.available {
			continue
		}
		for k := 1; k <= MostSingle; k++ {
			for _, rows := range []int{0, 1, 2, 15, 16, 17, 38, 127, 128, 129, 300} {
				for _, of := range []func() float32{wild, func() float32 { return r.Float32() + 0.5 }} {
					lanes := []int{SingleLanes / 2, SingleLanes}[r.IntN(2)]
					numbers := func(n int) []float32 {
						x := make([]float32, n+3)
						for i := range x {
							x[i] = of()
						}
						return x[3:] // not where memory is aligned
					}
					v, f, x := numbers(rows*SingleLanes), numbers(SingleBlocks(rows)*k*SingleLanes), numbers(k*SingleLanes)
					full, sums := numbers(k*k*SingleLanes), numbers(k)
					pairs := numbers(len(f) / k * PairsOf(k))
					for _, c := range []struct {
						name string
						size int
						run  func(s set, out []float32)
					}{
						{"NewtonSumsSingle", (k + k*k) * SingleLanes, func(s set, out []float32) {
							clear(out)
							work := numbers(NewtonWorkSingle)
							s.newtonSumsSingle(out[:k*SingleLanes], out[k*SingleLanes:], v, f, pairs, x, work, k, lanes)
							for a := range k { // below the diagonal anything may stand
								clear(out[(k+a*k)*SingleLanes : (k+a*k+a)*SingleLanes])
							}
						}},
						{"NewtonStepSingle", (k + 2) * SingleLanes, func(s set, out []float32) {
							copy(out, x)
							s.newtonStepSingle(out[:k*SingleLanes], full, sums, full, numbers(NewtonWorkSingle), out[k*SingleLanes:], k, 3,
								lanes)
						}},
						{"PairsSingle", len(pairs), func(s set, out []float32) { s.pairsSingle(out, f, k) }},
						{"TileSums", k, func(s set, out []float32) {
							lanes := make([]float64, k*SingleLanes)
							s.tileSums(lanes, f, k)
							for a := range k {
								out[a] = float32(lanes[a*SingleLanes]) - float32(lanes[a*SingleLanes+15])
							}
						}},
					} {
						want, buffer := make([]float32, c.size), make([]float32, c.size+14)
						for i := range buffer {
							buffer[i] = -77
						}
						got := buffer[7 : 7+c.size : 7+c.size]
						clear(got)
						c.run(reference, want)
						c.run(s, got)
						at := fmt.Sprintf("%s, %s, k=%d, %d rows", s.name, c.name, k, rows)
						for i := range want {
							if math.Float32bits(got[i]) != math.Float32bits(want[i]) && !(got[i] != got[i] && want[i] != want[i]) {
								t.Fatalf("%s: value %d is %x, want %x", at, i, got[i], want[i])
							}
						}
						for i := range 7 {
							if buffer[i] != -77 || buffer[len(buffer)-1-i] != -77 {
								t.Fatalf("%s: writes beyond its result", at)
							}
						}
					}
				}
			}
		}
	}
}

func TestTilesOfSinglePrecisionGiveFactorsBack(t *testing.T) {
	for _, n := range []int{1, 15, 16, 17, 40} {
		for _, k := range []int{1, 3} {
			rows, columns, scale, back := make([]float64, n*k), make([]float64, n*k), []float64{0.5, 4, 1}[:k],
				[]float64{2, 0.25, 1}[:k]
			for o := range n {
				for a := range k {
					rows[o*k+a] = float64(1 + o*100 + a)
					columns[a*n+o] = rows[o*k+a]
				}
			}
			fromRows, fromColumns := make([]float32, SingleBlocks(n)*k*SingleLanes),
				make([]float32, SingleBlocks(n)*k*SingleLanes)
			PackRows(fromRows, rows, scale, k)
			PackColumns(fromColumns, columns, scale, k)
			backRows, backColumns := make([]float64, n*k), make([]float64, n*k)
			UnpackRows(backRows, fromColumns, back, k)
			UnpackColumns(backColumns, fromRows, back, k)
			for i := range rows {
				if backRows[i] != rows[i] || backColumns[i] != columns[i] {
					t.Fatalf("n=%d k=%d: entry %d is %g and %g, want %g and %g", n, k, i, backRows[i], backColumns[i], rows[i],
						columns[i])
				}
			}
			sums := make([]float32, k)
			TileSums(sums, make([]float64, k*SingleLanes), fromRows, k)
			for a := range k {
				if want := float32(scale[a] * float64(n*(1+a)+100*n*(n-1)/2)); sums[a] != want {
					t.Fatalf("n=%d k=%d: sum %d is %g, want %g", n, k, a, sums[a], want)
				}
			}
		}
	}
}
