package classify

import (
	"math"
	"slices"

	"subtype/internal/stat"
)

// Measures of whether a sample looks like those of the cohort.
const (
	Profile  = iota // Spearman correlation of its levels with the cohort's medians, over genes
	Outside         // share of its genes that lie far outside the cohort's 5 to 95 % range
	Offset          // median over genes of its level less the cohort's median, in the genes' standard deviations
	Spread          // log2 of how widely such differences are spread over genes, over what they are if normal
	Residual        // share of its prepared values that the basis matrix leaves over
	measures
)

// Measure says what a measure is.
type Measure struct {
	Name, Heading, About string
	low, high            bool // which way is unusual
	least                float64
}

// Measures are all, in order.
var Measures = []Measure{
	{"profile", "Profile", "rank correlation over genes of the sample with the medians of the training cohort",
		true, false, 0.02},
	{"outside", "Outside", "share of the genes that lie far outside the range of the training cohort",
		false, true, 0.01},
	{"offset", "Offset", "by how many standard deviations the sample lies above the training cohort, the median over " +
		"genes", true, true, 0.1},
	{"spread", "Spread", "log2 of how widely its genes lie about the training cohort's medians, in standard deviations, " +
		"over what is usual of a normal distribution", true, true, 0.1},
	{"residual", "Residual", "share of the sample that the metagenes do not explain", false, true, 0.02},
}

// Limit is what a measure is at least and at most in a sample like those of the cohort, and between
// what nine tenths of those were.
type Limit struct{ Low, High, UsualLow, UsualHigh float64 }

// A sample may lie so many ranges of the middle half outside of it, and in any case so much of the 5 to
// 95 % range outside of that, where most of the samples are alike.
const fence, beyond = 2, 0.25

// limits are those of measures of samples that were left out, or of the cohort itself. Where there
// are none nothing is unusual.
func limits(of [][]float64) []Limit {
	out := make([]Limit, measures)
	for i, about := range Measures {
		var x []float64
		for _, one := range of {
			if one[i] == one[i] {
				x = append(x, one[i])
			}
		}
		out[i] = Limit{math.Inf(-1), math.Inf(1), math.Inf(-1), math.Inf(1)}
		if len(x) < LeastOfSubtype {
			continue
		}
		slices.Sort(x)
		low, high, least, most := quantile(x, 0.25), quantile(x, 0.75), quantile(x, 0.05), quantile(x, 0.95)
		room, more := fence*max(high-low, about.least), beyond*(most-least)
		if about.low {
			out[i].Low, out[i].UsualLow = rounded(min(low-room, least-more), digits), rounded(least, digits)
		}
		if about.high {
			out[i].High, out[i].UsualHigh = rounded(max(high+room, most+more), digits), rounded(most, digits)
		}
	}
	return out
}

// measures are those of a sample, given what its projection leaves over, and how many of the
// cohort's genes it has.
func (f *Frame) measures(x []float64, rest float64) (out []float64, genes int) {
	out = slices.Repeat([]float64{math.NaN()}, measures)
	out[Residual] = rounded(rest, digits)
	var levels, medians, offsets []float64
	outside := 0
	for i, g := range f.Genes {
		if g.Quantiles == nil || x[i] != x[i] {
			continue
		}
		median := g.Quantiles[midQuantile]
		levels, medians = append(levels, x[i]), append(medians, median)
		if g.SD > 0 {
			offsets = append(offsets, (x[i]-median)/g.SD)
		}
		low, high := g.Quantiles[lowQuantile], g.Quantiles[highQuantile]
		if room := max((high-low)/2, g.SD/2); x[i] < low-room || x[i] > high+room {
			outside++
		}
	}
	genes = len(levels)
	if genes < 10 {
		return out, genes
	}
	a, _ := stat.Ranks(levels)
	b, _ := stat.Ranks(medians)
	out[Profile] = rounded(correlation(a, b), digits)
	out[Outside] = rounded(float64(outside)/float64(genes), digits)
	if len(offsets) > 0 {
		slices.Sort(offsets)
		out[Offset] = rounded(middle(offsets, 0.5), digits)
		if spread := middle(offsets, 0.9) - middle(offsets, 0.1); spread > 0 {
			out[Spread] = rounded(math.Log2(spread/normalSpread), digits)
		}
	}
	return out, genes
}

// normalSpread is the range from 10 to 90 % of a normal distribution, in its standard deviations.
const normalSpread = 2.563103

// middle is the quantile of rising values, between two of them in proportion.
func middle(rising []float64, p float64) float64 {
	at := p * float64(len(rising)-1)
	i := int(at)
	if i+1 >= len(rising) {
		return rising[i]
	}
	return math.FMA(at-float64(i), rising[i+1]-rising[i], rising[i])
}

// correlation is Pearson's; NaN where one does not vary.
func correlation(a, b []float64) float64 {
	ma, mb := mean(a), mean(b)
	var aa, bb, ab float64
	for i := range a {
		aa, bb = math.FMA(a[i]-ma, a[i]-ma, aa), math.FMA(b[i]-mb, b[i]-mb, bb)
		ab = math.FMA(a[i]-ma, b[i]-mb, ab)
	}
	return ab / math.Sqrt(float64(aa*bb))
}

// Likeness says how a sample compares with the cohort.
type Likeness int

const (
	Alike       Likeness = iota
	OtherScale           // its values are on another scale
	OtherOrder           // its genes stand in another order: it is something else
	Unexplained          // the metagenes leave much of it over: it is something else
)

// Likenesses name them.
var Likenesses = []string{"alike", "other scale", "other order", "unexplained"}

// Strange says which measures of a sample lie outside of what is usual.
func (m *Model) Strange(values []float64) []int {
	var out []int
	if values == nil {
		return nil
	}
	for i, l := range m.Limits {
		if values[i] < l.Low || values[i] > l.High {
			out = append(out, i)
		}
	}
	return out
}

// Likeness judges a sample: one whose genes are ordered otherwise is something else, however its
// values are scaled; one of which the metagenes leave much over is, too, if its scale is the
// cohort's.
func (m *Model) Likeness(values []float64) Likeness {
	strange := m.Strange(values)
	has := func(i int) bool { return slices.Contains(strange, i) }
	switch {
	case has(Profile):
		return OtherOrder
	case has(Offset) || has(Spread) || has(Outside):
		return OtherScale
	case has(Residual):
		return Unexplained
	}
	return Alike
}

// Shifted says which measures of a cohort lie outside of what is usual as a whole: half of its
// samples lie where a twentieth of those of the training cohort did.
func (m *Model) Shifted(of [][]float64) []int {
	var out []int
	for i, l := range m.Limits {
		var x []float64
		for _, one := range of {
			if one != nil && one[i] == one[i] {
				x = append(x, one[i])
			}
		}
		if len(x) < leastCohort {
			continue
		}
		slices.Sort(x)
		least := Measures[i].least // less is of no account
		if median := middle(x, 0.5); median < l.UsualLow-least || median > l.UsualHigh+least {
			out = append(out, i)
		}
	}
	return out
}

// leastCohort is how many samples are spoken of as a whole.
const leastCohort = 8
