package nmf

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// FeatureScore returns every gene's specificity for one metagene,
//
//	score_i = 1 + 1/log₂k · Σ_q p_iq log₂ p_iq,   p_iq = W_iq / Σ_r W_ir
//
// with 0·log 0 = 0 (R NMF gives NaN there): 1 for a gene of one metagene only,
// 0 for one that belongs to all alike. A gene whose row of W is zero scores 0.
// k must be at least 2. The score depends on how the columns of W are scaled.
//
// Kim and Park, Bioinformatics 23:1495 (2007), as R NMF's featureScore.
func FeatureScore(w *mat.Dense) []float64 {
	m, k := w.Dims()
	scores := make([]float64, m)
	for i := range scores {
		row := w.RawRowView(i)
		var sum float64
		for _, x := range row {
			sum += x
		}
		if sum == 0 {
			continue
		}
		var entropy float64
		for _, x := range row {
			if p := x / sum; p > 0 {
				entropy = math.FMA(p, math.Log2(p), entropy)
			}
		}
		scores[i] = 1 + entropy/math.Log2(float64(k))
	}
	return scores
}

// Features selects the genes that are specific for a metagene: those with a
// score of at least median + 3·MAD of all scores (MAD with the factor 1.4826)
// whose largest basis weight is at least the median of all weights. It returns,
// for each metagene, the indices of its genes, by falling score, equal scores
// by index. A gene belongs to the metagene of its largest weight, the first of
// equal ones.
//
// Kim and Park, Bioinformatics 23:1495 (2007), as R NMF's extractFeatures: "at
// least", where its manual says "greater".
func Features(w *mat.Dense, scores []float64) [][]int {
	m, k := w.Dims()
	threshold := FeatureThreshold(scores)
	weight := median(slices.Clone(w.RawMatrix().Data))
	selected := make([][]int, k)
	for i := range m {
		row := w.RawRowView(i)
		top := Largest(row)
		if scores[i] >= threshold && row[top] >= weight {
			selected[top] = append(selected[top], i)
		}
	}
	for _, genes := range selected {
		slices.SortStableFunc(genes, func(a, b int) int {
			switch {
			case scores[a] > scores[b]:
				return -1
			case scores[a] < scores[b]:
				return 1
			}
			return 0
		})
	}
	return selected
}

// FeatureThreshold is the lowest score that Features selects.
func FeatureThreshold(scores []float64) float64 {
	center := median(slices.Clone(scores))
	deviations := make([]float64, len(scores))
	for i, s := range scores {
		deviations[i] = math.Abs(s - center)
	}
	return center + float64(3*1.4826*median(deviations))
}

// Largest is the index of the largest entry, the first of equal ones.
func Largest(row []float64) int {
	best := 0
	for a, x := range row {
		if x > row[best] {
			best = a
		}
	}
	return best
}

// median sorts x and returns its median, NaN for none.
func median(x []float64) float64 {
	if len(x) == 0 {
		return math.NaN()
	}
	slices.Sort(x)
	h := len(x) / 2
	if len(x)%2 == 1 {
		return x[h]
	}
	return (x[h-1] + x[h]) / 2
}
