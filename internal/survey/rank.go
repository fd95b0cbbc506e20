package survey

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

// newRank computes what can be said about one rank by itself, but for the
// scores. Metagenes of factors that are matched are in the order of the subtypes
// already; else they are as the best run left them.
func newRank(runs []sweep.Record, best int, f nmf.Factors, matched bool, read sweep.Reading) (Rank, consensus.Points) {
	r := Rank{K: runs[0].K, Runs: runs, Best: best}
	_, r.Metagenes = f.W.Dims()

	r.Counts = count(runs, len(runs[0].Labels))
	r.Tree, r.Score.Cophenetic = r.Counts.Tree()
	r.Subtypes = consensus.BySize(r.Tree.Cut(r.K))
	r.Widths = r.Counts.Silhouette(r.Subtypes)
	r.Own, r.Next, r.NextTo, r.NextTied = neighbours(r.Counts, r.Subtypes, r.K)

	// Metagenes in the order of the subtypes they match.
	labels := runs[best].Labels
	partner := consensus.Match(labels, r.Subtypes, r.K)
	r.BestFit = consensus.Rename(labels, partner)
	if read == sweep.Clusters {
		partner = partners(mixtures(f.H, r.Subtypes, r.K))
	}
	r.Factors = f
	if !matched {
		r.Factors = permute(f, partner)
	}
	r.Weights = r.Factors.W
	if read == sweep.Clusters {
		r.Weights = weights(r.Factors.W, mixtures(r.Factors.H, r.Subtypes, r.K))
	}
	r.GeneScores = nmf.FeatureScore(r.Weights)
	r.Features = nmf.Features(r.Weights, r.GeneScores)
	if r.Mixed() {
		r.SortTied()
	}

	shares := consensus.NewPoints(r.Metagenes, r.CoefficientShares())
	plain := plainTree(shares, r.K)
	r.Coefficients = plain.tree
	r.TreeSubtypes = consensus.Rename(plain.labels, consensus.Match(plain.labels, r.Subtypes, r.K))
	r.Score.SilhouetteTree, r.Score.TreeGap = plain.silhouette, plain.gap
	return r, shares
}

// neighbours are the consensus of every sample with its own subtype and with the
// next, which that is, and whether another one is as near. A sample that never met
// another subtype has no next one: −1.
func neighbours(c *consensus.Counts, subtypes []int, k int) (own, next []float64, to []int, tied []bool) {
	own, next, to = c.Neighbours(subtypes)
	// Of equal ones it takes the lower: numbered the other way round, the higher.
	reversed := make([]int, len(subtypes))
	for j, q := range subtypes {
		reversed[j] = k - 1 - q
	}
	_, _, higher := c.Neighbours(reversed)
	tied = make([]bool, len(subtypes))
	for j := range to {
		switch {
		case next[j] == 0:
			to[j] = -1
		case to[j] >= 0:
			tied[j] = to[j] != k-1-higher[j]
		}
	}
	return own, next, to, tied
}

// EverySample is the number of samples up to which all pairs of samples are
// looked at. With more, the consensus is counted by profile
// (consensus.Profiles), and the tree of coefficients is that of so many samples.
const EverySample = 2000

// MostEntries is how many entries the consensus of n samples has at most.
func MostEntries(n int) int {
	if n > EverySample {
		return min(n, consensus.MostProfiles)
	}
	return n
}

func count(runs []sweep.Record, n int) *consensus.Counts {
	if n > EverySample {
		labels := make([][]int, len(runs))
		for i, run := range runs {
			labels[i] = run.Labels
		}
		return consensus.Profiles(labels)
	}
	c := consensus.NewCounts(n)
	for _, run := range runs {
		c.Add(run.Labels)
	}
	return c
}

// score is the rank's score with what the matrix, too, says about it. What
// depends on other ranks is left out.
func score(v *nmf.Matrix, method nmf.Method, r *Rank, shares consensus.Points) rank.Score {
	best := r.Runs[r.Best]
	genes, samples := v.Dims()
	s := r.Score
	s.K, s.Restarts = r.K, len(r.Runs)
	unmeasured(&s)
	s.Dispersion = r.Counts.Dispersion()
	s.SilhouetteConsensus = consensus.Mean(r.Widths)
	s.PAC = r.Counts.PAC()
	s.CDFArea = r.Counts.CDFArea()
	s.RSS = nmf.RSS(v, nmf.Model(method, r.Factors))
	s.Residual = best.Loss
	s.CalinskiHarabasz = consensus.CalinskiHarabasz(shares, r.TreeSubtypes)
	s.IterationsMedian = medianIterations(r.Runs)
	s.Evar = nmf.Evar(v, s.RSS)
	s.SparsenessBasis, s.SparsenessCoefficients = nmf.Sparseness(r.Factors)

	h := r.Factors.H
	s.SilhouetteCoefficients = meanWidth(r.Metagenes, samples, func(a int, dst []float64) { copy(dst, h.RawRowView(a)) },
		r.BestFit)
	w := r.Factors.W
	metagene := make([]int, genes)
	for i := range metagene {
		metagene[i] = nmf.Largest(w.RawRowView(i))
	}
	s.SilhouetteBasis = meanWidth(r.Metagenes, genes, func(a int, dst []float64) { mat.Col(dst, a, w) }, metagene)
	sorted := make([]float64, 0, samples)
	s.SilhouetteExpression = meanWidth(genes, samples, func(i int, dst []float64) {
		v.Row(i, dst)
		known := sorted[:0]
		for _, x := range dst {
			if !math.IsNaN(x) {
				known = append(known, x)
			}
		}
		if len(known) == 0 {
			clear(dst)
			return
		}
		slices.Sort(known)
		middle := (known[(len(known)-1)/2] + known[len(known)/2]) / 2
		for j, x := range dst {
			dst[j] = x - middle
			if math.IsNaN(x) {
				dst[j] = 0 // a missing value counts as the median
			}
		}
	}, r.Subtypes)
	return s
}

// unmeasured says of a score that nothing was resampled.
func unmeasured(s *rank.Score) {
	s.Genes, s.Samples, s.Halves, s.Z = math.NaN(), math.NaN(), math.NaN(), math.NaN()
}

// meanWidth is the mean silhouette width for 1 − Pearson, NaN for one group.
func meanWidth(dim, n int, row func(d int, dst []float64), labels []int) float64 {
	if slices.Min(labels) == slices.Max(labels) {
		return math.NaN()
	}
	return consensus.Mean(consensus.SilhouetteCorrelation(dim, n, row, labels))
}

// permute moves metagene a to place partner[a].
func permute(f nmf.Factors, partner []int) nmf.Factors {
	m, k := f.W.Dims()
	_, n := f.H.Dims()
	g := nmf.NewFactors(m, n, k)
	for a, to := range partner {
		for i := range m {
			g.W.Set(i, to, f.W.At(i, a))
		}
		g.H.SetRow(to, f.H.RawRowView(a))
	}
	return g
}

// medianIterations is NaN where runs of another program do not say how many they took.
func medianIterations(runs []sweep.Record) float64 {
	iters := make([]int, len(runs))
	for i, r := range runs {
		iters[i] = r.Iter
	}
	slices.Sort(iters)
	if iters[0] == 0 {
		return math.NaN()
	}
	h := len(iters) / 2
	if len(iters)%2 == 1 {
		return float64(iters[h])
	}
	return float64(iters[h-1]+iters[h]) / 2
}
