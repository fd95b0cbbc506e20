//go:build amd64 && !noasm

package kernel

// single are the functions of single precision for vectors of one width. Slices hold
// those for one rank each, or so many entries of a row of the Hessian, from one on.
type single struct {
	width     int // lanes of a vector
	sums      []func(num, hess, v, f, x, pairs *float32, rows int)
	quotients func(out, v, f, x *float32, k, rows int)
	hessian   []func(num, hess, quotients, f, pairs *float32, stride, pairStride, rows int)
	step      []func(x, num, sums, hess, gain *float32, sweeps int)
	anyStep   func(x, num, sums, hess, work, gain *float32, k, sweeps int)
}

var (
	single512 = single{
		width: SingleLanes,
		sums: []func(num, hess, v, f, x, pairs *float32, rows int){
			newtonSums1_512single, newtonSums2_512single, newtonSums3_512single, newtonSums4_512single, newtonSums5_512single,
			newtonSums6_512single},
		quotients: quotients512single,
		hessian: []func(num, hess, quotients, f, pairs *float32, stride, pairStride, rows int){
			hessianRow1_512single, hessianRow2_512single, hessianRow3_512single, hessianRow4_512single, hessianRow5_512single,
			hessianRow6_512single, hessianRow7_512single, hessianRow8_512single, hessianRow9_512single,
			hessianRow10_512single, hessianRow11_512single, hessianRow12_512single},
		step: []func(x, num, sums, hess, gain *float32, sweeps int){
			newtonStep1_512single, newtonStep2_512single, newtonStep3_512single, newtonStep4_512single, newtonStep5_512single,
			newtonStep6_512single, newtonStep7_512single},
		anyStep: newtonStep512single,
	}
	// For AVX-512 where half of the lanes are in use.
	singleHalf = single{
		width: SingleLanes / 2,
		sums: []func(num, hess, v, f, x, pairs *float32, rows int){
			newtonSums1_256vlsingle, newtonSums2_256vlsingle, newtonSums3_256vlsingle, newtonSums4_256vlsingle,
			newtonSums5_256vlsingle, newtonSums6_256vlsingle},
		quotients: quotients256vlsingle,
		hessian: []func(num, hess, quotients, f, pairs *float32, stride, pairStride, rows int){
			hessianRow1_256vlsingle, hessianRow2_256vlsingle, hessianRow3_256vlsingle, hessianRow4_256vlsingle,
			hessianRow5_256vlsingle, hessianRow6_256vlsingle, hessianRow7_256vlsingle, hessianRow8_256vlsingle,
			hessianRow9_256vlsingle, hessianRow10_256vlsingle, hessianRow11_256vlsingle, hessianRow12_256vlsingle},
		step: []func(x, num, sums, hess, gain *float32, sweeps int){
			newtonStep1_256vlsingle, newtonStep2_256vlsingle, newtonStep3_256vlsingle, newtonStep4_256vlsingle,
			newtonStep5_256vlsingle, newtonStep6_256vlsingle, newtonStep7_256vlsingle},
		anyStep: newtonStep256vlsingle,
	}
	single256 = single{
		width: SingleLanes / 2,
		sums: []func(num, hess, v, f, x, pairs *float32, rows int){newtonSums1_256single, newtonSums2_256single,
			newtonSums3_256single},
		quotients: quotients256single,
		hessian: []func(num, hess, quotients, f, pairs *float32, stride, pairStride, rows int){
			hessianRow1_256single, hessianRow2_256single, hessianRow3_256single, hessianRow4_256single, hessianRow5_256single,
			hessianRow6_256single, hessianRow7_256single, hessianRow8_256single, hessianRow9_256single,
			hessianRow10_256single, hessianRow11_256single, hessianRow12_256single},
		step: []func(x, num, sums, hess, gain *float32, sweeps int){newtonStep1_256single, newtonStep2_256single,
			newtonStep3_256single},
		anyStep: newtonStep256single,
	}
)

// newtonSums is NewtonSumsSingle for the first lanes.
func (s *single) newtonSums(num, hess, v, f, pairs, x, work []float32, k, lanes int) {
	for ; len(v) > 0; v, f, pairs = v[min(len(v), singleChunk*SingleLanes):], f[min(len(f), singleChunk*k):],
		pairs[min(len(pairs), singleChunk*PairsOf(k)):] {
		rows := min(singleChunk, len(v)/SingleLanes)
		for h := 0; h < lanes; h += s.width {
			if k <= len(s.sums) {
				s.sums[k-1](&num[h], &hess[h], &v[h], &f[0], &x[h], &pairs[0], rows)
				continue
			}
			s.quotients(&work[h], &v[h], &f[0], &x[h], k, rows)
			pair := 0
			for a := range k {
				s.hessian[k-a-1](&num[a*SingleLanes+h], &hess[(a*k+a)*SingleLanes+h], &work[h], &f[a*SingleLanes],
					&pairs[pair*SingleLanes],
					4*k*SingleLanes, 4*PairsOf(k)*SingleLanes, rows)
				pair += k - a
			}
		}
	}
}

// newtonStep is NewtonStepSingle for the first lanes.
func (s *single) newtonStep(x, num, sums, hess, work, gain []float32, k, sweeps, lanes int) {
	for h := 0; h < lanes; h += s.width {
		if k <= len(s.step) {
			s.step[k-1](&x[h], &num[h], &sums[0], &hess[h], &gain[h], sweeps)
		} else {
			s.anyStep(&x[h], &num[h], &sums[0], &hess[h], &work[h], &gain[h], k, sweeps)
		}
	}
}

// pick takes the functions for vectors half as wide where these suffice and the
// processor has them.
func pick(whole, half *single, halves bool) func(lanes int) *single {
	return func(lanes int) *single {
		if halves && lanes <= half.width {
			return half
		}
		return whole
	}
}

// singles fills in the functions of single precision of an implementation.
func (s set) singles(tileSums func(sums *float64, f *float32, k, tiles int),
	pairProducts func(pairs, f *float32, k, tiles int), pick func(lanes int) *single) set {
	s.tileSums = func(sums []float64, f []float32, k int) {
		if len(f) > 0 {
			tileSums(&sums[0], &f[0], k, len(f)/(k*SingleLanes))
		}
	}
	s.pairsSingle = func(pairs, f []float32, k int) {
		if len(f) > 0 {
			pairProducts(&pairs[0], &f[0], k, len(f)/(k*SingleLanes))
		}
	}
	s.newtonSumsSingle = func(num, hess, v, f, pairs, x, work []float32, k, lanes int) {
		pick(lanes).newtonSums(num, hess, v, f, pairs, x, work, k, lanes)
	}
	s.newtonStepSingle = func(x, num, sums, hess, work, gain []float32, k, sweeps, lanes int) {
		pick(lanes).newtonStep(x, num, sums, hess, work, gain, k, sweeps, lanes)
	}
	return s
}
