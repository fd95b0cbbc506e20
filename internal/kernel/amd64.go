//go:build amd64 && !noasm

package kernel

import (
	"math"

	"golang.org/x/sys/cpu"
)

//go:generate go run -C asm . -out ../asm_amd64.s -stubs ../asm_amd64.go -pkg kernel

// accelerated are the implementations in assembly. Those for AVX2 take half a
// panel, four lanes, at a time.
func accelerated() []set {
	return []set{withAVX512(), withAVX2()}
}

func withAVX512() set {
	return set{
		name:      "avx512",
		available: cpu.X86.HasAVX512F && cpu.X86.HasAVX2 && cpu.X86.HasFMA,
		columnSums: func(sums, f []float64, k int) {
			if k > Lanes || len(f) == 0 {
				columnSums(sums, f, k)
				return
			}
			columnSums512(&sums[0], &f[0], k, 1<<k-1, len(f)/k)
		},
		quotientSums: func(num, v, f, x []float64, k int) {
			callQuotientSums(quotient512, quotientSums512, num, v, f, x, k, Lanes)
		},
		products: func(num, v, f []float64, k int) { callProducts(product512, num, v, f, k, Lanes) },
		scaleRatio: func(x, num, den []float64) {
			scaleRatio512(&x[0], &num[0], &den[0], len(den))
		},
		newtonSums: func(num, hess, v, f, x, work []float64, k int) {
			if k <= len(newton512) || k > len(hessian512) {
				callNewtonSums(newton512, newtonSums512, num, hess, v, f, x, k, Lanes)
			} else {
				callHessianRows(quotients512, hessian512, num, hess, v, f, x, work, k, Lanes)
			}
		},
		newtonStep: func(x, num, sums, hess, work []float64, k, sweeps int) {
			callNewtonStep(step512, newtonStep512, x, num, sums, hess, work, k, sweeps, Lanes)
		},
		knownSums: func(num, hess, v, o, f, work []float64, k int) {
			callKnownSums(hessian512, num, hess, v, o, f, work, k, Lanes)
		},
		coordinateStep: func(x, num, hess, work []float64, k, sweeps int) {
			callCoordinateStep(descent512, coordinateStep512, x, num, hess, work, k, sweeps, Lanes)
		},
		relax: func(x, work []float64, k int) { relax512(&x[0], &work[0], k) },
		divergence: func(sums, v, f, x []float64, k int) {
			if clear(sums[:Lanes]); len(v) > 0 {
				divergence512(&sums[0], &v[0], &f[0], &x[0], &LogTable[0], k, len(v)/Lanes)
			}
		},
		squaredError: func(sums, v, f, x []float64, k int) {
			if clear(sums[:Lanes]); len(v) > 0 {
				squaredError512(&sums[0], &v[0], &f[0], &x[0], k, len(v)/Lanes)
			}
		},
	}.singles(tileSums512, pairProducts512, pick(&single512, &singleHalf, cpu.X86.HasAVX512VL))
}

func withAVX2() set {
	return set{
		name:       "avx2",
		available:  cpu.X86.HasAVX2 && cpu.X86.HasFMA,
		columnSums: columnSums,
		quotientSums: func(num, v, f, x []float64, k int) {
			callQuotientSums(quotient256, quotientSums256, num, v, f, x, k, 4)
		},
		products: func(num, v, f []float64, k int) { callProducts(product256, num, v, f, k, 4) },
		scaleRatio: func(x, num, den []float64) {
			for h := 0; h < Lanes; h += 4 {
				scaleRatio256(&x[h], &num[h], &den[0], len(den))
			}
		},
		newtonSums: func(num, hess, v, f, x, work []float64, k int) {
			if k <= len(newton256) || k > len(hessian256) {
				callNewtonSums(newton256, newtonSums256, num, hess, v, f, x, k, 4)
			} else {
				callHessianRows(quotients256, hessian256, num, hess, v, f, x, work, k, 4)
			}
		},
		newtonStep: func(x, num, sums, hess, work []float64, k, sweeps int) {
			callNewtonStep(step256, newtonStep256, x, num, sums, hess, work, k, sweeps, 4)
		},
		knownSums: func(num, hess, v, o, f, work []float64, k int) {
			callKnownSums(hessian256, num, hess, v, o, f, work, k, 4)
		},
		coordinateStep: func(x, num, hess, work []float64, k, sweeps int) {
			callCoordinateStep(descent256, coordinateStep256, x, num, hess, work, k, sweeps, 4)
		},
		relax: func(x, work []float64, k int) {
			for h := 0; h < Lanes; h += 4 {
				relax256(&x[h], &work[h], k)
			}
		},
		divergence: func(sums, v, f, x []float64, k int) {
			clear(sums[:Lanes])
			for h := 0; h < Lanes && len(v) > 0; h += 4 {
				divergence256(&sums[h], &v[h], &f[0], &x[h], &LogTable[0], k, len(v)/Lanes)
			}
		},
		squaredError: func(sums, v, f, x []float64, k int) {
			clear(sums[:Lanes])
			for h := 0; h < Lanes && len(v) > 0; h += 4 {
				squaredError256(&sums[h], &v[h], &f[0], &x[h], k, len(v)/Lanes)
			}
		},
	}.singles(tileSums256, pairProducts256, pick(&single256, nil, false))
}

