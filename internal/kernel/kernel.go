package kernel

import (
	"fmt"
	"math"
)

// set is one implementation of the kernels. The functions take what the
// exported ones below have checked.
type set struct {
	name      string
	available bool // on this processor

	columnSums     func(sums, f []float64, k int)
	quotientSums   func(num, v, f, x []float64, k int)
	products       func(num, v, f []float64, k int)
	scaleRatio     func(x, num, den []float64)
	newtonSums     func(num, hess, v, f, x, work []float64, k int)
	newtonStep     func(x, num, sums, hess, work []float64, k, sweeps int)
	knownSums      func(num, hess, v, o, f, work []float64, k int)
	coordinateStep func(x, num, hess, work []float64, k, sweeps int)
	relax          func(x, work []float64, k int)
	divergence     func(sums, v, f, x []float64, k int)
	squaredError   func(sums, v, f, x []float64, k int)

	// At single precision, for ranks up to MostSingle; lanes is 8 or 16.
	tileSums         func(sums []float64, f []float32, k int)
	pairsSingle      func(pairs, f []float32, k int)
	newtonSumsSingle func(num, hess, v, f, pairs, x, work []float32, k, lanes int)
	newtonStepSingle func(x, num, sums, hess, work, gain []float32, k, sweeps, lanes int)
}

// sets are all implementations, the fastest first; the last is always available.
var sets = append(accelerated(), reference)

// use is chosen once, at start-up.
var use = firstAvailable(sets)

func firstAvailable(sets []set) set {
	for _, s := range sets {
		if s.available {
			return s
		}
	}
	panic("kernel: no implementation")
}

// Name is the implementation in use: "avx512", "avx2" or "go". It is for
// benchmarks and messages; no result depends on it.
func Name() string { return use.name }

// ColumnSums sets sums[a] = Σ_i f[i,a] for a factor held as rows of k numbers, in
// plain order of the rows.
func ColumnSums(sums, f []float64, k int) {
	if k < 1 || len(sums) < k || len(f)%k != 0 {
		panic(fmt.Sprintf("kernel: %d sums of %d numbers at rank %d", len(sums), len(f), k))
	}
	use.columnSums(sums, f, k)
}

// QuotientSums sets, for every lane l of a panel v and every a < k,
//
//	num[a,l] = Σ_i f[i,a] · v[i,l] / (Σ_b f[i,b] · x[b,l])
//
// with a quotient of 0 where the denominator is 0. f has a row of k numbers
// for each row of the panel; x and num are tiles. It is the numerator of a
// multiplicative update for the Kullback–Leibler divergence, without storing
// the quotients.
func QuotientSums(num, v, f, x []float64, k int) {
	check(v, f, k, num, x)
	use.quotientSums(num, v, f, x, k)
}

// Products sets num[a,l] = Σ_i f[i,a] · v[i,l] for every lane of a panel: the
// product of a factor with the matrix.
func Products(num, v, f []float64, k int) {
	check(v, f, k, num)
	use.products(num, v, f, k)
}

// ScaleRatio updates a tile in place, x[a,l] ← x[a,l] · num[a,l] / den[a], the
// product rounded before the division; an entry whose denominator is 0
// becomes 0.
func ScaleRatio(x, num, den []float64) {
	checkTiles(len(den), x, num)
	use.scaleRatio(x, num, den)
}

// NewtonSums sets, for every lane of a panel, with r[i,l] = Σ_b f[i,b] · x[b,l],
//
//	num[a,l]    = Σ_i f[i,a] · v[i,l] / r[i,l]
//	hess[a,b,l] = Σ_i f[i,a] · f[i,b] · v[i,l] / r[i,l]²      for a ≤ b
//
// with quotients of 0 where r is 0: the part of the gradient that depends on
// x, and the Hessian of the Kullback–Leibler divergence. hess has k·k rows of
// eight lanes, of which those with a > b may hold anything. work has NewtonWork
// numbers.
func NewtonSums(num, hess, v, f, x, work []float64, k int) {
	check(v, f, k, num, x)
	checkTiles(k*k, hess)
	checkTiles(2*chunk, work)
	use.newtonSums(num, hess, v, f, x, work, k)
}

// NewtonWork is the size of the work space that NewtonSums and NewtonStep need.
func NewtonWork(k int) int { return max(2*chunk, 4*k) * Lanes }

// chunk is the number of rows of a panel whose quotients are kept at a time where
// the Hessian does not fit the registers: they stay in the first cache.
const chunk = 64

