package reftest

import "math/rand/v2"

// Planted are values ≥ 0 of genes in samples that lie in groups, over a background that
// all samples share, but not to the same extent. own is the group of which a gene is
// typical, or a number from groups on.
func Planted(groups, genes, samples int) (rows [][]float64, group, own []int) {
	rng := rand.New(rand.NewPCG(3, 4))
	shared := make([]float64, samples)
	for j := range samples {
		group, shared[j] = append(group, j%groups), 2+6*rng.Float64()
	}
	for i := range genes {
		background := rng.Float64()
		own = append(own, rng.IntN(4*groups))
		rows = append(rows, make([]float64, samples))
		for j := range rows[i] {
			rows[i][j] = background*shared[j] + 0.3*rng.Float64()
			if own[i] == group[j] {
				rows[i][j] += 1.5
			}
		}
	}
	return rows, group, own
}
