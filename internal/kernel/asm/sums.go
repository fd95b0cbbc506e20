package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// columnSums is kernel.ColumnSums at ranks up to eight, for AVX-512: a row is the
// first k lanes of a vector.
func (s isa) columnSums() {
	s.text("columnSums", "func(sums, f *float64, k, lanes, rows int)")
	sums, f, k, lanes, rows := arg("sums"), arg("f"), arg("k"), arg("lanes"), arg("rows")
	KMOVW(lanes.(reg.GP).As32(), reg.K1)
	SHLQ(Imm(3), k)
	sum, x := s.v[0], s.v[1]
	s.zero(sum)
	loop("rows", rows, func() {
		VMOVUPD_Z(at(f, 0), reg.K1, x)
		VADDPD(x, sum, sum)
		ADDQ(k, f)
	})
	VMOVUPD(sum, reg.K1, at(sums, 0))
	end()
}

// tileSums is the loop of kernel.TileSums, from tiles of single precision to sums
// of double: k rows of sixteen lanes.
func (s isa) tileSums() {
	s.text("tileSums", "func(sums *float64, f *float32, k, tiles int)")
	sums, f, k, tiles := arg("sums"), arg("f"), arg("k"), arg("tiles")
	to, left := GP64(), GP64()
	loop("tiles", tiles, func() {
		MOVQ(sums, to)
		MOVQ(k, left)
		loop("rows", left, func() {
			for part := 0; part < row; part += s.bytes() / 2 {
				VCVTPS2PD(at(f, part), s.v[0])
				VADDPD(at(to, 2*part), s.v[0], s.v[0])
				VMOVUPD(s.v[0], at(to, 2*part))
			}
			ADDQ(Imm(row), f)
			ADDQ(U32(2*row), to)
		})
	})
	end()
}

// pairProducts is kernel.PairsSingle: to every tile of f, those of its columns' products.
func (s isa) pairProducts() {
	s.text("pairProducts", "func(pairs, f *float32, k, tiles int)")
	pairs, f, k, tiles := arg("pairs"), arg("f"), arg("k"), arg("tiles")
	fb, left, inner := GP64(), GP64(), GP64()
	loop("tiles", tiles, func() {
		MOVQ(k, left)
		loop("first", left, func() {
			MOVQ(f, fb)
			MOVQ(left, inner)
			loop("second", inner, func() {
				for part := 0; part < row; part += s.bytes() {
					VMOVUPS(at(f, part), s.v[0])
					VMULPS(at(fb, part), s.v[0], s.v[0])
					VMOVUPS(s.v[0], at(pairs, part))
				}
				ADDQ(Imm(row), fb)
				ADDQ(Imm(row), pairs)
			})
			ADDQ(Imm(row), f)
		})
	})
	end()
}

// quotientSums is kernel.QuotientSums at one rank, all sums in registers.
func (s isa) quotientSums(k int) {
	s.text(label("quotientSums%d_", k), "func(num, v, f, x *float64, rows int)")
	num, v, f, x, rows := arg("num"), arg("v"), arg("f"), arg("x"), arg("rows")
	sums, rest := s.v[:k], s.v[k:]
	for a, sum := range sums {
		s.begin(sum, at(num, row*a))
	}
	xs := s.tile(x, k, &rest, 4)
	advance := s.rows(k)
	q, r, none, tmp := rest[0], rest[1], rest[2], rest[3]
	if !s.wide {
		s.zero(none)
	}
	loop("rows", rows, func() {
		s.mul(s.column(f, 0), xs[0], r)
		for a := 1; a < k; a++ {
			s.fma(s.column(f, a), xs[a], r, tmp)
		}
		VMOVUPD(at(v, 0), q)
		s.ratio(q, r, q, none, tmp)
		for a := range k {
			s.fma(s.column(f, a), q, sums[a], tmp)
		}
		s.next(v)
		advance(f)
	})
	for a := range k {
		VMOVUPD(sums[a], at(num, row*a))
	}
	end()
}

