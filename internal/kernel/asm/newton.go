package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

var numbers = map[string]Mem{}

// number is a constant in memory, one for each name.
func number(name string, x float64) Mem {
	if _, ok := numbers[name]; !ok {
		numbers[name] = ConstData(name, U64(math.Float64bits(x))) // a whole F64 would be written as an integer
	}
	return numbers[name]
}

// curvature turns the approximation r into the quotient q = v/r and t = q/r, by
// way of 1/r, in r's place.
func (s isa) curvature(v reg.Register, ones, r, q, none, mask reg.VecPhysical) {
	s.ratio(ones, r, r, none, mask)
	VMULPD(at(v, 0), r, q)
	VMULPD(q, r, r)
}

// newtonSums is kernel.NewtonSums at one rank, all sums in registers.
func (s isa) newtonSums(k int) {
	s.text(label("newtonSums%d_", k), "func(num, hess, v, f, x *float64, rows int)")
	num, hess, v, f, x, rows := arg("num"), arg("hess"), arg("v"), arg("f"), arg("x"), arg("rows")
	all := k + k*(k+1)/2
	sums, pairs, rest := s.v[:k], s.v[k:all], s.v[all:]
	for _, a := range s.v[:all] {
		s.zero(a)
	}
	ones, r, q, tmp := rest[0], rest[1], rest[2], rest[3]
	rest = rest[4:]
	VBROADCASTSD(number("one", 1), ones)
	none := tmp
	if !s.wide {
		none, rest = rest[0], rest[1:]
		s.zero(none)
	}
	xs := s.tile(x, k, &rest, 0)
	loop("rows", rows, func() {
		s.mul(at(f, 0), xs[0], r)
		for a := 1; a < k; a++ {
			s.fma(at(f, 8*a), xs[a], r, tmp)
		}
		s.curvature(v, ones, r, q, none, tmp)
		for a := range k {
			s.fma(at(f, 8*a), q, sums[a], tmp)
		}
		pair := 0
		for a := range k {
			s.mul(at(f, 8*a), r, q)
			for b := a; b < k; b++ {
				s.fma(at(f, 8*b), q, pairs[pair], tmp)
				pair++
			}
		}
		ADDQ(Imm(row), v)
		ADDQ(Imm(uint64(8*k)), f)
	})
	pair := 0
	for a := range k {
		VMOVUPD(sums[a], at(num, row*a))
		for b := a; b < k; b++ {
			VMOVUPD(pairs[pair], at(hess, row*(a*k+b)))
			pair++
		}
	}
	end()
}

// newtonSumsAny is kernel.NewtonSums at any rank; num and hess are zero before.
func (s isa) newtonSumsAny() {
	s.text("newtonSums", "func(num, hess, v, f, x *float64, k, rows int)")
	num, hess, v, f, x, k, rows := arg("num"), arg("hess"), arg("v"), arg("f"), arg("x"), arg("k"), arg("rows")
	ones, r, q, tmp, none, sum := s.v[0], s.v[1], s.v[2], s.v[3], s.v[4], s.v[5]
	VBROADCASTSD(number("one", 1), ones)
	s.zero(none)
	fa, fb, na, hb, left := GP64(), GP64(), GP64(), GP64(), GP64()
	loop("rows", rows, func() {
		MOVQ(f, fa)
		s.approximation("approximation", f, x, k, r, tmp)
		s.curvature(v, ones, r, q, none, tmp)
		MOVQ(num, na)
		MOVQ(hess, hb)
		Label("first")
		VMOVUPD(at(na, 0), sum)
		s.fma(at(fa, 0), q, sum, tmp)
		VMOVUPD(sum, at(na, 0))
		// hess[a,b] for b from a on; f is at the end of the row.
		MOVQ(fa, fb)
		second := s.v[6]
		s.mul(at(fa, 0), r, second)
		MOVQ(f, left)
		SUBQ(fa, left)
		SHRQ(Imm(3), left)
		loop("second", left, func() {
			VMOVUPD(at(hb, 0), sum)
			s.fma(at(fb, 0), second, sum, tmp)
			VMOVUPD(sum, at(hb, 0))
			ADDQ(Imm(8), fb)
			ADDQ(Imm(row), hb)
		})
		// The next row of hess begins a+1 places further on.
		ADDQ(Imm(8), fa)
		ADDQ(Imm(row), na)
		MOVQ(na, left)
		SUBQ(num, left)
		ADDQ(left, hb)
		CMPQ(fa, f)
		JNE(LabelRef("first"))
		ADDQ(Imm(row), v)
	})
	end()
}