// Functions for one rank each, from rank 1 on; above, there is one for any rank
// with its sums in memory.
var (
	quotient512 = []func(num, v, f, x *float64, rows int){
		quotientSums1_512, quotientSums2_512, quotientSums3_512, quotientSums4_512, quotientSums5_512, quotientSums6_512,
		quotientSums7_512, quotientSums8_512, quotientSums9_512, quotientSums10_512, quotientSums11_512, quotientSums12_512}
	quotient256 = []func(num, v, f, x *float64, rows int){
		quotientSums1_256, quotientSums2_256, quotientSums3_256, quotientSums4_256, quotientSums5_256,
		quotientSums6_256, quotientSums7_256, quotientSums8_256, quotientSums9_256, quotientSums10_256}
	product512 = []func(num, v, f *float64, stride, rows int){
		products1_512, products2_512, products3_512, products4_512, products5_512, products6_512,
		products7_512, products8_512, products9_512, products10_512, products11_512, products12_512}
	product256 = []func(num, v, f *float64, stride, rows int){
		products1_256, products2_256, products3_256, products4_256, products5_256,
		products6_256, products7_256, products8_256, products9_256, products10_256}
	newton512 = []func(num, hess, v, f, x *float64, rows int){
		newtonSums1_512, newtonSums2_512, newtonSums3_512, newtonSums4_512, newtonSums5_512, newtonSums6_512}
	newton256 = []func(num, hess, v, f, x *float64, rows int){newtonSums1_256, newtonSums2_256, newtonSums3_256}
	// Of a row of the Hessian with so many entries, from one on.
	hessian512 = []func(num, hess, quotients, f *float64, stride, rows int){
		hessianRow1_512, hessianRow2_512, hessianRow3_512, hessianRow4_512, hessianRow5_512, hessianRow6_512,
		hessianRow7_512, hessianRow8_512, hessianRow9_512, hessianRow10_512, hessianRow11_512, hessianRow12_512,
		hessianRow13_512, hessianRow14_512, hessianRow15_512, hessianRow16_512, hessianRow17_512, hessianRow18_512,
		hessianRow19_512, hessianRow20_512, hessianRow21_512, hessianRow22_512, hessianRow23_512, hessianRow24_512}
	hessian256 = []func(num, hess, quotients, f *float64, stride, rows int){
		hessianRow1_256, hessianRow2_256, hessianRow3_256, hessianRow4_256, hessianRow5_256, hessianRow6_256,
		hessianRow7_256, hessianRow8_256, hessianRow9_256, hessianRow10_256, hessianRow11_256, hessianRow12_256}
	step512 = []func(x, num, sums, hess *float64, sweeps int){
		newtonStep1_512, newtonStep2_512, newtonStep3_512, newtonStep4_512, newtonStep5_512, newtonStep6_512, newtonStep7_512}
	step256 = []func(x, num, sums, hess *float64, sweeps int){newtonStep1_256, newtonStep2_256, newtonStep3_256}

	descent512 = []func(x, num, hess, work *float64, sweeps int){
		coordinateStep1_512, coordinateStep2_512, coordinateStep3_512, coordinateStep4_512, coordinateStep5_512,
		coordinateStep6_512, coordinateStep7_512}
	descent256 = []func(x, num, hess, work *float64, sweeps int){
		coordinateStep1_256, coordinateStep2_256, coordinateStep3_256}
)

func callQuotientSums(ranks []func(num, v, f, x *float64, rows int), any func(num, v, f, x *float64, k, rows int),
	num, v, f, x []float64, k, width int) {
	if k > len(ranks) || len(v) == 0 {
		clear(num[:k*Lanes])
	}
	for h := 0; h < Lanes && len(v) > 0; h += width {
		if k <= len(ranks) {
			ranks[k-1](&num[h], &v[h], &f[0], &x[h], len(v)/Lanes)
		} else {
			any(&num[h], &v[h], &f[0], &x[h], k, len(v)/Lanes)
		}
	}
}

