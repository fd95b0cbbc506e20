package main

import (
	"math"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// number is a constant in memory. (A whole number given as F64 would be written
// as an integer.)
func number(name string, x float64) Mem { return ConstData(name, U64(math.Float64bits(x))) }

// Constants of kernel.NewtonStep.
var (
	one        = number("one", 1)
	minusOne   = number("minusOne", -1)
	leastShare = number("leastShare", 1.0/64)
	negligible = number("negligible", 1e-8)
	margin     = number("margin", 1+1.0/1024)
	relaxation = number("relaxation", 1.7)
	flat       = number("flat", 1e-290)
	toTheEdge  = number("toTheEdge", -1e290)
)

// negInverse sets to to −1/h, or to toTheEdge where h < flat. tmp is used on AVX2.
func (s isa) negInverse(h, to, minusOnes, flats reg.VecPhysical, tmp ...reg.VecPhysical) {
	VBROADCASTSD(toTheEdge, to)
	if s.wide {
		VCMPPD(U8(13), flats, h, reg.K1) // h ≥ flat
		VDIVPD(h, minusOnes, reg.K1, to)
		return
	}
	VCMPPD(U8(13), flats, h, tmp[0])
	VDIVPD(h, minusOnes, h)
	VBLENDVPD(tmp[0], h, to, to)
}

// lowest sets low to the edge of the region for x, given 1e-8 of the lane's sum
// and the number sum.
func (s isa) lowest(x Op, sum Mem, share, low, tmp reg.VecPhysical) {
	VBROADCASTSD(sum, tmp)
	VDIVPD(tmp, share, low)
	VMINPD(x, low, low) // x where low is no number
	VBROADCASTSD(leastShare, tmp)
	VMULPD(x, tmp, tmp)
	VMAXPD(low, tmp, low)
}

// alpha turns −g·d, dᵀBd and s into the length of the step, in fall's place.
func (s isa) alpha(fall, curve, most, tmp reg.VecPhysical) {
	VBROADCASTSD(margin, tmp)
	VMULPD(tmp, most, most)
	VADDPD(fall, fall, fall)
	VFMADD231PD(most, fall, curve)
	VDIVPD(curve, fall, fall)
	s.zero(tmp)
	VMAXPD(tmp, fall, fall)
	VBROADCASTSD(relaxation, tmp)
	VMINPD(tmp, fall, fall)
}

// newtonStep is kernel.NewtonStep at one rank, all in registers.
func (s isa) newtonStep(k int) {
	s.text(label("newtonStep%d_", k), "func(x, num, sums, hess *float64, sweeps int)")
	x, num, sums, hess, sweeps := arg("x"), arg("num"), arg("sums"), arg("hess"), arg("sweeps")
	take := func(from *[]reg.VecPhysical) (r []reg.VecPhysical) {
		r, *from = (*from)[:k], (*from)[k:]
		return r
	}
	rest := s.v
	xs, g, low, inverse := take(&rest), take(&rest), take(&rest), take(&rest)
	t, u, w, y := rest[0], rest[1], rest[2], rest[3]

	s.zero(t)
	for a := range k {
		VMOVUPD(at(x, row*a), xs[a])
		s.fma(at(sums, 8*a), xs[a], t, u)
	}
	VBROADCASTSD(negligible, u)
	VMULPD(u, t, t)
	for a := range k {
		s.lowest(xs[a], at(sums, 8*a), t, low[a], u)
		VBROADCASTSD(at(sums, 8*a), u)
		VSUBPD(at(num, row*a), u, g[a])
	}
	VBROADCASTSD(minusOne, t)
	VBROADCASTSD(flat, u)
	for a := range k {
		VMOVUPD(at(hess, row*(a*k+a)), w)
		s.negInverse(w, inverse[a], t, u, y)
	}
	loop("sweeps", sweeps, func() {
		for a := range k {
			VMULPD(inverse[a], g[a], t)
			VADDPD(t, xs[a], t)
			VMAXPD(low[a], t, t)
			VSUBPD(xs[a], t, u)
			VMOVAPD(t, xs[a])
			for b := range k {
				VFMADD231PD(at(hess, row*(min(a, b)*k+max(a, b))), u, g[b])
			}
		}
	})
	fall, curve, most := low[0], inverse[0], t
	for _, r := range []reg.VecPhysical{fall, curve, most} {
		s.zero(r)
	}
	for a := range k {
		VBROADCASTSD(at(sums, 8*a), u)
		VSUBPD(at(num, row*a), u, u)
		VMOVUPD(at(x, row*a), w)
		VSUBPD(xs[a], w, y) // −d
		VFMADD231PD(u, y, fall)
		VDIVPD(w, y, y)
		VMAXPD(most, y, most)
		VSUBPD(u, g[a], g[a])
		VSUBPD(w, xs[a], xs[a]) // d
		VFMADD231PD(g[a], xs[a], curve)
	}
	s.alpha(fall, curve, most, u)
	for a := range k {
		VMOVUPD(at(x, row*a), w)
		VFMADD231PD(xs[a], fall, w)
		VMOVUPD(w, at(x, row*a))
	}
	end()
}

// step are the tiles that newtonStepAny and coordinateStep share. Registers are
// few: what is read seldom is fetched from the arguments again.
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

// descend is the coordinate descent of kernel/newton.go.
func (s isa) descend(p step) {
	h, minusOnes, flats, inverse := s.v[0], s.v[1], s.v[2], s.v[3]
	VBROADCASTSD(minusOne, minusOnes)
	VBROADCASTSD(flat, flats)
	stride := arg("k") // of the diagonal of hess
	ADDQ(Imm(1), stride)
	SHLQ(Imm(6), stride)
	diagonal, to, left := GP64(), GP64(), GP64()
	again("hess", diagonal)
	MOVQ(p.inverse, to)
	again("k", left)
	loop("inverses", left, func() {
		VMOVUPD(at(diagonal, 0), h)
		s.negInverse(h, inverse, minusOnes, flats, s.v[4])
		VMOVUPD(inverse, at(to, 0))
		ADDQ(stride, diagonal)
		ADDQ(Imm(row), to)
	})

	x, next, g := s.v[0], s.v[1], s.v[2]
	SUBQ(Imm(row), stride) // now of a row of hess
	a, b, gb, column := GP64(), GP64(), GP64(), GP64()
	loop("sweeps", arg("sweeps"), func() {
		XORQ(a, a) // offset of row a of a tile
		again("hess", column)
		outer := arg("k")
		loop("coordinates", outer, func() {
			VMOVUPD(Mem{Base: p.x, Index: a, Scale: 1}, x)
			VMOVUPD(Mem{Base: p.g, Index: a, Scale: 1}, next)
			VMULPD(Mem{Base: p.inverse, Index: a, Scale: 1}, next, next)
			VADDPD(next, x, next)
			VMAXPD(Mem{Base: p.low, Index: a, Scale: 1}, next, next)
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
			MOVQ(outer, left)
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

// newtonStepAny is kernel.NewtonStep at any rank.
func (s isa) newtonStepAny() {
	s.text("newtonStep", "func(x, num, sums, hess, work *float64, k, sweeps int)")
	p := newStep()
	x0 := GP64() // the fourth tile of work: x as it was
	original := func() {
		MOVQ(p.inverse, x0)
		ADDQ(p.inverse, x0)
		SUBQ(p.g, x0)
	}
	original()
	num, sum := arg("num"), arg("sums")
	i, left := GP64(), arg("k")
	share, tmp := s.v[0], s.v[1]
	s.zero(share)
	XORQ(i, i)
	loop("total", left, func() {
		VMOVUPD(Mem{Base: p.x, Index: i, Scale: 1}, tmp)
		VMOVUPD(tmp, Mem{Base: x0, Index: i, Scale: 1})
		s.fma(at(sum, 0), tmp, share, s.v[2])
		ADDQ(Imm(8), sum)
		ADDQ(Imm(row), i)
	})
	VBROADCASTSD(negligible, tmp)
	VMULPD(tmp, share, share)
	XORQ(i, i)
	again("sums", sum)
	again("k", left)
	loop("gradient", left, func() {
		s.lowest(Mem{Base: p.x, Index: i, Scale: 1}, at(sum, 0), share, s.v[2], tmp)
		VMOVUPD(s.v[2], Mem{Base: p.low, Index: i, Scale: 1})
		VBROADCASTSD(at(sum, 0), tmp)
		VSUBPD(Mem{Base: num, Index: i, Scale: 1}, tmp, tmp)
		VMOVUPD(tmp, Mem{Base: p.g, Index: i, Scale: 1})
		ADDQ(Imm(8), sum)
		ADDQ(Imm(row), i)
	})
	s.descend(p)

	original()
	fall, curve, most := s.v[0], s.v[1], s.v[2]
	d, old, g0, t := s.v[3], s.v[4], s.v[5], s.v[6]
	for _, r := range []reg.VecPhysical{fall, curve, most} {
		s.zero(r)
	}
	XORQ(i, i)
	again("num", num)
	again("sums", sum)
	again("k", left)
	loop("ratios", left, func() {
		VMOVUPD(Mem{Base: x0, Index: i, Scale: 1}, old)
		VMOVUPD(Mem{Base: p.x, Index: i, Scale: 1}, d)
		VSUBPD(d, old, t) // −d
		VSUBPD(old, d, d)
		VBROADCASTSD(at(sum, 0), g0)
		VSUBPD(Mem{Base: num, Index: i, Scale: 1}, g0, g0)
		VFMADD231PD(g0, t, fall)
		VDIVPD(old, t, t)
		VMAXPD(most, t, most)
		VMOVUPD(Mem{Base: p.g, Index: i, Scale: 1}, t)
		VSUBPD(g0, t, t)
		VFMADD231PD(t, d, curve)
		ADDQ(Imm(8), sum)
		ADDQ(Imm(row), i)
	})
	s.alpha(fall, curve, most, t)
	XORQ(i, i)
	again("k", left)
	loop("relax", left, func() {
		VMOVUPD(Mem{Base: x0, Index: i, Scale: 1}, old)
		VMOVUPD(Mem{Base: p.x, Index: i, Scale: 1}, d)
		VSUBPD(old, d, d)
		VFMADD231PD(d, fall, old)
		VMOVUPD(old, Mem{Base: p.x, Index: i, Scale: 1})
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
	s.descend(p)
	end()
}
