package markers

import (
	"math"

	"subtype/internal/stat"
)

// outliers gives genes whose ratio of variance to prior is larger than an F distribution
// allows fewer prior degrees of freedom, by how sure it is that they are outliers: the
// tail that they have by the distribution against the one that they have among all.
func outliers(df, ratios []float64, df1, df2 float64) {
	n := float64(len(ratios))
	tails, inliers := make([]float64, len(ratios)), make([]float64, len(ratios))
	ranks, _ := stat.Ranks(ratios)
	found, most, least := false, 0.0, 1.0
	for i, f := range ratios {
		tails[i] = stat.FTail(f, df1, df2)
		inliers[i] = min(tails[i]/((n-ranks[i]+0.5)/n), 1)
		found = found || inliers[i] < 1
		most, least = max(most, f), min(least, tails[i])
	}
	if !found {
		return
	}
	// The largest variance of all would be at the median with so many.
	few := 0.0
	if least > 0 {
		few = math.Log(0.5) / math.Log(least) * df2
		few *= math.Log(0.5) / math.Log(stat.FTail(most, df1, few))
	}
	for i, in := range inliers {
		df[i] = float64(in*df2) + float64((1-in)*few)
	}
	order := orderOf(tails)
	sum, lowest, until := 0.0, math.Inf(1), 0
	for r, i := range order {
		sum += df[i]
		if m := sum / float64(r+1); m < lowest {
			lowest, until = m, r
		}
	}
	for _, i := range order[:until+1] {
		df[i] = lowest
	}
	rising(df, order)
}

// outliersOfChiSquare is the same where the prior is endless otherwise.
func outliersOfChiSquare(df, ratios []float64, df1 float64) {
	n := float64(len(ratios))
	tails := make([]float64, len(ratios))
	ranks, _ := stat.Ranks(ratios)
	for i, f := range ratios {
		tails[i] = stat.ChiSquareTail(f*df1, df1)
		if in := tails[i] / ((n - ranks[i] + 0.5) / n); in < 1 {
			df[i] = in * n * df1
		}
	}
	rising(df, orderOf(tails))
}

// rising lets no number be lower than one before it in an order.
func rising(x []float64, order []int) {
	for r := 1; r < len(order); r++ {
		x[order[r]] = max(x[order[r]], x[order[r-1]])
	}
}
