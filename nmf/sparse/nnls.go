package sparse

import "math"

// nnls solves least-squares problems over x ≥ 0 in k unknowns that share a Hessian g (k × k,
// positive definite): the minimum of ½ xᵀgx − cᵀx, by block principal pivoting: unknowns
// change between zero and free in blocks as long as that lowers the number of those that
// are not as they should be, and one at a time, the last first, where it does not.
//
// Kim and Park, SIAM Journal on Scientific Computing 33:3261 (2011), algorithm 1.
type nnls struct {
	k       int
	g       []float64
	free    []bool
	y       []float64 // gradient
	factor  []float64 // Cholesky's, of the free unknowns
	members []int
	right   []float64
}

func newNNLS(k int) *nnls {
	return &nnls{k: k, free: make([]bool, k), y: make([]float64, k), factor: make([]float64, k*k),
		right: make([]float64, k)}
}

// nnlsBlocks is how often blocks may fail to be better before single unknowns are tried.
const nnlsBlocks = 3

// solve sets x to the minimum. x at entry says which unknowns are free at first: those above 0.
func (s *nnls) solve(x, c []float64) {
	for a, v := range x {
		s.free[a] = v > 0
	}
	least, left := s.k+1, nnlsBlocks
	for range 10 * (s.k + 1) * (s.k + 1) { // it ends of itself but for rounding
		s.fit(x, c)
		wrong, last := 0, -1
		for a := range s.k {
			if s.wrong(a, x, c) {
				wrong, last = wrong+1, a
			}
		}
		switch {
		case wrong == 0:
			return
		case wrong < least:
			least, left = wrong, nnlsBlocks
		case left > 0:
			left--
		default:
			s.free[last] = !s.free[last]
			continue
		}
		for a := range s.k {
			if s.wrong(a, x, c) {
				s.free[a] = !s.free[a]
			}
		}
	}
	for a := range x {
		x[a] = math.Max(x[a], 0)
	}
}

// wrong says whether an unknown is below 0, or should not be 0, by more than rounding.
func (s *nnls) wrong(a int, x, c []float64) bool {
	if s.free[a] {
		return x[a] < 0
	}
	return s.y[a] < -1e-14*math.Abs(c[a])
}

// fit solves for the free unknowns, sets the others to 0, and the gradient.
func (s *nnls) fit(x, c []float64) {
	s.members = s.members[:0]
	for a := range s.k {
		x[a] = 0
		if s.free[a] {
			s.members = append(s.members, a)
		}
	}
	n := len(s.members)
	for i, a := range s.members {
		for j := 0; j <= i; j++ {
			sum := s.g[a*s.k+s.members[j]]
			for p := range j {
				sum = math.FMA(-s.factor[i*n+p], s.factor[j*n+p], sum)
			}
			if i == j {
				s.factor[i*n+i] = math.Sqrt(math.Max(sum, 0))
				continue
			}
			s.factor[i*n+j] = quotient(sum, s.factor[j*n+j])
		}
	}
	for i, a := range s.members {
		sum := c[a]
		for p := range i {
			sum = math.FMA(-s.factor[i*n+p], s.right[p], sum)
		}
		s.right[i] = quotient(sum, s.factor[i*n+i])
	}
	for i := n - 1; i >= 0; i-- {
		sum := s.right[i]
		for p := i + 1; p < n; p++ {
			sum = math.FMA(-s.factor[p*n+i], x[s.members[p]], sum)
		}
		x[s.members[i]] = quotient(sum, s.factor[i*n+i])
	}
	for a := range s.k {
		s.y[a] = -c[a]
		for _, b := range s.members {
			s.y[a] = math.FMA(s.g[a*s.k+b], x[b], s.y[a])
		}
	}
}

// quotient is a/b, and 0 where b is 0: an unknown on which nothing depends stays 0.
func quotient(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
