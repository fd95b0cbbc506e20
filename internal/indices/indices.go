// Package indices asks the plain way how many groups there are: points are clustered once,
// by average linkage, and the tree is cut at every number of groups. It knows nothing of
// runs, or of whether groups come again.
package indices

import (
	"math"
	"math/rand/v2"

	"subtype/consensus"
)

// Most is the number of groups up to which is looked, where nothing more is asked for.
const Most = 10

// Points is the number of points up to which all of them are clustered; of more, so many
// evenly spread ones are.
const Points = 500

// Row is what the indices say of k groups. What is not defined is NaN.
type Row struct {
	K                int
	CalinskiHarabasz float64 // of the points; from 2 groups on
	Silhouette       float64 // mean width by Euclidean distance, −1 to 1; from 2 groups on
	Gap, GapSE       float64 // statistic, and the standard error of its reference
	Height           float64 // of the tree where k groups become k − 1; from 2 groups on
	HeightGap        float64 // range of the heights at which a cut gives k groups; from 2 groups on
}

// References is the number of sets without groups that the gap statistic draws.
const References = 50

// Of looks at 1 to most groups of the points, fewer where there are not more points than
// that.
//
// The gap statistic is the mean over reference sets of log W, less log W of the points, W
// the sum of the squared distances to the groups' centres. Reference points are uniform in
// the box along the principal axes of the points; the standard error is the standard
// deviation over the sets times √(1 + 1/References).
//
// Tibshirani, Walther and Hastie, Journal of the Royal Statistical Society B 63:411
// (2001), with reference (b); Caliński and Harabasz, Communications in Statistics 3:1
// (1974); Rousseeuw, Journal of Computational and Applied Mathematics 20:53 (1987).
func Of(points consensus.Points, most int, rng *rand.Rand) []Row {
	points = spread(points)
	most = min(most, points.Len()-1)
	if most < 1 {
		return nil
	}
	d := consensus.Euclidean(points)
	tree := consensus.Cluster(d)
	rows := make([]Row, most)
	spreads := within(points, tree, most)
	sums, squares := reference(points, most, rng)
	for i := range rows {
		k := i + 1
		mean := sums[i] / References
		variance := max(0, (squares[i]-float64(mean*sums[i]))/(References-1))
		r := Row{K: k, CalinskiHarabasz: math.NaN(), Silhouette: math.NaN(), Height: math.NaN(), HeightGap: math.NaN(),
			Gap: mean - spreads[i], GapSE: math.Sqrt(variance * (1 + 1.0/References))}
		if math.IsInf(spreads[i], 0) || math.IsInf(mean, 0) || math.IsNaN(r.Gap) {
			r.Gap, r.GapSE = math.NaN(), math.NaN()
		}
		if k > 1 {
			labels := tree.Cut(k)
			r.CalinskiHarabasz = consensus.CalinskiHarabasz(points, labels)
			r.Silhouette = consensus.Mean(consensus.Silhouette(d, labels))
			r.Height, r.HeightGap = tree.Heights[len(tree.Heights)-k+1], tree.Gap(k)
		}
		rows[i] = r
	}
	return rows
}

// spread is the points, or Points of them where there are more.
func spread(p consensus.Points) consensus.Points {
	n := p.Len()
	if n <= Points {
		return p
	}
	some := make([]int, Points)
	for i := range some {
		some[i] = i * n / Points
	}
	return p.Some(some)
}

// within are log W of 1 to most groups.
func within(p consensus.Points, tree *consensus.Dendrogram, most int) []float64 {
	out := make([]float64, most)
	for i := range out {
		labels := tree.Cut(i + 1)
		out[i] = math.Log(consensus.Within(p, consensus.Centres(p, labels, i+1), labels))
	}
	return out
}

// reference are the sums over the reference sets of log W, and of its square, for 1 to
// most groups.
func reference(p consensus.Points, most int, rng *rand.Rand) (sums, squares []float64) {
	sums, squares = make([]float64, most), make([]float64, most)
	sides := box(p)
	n := p.Len()
	x := make([]float64, n*len(sides))
	for range References {
		for j := range n {
			for a, side := range sides {
				x[j*len(sides)+a] = float64(rng.Uint64()>>11) * 0x1p-53 * side
			}
		}
		drawn := consensus.NewPoints(len(sides), x)
		for i, w := range within(drawn, consensus.Cluster(consensus.Euclidean(drawn)), most) {
			sums[i] += w
			squares[i] = math.FMA(w, w, squares[i])
		}
	}
	return sums, squares
}
