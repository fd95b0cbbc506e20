package confidence

import (
	"math/rand/v2"
	"slices"

	"subtype/consensus"
)

// mostRuns is how many restarts are compared, each with each: the first ones.
const mostRuns = 200

// restarts compares every run with every other.
func restarts(runs [][]int, stream func() *rand.Rand) Agreement {
	runs = runs[:min(len(runs), mostRuns)]
	if len(runs) < 2 {
		return interval(0, stream, nil)
	}
	// Many runs end with the same groups: each kind is compared once.
	kinds, of := kinds(runs)
	index := make([][]float64, len(kinds))
	for a := range kinds {
		index[a] = make([]float64, len(kinds))
		index[a][a] = 1
		for b := range a {
			index[a][b] = consensus.AdjustedRand(kinds[a], kinds[b])
			index[b][a] = index[a][b]
		}
	}
	return interval(len(runs), stream, func(draw []int) float64 {
		sum, pairs := 0.0, 0.0
		for a, i := range draw {
			for _, j := range draw[:a] {
				if i != j { // a run drawn twice is not compared with itself
					sum += index[of[i]][of[j]]
					pairs++
				}
			}
		}
		if pairs == 0 {
			return 1
		}
		return sum / pairs
	})
}

// kinds are the groupings that differ in more than the names of their groups, groups
// numbered in the order of their first samples, and which of them each one is.
func kinds(groupings [][]int) (kinds [][]int, of []int) {
	for _, labels := range groupings {
		l := renumbered(labels)
		i := slices.IndexFunc(kinds, func(m []int) bool { return slices.Equal(l, m) })
		if i < 0 {
			i, kinds = len(kinds), append(kinds, l)
		}
		of = append(of, i)
	}
	return kinds, of
}

// renumbered numbers groups in the order of their first samples.
func renumbered(labels []int) []int {
	number := map[int]int{}
	out := make([]int, len(labels))
	for j, a := range labels {
		n, ok := number[a]
		if !ok {
			n = len(number)
			number[a] = n
		}
		out[j] = n
	}
	return out
}

// What makes runs enough.
const (
	SameLoss    = 1e-4 // of itself: a loss that is no higher than the best one by more is the same optimum
	FoundEnough = 5    // times that the best optimum was found
	Narrow      = 0.05 // how far the interval of the agreement may reach, up and down
)

// FoundAgain is how many of some runs, all of one rank and on the whole matrix, ended in
// the best optimum: at the lowest loss, and with the groups of the run that has it, the
// first of equal ones.
func FoundAgain(labels [][]int, losses []float64) int {
	if len(losses) == 0 {
		return 0
	}
	best := 0
	for i, loss := range losses {
		if loss < losses[best] {
			best = i
		}
	}
	groups, n := renumbered(labels[best]), 0
	for i, loss := range losses {
		if loss <= losses[best]+float64(SameLoss*losses[best]) && slices.Equal(renumbered(labels[i]), groups) {
			n++
		}
	}
	return n
}

// Enough says whether further runs would tell little more: the best optimum was found
// several times, and the interval of the agreement between starts is narrow.
func Enough(labels [][]int, losses []float64, stream func() *rand.Rand) bool {
	if FoundAgain(labels, losses) < FoundEnough {
		return false
	}
	a := restarts(labels, stream)
	return a.High-a.Mean <= Narrow && a.Mean-a.Low <= Narrow
}
