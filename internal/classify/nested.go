package classify

import (
	"math"
	"math/rand/v2"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Test is how the rule did on samples that were left out, when all of it was made without them:
// the metagenes, the subtypes, the genes, pairs and centres; slopes without those of the same
// subsample. Right is the subtype that the whole analysis gave.
type Test struct {
	Folds       int     `json:"subsamples"`
	Predictions int     `json:"predictions"` // of samples that a subsample left out
	Samples     int     `json:"samples"`     // how many different ones
	Accuracy    float64 `json:"accuracy"`    // of all
	Low         float64 `json:"accuracy_low"`
	High        float64 `json:"accuracy_high"` // its 95 % interval (Wilson's, for so many different samples)
	Balanced    float64 `json:"balanced_accuracy"`
	Assigned    float64 `json:"assigned"`          // the share of those that are
	Right       float64 `json:"assigned_accuracy"` // theirs; 0 where there are none
	// By rule, the share that its most likely subtype is right of those that it can be applied to.
	ByRule      []float64 `json:"accuracy_by_rule"`
	Confusion   [][]int   `json:"confusion"` // subtype × what was said, the last of which is unassigned
	Brier       float64   `json:"brier"`
	Calibration []Bin     `json:"calibration"`
	AtGenes     []Loss    `json:"with_fewer_genes"`
}

// Loss is how the rule did with a part of the genes.
type Loss struct {
	Share    float64 `json:"share_of_genes"`
	Accuracy float64 `json:"accuracy"`
}

// newTest measures answers.
func newTest(answers []answered, k int) *Test {
	t := &Test{Predictions: len(answers), Confusion: make([][]int, k), Calibration: bins(answers),
		ByRule: make([]float64, rules)}
	for q := range t.Confusion {
		t.Confusion[q] = make([]int, k+1)
	}
	right, of := make([]float64, k), make([]float64, k)
	different := map[int]bool{}
	var all, assigned, assignedRight, asked float64
	ruled := make([]float64, rules)
	for _, a := range answers {
		different[a.sample] = true
		of[a.subtype]++
		if a.Subtype == a.subtype {
			right[a.subtype]++
			all++
		}
		said := k
		if a.Assigned {
			said = a.Subtype
			assigned++
			if said == a.subtype {
				assignedRight++
			}
		}
		t.Confusion[a.subtype][said]++
		for r, q := range a.Says {
			if q >= 0 {
				ruled[r]++
				if q == a.subtype {
					t.ByRule[r]++
				}
			}
		}
		for q, p := range a.Probabilities {
			if q == a.subtype {
				p--
			}
			t.Brier = math.FMA(p, p, t.Brier)
		}
		asked++
	}
	t.Samples = len(different)
	t.Accuracy = rounded(all/asked, digits)
	t.Low, t.High = wilson(all/asked, float64(t.Samples))
	var seen float64
	for q := range right {
		if of[q] > 0 {
			t.Balanced += right[q] / of[q]
			seen++
		}
	}
	t.Balanced = rounded(t.Balanced/seen, digits)
	t.Assigned, t.Right = rounded(assigned/asked, digits), rounded(assignedRight/max(assigned, 1), digits)
	for r := range t.ByRule {
		t.ByRule[r] = rounded(t.ByRule[r]/max(ruled[r], 1), digits)
	}
	t.Brier = rounded(t.Brier/asked, digits)
	return t
}

// wilson is the 95 % interval of a share of n.
func wilson(share, n float64) (low, high float64) {
	const z = 1.959964
	centre := (share + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	return rounded(max(0, centre-half), digits), rounded(min(1, centre+half), digits)
}

// Fold is a subsample of the cohort that was factorised by itself.
type Fold struct {
	Frame   *Frame
	Basis   *Basis
	Samples []int // of the cohort, rising
	Labels  []int // their groups there, named like the subtypes that they match
}

const (
	foldDraws       = 199
	mostPredictions = 3000 // of the test: of larger cohorts some samples are taken
	leastFolds      = 4
)

// Finish tests the rule on the samples that folds leave out, whose subtypes are known, and fits
// what is still to be fitted.
func (m *Model) Finish(f *Frame, b *Basis, x [][]float64, folds []Fold, subtypes []int, threads int) {
	if m.Refused != "" {
		return
	}
	found := make([]leavings, len(folds))
	var group errgroup.Group
	group.SetLimit(threads)
	for i := range folds {
		group.Go(func() error {
			found[i] = m.leave(&folds[i], i, len(folds), x, subtypes)
			return nil
		})
	}
	group.Wait()
	var all []left
	part := make([][]left, len(geneShares)) // with some of the genes only
	used := 0
	for _, l := range found {
		if l.all == nil {
			continue
		}
		used++
		all = append(all, l.all...)
		for p := range part {
			part[p] = append(part[p], l.part[p]...)
		}
	}
	if used < leastFolds {
		m.calibrateOnCohort(f, b, x, subtypes)
		return
	}
	m.calibrate(all)
	m.Test.Folds = used
	m.Test.AtGenes = []Loss{{1, m.Test.Accuracy}}
	for p, share := range geneShares {
		m.Test.AtGenes = append(m.Test.AtGenes, Loss{share, rounded(m.accuracy(part[p]), digits)})
	}
}

// geneShares are the shares of the genes with which the rule is tested, beside all.
var geneShares = []float64{0.75, 0.5, 0.25}

// leavings are the samples that a fold leaves out, scored: with all genes, and with shares of them.
type leavings struct {
	all  []left
	part [][]left
}

// leave trains on a fold and scores the samples that it leaves out.
func (m *Model) leave(fold *Fold, number, of int, x [][]float64, subtypes []int) (out leavings) {
	trained := Train(fold.Frame, fold.Basis, x, fold.Samples, fold.Labels, m.K)
	if trained.Refused != "" {
		return out
	}
	out.part = make([][]left, len(geneShares))
	var others []int
	for j := range subtypes {
		if _, in := slices.BinarySearch(fold.Samples, j); !in {
			others = append(others, j)
		}
	}
	if most := mostPredictions / of; len(others) > most {
		some := make([]int, most)
		for i := range some {
			some[i] = others[i*len(others)/most]
		}
		others = some
	}
	for _, j := range others {
		levels := column(x, j)
		s := trained.Score(fold.Frame, fold.Basis, levels, Options{Null: Maximum, Draws: foldDraws})
		out.all = append(out.all, left{number, j, subtypes[j], s})
		rng := rand.New(rand.NewPCG(uint64(number), uint64(j)))
		for p, share := range geneShares {
			fewer := slices.Clone(levels)
			for g := range fewer {
				if float64(rng.Uint64()>>32) >= share*(1<<32) {
					fewer[g] = math.NaN()
				}
			}
			s := trained.Score(fold.Frame, fold.Basis, fewer, Options{bare: true})
			out.part[p] = append(out.part[p], left{number, j, subtypes[j], s})
		}
	}
	return out
}

// accuracy is the share of samples of which the most probable subtype is right.
func (m *Model) accuracy(all []left) float64 {
	right := 0
	for _, l := range all {
		if m.Answer(l.scored).Subtype == l.subtype {
			right++
		}
	}
	return float64(right) / float64(len(all))
}

// calibrateOnCohort does what can be done without samples that were left out: the limits are those
// of the cohort itself, whose probabilities would be too good.
func (m *Model) calibrateOnCohort(f *Frame, b *Basis, x [][]float64, subtypes []int) {
	var all []left
	for j := range subtypes {
		all = append(all, left{0, j, subtypes[j], m.Score(f, b, column(x, j), Options{})})
	}
	var of [][]float64
	for _, l := range all {
		of = append(of, l.scored.Measures)
	}
	m.Limits, m.Slopes = limits(of), m.slopes(all, -1)
}

// Expected is the accuracy with a share of the genes, between those that were tested.
func (t *Test) Expected(share float64) float64 {
	for i := 1; i < len(t.AtGenes); i++ {
		a, b := t.AtGenes[i-1], t.AtGenes[i]
		if share >= b.Share {
			return math.FMA((share-b.Share)/(a.Share-b.Share), a.Accuracy-b.Accuracy, b.Accuracy)
		}
	}
	return t.AtGenes[len(t.AtGenes)-1].Accuracy
}
