package classify

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// MostMarkers is how many genes a template has for a subtype.
const MostMarkers = 50

// markers are of every subtype the genes that are higher in it than in any other: by the
// difference to the next subtype over the standard deviation within subtypes, to which its
// median over the genes is added.
func markers(x [][]float64, samples, labels []int, k int) [][]int {
	type specific struct {
		gene, subtype  int
		difference, sd float64
	}
	var all []specific
	var deviations []float64
	for g, row := range x {
		if row == nil {
			continue
		}
		means, sd, ok := means(row, samples, labels, k)
		if !ok {
			continue
		}
		first, second := 0, math.Inf(-1)
		for q := 1; q < k; q++ {
			if means[q] > means[first] {
				first, second = q, means[first]
			} else {
				second = max(second, means[q])
			}
		}
		all = append(all, specific{g, first, means[first] - second, sd})
		deviations = append(deviations, sd)
	}
	out := make([][]int, k)
	if len(all) == 0 {
		return out
	}
	slices.Sort(deviations)
	add := deviations[len(deviations)/2]
	score := func(s specific) float64 { return s.difference / (s.sd + add) }
	slices.SortFunc(all, func(a, b specific) int {
		return cmp.Or(cmp.Compare(score(b), score(a)), cmp.Compare(a.gene, b.gene))
	})
	for _, s := range all {
		if s.difference > 0 && len(out[s.subtype]) < MostMarkers {
			out[s.subtype] = append(out[s.subtype], s.gene)
		}
	}
	return out
}

// means are those of a gene in the subtypes, and its standard deviation within them; not where
// one of them has no known value.
func means(row []float64, samples, labels []int, k int) (means []float64, sd float64, ok bool) {
	means = make([]float64, k)
	counts := make([]float64, k)
	for i, j := range samples {
		if row[j] == row[j] {
			means[labels[i]] += row[j]
			counts[labels[i]]++
		}
	}
	var n float64
	for q := range means {
		if counts[q] == 0 {
			return nil, 0, false
		}
		means[q] /= counts[q]
		n += counts[q]
	}
	var squares float64
	for i, j := range samples {
		if row[j] == row[j] {
			d := row[j] - means[labels[i]]
			squares = math.FMA(d, d, squares)
		}
	}
	return means, math.Sqrt(squares / max(n-float64(k), 1)), true
}

// Null is what a similarity to templates is compared with.
type Null string

const (
	// Maximum compares with the largest similarity to any template of values drawn with
	// replacement (Eide et al. 2017, CMScaller).
	Maximum Null = "maximum"
	// Pooled compares with the similarities to all templates of values drawn without
	// replacement (Hoshida 2010): smaller p-values, by a factor of as many as there are
	// subtypes.
	Pooled Null = "pooled"
)

// Nulls are both.
func Nulls() []Null { return []Null{Maximum, Pooled} }

// templates are those of the subtypes in the genes that a sample has: places of each subtype's
// markers in a list of values, one subtype after the other.
type templates struct{ sizes []int }

// similarity gives cosines of values with the templates, which are 1 in the markers of a subtype
// and in those of others 0, or −1 where there are two subtypes.
func (t templates) similarity(values, dst []float64) {
	var squares, total float64
	at := 0
	for q, n := range t.sizes {
		var sum float64
		for _, z := range values[at : at+n] {
			sum += z
			squares = math.FMA(z, z, squares)
		}
		at += n
		dst[q] = sum
		total += sum
	}
	for q, n := range t.sizes {
		length := float64(n)
		if len(t.sizes) == 2 {
			dst[q], length = float64(2*dst[q])-total, float64(at)
		}
		if squares > 0 {
			dst[q] /= math.Sqrt(length * squares)
		}
	}
}

// NearestTemplate gives the cosines of a sample's z-scores with the templates of the subtypes, of
// which each has markers (numbers of genes), and, where draws are asked for, the p-value of the
// largest: how often genes drawn at random come as near. NaN is a gene that the sample lacks;
// ok is false where a subtype has fewer than two left.
//
// Hoshida, PLoS ONE 5:e15543 (2010); Eide et al., Scientific Reports 7:16618 (2017).
func NearestTemplate(z []float64, markers [][]int, null Null, draws int) (cosines []float64, p float64, ok bool) {
	var t templates
	var values, others []float64
	for _, genes := range markers {
		n := len(values)
		for _, g := range genes {
			if z[g] == z[g] {
				values = append(values, z[g])
			}
		}
		if len(values)-n < 2 {
			return nil, math.NaN(), false
		}
		t.sizes = append(t.sizes, len(values)-n)
	}
	cosines = make([]float64, len(markers))
	t.similarity(values, cosines)
	if draws == 0 {
		return cosines, math.NaN(), true
	}
	for _, x := range z {
		if x == x {
			others = append(others, x)
		}
	}
	return cosines, t.p(slices.Max(cosines), others, len(values), null, draws), true
}

// p is the rank of a similarity among those of random genes, over their number.
func (t templates) p(top float64, genes []float64, size int, null Null, draws int) float64 {
	rng := stream("template")
	drawn, similar := make([]float64, size), make([]float64, len(t.sizes))
	above, equal, all := 0, 0, 0
	count := func(s float64) {
		all++
		switch {
		case s > top:
			above++
		case s == top:
			equal++
		}
	}
	order := slices.Clone(genes)
	for range draws {
		for i := range drawn {
			j := below(len(genes), rng)
			if null == Pooled && size <= len(genes) {
				j = i + below(len(genes)-i, rng)
				order[i], order[j] = order[j], order[i]
				j = i
			}
			drawn[i] = order[j]
		}
		t.similarity(drawn, similar)
		if null == Pooled {
			for _, s := range similar {
				count(s)
			}
		} else {
			count(slices.Max(similar))
		}
	}
	p := (float64(above) + float64(equal)/2 + 1) / float64(all+1)
	if null != Pooled {
		p = max(p, 1/float64(draws))
	}
	return p
}

// stream is a random stream for a purpose, the same for every sample.
func stream(use string) *rand.Rand {
	var key [32]byte
	copy(key[:], "subtype classify "+use)
	return rand.New(rand.NewChaCha8(key))
}

// below draws a whole number from 0 to n−1, each as likely as any other to within 2⁻³².
func below(n int, rng *rand.Rand) int { return int(rng.Uint64() >> 32 * uint64(n) >> 32) }
