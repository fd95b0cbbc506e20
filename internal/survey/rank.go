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

// newRank computes what can be said about one rank by itself.
func newRank(v *nmf.Matrix, runs []sweep.Record, best int, f nmf.Factors) Rank {
	_, n := v.Dims()
	r := Rank{K: runs[0].K, Runs: runs, Best: best}

	r.Counts = consensus.NewCounts(n)
	for _, run := range runs {
		r.Counts.Add(run.Labels)
	}
	d := r.Counts.Distances()
	r.Tree = consensus.Cluster(d)
	r.Subtypes = consensus.BySize(r.Tree.Cut(r.K))
	r.Widths = consensus.Silhouette(d, r.Subtypes)
	r.Own, r.Next, r.NextTo = r.Counts.Neighbours(r.Subtypes)

	// Metagenes in the order of the subtypes they match.
	labels := runs[best].Labels
	partner := consensus.Match(labels, r.Subtypes, r.K)
	r.Factors = permute(f, partner)
	r.BestFit = consensus.Rename(labels, partner)
	r.GeneScores = nmf.FeatureScore(r.Factors.W)
	r.Features = nmf.Features(r.Factors.W, r.GeneScores)

	shares := coefficientShares(r.Factors.H)
	r.Coefficients = consensus.Cluster(consensus.Euclidean(shares))
	tree := r.Coefficients.Cut(r.K)
	r.TreeSubtypes = consensus.Rename(tree, consensus.Match(tree, r.Subtypes, r.K))

	r.Score = score(v, &r, d, shares)
	return r
}

func score(v *nmf.Matrix, r *Rank, d consensus.Distances, shares consensus.Points) rank.Score {
	best := r.Runs[r.Best]
	genes, samples := v.Dims()
	s := rank.Score{
		K: r.K, Restarts: len(r.Runs),
		Cophenetic:          consensus.CopheneticCorr(d, r.Tree),
		Dispersion:          r.Counts.Dispersion(),
		SilhouetteConsensus: consensus.Mean(r.Widths),
		PAC:                 r.Counts.PAC(),
		CDFArea:             r.Counts.CDFArea(),
		RSS:                 nmf.RSS(v, r.Factors),
		Residual:            best.Loss,
		SilhouetteTree:      consensus.Mean(consensus.Silhouette(consensus.Euclidean(shares), r.TreeSubtypes)),
		CalinskiHarabasz:    consensus.CalinskiHarabasz(shares, r.TreeSubtypes),
		TreeGap:             r.Coefficients.Gap(r.K),
		IterationsMedian:    medianIterations(r.Runs),
	}
	s.Evar = nmf.Evar(v, s.RSS)
	s.SparsenessBasis, s.SparsenessCoefficients = nmf.Sparseness(r.Factors)

	h := r.Factors.H
	s.SilhouetteCoefficients = meanWidth(r.K, samples, func(a int, dst []float64) { copy(dst, h.RawRowView(a)) }, r.BestFit)
	w := r.Factors.W
	metagene := make([]int, genes)
	for i := range metagene {
		metagene[i] = nmf.Largest(w.RawRowView(i))
	}
	s.SilhouetteBasis = meanWidth(r.K, genes, func(a int, dst []float64) { mat.Col(dst, a, w) }, metagene)
	sorted := make([]float64, samples)
	s.SilhouetteExpression = meanWidth(genes, samples, func(i int, dst []float64) {
		v.Row(i, dst)
		copy(sorted, dst)
		slices.Sort(sorted)
		middle := (sorted[(samples-1)/2] + sorted[samples/2]) / 2
		for j := range dst {
			dst[j] -= middle
		}
	}, r.Subtypes)
	return s
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

// coefficientShares are the columns of H scaled to sum 1, as points.
func coefficientShares(h *mat.Dense) consensus.Points {
	k, n := h.Dims()
	x := make([]float64, 0, n*k)
	for j := range n {
		var sum float64
		for a := range k {
			sum += h.At(a, j)
		}
		if sum == 0 {
			sum = 1
		}
		for a := range k {
			x = append(x, h.At(a, j)/sum)
		}
	}
	return consensus.NewPoints(k, x)
}

func medianIterations(runs []sweep.Record) float64 {
	iters := make([]int, len(runs))
	for i, r := range runs {
		iters[i] = r.Iter
	}
	slices.Sort(iters)
	h := len(iters) / 2
	if len(iters)%2 == 1 {
		return float64(iters[h])
	}
	return float64(iters[h-1]+iters[h]) / 2
}
