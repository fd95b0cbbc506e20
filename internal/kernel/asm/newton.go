package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// curvature turns the approximation r into the quotient q = v/r and t = q/r, by
// way of 1/r; r is lost.
func (s isa) curvature(v reg.Register, ones, r, q, t, none, mask reg.VecPhysical) {
	s.ratio(ones, r, r, none, mask)
	VMULPD(at(v, 0), r, q)
	VMULPD(q, r, t)
}

// newtonSums is kernel.NewtonSums at one rank, all sums in registers. While a
// row's quotients are added up, the next row's approximation is under way: one
// after the other they would wait for each other's results.
func (s isa) newtonSums(k int) {
	s.text(label("newtonSums%d_", k), "func(num, hess, v, f, x *float64, rows int)")
	num, hess, v, f, x, rows := arg("num"), arg("hess"), arg("v"), arg("f"), arg("x"), arg("rows")
	all := k + k*(k+1)/2
	sums, pairs, rest := s.v[:k], s.v[k:all], s.v[all:]
	for _, a := range s.v[:all] {
		s.zero(a)
	}
	ones, r, q, t, tmp := rest[0], rest[1], rest[2], rest[3], rest[4]
	rest = rest[5:]
	VBROADCASTSD(one, ones)
	none := tmp
	if !s.wide {
		none, rest = rest[0], rest[1:]
		s.zero(none)
	}
	xs := s.tile(x, k, &rest, 0)

	approximate := func(f Mem) {
		s.mul(f, xs[0], r)
		for a := 1; a < k; a++ {
			f.Disp += 8
			s.fma(f, xs[a], r, tmp)
		}
	}
	second := ones
	if len(rest) > 0 {
		second = rest[0]
	}
	add := func() {
		for a := range k {
			s.fma(at(f, 8*a), q, sums[a], tmp)
		}
		pair := 0
		for a := range k {
			s.mul(at(f, 8*a), t, second)
			for b := a; b < k; b++ {
				s.fma(at(f, 8*b), second, pairs[pair], tmp)
				pair++
			}
		}
	}
	approximate(at(f, 0))
	s.curvature(v, ones, r, q, t, none, tmp)
	DECQ(rows)
	JZ(LabelRef("last"))
	loop("rows", rows, func() {
		approximate(at(f, 8*k))
		add()
		ADDQ(Imm(row), v)
		ADDQ(Imm(uint64(8*k)), f)
		if second == ones {
			VBROADCASTSD(one, ones)
		}
		s.curvature(v, ones, r, q, t, none, tmp)
	})
	Label("last")
	add()
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

// quotients stores, for rows of a panel, the quotient v/r and what it is over r
// once more: 2·8 lanes a row.
func (s isa) quotients() {
	s.text("quotients", "func(out, v, f, x *float64, k, rows int)")
	out, v, f, x, k, rows := arg("out"), arg("v"), arg("f"), arg("x"), arg("k"), arg("rows")
	ones, r, q, tmp, none := s.v[0], s.v[1], s.v[2], s.v[3], s.v[4]
	VBROADCASTSD(one, ones)
	s.zero(none)
	loop("rows", rows, func() {
		s.approximation("approximation", f, x, k, r, tmp)
		s.curvature(v, ones, r, q, r, none, tmp)
		VMOVUPD(q, at(out, 0))
		VMOVUPD(r, at(out, row))
		ADDQ(Imm(row), v)
		ADDQ(U32(2*row), out)
	})
	end()
}

// hessianRow adds what quotients stored to num[a] and to so many entries of a row
// of the Hessian, from the diagonal on. f begins at column a; stride is that of its
// rows in bytes.
func (s isa) hessianRow(columns int) {
	s.text(label("hessianRow%d_", columns), "func(num, hess, quotients, f *float64, stride, rows int)")
	num, hess, quotients, f, stride, rows := arg("num"), arg("hess"), arg("quotients"), arg("f"), arg("stride"), arg("rows")
	pairs := s.v[:columns]
	sum, second, tmp := s.v[columns], s.v[columns+1], s.v[columns+2]
	for b, p := range pairs {
		VMOVUPD(at(hess, row*b), p)
	}
	VMOVUPD(at(num, 0), sum)
	loop("rows", rows, func() {
		VBROADCASTSD(at(f, 0), tmp)
		VFMADD231PD(at(quotients, 0), tmp, sum)
		VMULPD(at(quotients, row), tmp, second)
		for b, p := range pairs {
			s.fma(at(f, 8*b), second, p, tmp)
		}
		ADDQ(U32(2*row), quotients)
		ADDQ(stride, f)
	})
	for b, p := range pairs {
		VMOVUPD(p, at(hess, row*b))
	}
	VMOVUPD(sum, at(num, 0))
	end()
}

// newtonSumsAny is kernel.NewtonSums at any rank; num and hess are zero before.
func (s isa) newtonSumsAny() {
	s.text("newtonSums", "func(num, hess, v, f, x *float64, k, rows int)")
	num, hess, v, f, x, k, rows := arg("num"), arg("hess"), arg("v"), arg("f"), arg("x"), arg("k"), arg("rows")
	ones, r, q, tmp, none, sum, second := s.v[0], s.v[1], s.v[2], s.v[3], s.v[4], s.v[5], s.v[6]
	VBROADCASTSD(one, ones)
	s.zero(none)
	fa, fb, na, hb, left := GP64(), GP64(), GP64(), GP64(), GP64()
	loop("rows", rows, func() {
		MOVQ(f, fa)
		s.approximation("approximation", f, x, k, r, tmp)
		s.curvature(v, ones, r, q, r, none, tmp)
		MOVQ(num, na)
		MOVQ(hess, hb)
		Label("first")
		VMOVUPD(at(na, 0), sum)
		s.fma(at(fa, 0), q, sum, tmp)
		VMOVUPD(sum, at(na, 0))
		// hess[a,b] for b from a on; f is at the end of the row.
		MOVQ(fa, fb)
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
