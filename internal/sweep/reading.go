package sweep

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/nmf"
)

// Reading says how groups of samples are read from the factors of a run.
type Reading string

const (
	// Largest groups samples by their largest coefficients: a metagene is a group.
	Largest Reading = "largest"
	// Clusters groups samples by k-means of their coefficients, as Directions has them:
	// a group is a mixture of metagenes.
	Clusters Reading = "clusters"
)

// Readings are all of them, the one first that the zero value stands for.
func Readings() []Reading { return []Reading{Largest, Clusters} }

// clusterStarts is the number of starts of k-means in a run.
const clusterStarts = 10

// Metagenes is the number of metagenes at rank k: as many as groups, and the background.
func (p Plan) Metagenes(k int) int {
	if p.Background {
		return k + 1
	}
	return k
}

// read gives the groups of the samples of a fit, and of others by its metagenes: their
// coefficients are those of nmf.Project, and their group that of the largest, or that of
// the nearest centre. Clustering goes on with the random stream of the run's start.
func (p Plan) read(r *nmf.Result, groups int, rest *nmf.Matrix, rng *rand.Rand) (labels, others []int) {
	var h *mat.Dense
	if rest != nil {
		h = nmf.Project(rest, r.W, p.Method)
	}
	if p.Read != Clusters {
		if h != nil {
			others = nmf.Assign(h, nil)
		}
		return r.Labels, others
	}
	c := consensus.KMeans(Directions(r.H), groups, clusterStarts, rng)
	if h != nil {
		others = consensus.Nearest(Directions(h), c.Centres)
	}
	return c.Labels, others
}

// Directions are the columns of H as points, each divided by its length: what a sample
// is made of, and not how much of it there is. A column of zeros stays one.
func Directions(h *mat.Dense) consensus.Points {
	k, n := h.Dims()
	x := make([]float64, n*k)
	for j := range n {
		p := x[j*k : (j+1)*k]
		mat.Col(p, j, h)
		top := 0.0
		for _, c := range p {
			top = max(top, c)
		}
		if top == 0 {
			continue
		}
		var squares float64
		for a := range p { // of the largest first, whose square may have no room among the numbers
			p[a] /= top
			squares = math.FMA(p[a], p[a], squares)
		}
		length := math.Sqrt(squares)
		for a := range p {
			p[a] /= length
		}
	}
	return consensus.NewPoints(k, x)
}
