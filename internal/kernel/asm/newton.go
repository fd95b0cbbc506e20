package main

import (
	"math/bits"

	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// curvature turns the approximation r into the quotient q = v/r and t = q/r, by
// way of 1/r; r is lost.
func (s isa) curvature(v reg.Register, ones, r, q, t, none, mask reg.VecPhysical) {
	s.ratio(ones, r, r, none, mask)
	s.mulp(at(v, 0), r, q)
	s.mulp(q, r, t)
}

// newtonSums is kernel.NewtonSums at one rank, all sums in registers. While a
// row's quotients are added up, the next row's approximation is under way: one
// after the other they would wait for each other's results.
//
// At single precision num and hess are added to, f is held as tiles, and so are the
// products of its columns, in pairs.
func (s isa) newtonSums(k int) {
	s.text(label("newtonSums%d_", k), s.signature("func(num, hess, v, f, x *T, rows int)", "pairs"))
	num, hess, v, f, x, rows := arg("num"), arg("hess"), arg("v"), arg("f"), arg("x"), arg("rows")
	all := k + k*(k+1)/2
	sums, entries, rest := s.v[:k], s.v[k:all], s.v[all:]
	for a, sum := range sums {
		s.begin(sum, at(num, row*a))
	}
	for pair, at := range s.hessian(hess, k) {
		s.begin(entries[pair], at)
	}
	ones, r, q, t, tmp := rest[0], rest[1], rest[2], rest[3], rest[4]
	rest = rest[5:]
	s.spread(s.number("one"), ones)
	none := tmp
	if !s.wide {
		none, rest = rest[0], rest[1:]
		s.zero(none)
	}
	xs := s.tile(x, k, &rest, 0)

	next := GP64() // the row of f after the one being added up
	MOVQ(f, next)
	advance := s.rows(k)
	var pairs reg.Register
	var advancePairs func(reg.Register)
	if s.single {
		pairs, advancePairs = arg("pairs"), s.rows(k*(k+1)/2)
	}
	approximate := func() {
		s.mul(s.column(next, 0), xs[0], r)
		for a := 1; a < k; a++ {
			s.fma(s.column(next, a), xs[a], r, tmp)
		}
	}
	second := ones
	if len(rest) > 0 {
		second = rest[0]
	}
	add := func() {
		for a := range k {
			s.fma(s.column(f, a), q, sums[a], tmp)
		}
		if s.single {
			for pair, entry := range entries {
				s.fma(s.column(pairs, pair), t, entry, tmp)
			}
			return
		}
		pair := 0
		for a := range k {
			s.mul(s.column(f, a), t, second)
			for b := a; b < k; b++ {
				s.fma(s.column(f, b), second, entries[pair], tmp)
				pair++
			}
		}
	}
	approximate()
	s.curvature(v, ones, r, q, t, none, tmp)
	DECQ(rows)
	JZ(LabelRef("last"))
	loop("rows", rows, func() {
		advance(next)
		approximate()
		add()
		s.next(v)
		MOVQ(next, f)
		if s.single {
			advancePairs(pairs)
		} else if second == ones {
			s.spread(s.number("one"), ones)
		}
		s.curvature(v, ones, r, q, t, none, tmp)
	})
	Label("last")
	add()
	for a := range k {
		s.store(sums[a], at(num, row*a))
	}
	for pair, at := range s.hessian(hess, k) {
		s.store(entries[pair], at)
	}
	end()
}

// hessian are the places of the entries from the diagonal on, in order of their rows.
func (s isa) hessian(hess reg.Register, k int) (places []Mem) {
	for a := range k {
		for b := a; b < k; b++ {
			places = append(places, at(hess, row*(a*k+b)))
		}
	}
	return places
}

// store writes a sum; at single precision, where it is that of a chunk, it is added
// to what stands there.
func (s isa) store(sum reg.VecPhysical, to Mem) {
	if s.single {
		s.addp(to, sum, sum)
	}
	s.move(sum, to)
}

// quotients stores, for rows of a panel, the quotient v/r and what it is over r
// once more: 2·8 lanes a row.
func (s isa) quotients() {
	s.text("quotients", s.signature("func(out, v, f, x *T, k, rows int)"))
	out, v, f, x, k, rows := arg("out"), arg("v"), arg("f"), arg("x"), arg("k"), arg("rows")
	ones, r, q, tmp, none := s.v[0], s.v[1], s.v[2], s.v[3], s.v[4]
	s.spread(s.number("one"), ones)
	s.zero(none)
	fa, step := f, s.step()
	if s.single { // f stays at the row's first column
		fa = GP64()
	}
	advance := s.rowsOf(k)
	loop("rows", rows, func() {
		if s.single {
			MOVQ(f, fa)
		}
		s.approximation("approximation", fa, x, k, r, tmp, step)
		s.curvature(v, ones, r, q, r, none, tmp)
		if s.single {
			advance(f)
		}
		s.move(q, at(out, 0))
		s.move(r, at(out, row))
		s.next(v)
		ADDQ(U32(2*row), out)
	})
	end()
}

// hessianRow adds what quotients stored to num[a] and to so many entries of a row
// of the Hessian, from the diagonal on. f begins at column a, pairs at the product with
// itself; stride is that of f's rows in bytes, at single precision from one tile to
// the next, and so is pairStride.
func (s isa) hessianRow(columns int) {
	signature := "func(num, hess, quotients, f *float64, stride, rows int)"
	if s.single {
		signature = "func(num, hess, quotients, f, pairs *float32, stride, pairStride, rows int)"
	}
	s.text(label("hessianRow%d_", columns), signature)
	num, hess, quotients, f := arg("num"), arg("hess"), arg("quotients"), arg("f")
	stride, rows := arg("stride"), arg("rows")
	advance := s.rowsApart(stride)
	products := f
	var advancePairs func(reg.Register)
	if s.single {
		products, advancePairs = arg("pairs"), s.rowsApart(arg("pairStride"))
	}
	pairs := s.v[:columns]
	sum, second, tmp := s.v[columns], s.v[columns+1], s.v[columns+2]
	load := func(from Mem, p reg.VecPhysical) {
		if s.single { // a chunk's sum begins at 0
			s.zero(p)
		} else {
			s.move(from, p)
		}
	}
	for b, p := range pairs {
		load(at(hess, row*b), p)
	}
	load(at(num, 0), sum)
	loop("rows", rows, func() {
		s.take(at(f, 0), tmp)
		s.fmadd(at(quotients, 0), tmp, sum)
		if s.single {
			s.move(at(quotients, row), second)
		} else {
			s.mulp(at(quotients, row), tmp, second)
		}
		for b, p := range pairs {
			s.fma(s.column(products, b), second, p, tmp)
		}
		ADDQ(U32(2*row), quotients)
		advance(f)
		if s.single {
			advancePairs(products)
		}
	})
	for b, p := range pairs {
		s.store(p, at(hess, row*b))
	}
	s.store(sum, at(num, 0))
	end()
}

// newtonSumsAny is kernel.NewtonSums at any rank; num and hess are zero before.
func (s isa) newtonSumsAny() {
	s.text("newtonSums", "func(num, hess, v, f, x *float64, k, rows int)")
	num, hess, v, f, x, k, rows := arg("num"), arg("hess"), arg("v"), arg("f"), arg("x"), arg("k"), arg("rows")
	ones, r, q, tmp, none, sum, second := s.v[0], s.v[1], s.v[2], s.v[3], s.v[4], s.v[5], s.v[6]
	s.spread(s.number("one"), ones)
	s.zero(none)
	fa, fb, na, hb, left := GP64(), GP64(), GP64(), GP64(), GP64()
	loop("rows", rows, func() {
		MOVQ(f, fa)
		s.approximation("approximation", f, x, k, r, tmp, s.step())
		s.curvature(v, ones, r, q, r, none, tmp)
		MOVQ(num, na)
		MOVQ(hess, hb)
		Label("first")
		s.move(at(na, 0), sum)
		s.fma(at(fa, 0), q, sum, tmp)
		s.move(sum, at(na, 0))
		// hess[a,b] for b from a on; f is at the end of the row.
		MOVQ(fa, fb)
		s.mul(at(fa, 0), r, second)
		MOVQ(f, left)
		SUBQ(fa, left)
		SHRQ(Imm(uint64(bits.TrailingZeros(uint(s.step())))), left)
		loop("second", left, func() {
			s.move(at(hb, 0), sum)
			s.fma(at(fb, 0), second, sum, tmp)
			s.move(sum, at(hb, 0))
			ADDQ(Imm(uint64(s.step())), fb)
			ADDQ(Imm(row), hb)
		})
		// The next row of hess begins a+1 places further on.
		ADDQ(Imm(uint64(s.step())), fa)
		ADDQ(Imm(row), na)
		MOVQ(na, left)
		SUBQ(num, left)
		ADDQ(left, hb)
		CMPQ(fa, f)
		JNE(LabelRef("first"))
		s.next(v)
	})
	end()
}