// NewtonStep improves a tile x by a projected Newton step, damped or relaxed, for
// Σ_i r[i,l] − v[i,l] ln r[i,l], given NewtonSums at x and sums[a] = Σ_i f[i,a].
// It never raises that objective, but for rounding.
//
// Each lane is a problem of its own. First the quadratic model is lowered by
// coordinate descent, so many sweeps from x on, in the region where no entry
// falls below 1/64 of what it was, nor below what explains 1e-8 of the lane's
// sum, if it is above that: this gives a step d with gradient g and Hessian B at
// x. An entry whose second derivative is 0 goes to the edge of the region. Then
// x ← x + αd with
//
//	α = min(1.7, 2κ / (1 + 2κs)),   κ = −g·d / dᵀBd,   s = 1.001 maxₐ −dₐ/xₐ
//
// Why the objective cannot rise: the step changes r by the factor 1 + αρ with
// ρ ≥ −s, and ρ − ln(1+ρ) ≤ ρ²/2(1−t) for ρ ≥ −t, 0 ≤ t < 1, so the objective
// changes by at most αg·d + α²dᵀBd/2(1−αs), which is ≤ 0 for that α. It also
// keeps αs below 1, so what is above 0 stays so.
//
// A step beyond the model's minimum, α > 1, is successive over-relaxation: where
// the two factors are improved in turn it halves the number of turns or better.
// An entry that goes to 0 would keep s near 1 for ever, and α small; that is why
// it need not go further once nothing depends on it.
//
// work has NewtonWork numbers.
func NewtonStep(x, num, sums, hess, work []float64, k, sweeps int) {
	checkTiles(k, x, num)
	checkTiles(k*k, hess)
	checkTiles(4*k, work)
	if len(sums) < k {
		panic(fmt.Sprintf("kernel: %d sums at rank %d", len(sums), k))
	}
	use.newtonStep(x, num, sums, hess, work, k, sweeps)
}

// CoordinateStep lowers ½ xᵀBx − num·x of each lane by coordinate descent over
// x ≥ 0, so many sweeps from x on. B is hess, of which the rows a ≤ b are read.
// work has 5k rows of eight lanes, and keeps what Relax needs.
func CoordinateStep(x, num, hess, work []float64, k, sweeps int) {
	checkTiles(k, x, num)
	checkTiles(k*k, hess)
	checkTiles(5*k, work)
	use.coordinateStep(x, num, hess, work, k, sweeps)
}

// Relax takes x of each lane, from where it was before a CoordinateStep with this work, by
// α times that step d, with the gradient g and the matrix B of before:
//
//	α = max(1, min(1.7, 2κ, 1/s)),   κ = −g·d / dᵀBd,   s = max −d/x
//
// The function is no higher than before the step: along d it is a parabola, which at 2κ is
// as high as at 0, and within 1/s no entry falls below 0. Where two sets of unknowns are
// improved in turn, going too far in each is successive over-relaxation.
func Relax(x, work []float64, k int) {
	checkTiles(k, x)
	checkTiles(5*k, work)
	use.relax(x, work, k)
}

// Divergence sets sums[l] = Σ_i D(v[i,l], r[i,l]) for every lane of a panel,
// with r[i,l] = Σ_b f[i,b] · x[b,l] and
//
//	D(v, r) = v·ln(v/r) − v + r,   D(0, r) = r
//
// the generalised Kullback–Leibler divergence. D(v, 0) is +Inf for v > 0.
func Divergence(sums, v, f, x []float64, k int) {
	check(v, f, k, x)
	checkTiles(1, sums)
	use.divergence(sums, v, f, x, k)
}

// SquaredError sets sums[l] = Σ_i (v[i,l] − Σ_b f[i,b] · x[b,l])² for every
// lane of a panel.
func SquaredError(sums, v, f, x []float64, k int) {
	check(v, f, k, x)
	checkTiles(1, sums)
	use.squaredError(sums, v, f, x, k)
}

// check panics unless the arguments are as long as a kernel will go: assembly
// does not look.
func check(v, f []float64, k int, tiles ...[]float64) {
	if k < 1 || len(v)%Lanes != 0 || len(f) < len(v)/Lanes*k {
		panic(fmt.Sprintf("kernel: a panel of %d numbers and a factor of %d at rank %d", len(v), len(f), k))
	}
	checkTiles(k, tiles...)
}

func checkTiles(rows int, tiles ...[]float64) {
	for _, t := range tiles {
		if len(t) < rows*Lanes {
			panic(fmt.Sprintf("kernel: a tile of %d numbers, want %d rows of %d", len(t), rows, Lanes))
		}
	}
}

// Constants of NewtonStep, CoordinateStep and Relax, which asm/newton.go repeats.
const (
	leastShare = 1.0 / 64     // of an entry that a step's region keeps
	negligible = 1e-8         // share of a lane's sum that an entry need not fall below
	margin     = 1 + 1.0/1024 // keeps αs below 1
	relaxation = 1.7          // α at most
	flat       = 1e-290       // a second derivative below this counts as 0
	toTheEdge  = -1e290       // what then stands for −1 over it
)

var infinity = math.Inf(1)