// step are the tiles that newtonStep and coordinateStep share. Registers are few:
// what is read seldom is fetched from the arguments again.
type step struct{ x, low, g, inverse reg.Register }

func newStep() step {
	p := step{x: arg("x"), low: arg("work"), g: GP64(), inverse: GP64()}
	size := arg("k")
	SHLQ(Imm(6), size)
	LEAQ(Mem{Base: p.low, Index: size, Scale: 1}, p.g)
	LEAQ(Mem{Base: p.g, Index: size, Scale: 1}, p.inverse)
	return p
}

// again fetches an argument into a register.
func again(name string, to reg.Register) { Load(Param(name), to) }

// descend is the coordinate descent of kernel/newton.go. Entries stay above the
// tile low times share.
func (s isa) descend(p step, share float64) {
	h, ones, flat, inverse := s.v[0], s.v[1], s.v[2], s.v[3]
	VBROADCASTSD(number("minusOne", -1), ones)
	VBROADCASTSD(number("flat", 1e-290), flat)
	stride := arg("k") // of the diagonal of hess
	ADDQ(Imm(1), stride)
	SHLQ(Imm(6), stride)
	diagonal, to, left := GP64(), GP64(), GP64()
	again("hess", diagonal)
	MOVQ(p.inverse, to)
	again("k", left)
	loop("inverses", left, func() {
		VMOVUPD(at(diagonal, 0), h)
		VBROADCASTSD(number("toTheEdge", -1e290), inverse)
		if s.wide {
			VCMPPD(U8(13), flat, h, reg.K1) // h ≥ flat
			VDIVPD(h, ones, reg.K1, inverse)
		} else {
			VCMPPD(U8(13), flat, h, s.v[4])
			VDIVPD(h, ones, s.v[5])
			VBLENDVPD(s.v[4], s.v[5], inverse, inverse)
		}
		VMOVUPD(inverse, at(to, 0))
		ADDQ(stride, diagonal)
		ADDQ(Imm(row), to)
	})

	x, next, low, shares, g := s.v[0], s.v[1], s.v[2], s.v[3], s.v[4]
	VBROADCASTSD(number(label("share%x", math.Float64bits(share)), share), shares)
	SUBQ(Imm(row), stride) // now of a row of hess
	a, b, gb, column := GP64(), GP64(), GP64(), GP64()
	loop("sweeps", arg("sweeps"), func() {
		XORQ(a, a) // offset of row a of a tile
		again("hess", column)
		loopOver := arg("k")
		loop("coordinates", loopOver, func() {
			VMOVUPD(Mem{Base: p.x, Index: a, Scale: 1}, x)
			VMOVUPD(Mem{Base: p.g, Index: a, Scale: 1}, next)
			VMULPD(Mem{Base: p.inverse, Index: a, Scale: 1}, next, next)
			VMULPD(Mem{Base: p.low, Index: a, Scale: 1}, shares, low)
			VADDPD(next, x, next)
			VMAXPD(low, next, next)
			VMOVUPD(next, Mem{Base: p.x, Index: a, Scale: 1})
			VSUBPD(x, next, next)
			// hess[b,a] for b < a down the column, then hess[a,b] along the row.
			MOVQ(p.g, gb)
			MOVQ(column, b)
			MOVQ(a, left)
			SHRQ(Imm(6), left)
			JZ(LabelRef("diagonal"))
			loop("above", left, func() {
				VMOVUPD(at(gb, 0), g)
				VFMADD231PD(at(b, 0), next, g)
				VMOVUPD(g, at(gb, 0))
				ADDQ(stride, b)
				ADDQ(Imm(row), gb)
			})
			Label("diagonal")
			MOVQ(loopOver, left)
			loop("along", left, func() {
				VMOVUPD(at(gb, 0), g)
				VFMADD231PD(at(b, 0), next, g)
				VMOVUPD(g, at(gb, 0))
				ADDQ(Imm(row), b)
				ADDQ(Imm(row), gb)
			})
			ADDQ(Imm(row), a)
			ADDQ(Imm(row), column)
		})
	})
}

