//go:build amd64 && !noasm

package sparse

import (
	"golang.org/x/sys/cpu"

	"subtype/internal/kernel"
)

//go:generate go run -C ../asm . -lists -out ../sparse/asm_amd64.s -stubs ../sparse/asm_amd64.go -pkg sparse

// accelerated are the implementations in assembly. Those for AVX2 take half a row of lanes at a
// time.
func accelerated() []set {
	wide, narrow := cpu.X86.HasAVX512F && cpu.X86.HasAVX2 && cpu.X86.HasFMA, cpu.X86.HasAVX2 && cpu.X86.HasFMA
	return []set{
		withVectors("avx512", wide, lanes, functions{
			expand:   []expanding{expand1_512, expand2_512, expand512},
			products: []products8{rowProducts4_512, rowProducts8_512, rowProducts512},
			quotient: quotient512, quotientAny: quotientSums512, newton: newton512, newtonAny: newtonSums512,
			quotients: quotients512, hessian: hessian512, divergence: divergence512, squaredError: squaredError512,
		}).direct(quotientDirect, newtonDirect),
		withVectors("avx2", narrow, lanes/2, functions{
			expand:   []expanding{expand1_256, expand2_256, expand256},
			products: []products8{rowProducts4_256, nil, rowProducts256},
			quotient: quotient256, quotientAny: quotientSums256, newton: newton256, newtonAny: newtonSums256,
			quotients: quotients256, hessian: hessian256, divergence: divergence256, squaredError: squaredError256,
		}),
	}
}

type (
	expanding  func(rows, f *float64, at *int32, k, blocks, steps int)
	quotientOf func(num, v, f, x *float64, rows int)
	products8  func(out, v, f *float64, at *int32, stride, steps int)
	newtonOf   func(num, hess, v, f, x *float64, rows int)
	hessianOf  func(num, hess, quotients, f *float64, stride, rows int)
)

// functions are the assembly of one instruction set. Of some there is one for every rank, from
// rank 1 on, and one for any rank above.
type functions struct {
	expand       []expanding // for one block of columns, for two, for any number
	quotient     []quotientOf
	quotientAny  func(num, v, f, x *float64, k, rows int)
	products     []products8 // of a factor of four columns, of eight, of four of more
	newton       []newtonOf
	newtonAny    func(num, hess, v, f, x *float64, k, rows int)
	quotients    func(out, v, f, x *float64, k, rows int)
	hessian      []hessianOf // of a row of the Hessian with so many entries
	divergence   func(sums, v, f, x, table *float64, k, rows int)
	squaredError func(sums, v, f, x *float64, k, rows int)
}

// withVectors is the set of functions for vectors of so many lanes.
func withVectors(name string, available bool, width int, s functions) set {
	each := func(v []float64, do func(h, rows int)) {
		for h := 0; h < lanes && len(v) > 0; h += width {
			do(h, len(v)/lanes)
		}
	}
	return set{name: name, available: available,
		expand: func(rows, f []float64, at []int32, k, blocks int) {
			if len(at) > 0 {
				s.expand[min(blocks, 3)-1](&rows[0], &f[0], &at[0], k, blocks, len(at)/lanes)
			}
		},
		quotientSums: func(num, v, f, x []float64, k int) {
			each(v, func(h, rows int) {
				if k <= len(s.quotient) {
					s.quotient[k-1](&num[h], &v[h], &f[h], &x[h], rows)
				} else {
					s.quotientAny(&num[h], &v[h], &f[h], &x[h], k, rows)
				}
			})
		},
		products: s.rowProducts,
		newtonSums: func(num, hess, v, f, x, work []float64, k int) {
			each(v, func(h, rows int) { s.newtonSums(num[h:], hess[h:], v[h:], f[h:], x[h:], work[h:], k, rows) })
		},
		divergence: func(sums, v, f, x []float64, k int) {
			each(v, func(h, rows int) { s.divergence(&sums[h], &v[h], &f[h], &x[h], &kernel.LogTable[0], k, rows) })
		},
		squaredError: func(sums, v, f, x []float64, k int) {
			each(v, func(h, rows int) { s.squaredError(&sums[h], &v[h], &f[h], &x[h], k, rows) })
		},
	}
}

