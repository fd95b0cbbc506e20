package rank

import "math"

// Elbows fills ResidualElbow of scores in rising order of k: the fall of the
// residual per rank on the way to k, less the fall per rank on the way to the
// next, as a share of the first rank's residual. It is largest where the
// residual's curve bends most, and NaN at either end of the survey.
func Elbows(scores []Score) {
	for i := range scores {
		scores[i].ResidualElbow = math.NaN()
		if i == 0 || i == len(scores)-1 {
			continue
		}
		fall := func(a, b Score) float64 { return (a.Residual - b.Residual) / float64(b.K-a.K) }
		scores[i].ResidualElbow = (fall(scores[i-1], scores[i]) - fall(scores[i], scores[i+1])) / scores[0].Residual
	}
}
