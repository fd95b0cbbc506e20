package simulate

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"

	"subtype/internal/kernel"
)

// Set is a simulated data set: what is known of its samples. Its genes are drawn one by
// one.
type Set struct {
	Options Options
	Samples []string
	Groups  []int       // of each sample, from 0; all 0 without groups
	Batches []int       // of each sample, from 0
	Factors [][]float64 // a row a factor, a value a sample
	depth   []float64   // of each sample: log₂ of its library relative to the others
}

// Gene is one gene: the truth, and a value for every sample, NaN where it is missing.
// Level, noise and effects are on the scale of log₂.
type Gene struct {
	Name     string
	Level    float64
	Noise    float64   // standard deviation
	Effects  []float64 // of the groups; 0: the gene does not mark it
	Loadings []float64 // of the factors
	Batches  []float64 // effects of the batches
	Values   []float64
}

// New draws the samples of a data set.
func New(o Options) (*Set, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s := &Set{Options: o, Samples: make([]string, o.Samples), Batches: make([]int, o.Samples),
		depth: make([]float64, o.Samples)}
	for j := range s.Samples {
		s.Samples[j] = numbered("sample", j, o.Samples)
	}
	s.Groups = o.groups()
	r := stream(o.Seed, "groups", 0)
	r.Shuffle(o.Samples, func(i, j int) { s.Groups[i], s.Groups[j] = s.Groups[j], s.Groups[i] })
	r = stream(o.Seed, "batches", 0)
	for j := range s.Batches {
		s.Batches[j] = int(uniform(r) * float64(o.Batches))
	}
	for f := range o.Factors {
		s.Factors = append(s.Factors, scores(o.FactorShape, o.Samples, stream(o.Seed, "factor", f)))
	}
	r = stream(o.Seed, "depth", 0)
	for j := range s.depth {
		s.depth[j] = 0.2 * normal(r)
	}
	return s, nil
}

// numbered names the i-th of many things, all as long as the last.
func numbered(what string, i, of int) string {
	return fmt.Sprintf("%s%0*d", what, len(fmt.Sprint(of)), i+1)
}

// groups deals out the samples, as many to each group as its size says.
func (o *Options) groups() []int {
	of := make([]int, o.Samples)
	if o.Groups < 2 {
		return of
	}
	size := func(g int) float64 {
		if len(o.Sizes) == 0 {
			return 1
		}
		return o.Sizes[g]
	}
	sum := 0.0
	for g := range o.Groups {
		sum += size(g)
	}
	g, until := 0, size(0)
	for j := range of {
		for g < o.Groups-1 && (float64(j)+0.5)/float64(o.Samples)*sum >= until {
			g++
			until += size(g)
		}
		of[j] = g
	}
	return of
}

// scores draws those of a factor, of mean 0 and standard deviation 1.
func scores(shape string, n int, r *rand.Rand) []float64 {
	z := make([]float64, n)
	for j := range z {
		switch shape {
		case "uniform":
			z[j] = math.Sqrt(12) * (uniform(r) - 0.5)
		case "skewed":
			z[j] = exponential(r) - 1
		default:
			z[j] = normal(r)
		}
	}
	return z
}

// Genes draws all genes, in order.
func (s *Set) Genes() iter.Seq[Gene] {
	return func(yield func(Gene) bool) {
		for i := range s.Options.Genes {
			if !yield(s.Gene(i)) {
				return
			}
		}
	}
}

// Gene draws gene number i.
func (s *Set) Gene(i int) Gene {
	o := &s.Options
	r := stream(o.Seed, "gene", i)
	g := Gene{Name: numbered("gene", i, o.Genes), Values: make([]float64, o.Samples)}
	g.Noise = o.Noise * kernel.Exp2(0.43*normal(r))
	g.Level = math.FMA(2, normal(r), 6)
	if o.Groups > 1 {
		g.Effects = make([]float64, o.Groups)
		for c := range g.Effects {
			if uniform(r) < o.Markers {
				g.Effects[c] = o.Separation * normal(r)
			}
		}
		add(g.Values, g.Effects, s.Groups)
	}
	for _, z := range s.Factors {
		loading := 0.0
		if uniform(r) < o.FactorGenes {
			loading = o.FactorStrength * normal(r)
		}
		g.Loadings = append(g.Loadings, loading)
		for j, x := range z {
			g.Values[j] = math.FMA(loading, x, g.Values[j])
		}
	}
	if o.Batches > 1 {
		g.Batches = make([]float64, o.Batches)
		for b := range g.Batches {
			g.Batches[b] = o.BatchStrength * normal(r)
		}
		add(g.Values, g.Batches, s.Batches)
	}
	s.measure(&g, r)
	return g
}

// add adds to every sample the effect of what it belongs to.
func add(x, effects []float64, of []int) {
	for j, g := range of {
		x[j] += effects[g]
	}
}

// measure makes values of a gene's effects: noise is added, and the scale is that of
// the model.
func (s *Set) measure(g *Gene, r *rand.Rand) {
	o := &s.Options
	shape := 1 / math.FMA(0.2, uniform(r), 0.05) // of the gamma distribution of counts
	for j, x := range g.Values {
		e := 0.0
		if o.Heavy {
			e = exponential(r) - 1
		} else {
			e = normal(r)
		}
		switch o.Model {
		case "ratio":
			x = math.FMA(g.Noise, e, x)
		case "linear":
			x = kernel.Exp2(clamped(math.FMA(g.Noise, e, g.Level+x)))
		case "counts":
			mean := kernel.Exp2(clamped(math.FMA(g.Noise/2, e, g.Level+s.depth[j]+x)))
			x = poisson(mean*gamma(shape, r)/shape, r)
		default:
			x = max(0, math.FMA(g.Noise, e, g.Level+x))
		}
		if o.Missing > 0 && uniform(r) < o.Missing {
			x = math.NaN()
		}
		g.Values[j] = x
	}
}

// clamped keeps a logarithm where its power can be written and counted.
func clamped(x float64) float64 { return min(max(x, -40), 40) }
