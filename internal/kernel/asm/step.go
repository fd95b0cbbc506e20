package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// negInverse sets to to −1/h, or to toTheEdge where h < flat. tmp is used on AVX2.
func (s isa) negInverse(h, to, minusOnes, flats reg.VecPhysical, tmp ...reg.VecPhysical) {
	s.spread(s.number("toTheEdge"), to)
	if s.wide {
		s.cmpp(U8(13), flats, h, reg.K1) // h ≥ flat
		s.divp(h, minusOnes, reg.K1, to)
		return
	}
	s.cmpp(U8(13), flats, h, tmp[0])
	s.divp(h, minusOnes, h)
	s.blend(tmp[0], h, to, to)
}

// lowest sets low to the edge of the region for x, given 1e-8 of the lane's sum
// and the number sum.
func (s isa) lowest(x Op, sum Mem, share, low, tmp reg.VecPhysical) {
	s.spread(sum, tmp)
	s.divp(tmp, share, low)
	s.minp(x, low, low) // x where low is no number
	s.spread(s.number("leastShare"), tmp)
	s.mulp(x, tmp, tmp)
	s.maxp(low, tmp, low)
}

// alpha turns −g·d, dᵀBd and s into the length of the step, in fall's place. At
// single precision it adds that length times −g·d and times way to the two rows of
// the argument gain.
func (s isa) alpha(fall, curve, most, tmp, first, way reg.VecPhysical) {
	if s.single {
		s.copy(fall, first)
	}
	s.spread(s.number("margin"), tmp)
	s.mulp(tmp, most, most)
	s.addp(fall, fall, fall)
	s.fmadd(most, fall, curve)
	s.divp(curve, fall, fall)
	s.zero(tmp)
	s.maxp(tmp, fall, fall)
	s.spread(s.number("relaxation"), tmp)
	s.minp(tmp, fall, fall)
	if s.single {
		gain := arg("gain")
		s.mulp(fall, first, first)
		s.addp(at(gain, 0), first, first)
		s.move(first, at(gain, 0))
		s.mulp(fall, way, way)
		s.addp(at(gain, row), way, way)
		s.move(way, at(gain, row))
	}
}

