package main

import (
	"math"
	"strings"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// precision is the type of number that a function works with: the instructions for
// it, and how a factor is held.
//
// Double precision reads a factor row by row, k numbers after each other. Single
// precision reads it as tiles: k rows of sixteen lanes for every sixteen rows of the
// factor.
type precision struct {
	single bool
	size   int // of a number, in bytes

	// own is for matrices that are lists of entries (package sparse): every lane has a row of the
	// factor of its own, so that a row of f has eight numbers for each of k columns. Sums
	// are added to.
	own bool

	mulp, addp, subp, divp, maxp, minp, move, copy, fmadd, spread, cmpp, blend, andp, test func(...Op)
	mulOf, fmaddOf, divOrZero                                                              func(...Op)
}

var (
	double = precision{false, 8, false,
		VMULPD, VADDPD, VSUBPD, VDIVPD, VMAXPD, VMINPD, VMOVUPD, VMOVAPD, VFMADD231PD,
		VBROADCASTSD, VCMPPD, four(VBLENDVPD), VANDPD, VPTESTMQ,
		VMULPD_BCST, VFMADD231PD_BCST, four(VDIVPD_Z)}
	singles = precision{true, 4, false,
		VMULPS, VADDPS, VSUBPS, VDIVPS, VMAXPS, VMINPS, VMOVUPS, VMOVAPS, VFMADD231PS,
		VBROADCASTSS, VCMPPS, four(VBLENDVPS), VANDPS, VPTESTMD,
		VMULPS_BCST, VFMADD231PS_BCST, four(VDIVPS_Z)}
)

// constants of kernel.NewtonStep, at double and at single precision.
var constants = map[string][2]float64{
	"one":        {1, 1},
	"minusOne":   {-1, -1},
	"leastShare": {1.0 / 64, 1.0 / 64},
	"negligible": {1e-8, 1e-8},
	"margin":     {1 + 1.0/1024, 1 + 1.0/1024},
	"relaxation": {1.7, 1.7},
	"flat":       {1e-290, 1e-25},
	"toTheEdge":  {-1e290, -1e25},
}

var made = map[string]Mem{}

// number is a constant in memory. (A whole number given as F64 would be written
// as an integer.)
func (p precision) number(name string) Mem {
	key, i := name, 0
	if p.single {
		key, i = name+"Single", 1
	}
	m, ok := made[key]
	if !ok {
		if x := constants[name][i]; p.single {
			m = ConstData(key, U32(math.Float32bits(float32(x))))
		} else {
			m = ConstData(key, U64(math.Float64bits(x)))
		}
		made[key] = m
	}
	return m
}

// signature is that of a function with T as its numbers. At single precision more
// arguments stand before the last.
func (p precision) signature(s string, more ...string) string {
	if !p.single {
		return strings.ReplaceAll(s, "T", "float64")
	}
	for _, name := range more {
		s = strings.Replace(s, " *T,", ", "+name+" *T,", 1)
	}
	return strings.ReplaceAll(s, "T", "float32")
}

// column is the number in column a of the row of a factor at f.
func (p precision) column(f reg.Register, a int) Mem {
	return at(f, p.step()*a)
}

// step is the distance from a number of a factor's row to the next, in bytes.
func (p precision) step() int {
	if p.single || p.own {
		return row
	}
	return p.size
}

// rows returns a function that moves a pointer from a row of a factor of rank k to
// the next. It has a state, so it goes through the rows once.
func (p precision) rows(k int) func(f reg.Register) {
	if !p.single {
		return func(f reg.Register) { ADDQ(U32(uint32(p.step()*k)), f) }
	}
	return p.tiles(func(f reg.Register) {
		if k > 1 {
			ADDQ(U32(uint32(row*(k-1))), f)
		}
	})
}

// rowsOf is rows for a rank in a register.
func (p precision) rowsOf(k reg.Register) func(f reg.Register) {
	if !p.single {
		return nil // the one user ends there anyway
	}
	jump := GP64()
	MOVQ(k, jump)
	SHLQ(Imm(6), jump)
	SUBQ(Imm(row), jump)
	return p.tiles(func(f reg.Register) { ADDQ(jump, f) })
}

// rowsApart is rows for a distance in bytes, at single precision that of tiles.
func (p precision) rowsApart(stride reg.Register) func(f reg.Register) {
	if !p.single {
		return func(f reg.Register) { ADDQ(stride, f) }
	}
	SUBQ(Imm(row), stride)
	return p.tiles(func(f reg.Register) { ADDQ(stride, f) })
}

// within numbers the labels that tiles makes.
var within int

// tiles goes from lane to lane and, after the last, on by jump.
func (p precision) tiles(jump func(f reg.Register)) func(f reg.Register) {
	left := GP64()
	MOVQ(U32(row/4), left)
	within++
	name := label("within%d", within)
	return func(f reg.Register) {
		ADDQ(Imm(4), f)
		DECQ(left)
		JNZ(LabelRef(name))
		MOVQ(U32(row/4), left)
		jump(f)
		Label(name)
	}
}

// two and four give the instructions that take a fixed number of operands the form
// of the others.
func two(f func(a, b Op)) func(...Op) { return func(o ...Op) { f(o[0], o[1]) } }

func four(f func(a, b, c, d Op)) func(...Op) { return func(o ...Op) { f(o[0], o[1], o[2], o[3]) } }
