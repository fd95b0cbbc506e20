// Package training makes the rules for other samples from an analysis whose matrix is at hand, and
// tests each on the samples that the subsamples leave out. Those were factorised anyway: their
// labels are at hand, and the best run of each is done once more for its metagenes.
package training

import (
	"context"
	"math"
	"slices"

	"golang.org/x/sync/errgroup"
	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/classify"
	"subtype/internal/expr/transform"
	"subtype/internal/survey"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// Analysis is what rules are made from.
type Analysis struct {
	Plan      sweep.Plan
	Source    *sweep.Resample
	Transform *transform.Transform // of the matrix
	Runs      *survey.Collector
	Survey    *survey.Survey
	Threads   int

	taken []int // the samples that are looked at, rising
}

// mostSamples is how many samples are looked at: of more, some as far apart as can be.
const mostSamples = 2000

// Train freezes the subtypes of every rank, and tests each rule on the samples that the
// subsamples leave out.
func (a *Analysis) Train(ctx context.Context) (*classify.Trained, error) {
	_, n := a.Source.V.Dims()
	all := make([]int, min(n, mostSamples))
	for i := range all {
		all[i] = i
		a.taken = append(a.taken, i*n/len(all))
	}
	x := classify.Levels(a.Transform, a.Source.V, a.taken)
	t := &classify.Trained{Frame: classify.NewFrame(a.Transform, x, all)}
	sets, frames := a.subsamples(x)
	for i := range a.Survey.Ranks {
		r := &a.Survey.Ranks[i]
		basis := Basis(a.Plan, r.Factors.W)
		subtypes := make([]int, len(all))
		for i, j := range a.taken {
			subtypes[i] = r.Subtypes[j]
		}
		m := classify.Train(t.Frame, basis, x, all, subtypes, r.K)
		if m.Refused == "" && nearlyOnes(r.Factors.H) {
			m.Refused = "one of the metagenes is nearly a single sample's, whose values it would show; leave that sample out " +
				"(--drop-samples)"
		}
		if m.Refused == "" {
			folds, err := a.folds(ctx, r.K, subtypes, sets, frames)
			if err != nil {
				return nil, err
			}
			m.Finish(t.Frame, basis, x, folds, subtypes, a.Threads)
		}
		t.Models = append(t.Models, *m)
	}
	return t, ctx.Err()
}

// nearlyOnes says whether the coefficients of a metagene are those of fewer than so many samples:
// by the square of their sum over the sum of their squares, the number of equal ones that it would be.
func nearlyOnes(h *mat.Dense) bool {
	metagenes, _ := h.Dims()
	for a := range metagenes {
		var sum, squares float64
		for _, c := range h.RawRowView(a) {
			sum += c
			squares = math.FMA(c, c, squares)
		}
		if squares > 0 && float64(sum*sum)/squares < leastOfMetagene {
			return true
		}
	}
	return false
}

// leastOfMetagene is how many samples a metagene must stand on.
const leastOfMetagene = 2

// Basis is a basis matrix that a plan has found.
func Basis(plan sweep.Plan, w *mat.Dense) *classify.Basis {
	return classify.NewBasis(w, plan.Method, plan.Read == sweep.Clusters)
}

// subsamples are the data sets of some of the samples, and what the genes are like in each.
func (a *Analysis) subsamples(x [][]float64) (sets []sweep.Data, frames []*classify.Frame) {
	for _, set := range a.Plan.Sets {
		if set.Data == (sweep.Data{Subsample: set.Data.Subsample}) {
			sets = append(sets, set.Data)
		}
	}
	frames = make([]*classify.Frame, len(sets))
	var group errgroup.Group
	group.SetLimit(a.Threads)
	for i, d := range sets {
		group.Go(func() error {
			var some []int
			in := a.Source.Samples(d.Subsample)
			for p, j := range a.taken {
				if _, ok := slices.BinarySearch(in, j); ok {
					some = append(some, p)
				}
			}
			frames[i] = classify.NewFrame(a.Transform, x, some)
			return nil
		})
	}
	group.Wait()
	return sets, frames
}

// folds are the subsamples as they were factorised by themselves at a rank: the best run of each
// is done again, for its metagenes. One with fewer groups than the rank is left away.
func (a *Analysis) folds(ctx context.Context, k int, subtypes []int, sets []sweep.Data,
	frames []*classify.Frame) ([]classify.Fold, error) {
	folds := make([]classify.Fold, len(sets))
	group, running := errgroup.WithContext(ctx)
	group.SetLimit(a.Threads)
	for i, d := range sets {
		group.Go(func() error {
			runs, err := a.Runs.Runs(d, k)
			if err != nil {
				return err
			}
			best := survey.Best(runs)
			_, f, err := a.Plan.Fit(running, a.Source, best.Task)
			if err != nil {
				return err
			}
			folds[i] = a.fold(best.Labels, k, subtypes, f)
			folds[i].Frame = frames[i]
			return nil
		})
	}
	err := group.Wait()
	return slices.DeleteFunc(folds, func(f classify.Fold) bool { return f.Basis == nil }), err
}

// fold names the groups of a subsample like the subtypes that they match.
func (a *Analysis) fold(labels []int, k int, subtypes []int, f nmf.Factors) (fold classify.Fold) {
	var reference []int
	for i, j := range a.taken {
		if l := labels[j]; l != consensus.Absent {
			fold.Samples, fold.Labels = append(fold.Samples, i), append(fold.Labels, l)
			reference = append(reference, subtypes[i])
		}
	}
	partner := consensus.Match(fold.Labels, reference, k)
	fold.Labels = consensus.Rename(fold.Labels, partner)
	rows, metagenes := f.W.Dims()
	if metagenes < k {
		return fold
	}
	w := f.W
	if a.Plan.Read != sweep.Clusters { // a metagene is a group
		w = mat.NewDense(rows, metagenes, nil)
		for from, to := range partner {
			w.SetCol(to, mat.Col(nil, from, f.W))
		}
	}
	fold.Basis = Basis(a.Plan, w)
	return fold
}
