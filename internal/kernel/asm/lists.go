package main

import (
	. "github.com/mmcloughlin/avo/build"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// lists are the kernels of package sparse.
func lists() {
	for _, s := range []isa{avx512, avx2} {
		s.own = true
		quotients, newton, hessian := quotients512, newton512, hessian512
		if s.wide {
			for k := 1; k <= 4; k++ {
				s.direct(k, false)
				s.direct(k, true)
			}
			s.rowProducts("rowProducts8_", s.v, 6)
		} else {
			quotients, newton, hessian = quotients256, newton256, hessian256
		}
		s.rowProducts("rowProducts4_", avx2.v, 5)
		s.rowProducts("rowProducts", avx2.v, 0)
		for _, blocks := range []int{1, 2, 0} {
			s.expand(blocks)
		}
		for k := 1; k <= quotients; k++ {
			s.quotientSums(k)
		}
		s.quotientSumsAny()
		for k := 1; k <= newton; k++ {
			s.newtonSums(k)
		}
		s.quotients()
		for k := 1; k <= hessian; k++ {
			s.hessianRow(k)
		}
		s.newtonSumsAny()
		s.divergence()
		s.squaredError()
	}
}

// four numbers of a row of the factor, in bytes: a block.
const block = 32

// expand is the loop of sparse.expand for a factor of one or two blocks of columns, or of
// any number. Every step has eight entries; the rows at their places become lanes, by
// transposing four columns of eight rows at a time. Columns beyond k are written too,
// and the next step overwrites them.
func (s isa) expand(blocks int) {
	name := "expand"
	if blocks > 0 {
		name = label("expand%d_", blocks)
	}
	s.text(name, "func(rows, f *float64, at *int32, k, blocks, steps int)")
	to, f, from, size, steps := arg("rows"), arg("f"), arg("at"), arg("k"), arg("steps")
	SHLQ(Imm(6), size) // of a step's rows, in bytes
	of := eight()
	if blocks > 0 {
		loop("steps", steps, func() {
			places(from, of, 4+blocks, nil)
			for b := range blocks {
				s.transpose(to, f, of, 4*row*b, block*b)
			}
			ADDQ(Imm(32), from)
			ADDQ(size, to)
		})
		end()
		return
	}
	left, at4 := GP64(), GP64()
	loop("steps", steps, func() {
		again("blocks", left)
		SHLQ(Imm(5), left)
		places(from, of, 0, left)
		again("blocks", left)
		MOVQ(to, at4)
		loop("blocks", left, func() {
			s.transpose(at4, f, of, 0, 0)
			for _, r := range of {
				ADDQ(Imm(block), r)
			}
			ADDQ(U32(4*row), at4)
		})
		ADDQ(Imm(32), from)
		ADDQ(size, to)
	})
	end()
}

// transpose writes a block of eight rows, which begin at f + of + offset, as four rows of
// lanes at to + target.
func (s isa) transpose(to, f reg.Register, of [8]reg.GPVirtual, target, offset int) {
	from := func(l int) Mem { return Mem{Base: f, Index: of[l], Scale: 1, Disp: offset} }
	if s.wide {
		for c, column := range s.columns(from, s.v[:4], s.v[4:8]) {
			VMOVUPD(column, at(to, target+row*c))
		}
		return
	}
	for h := range 2 {
		y, t := s.v[4*h:4*h+4], s.v[8+4*h:12+4*h]
		for l := range 4 {
			VMOVUPD(from(4*h+l), y[l])
		}
		for i := range 2 {
			VUNPCKLPD(y[2*i+1], y[2*i], t[2*i])
			VUNPCKHPD(y[2*i+1], y[2*i], t[2*i+1])
		}
		for c := range 4 {
			VPERM2F128(U8([]int{0x20, 0x20, 0x31, 0x31}[c]), t[2+c%2], t[c%2], y[c])
			VMOVUPD(y[c], at(to, target+row*c+32*h))
		}
	}
}

// columns are four columns of eight rows, as vectors of eight lanes in z; t is work space.
func (s isa) columns(from func(l int) Mem, z, t []reg.VecPhysical) []reg.VecPhysical {
	for i, l := range []int{0, 1, 4, 5} { // beside each other: rows 0 2, 1 3, 4 6, 5 7
		VMOVUPD(from(l), z[i].(reg.VecPhysical).AsY())
		VINSERTF64X4(Imm(1), from(l+2), z[i], z[i])
	}
	for i := range 2 {
		VUNPCKLPD(z[2*i+1], z[2*i], t[2*i])
		VUNPCKHPD(z[2*i+1], z[2*i], t[2*i+1])
	}
	for c := range 4 { // 0x88: the even quarters of both, 0xdd: the odd ones
		VSHUFF64X2(U8([]int{0x88, 0x88, 0xdd, 0xdd}[c]), t[2+c%2], t[c%2], z[c])
	}
	return z
}

// places loads the places of a step's entries and makes them distances between rows of f, in
// bytes: shifted, or times stride.
func places(from reg.Register, of [8]reg.GPVirtual, shift int, stride reg.Register) {
	PREFETCHT0(at(from, 1024))
	for l, r := range of {
		if MOVL(at(from, 4*l), r.As32()); shift > 0 {
			SHLQ(Imm(uint64(shift)), r)
		} else {
			IMULQ(stride, r)
		}
	}
}

func eight() (of [8]reg.GPVirtual) {
	for l := range of {
		of[l] = GP64()
	}
	return of
}

// rowProducts is sparse.rowProducts for as many columns as vectors have numbers: a sum for each of
// the eight outputs of a block, added up in the place of rows.
func (s isa) rowProducts(name string, v []reg.VecPhysical, shift int) {
	s.text(name, "func(out, v, f *float64, at *int32, stride, steps int)")
	out, value, f, from, steps := arg("out"), arg("v"), arg("f"), arg("at"), arg("steps")
	of := eight()
	var stride reg.Register
	if shift == 0 {
		stride = arg("stride")
	}
	for _, sum := range v[:8] {
		s.zero(sum)
	}
	loop("steps", steps, func() {
		places(from, of, shift, stride)
		for l, sum := range v[:8] {
			if l == 0 {
				PREFETCHT0(at(value, 2048))
			}
			VBROADCASTSD(at(value, 8*l), v[8+l])
			VFMADD231PD(Mem{Base: f, Index: of[l], Scale: 1}, v[8+l], sum)
		}
		ADDQ(Imm(32), from)
		ADDQ(Imm(row), value)
	})
	for l, sum := range v[:8] {
		VMOVUPD(sum, at(out, l*int(sum.Size())))
	}
	end()
}

// direct is newtonSums or quotientSums at ranks up to four, for a factor of one block of columns,
// from the places on: nothing but sums leaves the registers.
func (s isa) direct(k int, newton bool) {
	if newton {
		s.text(label("newtonDirect%d_", k), "func(num, hess, v, f, x *float64, at *int32, steps int)")
	} else {
		s.text(label("quotientDirect%d_", k), "func(num, v, f, x *float64, at *int32, steps int)")
	}
	v, f, x, from, steps := arg("v"), arg("f"), arg("x"), arg("at"), arg("steps")
	of, rest := eight(), s.v
	take := func(n int) (r []reg.VecPhysical) {
		r, rest = rest[:n], rest[n:]
		return r
	}
	sums, entries, xs, z, t := take(k), take(k*(k+1)/2), take(k), take(4), take(4)
	ones, r, q, second := rest[0], rest[1], rest[2], rest[3]
	for _, sum := range append(append([]reg.VecPhysical{}, sums...), entries...) {
		s.zero(sum)
	}
	for a := range k {
		s.move(at(x, row*a), xs[a])
	}
	if newton {
		s.spread(s.number("one"), ones)
	}
	loop("steps", steps, func() {
		places(from, of, 5, nil)
		PREFETCHT0(at(v, 2048))
		columns := s.columns(func(l int) Mem { return Mem{Base: f, Index: of[l], Scale: 1} }, z, t)
		s.mulp(columns[0], xs[0], r)
		for a := 1; a < k; a++ {
			s.fmadd(columns[a], xs[a], r)
		}
		if newton {
			s.curvature(v, ones, r, q, r, nil, nil)
		} else {
			s.move(at(v, 0), q)
			s.ratio(q, r, q, nil, nil)
		}
		for a := range k {
			s.fmadd(columns[a], q, sums[a])
		}
		if newton {
			s.addCurvature(columns[:k], r, second, entries)
		}
		ADDQ(Imm(32), from)
		ADDQ(Imm(row), v)
	})
	num := arg("num")
	for a := range k {
		s.move(sums[a], at(num, row*a))
	}
	if newton {
		for pair, place := range s.hessian(arg("hess"), k) {
			s.move(entries[pair], place)
		}
	}
	end()
}

// addCurvature adds the products of every two of columns, times t, to entries.
func (s isa) addCurvature(columns []reg.VecPhysical, t, second reg.VecPhysical, entries []reg.VecPhysical) {
	pair := 0
	for a, column := range columns {
		s.mulp(column, t, second)
		for _, other := range columns[a:] {
			s.fmadd(other, second, entries[pair])
			pair++
		}
	}
}
