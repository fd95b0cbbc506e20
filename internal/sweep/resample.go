package sweep

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
	"slices"

	"subtype/nmf"
)

// Resample is the source of a matrix and of all that is drawn from it: subsamples
// of its samples, halves of its genes and of its samples, and the same of data sets
// without groups. Subsample i, split i and halving i are the same samples and genes in
// all of them, so that what is compared differs in nothing else.
type Resample struct {
	V    *nmf.Matrix
	Seed uint64 // the plan's

	// Unit says of each gene to which unit it belongs; the genes of a unit come into
	// the same half. nil: every gene is its own. Units are numbered from 0.
	Unit []int
	// Stratum says of each gene to which stratum it belongs, with all of its unit; each is
	// halved by itself. nil: there is one. Strata are numbered from 0.
	Stratum []int

	// Null makes data set i without groups, genes and samples as V has them. It may be
	// called for several at once. nil: there are none.
	Null func(i int) (*nmf.Matrix, error)
}

// SubsampleShare is the share of the samples that a subsample holds.
const SubsampleShare = 0.8

// Load gives the data set d.
func (r *Resample) Load(d Data) (Loaded, error) {
	if err := d.Check(); err != nil {
		return Loaded{}, fmt.Errorf("sweep: %w", err)
	}
	v := r.V
	if d.Null != 0 {
		if r.Null == nil {
			return Loaded{}, fmt.Errorf("sweep: there is no data set %s", d)
		}
		var err error
		if v, err = r.Null(d.Null); err != nil {
			return Loaded{}, fmt.Errorf("data set %s: %w", d, err)
		}
	}
	_, n := r.V.Dims()
	l := Loaded{V: v, Of: n}
	var genes []int
	if d.Split != 0 {
		genes = r.Genes(d.Split, d.Half)
		l.Genes = genes
	}
	switch {
	case d.Subsample != 0:
		l.Samples = r.Samples(d.Subsample)
	case d.Halving != 0:
		l.Samples = r.Side(d.Halving, d.Side)
	}
	var err error
	if genes != nil || l.Samples != nil {
		l.V, err = v.Select(genes, l.Samples)
	}
	if err == nil && d.Halving != 0 {
		l.Others, err = v.Select(genes, without(l.Samples, n))
	}
	if err != nil {
		return Loaded{}, fmt.Errorf("data set %s: %w", d, err)
	}
	return l, nil
}

// Samples are those of subsample i, rising.
func (r *Resample) Samples(i int) []int {
	_, n := r.V.Dims()
	size := min(n, int(SubsampleShare*float64(n)+0.5))
	chosen := shuffled(n, Stream(r.Seed, fmt.Sprintf("samples=%d", i)))[:size]
	slices.Sort(chosen)
	return chosen
}

// Side are the samples of a half of halving i, rising. Of an odd number the first half
// has one more.
func (r *Resample) Side(i int, side Half) []int {
	_, n := r.V.Dims()
	return Side(r.Seed, n, i, side)
}

// Side is Resample.Side of n samples.
func Side(seed uint64, n, i int, side Half) []int {
	first := shuffled(n, Stream(seed, fmt.Sprintf("halves=%d", i)))[:(n+1)/2]
	slices.Sort(first)
	if side == HalfA {
		return first
	}
	return without(first, n)
}

// Genes are those of a half of split i, rising. Of an odd number of units of a stratum the
// first half has one more.
func (r *Resample) Genes(i int, half Half) []int {
	m, _ := r.V.Dims()
	return Genes(r.Seed, r.Unit, r.Stratum, m, i, half)
}

// Genes is that of a matrix of m rows, when it is gone.
func Genes(seed uint64, unit, stratum []int, m, i int, half Half) []int {
	units, of := m, func(g int) int { return g }
	if unit != nil {
		units, of = slices.Max(unit)+1, func(g int) int { return unit[g] }
	}
	in, left := make([]int, units), []int{units} // stratum of each unit; units of it to come into the first half, twice
	if stratum != nil {
		left = make([]int, slices.Max(stratum)+1)
		for g, s := range stratum {
			in[of(g)] = s
		}
		for _, s := range in {
			left[s]++
		}
	}
	inA := make([]bool, units)
	for _, u := range shuffled(units, Stream(seed, fmt.Sprintf("genes=%d", i))) {
		inA[u] = left[in[u]] > 0
		left[in[u]] -= 2
	}
	var genes []int
	for g := range m {
		if inA[of(g)] == (half == HalfA) {
			genes = append(genes, g)
		}
	}
	return genes
}

// Stream is a random stream keyed by the seed and by what it is for.
func Stream(seed uint64, use string) *rand.Rand {
	key := sha256.Sum256(fmt.Appendf(nil, "subtype-v1 seed=%d %s", seed, use))
	return rand.New(rand.NewChaCha8(key))
}

// shuffled are the numbers from 0 to n−1 in random order, by Fisher and Yates. Only
// the generator's 64-bit numbers are used, whose sequence is promised.
func shuffled(n int, rng *rand.Rand) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := below(uint64(i+1), rng)
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// below draws a whole number from 0 to n−1, each as likely as any other.
func below(n uint64, rng *rand.Rand) int {
	limit := -n % n // 2⁶⁴ mod n: draws below it would favour some numbers
	for {
		if x := rng.Uint64(); x >= limit {
			return int(x % n)
		}
	}
}
