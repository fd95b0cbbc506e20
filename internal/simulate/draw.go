package simulate

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	"subtype/internal/kernel"
)

// stream is the random stream for one purpose: what is drawn, and of which gene,
// factor, … it is.
func stream(seed uint64, what string, of int) *rand.Rand {
	var key [32]byte
	binary.LittleEndian.PutUint64(key[:], seed)
	binary.LittleEndian.PutUint64(key[8:], uint64(of))
	copy(key[16:], what)
	return rand.New(rand.NewChaCha8(key))
}

// uniform draws from [0, 1).
func uniform(r *rand.Rand) float64 { return float64(r.Uint64()>>11) * 0x1p-53 }

// normal draws from the normal distribution of mean 0 and standard deviation 1, by the
// polar method.
//
// Marsaglia and Bray, SIAM Review 6:260 (1964).
func normal(r *rand.Rand) float64 {
	for {
		x, y := 2*uniform(r)-1, 2*uniform(r)-1
		s := math.FMA(x, x, float64(y*y))
		if s > 0 && s < 1 {
			return x * math.Sqrt(-2*kernel.Log(s)/s)
		}
	}
}

// exponential draws from the exponential distribution of mean 1.
func exponential(r *rand.Rand) float64 { return -kernel.Log(1 - uniform(r)) }

// gamma draws from the gamma distribution of a shape of at least 1 and scale 1.
//
// Marsaglia and Tsang, ACM Transactions on Mathematical Software 26:363 (2000).
func gamma(shape float64, r *rand.Rand) float64 {
	d := shape - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := normal(r)
		v := math.FMA(c, x, 1)
		if v <= 0 {
			continue
		}
		v = v * v * v
		// ln U < x²/2 + d − dv + d ln v
		if kernel.Log(1-uniform(r)) < math.FMA(x, x/2, float64(d*(1-v+kernel.Log(v)))) {
			return d * v
		}
	}
}

// poisson draws a count. A large mean is drawn in parts, or rounded from a normal
// distribution where nobody could tell.
func poisson(mean float64, r *rand.Rand) float64 {
	switch {
	case mean > 1000:
		return max(0, math.Round(math.FMA(math.Sqrt(mean), normal(r), mean)))
	case mean > 30:
		return poisson(mean/2, r) + poisson(mean/2, r)
	}
	limit, p := kernel.Exp2(-mean*math.Log2E), 1.0
	for n := 0.0; ; n++ {
		if p *= 1 - uniform(r); p <= limit {
			return n
		}
	}
}