// newtonStep is kernel.NewtonStep at one rank, all in registers.
func (s isa) newtonStep(k int) {
	s.text(label("newtonStep%d_", k), s.signature("func(x, num, sums, hess *T, sweeps int)", "gain"))
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
		s.move(at(x, row*a), xs[a])
		s.fma(at(sums, s.size*a), xs[a], t, u)
	}
	s.spread(s.number("negligible"), u)
	s.mulp(u, t, t)
	for a := range k {
		s.lowest(xs[a], at(sums, s.size*a), t, low[a], u)
		s.spread(at(sums, s.size*a), u)
		s.subp(at(num, row*a), u, g[a])
	}
	s.spread(s.number("minusOne"), t)
	s.spread(s.number("flat"), u)
	for a := range k {
		s.move(at(hess, row*(a*k+a)), w)
		s.negInverse(w, inverse[a], t, u, y)
	}
	loop("sweeps", sweeps, func() {
		for a := range k {
			s.mulp(inverse[a], g[a], t)
			s.addp(t, xs[a], t)
			s.maxp(low[a], t, t)
			s.subp(xs[a], t, u)
			s.copy(t, xs[a])
			for b := range k {
				s.fmadd(at(hess, row*(min(a, b)*k+max(a, b))), u, g[b])
			}
		}
	})
	fall, curve, most := low[0], inverse[0], t
	way, length := rest[len(rest)-1], rest[len(rest)-2] // of single precision
	if k > 1 {
		way, length = low[1], inverse[1]
	}
	for _, r := range []reg.VecPhysical{fall, curve, most, way} {
		s.zero(r)
	}
	for a := range k {
		s.spread(at(sums, s.size*a), u)
		s.subp(at(num, row*a), u, u)
		s.move(at(x, row*a), w)
		s.subp(xs[a], w, y) // −d
		s.fmadd(u, y, fall)
		if s.single {
			s.copy(y, length)
		}
		s.divp(w, y, y)
		s.maxp(most, y, most)
		s.subp(u, g[a], g[a])
		s.subp(w, xs[a], xs[a]) // d
		s.fmadd(g[a], xs[a], curve)
		if s.single {
			s.maxp(xs[a], length, length) // |d|
			s.fma(at(sums, s.size*a), length, way, u)
		}
	}
	s.alpha(fall, curve, most, u, y, way)
	for a := range k {
		s.move(at(x, row*a), w)
		s.fmadd(xs[a], fall, w)
		s.move(w, at(x, row*a))
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
	s.spread(s.number("minusOne"), minusOnes)
	s.spread(s.number("flat"), flats)
	stride := arg("k") // of the diagonal of hess
	ADDQ(Imm(1), stride)
	SHLQ(Imm(6), stride)
	diagonal, to, left := GP64(), GP64(), GP64()
	again("hess", diagonal)
	MOVQ(p.inverse, to)
	again("k", left)
	loop("inverses", left, func() {
		s.move(at(diagonal, 0), h)
		s.negInverse(h, inverse, minusOnes, flats, s.v[4])
		s.move(inverse, at(to, 0))
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
			s.move(Mem{Base: p.x, Index: a, Scale: 1}, x)
			s.move(Mem{Base: p.g, Index: a, Scale: 1}, next)
			s.mulp(Mem{Base: p.inverse, Index: a, Scale: 1}, next, next)
			s.addp(next, x, next)
			s.maxp(Mem{Base: p.low, Index: a, Scale: 1}, next, next)
			s.move(next, Mem{Base: p.x, Index: a, Scale: 1})
			s.subp(x, next, next)
			// hess[b,a] for b < a down the column, then hess[a,b] along the row.
			MOVQ(p.g, gb)
			MOVQ(column, b)
			MOVQ(a, left)
			SHRQ(Imm(6), left)
			JZ(LabelRef("diagonal"))
			loop("above", left, func() {
				s.move(at(gb, 0), g)
				s.fmadd(at(b, 0), next, g)
				s.move(g, at(gb, 0))
				ADDQ(stride, b)
				ADDQ(Imm(row), gb)
			})
			Label("diagonal")
			MOVQ(outer, left)
			loop("along", left, func() {
				s.move(at(gb, 0), g)
				s.fmadd(at(b, 0), next, g)
				s.move(g, at(gb, 0))
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
	s.text("newtonStep", s.signature("func(x, num, sums, hess, work *T, k, sweeps int)", "gain"))
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
		s.move(Mem{Base: p.x, Index: i, Scale: 1}, tmp)
		s.move(tmp, Mem{Base: x0, Index: i, Scale: 1})
		s.fma(at(sum, 0), tmp, share, s.v[2])
		ADDQ(Imm(uint64(s.size)), sum)
		ADDQ(Imm(row), i)
	})
	s.spread(s.number("negligible"), tmp)
	s.mulp(tmp, share, share)
	XORQ(i, i)
	again("sums", sum)
	again("k", left)
	loop("gradient", left, func() {
		s.lowest(Mem{Base: p.x, Index: i, Scale: 1}, at(sum, 0), share, s.v[2], tmp)
		s.move(s.v[2], Mem{Base: p.low, Index: i, Scale: 1})
		s.spread(at(sum, 0), tmp)
		s.subp(Mem{Base: num, Index: i, Scale: 1}, tmp, tmp)
		s.move(tmp, Mem{Base: p.g, Index: i, Scale: 1})
		ADDQ(Imm(uint64(s.size)), sum)
		ADDQ(Imm(row), i)
	})
	s.descend(p)

	original()
	fall, curve, most := s.v[0], s.v[1], s.v[2]
	d, old, g0, t := s.v[3], s.v[4], s.v[5], s.v[6]
	way, length := s.v[7], s.v[8]
	for _, r := range []reg.VecPhysical{fall, curve, most, way} {
		s.zero(r)
	}
	XORQ(i, i)
	again("num", num)
	again("sums", sum)
	again("k", left)
	loop("ratios", left, func() {
		s.move(Mem{Base: x0, Index: i, Scale: 1}, old)
		s.move(Mem{Base: p.x, Index: i, Scale: 1}, d)
		s.subp(d, old, t) // −d
		s.subp(old, d, d)
		s.spread(at(sum, 0), g0)
		s.subp(Mem{Base: num, Index: i, Scale: 1}, g0, g0)
		s.fmadd(g0, t, fall)
		if s.single {
			s.maxp(d, t, length)
			s.fma(at(sum, 0), length, way, s.v[9])
		}
		s.divp(old, t, t)
		s.maxp(most, t, most)
		s.move(Mem{Base: p.g, Index: i, Scale: 1}, t)
		s.subp(g0, t, t)
		s.fmadd(t, d, curve)
		ADDQ(Imm(uint64(s.size)), sum)
		ADDQ(Imm(row), i)
	})
	s.alpha(fall, curve, most, t, d, way)
	XORQ(i, i)
	again("k", left)
	loop("relax", left, func() {
		s.move(Mem{Base: x0, Index: i, Scale: 1}, old)
		s.move(Mem{Base: p.x, Index: i, Scale: 1}, d)
		s.subp(old, d, d)
		s.fmadd(d, fall, old)
		s.move(old, Mem{Base: p.x, Index: i, Scale: 1})
		ADDQ(Imm(row), i)
	})
	end()
}

// coordinateStep is kernel.CoordinateStep at one rank, all in registers.
func (s isa) coordinateStep(k int) {
	s.text(label("coordinateStep%d_", k), "func(x, num, hess, work *float64, sweeps int)")
	x, num, hess, work, sweeps := arg("x"), arg("num"), arg("hess"), arg("work"), arg("sweeps")
	xs, g, inverse, rest := s.v[:k], s.v[k:2*k], s.v[2*k:3*k], s.v[3*k:]
	t, u, w, y := rest[0], rest[1], rest[2], rest[3]
	second := func(a, b int) Mem { return at(hess, row*(min(a, b)*k+max(a, b))) }
	tile := func(n, a int) Mem { return at(work, row*(n*k+a)) }
	for a := range k {
		s.move(at(x, row*a), xs[a])
		s.move(xs[a], tile(3, a))
	}
	s.zero(t)
	for a := range k {
		s.subp(at(num, row*a), t, g[a])
		for b := range k {
			s.fmadd(second(a, b), xs[b], g[a])
		}
		s.move(g[a], tile(4, a))
	}
	s.spread(s.number("minusOne"), t)
	s.spread(s.number("flat"), u)
	for a := range k {
		s.move(second(a, a), w)
		s.negInverse(w, inverse[a], t, u, y)
	}
	none := w
	s.zero(none)
	loop("sweeps", sweeps, func() {
		for a := range k {
			s.mulp(inverse[a], g[a], t)
			s.addp(t, xs[a], t)
			s.maxp(none, t, t)
			s.subp(xs[a], t, u)
			s.copy(t, xs[a])
			for b := range k {
				s.fmadd(second(a, b), u, g[b])
			}
		}
	})
	for a := range k {
		s.move(xs[a], at(x, row*a))
		s.move(g[a], tile(1, a))
	}
	end()
}

// coordinateStepAny is kernel.CoordinateStep at any rank; the first tile of work is zero before.
func (s isa) coordinateStepAny() {
	s.text("coordinateStep", "func(x, num, hess, work *float64, k, sweeps int)")
	p := newStep()
	num, stride, column, outer := arg("num"), arg("k"), arg("hess"), arg("k")
	SHLQ(Imm(6), stride)
	x0, g0 := GP64(), GP64() // the fourth and fifth tiles of work, for relax
	LEAQ(Mem{Base: p.inverse, Index: stride, Scale: 1}, x0)
	LEAQ(Mem{Base: x0, Index: stride, Scale: 1}, g0)
	a, b, xb, left := GP64(), GP64(), GP64(), GP64()
	sum, t, none := s.v[0], s.v[1], s.v[2]
	XORQ(a, a)
	s.zero(none)
	loop("gradient", outer, func() {
		s.subp(Mem{Base: num, Index: a, Scale: 1}, none, sum)
		MOVQ(p.x, xb)
		MOVQ(column, b)
		MOVQ(a, left)
		SHRQ(Imm(6), left)
		JZ(LabelRef("gradientDiagonal"))
		loop("gradientAbove", left, func() {
			s.move(at(b, 0), t)
			s.fmadd(at(xb, 0), t, sum)
			ADDQ(stride, b)
			ADDQ(Imm(row), xb)
		})
		Label("gradientDiagonal")
		MOVQ(outer, left)
		loop("gradientAlong", left, func() {
			s.move(at(b, 0), t)
			s.fmadd(at(xb, 0), t, sum)
			ADDQ(Imm(row), b)
			ADDQ(Imm(row), xb)
		})
		s.move(sum, Mem{Base: p.g, Index: a, Scale: 1})
		s.move(sum, Mem{Base: g0, Index: a, Scale: 1})
		s.move(Mem{Base: p.x, Index: a, Scale: 1}, t)
		s.move(t, Mem{Base: x0, Index: a, Scale: 1})
		ADDQ(Imm(row), a)
		ADDQ(Imm(row), column)
	})
	s.descend(p)
	end()
}

// relax is kernel.Relax.
func (s isa) relax() {
	s.text("relax", "func(x, work *float64, k int)")
	x, g, size := arg("x"), arg("work"), arg("k")
	SHLQ(Imm(6), size)
	ADDQ(size, g)
	x0, g0, i, left := GP64(), GP64(), GP64(), GP64()
	LEAQ(Mem{Base: g, Index: size, Scale: 2}, x0)
	LEAQ(Mem{Base: x0, Index: size, Scale: 1}, g0)
	fall, curve, most, least := s.v[0], s.v[1], s.v[2], s.v[3]
	d, old, back, t := s.v[4], s.v[5], s.v[6], s.v[7]
	for _, r := range []reg.VecPhysical{fall, curve, most} {
		s.zero(r)
	}
	s.spread(s.number("flat"), least)
	XORQ(i, i)
	again("k", left)
	loop("ratios", left, func() {
		s.move(Mem{Base: x0, Index: i, Scale: 1}, old)
		s.move(Mem{Base: x, Index: i, Scale: 1}, d)
		s.subp(d, old, back)
		s.subp(old, d, d)
		s.fmadd(Mem{Base: g0, Index: i, Scale: 1}, back, fall)
		s.move(Mem{Base: g, Index: i, Scale: 1}, t)
		s.subp(Mem{Base: g0, Index: i, Scale: 1}, t, t)
		s.fmadd(t, d, curve)
		s.maxp(least, old, t)
		s.divp(t, back, back)
		s.maxp(most, back, most)
		ADDQ(Imm(row), i)
	})
	s.addp(fall, fall, fall)
	s.addp(least, curve, curve)
	s.divp(curve, fall, fall)
	s.addp(least, most, most)
	s.spread(s.number("one"), t)
	s.divp(most, t, most)
	s.minp(most, fall, fall)
	s.spread(s.number("relaxation"), old)
	s.minp(old, fall, fall)
	s.maxp(t, fall, fall)
	s.zero(most)
	XORQ(i, i)
	again("k", left)
	loop("relax", left, func() {
		s.move(Mem{Base: x0, Index: i, Scale: 1}, old)
		s.move(Mem{Base: x, Index: i, Scale: 1}, d)
		s.subp(old, d, d)
		s.fmadd(d, fall, old)
		s.maxp(most, old, old)
		s.move(old, Mem{Base: x, Index: i, Scale: 1})
		ADDQ(Imm(row), i)
	})
	end()
}
