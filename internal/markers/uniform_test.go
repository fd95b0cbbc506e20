package markers_test

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"subtype/consensus"
	"subtype/internal/markers"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// kolmogorov is the largest distance between p-values and uniform ones, and the p-value of
// that by the asymptotic distribution.
func kolmogorov(p []float64) (distance, tail float64) {
	p = slices.Clone(p)
	slices.Sort(p)
	n := float64(len(p))
	for i, x := range p {
		distance = max(distance, float64(i+1)/n-x, x-float64(i)/n)
	}
	z := (math.Sqrt(n) + 0.12 + 0.11/math.Sqrt(n)) * distance
	for k := 1.0; k < 100; k++ {
		tail += 2 * math.Pow(-1, k-1) * math.Exp(-2*k*k*z*z)
	}
	return distance, min(1, tail)
}

// labelled factorises some genes and gives each sample the metagene of its largest share.
func labelled(t *testing.T, v *nmf.Matrix, k int, genes []int, seed uint64) []int {
	t.Helper()
	if genes != nil {
		var err error
		if v, err = v.Select(genes, nil); err != nil {
			t.Fatal(err)
		}
	}
	plan := sweep.Plan{Ranks: []int{k}, Restarts: 1, Seed: seed, Method: nmf.HALS{}, MaxIter: 300, Read: sweep.Clusters,
		Scale: nmf.Scales()[0], Stop: nmf.Settled}
	r, _, err := plan.Fit(context.Background(), sweep.Alone(v), sweep.Task{K: k, Run: 1})
	if err != nil {
		t.Fatal(err)
	}
	return r.Labels
}

// withoutGroups draws 200 data sets without groups, in which genes share a continuous factor of so
// much weight, and gives one p-value of each, of one gene and subtype: by the labels of
// the other half of the genes, and by those of all.
func withoutGroups(t *testing.T, factor float64) (split, naive []float64) {
	t.Helper()
	const sets, genes, samples, k = 200, 60, 40, 3
	for set := range uint64(sets) {
		r := rand.New(rand.NewPCG(set, 77))
		shared := make([]float64, samples)
		for j := range shared {
			shared[j] = factor * r.NormFloat64()
		}
		x := make([][]float64, genes)
		for g := range x {
			x[g] = make([]float64, samples)
			for j := range x[g] {
				x[g][j] = 8 + r.NormFloat64() + shared[j]*float64(g/3%2*2-1) // some rise with it, some fall
			}
		}
		v, err := nmf.NewMatrix(x)
		if err != nil {
			t.Fatal(err)
		}
		source := sweep.Resample{V: v, Seed: set}
		labels := labelled(t, v, k, nil, set)
		in := markers.Source{Samples: samples, Genes: make([]string, genes), Half: make([]int, genes),
			Parts: markers.Whole(genes, markers.Scale{Floor: math.NaN()}),
			Row:   func(g int, into []float64) error { copy(into, x[g]); return nil }}
		grouping := markers.Grouping{K: k, Labels: labels}
		for h, half := range []sweep.Half{sweep.HalfA, sweep.HalfB} {
			mine := source.Genes(1, half)
			other := labelled(t, v, k, mine, set)
			grouping.Halves[h] = consensus.Rename(other, consensus.Match(other, labels, k))
			for _, g := range mine {
				in.Half[g] = 1 - h
			}
		}
		e, err := markers.Measure(in, []markers.Grouping{grouping}, 1)
		if err != nil {
			t.Fatal(err)
		}
		f := e.Found(k)
		i := int(set)%genes*k + int(set)%k
		split, naive = append(split, f.SplitP[i]), append(naive, f.Statistics[i].P)
	}
	return split, naive
}

// below05 is the share of p-values below 0.05.
func below05(p []float64) float64 {
	n := 0
	for _, x := range p {
		if x < 0.05 {
			n++
		}
	}
	return float64(n) / float64(len(p))
}

// Where genes are independent and there are no groups, p-values by labels of the other
// half of the genes are uniform, and those by labels of all genes are not: they are far too
// small.
func TestSplitPValuesAreUniformWithoutGroups(t *testing.T) {
	split, naive := withoutGroups(t, 0)
	d, p := kolmogorov(split)
	t.Logf("split: D = %.3f, p = %.3g, %.3f below 0.05", d, p, below05(split))
	if p < 0.01 {
		t.Errorf("split p-values are not uniform: D = %.3f, p = %.3g", d, p)
	}
	d, p = kolmogorov(naive)
	t.Logf("naive: D = %.3f, p = %.3g, %.3f below 0.05", d, p, below05(naive))
	if p > 1e-6 {
		t.Errorf("p-values by labels of the same genes pass for uniform: D = %.3f, p = %.3g", d, p)
	}
}

// Where genes share a factor they are no independent ones, and go with any grouping that the
// factor makes: then small split p-values say nothing of groups.
func TestSplitPValuesOfGenesThatShareAFactorAreSmall(t *testing.T) {
	split, _ := withoutGroups(t, 1)
	if share := below05(split); share < 0.5 {
		t.Errorf("%.3f of the split p-values are below 0.05", share)
	} else {
		t.Logf("%.3f of the split p-values are below 0.05", share)
	}
}
