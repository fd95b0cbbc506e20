package survey

import (
	"cmp"
	"math"
	"slices"

	"subtype/internal/confidence"
	"subtype/nmf"
)

// What a report tells of a rank in numbers, beside the fields of Rank.

// Sizes are the numbers of samples of the subtypes.
func (r *Rank) Sizes() []int {
	sizes := make([]int, r.K)
	for _, q := range r.Subtypes {
		sizes[q]++
	}
	return sizes
}

// CoreSamples is the number of core members of all subtypes.
func (r *Rank) CoreSamples() int {
	n := 0
	for j := range r.Subtypes {
		if r.Core(j) {
			n++
		}
	}
	return n
}

// Neighbour is the subtype that comes next for sample j; −1 where it never met another,
// or several as often.
func (r *Rank) Neighbour(j int) int {
	if r.NextTied[j] {
		return -1
	}
	return r.NextTo[j]
}

// Subtype sums up one subtype; consensus and silhouette are means over its samples.
type Subtype struct {
	Subtype, Samples, Core int
	Own, Next, Silhouette  float64
	Genes                  int // specific for it
}

// SubtypeMeans sums up every subtype.
func (r *Rank) SubtypeMeans() []Subtype {
	out := make([]Subtype, r.K)
	for j, q := range r.Subtypes {
		s := &out[q]
		s.Samples++
		s.Own, s.Next, s.Silhouette = s.Own+r.Own[j], s.Next+r.Next[j], s.Silhouette+r.Widths[j]
		if r.Core(j) {
			s.Core++
		}
	}
	for q := range out {
		s := &out[q]
		n := float64(s.Samples)
		s.Subtype, s.Own, s.Next, s.Silhouette = q, s.Own/n, s.Next/n, s.Silhouette/n
		s.Genes = len(r.Features[q])
	}
	return out
}

// MeanOwn is the mean consensus of samples with the others of their subtype, those alone
// in theirs left out; of says how many these are.
func (r *Rank) MeanOwn() (mean float64, of int) {
	sizes := r.Sizes()
	for j, q := range r.Subtypes {
		if sizes[q] > 1 {
			mean += r.Own[j]
			of++
		}
	}
	return mean / float64(of), of
}

// Recurrence is how far the groups of one run come back in the others.
type Recurrence int

// From none to all.
const (
	OneRun     Recurrence = iota // nothing to compare
	NoGroups                     // all pairs of samples have the same consensus
	Hardly                       // mean silhouette of the consensus below 0.5
	InPart                       // from 0.5
	Similar                      // from 0.75
	NearlySame                   // from 0.9
	Same                         // every consensus is 0 or 1
)

// Recurrence grades the rank's runs by their consensus.
func (r *Rank) Recurrence() Recurrence {
	x := r.Score.SilhouetteConsensus
	switch {
	case len(r.Runs) == 1:
		return OneRun
	case r.Score.Cophenetic != r.Score.Cophenetic:
		return NoGroups
	case r.Score.Dispersion == 1 && r.Counts.Moved() == 0:
		return Same
	case x >= 0.9:
		return NearlySame
	case x >= 0.75:
		return Similar
	case x >= 0.5:
		return InPart
	}
	return Hardly
}

// CutOff is the number of runs that reached the limit of iterations.
func (r *Rank) CutOff() int {
	n := 0
	for _, run := range r.Runs {
		if run.Status == nmf.MaxIterations {
			n++
		}
	}
	return n
}

// Differing is the number of samples that the best run puts into another subtype.
func (r *Rank) Differing() int {
	n := 0
	for j, q := range r.Subtypes {
		if r.BestFit[j] != q {
			n++
		}
	}
	return n
}

// TopGenes are the genes of subtype a that tell most of it, at most so many: the most
// specific ones that were selected, or, where none was, those with the largest weights
// that are larger than in any other subtype.
func (r *Rank) TopGenes(a, most int) []int {
	genes := r.Features[a]
	if len(genes) == 0 {
		w := r.Weights
		m, _ := w.Dims()
		for i := range m {
			if row := w.RawRowView(i); slices.Max(row) == row[a] && row[a] > 0 {
				genes = append(genes, i)
			}
		}
		slices.SortStableFunc(genes, func(x, y int) int { return cmp.Compare(w.At(y, a), w.At(x, a)) })
	}
	return genes[:min(most, len(genes))]
}

// WeightShare is the weight of gene g in subtype a as a share of its weights.
func (r *Rank) WeightShare(g, a int) float64 {
	w := r.Weights.RawRowView(g)
	var sum float64
	for _, x := range w {
		sum += x
	}
	if sum == 0 {
		return 0
	}
	return w[a] / sum
}

// CoefficientShares are the coefficients of every sample as shares of their sum: that of
// metagene a in sample j at j·Metagenes + a.
func (r *Rank) CoefficientShares() []float64 { return coefficientShares(r.Factors.H) }

// ClassSize is the number of samples of a class of confidence at a rank; NaN where none is
// known of any sample.
func (s *Survey) ClassSize(r *Rank, c confidence.Class) float64 {
	count := r.Confidence.Classes(s.Word(r))
	if count[""] == len(r.Subtypes) {
		return math.NaN()
	}
	return float64(count[c])
}