// rowProducts has the sums of some columns in registers at a time, those of an output together.
func (s *functions) rowProducts(num, v, f []float64, at []int32, k, blocks int) {
	if len(v) == 0 {
		clear(num[:k*lanes])
		return
	}
	multiply, width := s.products[2], four
	if some := s.products[min(blocks, 3)-1]; some != nil && blocks <= 2 {
		multiply, width = some, blocks*four
	}
	var out [2 * four * lanes]float64
	for a := 0; a < k; a += width {
		multiply(&out[0], &v[0], &f[a], &at[0], 8*four*blocks, len(v)/lanes)
		for c := range min(width, k-a) {
			for l := range lanes {
				num[(a+c)*lanes+l] = out[l*width+c]
			}
		}
	}
}

// direct adds the functions that do without expand.
func (s set) direct(quotient []func(num, v, f, x *float64, at *int32, steps int),
	newton []func(num, hess, v, f, x *float64, at *int32, steps int)) set {
	s.directMost = len(newton)
	s.directQuotient = func(num, v, f, x []float64, at []int32, k int) {
		if len(v) > 0 {
			quotient[k-1](&num[0], &v[0], &f[0], &x[0], &at[0], len(v)/lanes)
		}
	}
	s.directNewton = func(num, hess, v, f, x []float64, at []int32, k int) {
		if len(v) > 0 {
			newton[k-1](&num[0], &hess[0], &v[0], &f[0], &x[0], &at[0], len(v)/lanes)
		}
	}
	return s
}

// newtonSums has all sums in registers at low ranks, a row of the Hessian at a time in the
// middle, and none beyond.
func (s *functions) newtonSums(num, hess, v, f, x, work []float64, k, rows int) {
	switch {
	case k <= len(s.newton):
		s.newton[k-1](&num[0], &hess[0], &v[0], &f[0], &x[0], rows)
	case k > len(s.hessian):
		s.newtonAny(&num[0], &hess[0], &v[0], &f[0], &x[0], k, rows)
	default:
		s.quotients(&work[0], &v[0], &f[0], &x[0], k, rows)
		for a := range k {
			s.hessian[k-a-1](&num[a*lanes], &hess[(a*k+a)*lanes], &work[0], &f[a*lanes], 8*lanes*k, rows)
		}
	}
}

var (
	quotientDirect = []func(num, v, f, x *float64, at *int32, steps int){
		quotientDirect1_512, quotientDirect2_512, quotientDirect3_512, quotientDirect4_512}
	newtonDirect = []func(num, hess, v, f, x *float64, at *int32, steps int){
		newtonDirect1_512, newtonDirect2_512, newtonDirect3_512, newtonDirect4_512}
	quotient512 = []quotientOf{
		quotientSums1_512, quotientSums2_512, quotientSums3_512, quotientSums4_512, quotientSums5_512,
		quotientSums6_512, quotientSums7_512, quotientSums8_512, quotientSums9_512, quotientSums10_512,
		quotientSums11_512, quotientSums12_512}
	newton512 = []newtonOf{
		newtonSums1_512, newtonSums2_512, newtonSums3_512, newtonSums4_512, newtonSums5_512, newtonSums6_512}
	hessian512 = []hessianOf{
		hessianRow1_512, hessianRow2_512, hessianRow3_512, hessianRow4_512, hessianRow5_512, hessianRow6_512,
		hessianRow7_512, hessianRow8_512, hessianRow9_512, hessianRow10_512, hessianRow11_512, hessianRow12_512,
		hessianRow13_512, hessianRow14_512, hessianRow15_512, hessianRow16_512, hessianRow17_512, hessianRow18_512,
		hessianRow19_512, hessianRow20_512, hessianRow21_512, hessianRow22_512, hessianRow23_512, hessianRow24_512}
	quotient256 = []quotientOf{
		quotientSums1_256, quotientSums2_256, quotientSums3_256, quotientSums4_256, quotientSums5_256,
		quotientSums6_256, quotientSums7_256, quotientSums8_256, quotientSums9_256, quotientSums10_256}
	newton256 = []newtonOf{
		newtonSums1_256, newtonSums2_256, newtonSums3_256}
	hessian256 = []hessianOf{
		hessianRow1_256, hessianRow2_256, hessianRow3_256, hessianRow4_256, hessianRow5_256, hessianRow6_256,
		hessianRow7_256, hessianRow8_256, hessianRow9_256, hessianRow10_256, hessianRow11_256, hessianRow12_256}
)
