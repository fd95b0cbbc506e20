package survey

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"subtype/consensus"
	"subtype/internal/confidence"
	"subtype/internal/null"
	"subtype/internal/sweep"
	"subtype/rank"
)

// measure compares the grouping at a rank with those of the data sets drawn from the
// matrix, and fills what of the score rests on them.
func (c *Collector) measure(r *Rank) {
	l := confidence.Labelings{K: r.K, Subtypes: r.Subtypes,
		Rand: c.intervals}
	for _, run := range r.Runs {
		l.Starts, l.Losses = append(l.Starts, run.Labels), append(l.Losses, run.Loss)
	}
	genes, halves := map[int]*[2][]int{}, map[int]*[2][]int{} // by number of the split and of the halving
	for _, set := range c.plan.Sets {
		runs := c.runs[dataAndRank{set.Data, r.K}]
		if len(runs) == 0 {
			continue
		}
		labels := Best(runs).Labels
		switch d := set.Data; d {
		case sweep.Data{Subsample: d.Subsample}:
			l.Samples = append(l.Samples, labels)
		case sweep.Data{Split: d.Split, Half: d.Half}:
			put(genes, d.Split, d.Half, labels)
		case sweep.Data{Halving: d.Halving, Side: d.Side}:
			put(halves, d.Halving, d.Side, labels)
		}
	}
	for _, i := range slices.Sorted(maps.Keys(genes)) {
		if pair := genes[i]; pair[0] != nil && pair[1] != nil {
			l.Genes = append(l.Genes, *pair)
			r.Splits = append(r.Splits, Split{i, *pair})
		}
	}
	if pair := genes[1]; pair != nil && pair[0] != nil && pair[1] != nil {
		for h, labels := range pair {
			r.ByHalves[h] = consensus.Rename(labels, consensus.Match(labels, r.Subtypes, r.K))
		}
	}
	for _, i := range slices.Sorted(maps.Keys(halves)) {
		if pair := halves[i]; pair[0] != nil && pair[1] != nil {
			second := make([]bool, len(r.Subtypes))
			for _, j := range sweep.Side(c.plan.Seed, len(second), i, sweep.HalfB) {
				second[j] = true
			}
			l.Halves = append(l.Halves, confidence.Halving{Labels: *pair, Second: second})
		}
	}
	r.Confidence = confidence.Measure(l)
	s := &r.Score
	s.Samples, s.Genes, s.Halves = r.Confidence.Samples.Mean, r.Confidence.Genes.Mean, r.Confidence.Halves.Mean
	s.Z = c.z(r.K)
	r.Share, r.Margin = r.shares(c.plan.Read)
}

// intervals is the random stream of the bootstrap.
func (c *Collector) intervals() *rand.Rand { return sweep.Stream(c.plan.Seed, "intervals") }

// put keeps the labels of a half, with those of the other.
func put(pairs map[int]*[2][]int, i int, half sweep.Half, labels []int) {
	if pairs[i] == nil {
		pairs[i] = &[2][]int{}
	}
	pairs[i][half-sweep.HalfA] = labels
}

// z is by how much groups are tighter at a rank than in samples without groups.
func (c *Collector) z(k int) float64 {
	if c.Null == nil {
		return math.NaN()
	}
	return c.Null.Rank(k).Z
}

// Best is the run of lowest residual, the first of equal ones.
func Best(runs []sweep.Record) sweep.Record {
	return slices.MinFunc(runs, func(a, b sweep.Record) int {
		return cmp.Or(cmp.Compare(a.Loss, b.Loss), cmp.Compare(a.Run, b.Run))
	})
}

// Finding is what the verdict's sentences speak of, at the rank that was chosen.
func (s *Survey) Finding() *confidence.Finding {
	chosen := s.Chosen()
	return &confidence.Finding{Whether: s.whether(),
		Count: s.compared(chosen), Resampled: len(s.Plan.Sets) > 0, Rank: chosen.Confidence, RunnerUp: s.Choice.RunnerUp,
		Rival: s.Rival(chosen)}
}

// compared is how many samples were compared with samples without groups.
func (s *Survey) compared(chosen *Rank) int {
	if s.Null != nil {
		return s.Null.Samples
	}
	return len(chosen.Subtypes)
}

// whether is what the test for any groups found.
func (s *Survey) whether() confidence.Whether {
	n := s.Null
	if n == nil {
		return confidence.Whether{Z: math.NaN(), P: math.NaN(), Threshold: math.NaN()}
	}
	return confidence.Whether{Z: n.Any.Z, P: n.Any.P, Threshold: n.Threshold, Called: n.Called,
		Permuted: n.Kind == null.Permuted}
}

// Word is the verdict on the grouping at a rank.
func (s *Survey) Word(r *Rank) confidence.Word {
	return confidence.Judge(s.whether(), &r.Confidence, s.Rival(r))
}

// Rival is how near another rank comes to one.
func (s *Survey) Rival(r *Rank) float64 { return rank.Rival(s.scores(), r.K) }

// Groups are the tightest k groups of the samples against those of samples without
// groups; NaN where there was no such test.
func (s *Survey) Groups(k int) null.Score {
	if s.Null == nil {
		return null.Unknown
	}
	return s.Null.Rank(k)
}

// shares are of each sample the share of its largest metagene in its coefficients, and
// the margin of its subtype. Where a metagene is a subtype, that is the difference to the
// share of the second largest. Where subtypes are clusters, it is 1 − d/e, where d is the
// distance of its direction to the mean direction of its own subtype, and e to that of the
// nearest other: 1 in the middle, 0 on the border, and below 0 beyond it.
func (r *Rank) shares(read sweep.Reading) (share, margin []float64) {
	h := r.Factors.H
	m, n := h.Dims()
	share, margin = make([]float64, n), make([]float64, n)
	for j := range n {
		var sum, first, second float64
		for a := range m {
			x := h.At(a, j)
			sum += x
			if x > first {
				first, second = x, first
			} else {
				second = max(second, x)
			}
		}
		share[j], margin[j] = first/sum, (first-second)/sum // NaN for a sample of nothing
	}
	if read != sweep.Clusters {
		return share, margin
	}
	points := sweep.Directions(h)
	centres := consensus.Centres(points, r.Subtypes, r.K)
	for j, q := range r.Subtypes {
		own, next := points.DistanceTo(j, centres, q), math.Inf(1)
		for c := range r.K {
			if c != q {
				next = min(next, points.DistanceTo(j, centres, c))
			}
		}
		margin[j] = 1
		if own > 0 {
			margin[j] = 1 - own/next
		}
	}
	return share, margin
}
