package main

import (
	"fmt"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// row is the length of a row of lanes in bytes, eight of double or sixteen of
// single precision: of panels, tiles and work.
const row = 64

// isa is an instruction set at a precision: how wide its vectors are, and how it
// says what the kernels need. A function for half as wide vectors does one half of
// a panel.
type isa struct {
	name string
	wide bool // AVX-512
	v    []reg.VecPhysical
	precision
}

var (
	avx512 = isa{"512", true, []reg.VecPhysical{
		reg.Z0, reg.Z1, reg.Z2, reg.Z3, reg.Z4, reg.Z5, reg.Z6, reg.Z7,
		reg.Z8, reg.Z9, reg.Z10, reg.Z11, reg.Z12, reg.Z13, reg.Z14, reg.Z15,
		reg.Z16, reg.Z17, reg.Z18, reg.Z19, reg.Z20, reg.Z21, reg.Z22, reg.Z23,
		reg.Z24, reg.Z25, reg.Z26, reg.Z27, reg.Z28, reg.Z29, reg.Z30, reg.Z31}, double}
	// half is AVX-512 on vectors half as wide, with its 32 registers.
	half = isa{"256vl", true, []reg.VecPhysical{
		reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7,
		reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13, reg.Y14, reg.Y15,
		reg.Y16, reg.Y17, reg.Y18, reg.Y19, reg.Y20, reg.Y21, reg.Y22, reg.Y23,
		reg.Y24, reg.Y25, reg.Y26, reg.Y27, reg.Y28, reg.Y29, reg.Y30, reg.Y31}, singles}
	avx2 = isa{"256", false, []reg.VecPhysical{
		reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7,
		reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13, reg.Y14, reg.Y15}, double}
)

// text begins a function.
func (s isa) text(name, signature string) {
	TEXT(name+s.name, NOSPLIT, signature)
	Pragma("noescape")
}

// end returns from it.
func end() {
	VZEROUPPER()
	RET()
}

// arg loads a parameter.
func arg(name string) reg.Register { return Load(Param(name), GP64()) }

// at is the memory at an offset in bytes from a pointer.
func at(base reg.Register, offset int) Mem { return Mem{Base: base, Disp: offset} }

// indexed is the memory at base + index·8 + offset.
func indexed(base, index reg.Register, offset int) Mem {
	return Mem{Base: base, Index: index, Scale: 8, Disp: offset}
}

// loop repeats body until counter, which must be above 0, has gone to 0.
func loop(label string, counter reg.Register, body func()) {
	Label(label)
	body()
	DECQ(counter)
	JNZ(LabelRef(label))
}

// bytes is the size of a vector.
func (s isa) bytes() int { return int(s.v[0].Size()) }

func (s isa) zero(v reg.VecPhysical) {
	if s.wide {
		VPXORQ(v, v, v)
	} else {
		VXORPD(v, v, v) // zero at either precision
	}
}

// fma does acc += number·x, the number spread over the lanes. tmp is used where
// the instruction set cannot do that in one step.
func (s isa) fma(number Mem, x Op, acc, tmp reg.VecPhysical) {
	_, inMemory := x.(Mem)
	if s.own {
		if inMemory {
			s.move(x, tmp)
			x = tmp
		}
		s.fmadd(number, x, acc)
		return
	}
	if s.wide && !inMemory {
		s.fmaddOf(number, x, acc)
		return
	}
	s.spread(number, tmp)
	s.fmadd(x, tmp, acc)
}

// begin sets a sum to what it begins at: 0, or what stands in memory.
func (s isa) begin(sum reg.VecPhysical, from Mem) {
	if s.own {
		s.move(from, sum)
		return
	}
	s.zero(sum)
}

// take loads a number of a factor, spread over the lanes, or every lane's own.
func (s isa) take(number Mem, to reg.VecPhysical) {
	if s.own {
		s.move(number, to)
		return
	}
	s.spread(number, to)
}

// next goes to the next row of a panel. That of a block of lists is fetched a chunk ahead.
func (s isa) next(v reg.Register) {
	if s.own {
		PREFETCHT0(at(v, 64*row))
	}
	ADDQ(Imm(row), v)
}

// mul is fma for the first term: acc = number·x.
func (s isa) mul(number Mem, x Op, acc reg.VecPhysical) {
	_, inMemory := x.(Mem)
	if s.own {
		if inMemory {
			s.move(x, acc)
			x = acc
		}
		s.mulp(number, x, acc)
		return
	}
	if s.wide && !inMemory {
		s.mulOf(number, x, acc)
		return
	}
	s.spread(number, acc)
	s.mulp(x, acc, acc)
}

// ratio sets dst = num/den, and 0 where den is 0. den and dst may be one
// register, num not with any other. none holds zeros on AVX2, where mask is used.
func (s isa) ratio(num, den, dst, none, mask reg.VecPhysical) {
	if s.wide {
		s.test(den, den, reg.K1)
		s.divOrZero(den, num, reg.K1, dst)
		return
	}
	s.cmpp(U8(4), none, den, mask) // not equal, or not numbers
	s.divp(den, num, dst)
	s.andp(mask, dst, dst)
}

func label(format string, args ...any) string { return fmt.Sprintf(format, args...) }
