// Package contribution says how much each kind of data has of a joint factorisation, and what
// it says by itself: pure functions of the matrix and of what was found in it.
package contribution

import (
	"context"
	"math"
	"slices"

	"golang.org/x/sync/errgroup"
	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/expr/kind"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// Rank is what is said at one rank.
type Rank struct {
	K     int
	Kinds []Kind // in the order of the matrix
}

// Kind is what is said of one kind of data.
type Kind struct {
	// Share of the loss left where every row is its mean that the factorisation explains; below
	// 0 where rows stand for themselves better by their means.
	Explained float64
	Unique    []float64 // of each metagene: how much less is explained without it
	Share     []float64 // of each metagene: how much of its weight lies in this kind, of 1 in all
	// Adjusted Rand index of the subtypes with those of the same factorisation of this kind
	// alone, over the samples that have it; NaN: not known.
	Alone float64
}

// Fits says whether it is of a rank with so many metagenes, and of so many kinds.
func (r *Rank) Fits(rank, metagenes, kinds int) bool {
	return r.K == rank && len(r.Kinds) == kinds && !slices.ContainsFunc(r.Kinds, func(k Kind) bool {
		return len(k.Unique) != metagenes || len(k.Share) != metagenes
	})
}

// Joint is a joint factorisation that was surveyed.
type Joint struct {
	V       *nmf.Matrix
	Kinds   []kind.Kind
	Plan    sweep.Plan
	Threads int
}

// Found is what was found at a rank: the best factors, and the subtypes.
type Found struct {
	K        int
	Factors  nmf.Factors
	Subtypes []int
}

// AloneRuns is how many runs a kind alone has at each rank; the best counts.
const AloneRuns = 5

// Of measures every kind at every rank. No thread count changes any number.
func (j *Joint) Of(ctx context.Context, ranks []Found) ([]Rank, error) {
	out := make([]Rank, len(ranks))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(max(1, j.Threads))
	for i, r := range ranks {
		out[i] = Rank{K: r.K, Kinds: make([]Kind, len(j.Kinds))}
		f := nmf.Model(j.Plan.Method, r.Factors)
		for t := range j.Kinds {
			group.Go(func() error {
				k := &out[i].Kinds[t]
				j.explain(k, &j.Kinds[t], f)
				var err error
				k.Alone, err = j.alone(ctx, &j.Kinds[t], r)
				return err
			})
		}
	}
	return out, group.Wait()
}

// explain fills all but what the kind says alone.
func (j *Joint) explain(k *Kind, of *kind.Kind, f nmf.Factors) {
	_, samples := j.V.Dims()
	_, metagenes := f.W.Dims()
	row, fitted := make([]float64, samples), make([]float64, samples)
	loss, _ := nmf.ParseDivergence(of.Loss)
	total, left, without := 0.0, 0.0, make([]float64, metagenes)
	for g := of.From; g < of.To; g++ {
		j.V.Row(g, row)
		total += ofMean(loss, row)
		w := f.W.RawRowView(g)
		left += ofRow(loss, row, fitted, w, f.H, -1)
		for a := range without {
			without[a] += ofRow(loss, row, fitted, w, f.H, a)
		}
	}
	k.Explained = 1 - left/total
	all := weights(f.W, 0, len(f.W.RawMatrix().Data)/metagenes)
	own := weights(f.W, of.From, of.To)
	for a := range without {
		k.Unique = append(k.Unique, (without[a]-left)/total)
		share := math.NaN()
		if all[a] > 0 {
			share = own[a] / all[a]
		}
		k.Share = append(k.Share, share)
	}
}

// weights are the sums of squares of the columns of some rows.
func weights(w *mat.Dense, from, to int) []float64 {
	_, k := w.Dims()
	sums := make([]float64, k)
	for g := from; g < to; g++ {
		for a, x := range w.RawRowView(g) {
			sums[a] = math.FMA(x, x, sums[a])
		}
	}
	return sums
}

// ofMean is the loss of a row for which its mean stands.
func ofMean(of nmf.Divergence, row []float64) float64 {
	sum, n := 0.0, 0
	for _, x := range row {
		if x == x {
			sum += x
			n++
		}
	}
	mean, loss := sum/float64(n), 0.0
	for _, x := range row {
		if x == x {
			loss += Loss(of, x, mean)
		}
	}
	return loss
}

// ofRow is the loss of a row for which its factors stand, without a metagene; −1: with all.
func ofRow(of nmf.Divergence, row, fitted, w []float64, h *mat.Dense, without int) float64 {
	clear(fitted)
	for a, x := range w {
		if a == without || x == 0 {
			continue
		}
		for i, c := range h.RawRowView(a) {
			fitted[i] = math.FMA(x, c, fitted[i])
		}
	}
	loss := 0.0
	for i, x := range row {
		if x == x {
			loss += Loss(of, x, fitted[i])
		}
	}
	return loss
}

// Loss is that of a value x for which y stands: half the square of their difference, or the
// Kullback-Leibler divergence x ln(x/y) − x + y, in which y is as if it were 1e-12 of x where
// it is less.
func Loss(objective nmf.Divergence, x, y float64) float64 {
	if objective == nmf.Frobenius {
		return float64((x-y)*(x-y)) / 2
	}
	if x == 0 {
		return y
	}
	return max(0, float64(x*math.Log(x/max(y, 1e-12*x)))-x+y)
}

// Base is the loss of a sample, on average, where every row is its mean: what there is to be
// explained. Values that are missing count as the others of their row.
func Base(rows [][]float64, objective nmf.Divergence) float64 {
	total := 0.0
	for _, row := range rows {
		n := 0
		for _, x := range row {
			if x == x {
				n++
			}
		}
		if n > 0 {
			total += ofMean(objective, row) / float64(n)
		}
	}
	return total
}

// alone compares the subtypes with those of the kind alone.
func (j *Joint) alone(ctx context.Context, of *kind.Kind, found Found) (float64, error) {
	p := j.Plan
	p.Start = nil // it is of all kinds
	_, n := j.V.Dims()
	data := sweep.Loaded{Of: n}
	for g := of.From; g < of.To; g++ {
		data.Genes = append(data.Genes, g)
	}
	for i := range n {
		if !of.Lacks(i) {
			data.Samples = append(data.Samples, i)
		}
	}
	if found.K >= len(data.Samples) || found.K > len(data.Genes) {
		return math.NaN(), nil
	}
	var err error
	if data.V, err = j.V.Select(data.Genes, data.Samples); err != nil {
		return math.NaN(), nil // nothing is left of it
	}
	least, labels := math.Inf(1), []int(nil)
	for run := range AloneRuns {
		r, _, err := p.Fit(ctx, only(data), sweep.Task{K: found.K, Run: run + 1})
		if err != nil {
			return math.NaN(), err
		}
		if r.Loss < least {
			least, labels = r.Loss, r.Labels
		}
	}
	return consensus.AdjustedRand(labels, found.Subtypes), nil
}

// only is the source of one data set.
type only sweep.Loaded

// Load gives it.
func (o only) Load(sweep.Data) (sweep.Loaded, error) { return sweep.Loaded(o), nil }
