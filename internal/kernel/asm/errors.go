package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// squaredError is kernel.SquaredError; of lists, what entries change in the squares of their
// approximations, (v − r)² − r² = v(v − 2r).
func (s isa) squaredError() {
	s.text("squaredError", "func(sums, v, f, x *float64, k, rows int)")
	sums, v, f, x, k, rows := arg("sums"), arg("v"), arg("f"), arg("x"), arg("k"), arg("rows")
	r, d, tmp, sum := s.v[0], s.v[1], s.v[2], s.v[3]
	s.begin(sum, at(sums, 0))
	loop("rows", rows, func() {
		s.approximation("approximation", f, x, k, r, tmp, s.step())
		if VMOVUPD(at(v, 0), d); s.own {
			VADDPD(r, r, r)
			VSUBPD(r, d, r)
			VFMADD231PD(r, d, sum)
		} else {
			VSUBPD(r, d, d)
			VFMADD231PD(d, d, sum)
		}
		ADDQ(Imm(row), v)
	})
	VMOVUPD(sum, at(sums, 0))
	end()
}

// divergence is kernel.Divergence; of lists, v ln(v/r) − v of the entries. The logarithm is
// kernel/log.go's, constants in
// table in the order of LogTable.
func (s isa) divergence() {
	s.text("divergence", "func(sums, v, f, x, table *float64, k, rows int)")
	sums, v, f, x, table, k, rows := arg("sums"), arg("v"), arg("f"), arg("x"), arg("table"), arg("k"), arg("rows")
	r, value, y, e, m, fr, z, p, half, t, c, sum, none, mask := s.v[0], s.v[1], s.v[2], s.v[3], s.v[4], s.v[5], s.v[6],
		s.v[7], s.v[8], s.v[9], s.v[10], s.v[11], s.v[12], s.v[13]
	set := func(i int, dst reg.VecPhysical) { VBROADCASTSD(at(table, 8*i), dst) }
	// What every row needs stays in registers as far as they go.
	kept := map[int]reg.VecPhysical{}
	if s.wide {
		rest := s.v[14:]
		for _, i := range []int{bias, toOne, two52, mantissaBits, rootHalf, oneNumber, twoNumber, halfNumber,
			ln2Low, ln2High} {
			kept[i], rest = rest[0], rest[1:]
			set(i, kept[i])
		}
		for j := 1; j < seriesLength; j++ {
			kept[series+j], rest = rest[0], rest[1:]
			set(series+j, kept[series+j])
		}
	}
	constant := func(i int) reg.VecPhysical {
		if r, ok := kept[i]; ok {
			return r
		}
		set(i, c)
		return c
	}
	s.begin(sum, at(sums, 0))
	s.zero(none)
	loop("rows", rows, func() {
		s.approximation("approximation", f, x, k, r, t, s.step())
		VMOVUPD(at(v, 0), value)
		VDIVPD(r, value, y)

		// Denormal numbers are scaled up.
		set(smallest, c)
		if r, ok := kept[bias]; ok {
			VMOVAPD(r, e)
		} else {
			set(bias, e)
		}
		if s.wide {
			VCMPPD(U8(1), c, y, reg.K2) // y < c
			set(up, c)
			VMULPD(c, y, reg.K2, y)
			set(upBias, c)
			VADDPD(c, e, reg.K2, e)
		} else {
			VCMPPD(U8(1), c, y, mask)
			set(up, c)
			VMULPD(c, y, t)
			VBLENDVPD(mask, t, y, y)
			set(upBias, c)
			VANDPD(mask, c, c)
			VADDPD(c, e, e)
		}
		// Exponent and mantissa. An exponent becomes a number as the low bits
		// of 2⁵².
		VPADDQ(constant(toOne), y, m)
		VPSRLQ(U8(52), m, t)
		s.or(constant(two52), t)
		VSUBPD(constant(two52), t, t)
		VADDPD(t, e, e)
		s.and(constant(mantissaBits), m)
		VPADDQ(constant(rootHalf), m, m)
		VSUBPD(constant(oneNumber), m, fr)
		// s = f/(2+f), z = s²; fr is f, m is s.
		VADDPD(fr, constant(twoNumber), c)
		VDIVPD(c, fr, m)
		VMULPD(m, m, z)
		set(series, p) // 0·z + c
		for j := 1; j < seriesLength; j++ {
			VFMADD213PD(constant(series+j), z, p)
		}
		VMULPD(fr, constant(halfNumber), half)
		VMULPD(fr, half, half)
		VFMADD213PD(half, z, p) // f²/2 + R
		VMULPD(constant(ln2Low), e, t)
		VFMADD231PD(p, m, t) // tail
		VSUBPD(t, half, half)
		VSUBPD(half, fr, fr)
		VFMADD231PD(constant(ln2High), e, fr)
		// Infinity stays, and where v is 0 the term is r.
		set(infinite, c)
		if s.own {
			s.zero(r)
		}
		VSUBPD(value, r, t)
		if s.wide {
			VCMPPD(U8(0), c, y, reg.K2)
			VMOVUPD(c, reg.K2, fr)
			VFMADD231PD(fr, value, t)
			VCMPPD(U8(0), none, value, reg.K2)
			VMOVUPD(r, reg.K2, t)
		} else {
			VCMPPD(U8(0), c, y, mask)
			VBLENDVPD(mask, c, fr, fr)
			VFMADD231PD(fr, value, t)
			VCMPPD(U8(0), none, value, mask)
			VBLENDVPD(mask, r, t, t)
		}
		VADDPD(t, sum, sum)
		ADDQ(Imm(row), v)
	})
	VMOVUPD(sum, at(sums, 0))
	end()
}

// Places in the table of constants, as kernel/amd64.go fills it.
const (
	smallest = iota
	bias
	up
	upBias
	toOne
	two52
	mantissaBits
	rootHalf
	oneNumber
	twoNumber
	halfNumber
	ln2Low
	ln2High
	infinite
	series
	seriesLength = 9
)

func (s isa) or(c, t reg.VecPhysical) {
	if s.wide {
		VPORQ(c, t, t)
	} else {
		VPOR(c, t, t)
	}
}

func (s isa) and(c, t reg.VecPhysical) {
	if s.wide {
		VPANDQ(c, t, t)
	} else {
		VPAND(c, t, t)
	}
}
