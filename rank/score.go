// Package rank chooses the number of subtypes, k, from the scores of every
// surveyed rank. It sees numbers only.
package rank

// Score holds what is known about one rank. NaN is "not defined".
type Score struct {
	K        int
	Restarts int // runs

	// Of the consensus matrix of all runs.
	Cophenetic          float64 // cophenetic correlation of the consensus tree, Brunet 2004
	Dispersion          float64 // Kim and Park 2007
	SilhouetteConsensus float64 // mean width, distance 1 − consensus, groups of the consensus tree
	PAC                 float64 // F(0.9) − F(0.1), Șenbabaoğlu 2014
	CDFArea             float64 // Monti 2003
	DeltaArea           float64 // relative gain over the rank before; the first rank's own area

	// Of the run of lowest residual. The two silhouettes use 1 − Pearson as R
	// NMF does and are 1 at k = 2 by construction: no rule may use them.
	SilhouetteCoefficients float64 // between columns of H
	SilhouetteBasis        float64 // between rows of W
	SparsenessBasis        float64
	SparsenessCoefficients float64
	RSS, Evar              float64 // squared Frobenius norm, whatever the algorithm
	Residual               float64 // the algorithm's own objective
	Gain, GainRatio        float64 // of the residual; see Gains

	// Of the plain way: samples clustered by the coefficients of the run of
	// lowest residual.
	SilhouetteTree   float64
	CalinskiHarabasz float64
	TreeGap          float64 // range of heights at which a cut gives k groups

	// Mean silhouette width of the consensus groups by expression itself,
	// 1 − Pearson between samples after centring genes on their medians.
	SilhouetteExpression float64

	IterationsMedian float64

	// Mean adjusted Rand indices, NaN where nothing was resampled: of the groupings
	// from two halves of the genes, of those of two subsamples of the samples, and of
	// those that two halves of the samples give all samples.
	Genes, Samples, Halves float64
	// Z is by how many standard deviations groups of k-means are tighter than in
	// samples without groups; NaN where there are none to compare with.
	Z float64
}

// DeltaAreas fills DeltaArea of scores in rising order of k: the relative gain
// in the area under the consensus distribution over the rank before, and the
// area itself for the first.
//
// Monti et al., Machine Learning 52:91 (2003).
func DeltaAreas(scores []Score) {
	for i := range scores {
		s := &scores[i]
		s.DeltaArea = s.CDFArea
		if i > 0 {
			before := scores[i-1].CDFArea
			s.DeltaArea = (s.CDFArea - before) / before
		}
	}
}