// tile is the k rows of a tile as operands: in registers where so many are left
// that others remain, else in memory.
func (s isa) tile(x reg.Register, k int, rest *[]reg.VecPhysical, others int) []Op {
	var ops []Op
	for a := range k {
		if len(*rest) < k-a+others {
			ops = append(ops, at(x, row*a))
			continue
		}
		VMOVUPD(at(x, row*a), (*rest)[0])
		ops, *rest = append(ops, (*rest)[0]), (*rest)[1:]
	}
	return ops
}

// approximation sets r to the product of a row of f, whose numbers lie step bytes
// apart, with the tile x, in a loop over k. It ends with f after the last.
func (s isa) approximation(name string, f, x, k reg.Register, r, tmp reg.VecPhysical, step int) {
	s.zero(r)
	xa, left := GP64(), GP64()
	MOVQ(x, xa)
	MOVQ(k, left)
	loop(name, left, func() {
		s.take(at(f, 0), tmp)
		s.fmadd(at(xa, 0), tmp, r)
		ADDQ(Imm(uint64(step)), f)
		ADDQ(Imm(row), xa)
	})
}

// quotientSumsAny is kernel.QuotientSums at any rank; num is zero before.
func (s isa) quotientSumsAny() {
	s.text("quotientSums", "func(num, v, f, x *float64, k, rows int)")
	num, v, f, x, k, rows := arg("num"), arg("v"), arg("f"), arg("x"), arg("k"), arg("rows")
	q, r, none, tmp, sum := s.v[0], s.v[1], s.v[2], s.v[3], s.v[4]
	s.zero(none)
	fa, na, left := GP64(), GP64(), GP64()
	loop("rows", rows, func() {
		MOVQ(f, fa)
		s.approximation("approximation", f, x, k, r, tmp, s.step())
		VMOVUPD(at(v, 0), q)
		s.ratio(q, r, q, none, tmp)
		MOVQ(num, na)
		MOVQ(k, left)
		loop("sums", left, func() {
			VMOVUPD(at(na, 0), sum)
			s.fma(at(fa, 0), q, sum, tmp)
			VMOVUPD(sum, at(na, 0))
			ADDQ(Imm(uint64(s.step())), fa)
			ADDQ(Imm(row), na)
		})
		s.next(v)
	})
	end()
}

// products is kernel.Products for some columns of f, whose rows lie stride bytes
// apart.
func (s isa) products(columns int) {
	s.text(label("products%d_", columns), "func(num, v, f *float64, stride, rows int)")
	num, v, f, stride, rows := arg("num"), arg("v"), arg("f"), arg("stride"), arg("rows")
	sums, x, tmp := s.v[:columns], s.v[columns], s.v[columns+1]
	for a, sum := range sums {
		s.begin(sum, at(num, row*a))
	}
	loop("rows", rows, func() {
		VMOVUPD(at(v, 0), x)
		for a := range columns {
			s.fma(s.column(f, a), x, sums[a], tmp)
		}
		s.next(v)
		ADDQ(stride, f)
	})
	for a := range columns {
		VMOVUPD(sums[a], at(num, row*a))
	}
	end()
}

// scaleRatio is kernel.ScaleRatio.
func (s isa) scaleRatio() {
	s.text("scaleRatio", "func(x, num, den *float64, k int)")
	x, num, den, k := arg("x"), arg("num"), arg("den"), arg("k")
	p, d, none, tmp := s.v[0], s.v[1], s.v[2], s.v[3]
	s.zero(none)
	loop("rows", k, func() {
		VMOVUPD(at(x, 0), p)
		VMULPD(at(num, 0), p, p)
		VBROADCASTSD(at(den, 0), d)
		s.ratio(p, d, p, none, tmp)
		VMOVUPD(p, at(x, 0))
		ADDQ(Imm(row), x)
		ADDQ(Imm(row), num)
		ADDQ(Imm(8), den)
	})
	end()
}