func callProducts(columns []func(num, v, f *float64, stride, rows int), num, v, f []float64, k, width int) {
	if len(v) == 0 {
		clear(num[:k*Lanes])
		return
	}
	for a := 0; a < k; a += len(columns) {
		product := columns[min(k-a, len(columns))-1]
		for h := 0; h < Lanes; h += width {
			product(&num[a*Lanes+h], &v[h], &f[a], 8*k, len(v)/Lanes)
		}
	}
}

func callNewtonSums(ranks []func(num, hess, v, f, x *float64, rows int),
	any func(num, hess, v, f, x *float64, k, rows int), num, hess, v, f, x []float64, k, width int) {
	if k > len(ranks) || len(v) == 0 {
		clear(num[:k*Lanes])
		clear(hess[:k*k*Lanes])
	}
	for h := 0; h < Lanes && len(v) > 0; h += width {
		if k <= len(ranks) {
			ranks[k-1](&num[h], &hess[h], &v[h], &f[0], &x[h], len(v)/Lanes)
		} else {
			any(&num[h], &hess[h], &v[h], &f[0], &x[h], k, len(v)/Lanes)
		}
	}
}

// callHessianRows is for ranks whose Hessian does not fit the registers, but a row
// of it does: the quotients of some rows of the panel are stored, and then added to
// one row of the Hessian after the other.
func callHessianRows(quotients func(out, v, f, x *float64, k, rows int),
	columns []func(num, hess, quotients, f *float64, stride, rows int), num, hess, v, f, x, stored []float64, k,
	width int) {
	clear(num[:k*Lanes])
	clear(hess[:k*k*Lanes])
	for ; len(v) > 0; v, f = v[min(len(v), chunk*Lanes):], f[min(len(f), chunk*k):] {
		rows := min(chunk, len(v)/Lanes)
		for h := 0; h < Lanes; h += width {
			quotients(&stored[h], &v[h], &f[0], &x[h], k, rows)
			for a := range k {
				columns[k-a-1](&num[a*Lanes+h], &hess[(a*k+a)*Lanes+h], &stored[h], &f[a], 8*k, rows)
			}
		}
	}
}

// callKnownSums adds up as callHessianRows does, with the entries and the known ones in
// place of the quotients.
func callKnownSums(columns []func(num, hess, quotients, f *float64, stride, rows int), num, hess, v, o, f,
	stored []float64, k, width int) {
	if k > len(columns) {
		knownSums(num, hess, v, o, f, nil, k)
		return
	}
	for ; len(v) > 0; v, o, f = v[min(len(v), chunk*Lanes):], o[min(len(o), chunk*Lanes):], f[min(len(f), chunk*k):] {
		rows := min(chunk, len(v)/Lanes)
		for i := range rows {
			copy(stored[2*i*Lanes:(2*i+1)*Lanes], v[i*Lanes:])
			copy(stored[(2*i+1)*Lanes:(2*i+2)*Lanes], o[i*Lanes:])
		}
		for h := 0; h < Lanes; h += width {
			for a := range k {
				columns[k-a-1](&num[a*Lanes+h], &hess[(a*k+a)*Lanes+h], &stored[h], &f[a], 8*k, rows)
			}
		}
	}
}

func callNewtonStep(ranks []func(x, num, sums, hess *float64, sweeps int),
	any func(x, num, sums, hess, work *float64, k, sweeps int), x, num, sums, hess, work []float64, k, sweeps, width int) {
	for h := 0; h < Lanes; h += width {
		if k <= len(ranks) {
			ranks[k-1](&x[h], &num[h], &sums[0], &hess[h], sweeps)
		} else {
			any(&x[h], &num[h], &sums[0], &hess[h], &work[h], k, sweeps)
		}
	}
}

func callCoordinateStep(ranks []func(x, num, hess, work *float64, sweeps int),
	any func(x, num, hess, work *float64, k, sweeps int), x, num, hess, work []float64, k, sweeps, width int) {
	if k > len(ranks) {
		clear(work[:k*Lanes])
	}
	for h := 0; h < Lanes; h += width {
		if k <= len(ranks) {
			ranks[k-1](&x[h], &num[h], &hess[h], &work[h], sweeps)
		} else {
			any(&x[h], &num[h], &hess[h], &work[h], k, sweeps)
		}
	}
}

// LogTable are the constants of Log, in the order of asm/errors.go, for assembly.
var LogTable = append([]float64{
	smallestNormal, -1023, 0x1p54, -54,
	math.Float64frombits(one - rootHalf), 0x1p52, math.Float64frombits(mantissa), math.Float64frombits(rootHalf),
	1, 2, 0.5, ln2Low, ln2High, infinity,
}, logSeries[:]...)