// newtonStep is kernel.NewtonStep.
func (s isa) newtonStep() {
	s.text("newtonStep", "func(x, num, sums, hess, work *float64, k, sweeps int)")
	p := newStep()
	num, sum := arg("num"), arg("sums")

	// low is x as it was, g the gradient there.
	i, left := GP64(), arg("k")
	XORQ(i, i)
	loop("gradient", left, func() {
		VMOVUPD(Mem{Base: p.x, Index: i, Scale: 1}, s.v[0])
		VMOVUPD(s.v[0], Mem{Base: p.low, Index: i, Scale: 1})
		VBROADCASTSD(at(sum, 0), s.v[1])
		VSUBPD(Mem{Base: num, Index: i, Scale: 1}, s.v[1], s.v[1])
		VMOVUPD(s.v[1], Mem{Base: p.g, Index: i, Scale: 1})
		ADDQ(Imm(8), sum)
		ADDQ(Imm(row), i)
	})
	s.descend(p, 1.0/64)

	fall, curve, most := s.v[0], s.v[1], s.v[2] // −g·d, dᵀBd, max −d/x
	d, x0, g0, t := s.v[3], s.v[4], s.v[5], s.v[6]
	s.zero(fall)
	s.zero(curve)
	s.zero(most)
	XORQ(i, i)
	again("num", num)
	again("sums", sum)
	again("k", left)
	loop("ratios", left, func() {
		VMOVUPD(Mem{Base: p.low, Index: i, Scale: 1}, x0)
		VSUBPD(Mem{Base: p.x, Index: i, Scale: 1}, x0, t) // −d
		VBROADCASTSD(at(sum, 0), g0)
		VSUBPD(Mem{Base: num, Index: i, Scale: 1}, g0, g0)
		VFMADD231PD(g0, t, fall)
		VMOVUPD(Mem{Base: p.x, Index: i, Scale: 1}, d)
		VSUBPD(x0, d, d)
		VDIVPD(x0, t, t)
		VMAXPD(most, t, most)
		VMOVUPD(Mem{Base: p.g, Index: i, Scale: 1}, t)
		VSUBPD(g0, t, t)
		VFMADD231PD(t, d, curve)
		ADDQ(Imm(8), sum)
		ADDQ(Imm(row), i)
	})
	alpha, least := s.v[7], s.v[8]
	VADDPD(fall, fall, fall)
	VFMADD231PD(most, fall, curve)
	VDIVPD(curve, fall, alpha)
	s.zero(t)
	VMAXPD(t, alpha, alpha)
	VBROADCASTSD(number("one", 1), t)
	VMINPD(t, alpha, alpha)
	VBROADCASTSD(number("floor", 1e-150), least)
	XORQ(i, i)
	again("k", left)
	loop("damp", left, func() {
		VMOVUPD(Mem{Base: p.low, Index: i, Scale: 1}, x0)
		VMOVUPD(Mem{Base: p.x, Index: i, Scale: 1}, d)
		VSUBPD(x0, d, d)
		VMOVUPD(x0, t)
		VFMADD231PD(d, alpha, t)
		VMINPD(least, x0, x0)
		VMAXPD(x0, t, t)
		VMOVUPD(t, Mem{Base: p.x, Index: i, Scale: 1})
		ADDQ(Imm(row), i)
	})
	end()
}

// coordinateStep is kernel.CoordinateStep; the first tile of work is zero before.
func (s isa) coordinateStep() {
	s.text("coordinateStep", "func(x, num, hess, work *float64, k, sweeps int)")
	p := newStep()
	num, stride, column, outer := arg("num"), arg("k"), arg("hess"), arg("k")
	SHLQ(Imm(6), stride)
	a, b, xb, left := GP64(), GP64(), GP64(), GP64()
	sum, t, none := s.v[0], s.v[1], s.v[2]
	XORQ(a, a)
	s.zero(none)
	loop("gradient", outer, func() {
		VSUBPD(Mem{Base: num, Index: a, Scale: 1}, none, sum)
		MOVQ(p.x, xb)
		MOVQ(column, b)
		MOVQ(a, left)
		SHRQ(Imm(6), left)
		JZ(LabelRef("gradientDiagonal"))
		loop("gradientAbove", left, func() {
			VMOVUPD(at(b, 0), t)
			VFMADD231PD(at(xb, 0), t, sum)
			ADDQ(stride, b)
			ADDQ(Imm(row), xb)
		})
		Label("gradientDiagonal")
		MOVQ(outer, left)
		loop("gradientAlong", left, func() {
			VMOVUPD(at(b, 0), t)
			VFMADD231PD(at(xb, 0), t, sum)
			ADDQ(Imm(row), b)
			ADDQ(Imm(row), xb)
		})
		VMOVUPD(sum, Mem{Base: p.g, Index: a, Scale: 1})
		ADDQ(Imm(row), a)
		ADDQ(Imm(row), column)
	})
	s.descend(p, 0)
	end()
}
