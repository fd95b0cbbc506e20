package markers

import (
	"math"

	"golang.org/x/sync/errgroup"
)

// Evidence is what is kept of a matrix for every grouping of its samples, so that all that
// is said of genes can be derived when the matrix is gone.
type Evidence struct {
	Genes  []string // in the order of the file
	Ties   []int    // of each, the sum of t³ − t over groups of t equal values
	Parts  []Part   // of them, each tested by itself
	Ranks  []Rank
	Scores [][]float64 // of every sample on the strongest principal components
	Shares []float64   // of the sum of squares that each of them holds
}

// Rank is what is kept for the grouping into K subtypes.
type Rank struct {
	K     int
	Sums  Sums
	Split *Split // nil: no labels come from halves of the genes
	Shown []Shown
}

// Split are rank sums by labels that other genes gave.
type Split struct {
	Sizes [][]int // of the groups, by each half's labels
	Half  []int   // of each gene: whose labels it is tested with, 0 or 1
	Ranks []int   // at gene × groups + group, twice the sum
	Known []int   // values that are not missing; nil: all
}

// Shown is a gene of pictures with its values on the scale of the tests.
type Shown struct {
	Gene   int
	Values []float64
}

// Grouping is one of the samples.
type Grouping struct {
	K      int
	Labels []int
	Halves [2][]int // labels by one half of the genes, and by the other; nil: none
}

// Source is a matrix of all genes.
type Source struct {
	Samples int
	Genes   []string
	Half    []int // of each gene: which half's labels did not see it
	Parts   []Part
	Missing bool // some values are
	Row     func(gene int, into []float64) error
}

// Measure goes over all genes, ranking each once, for all groupings.
func Measure(in Source, groupings []Grouping, threads int) (*Evidence, error) {
	n := len(in.Genes)
	e := &Evidence{Genes: in.Genes, Ties: make([]int, n), Parts: in.Parts}
	halves := make([][2]*Sums, len(groupings))
	for i, g := range groupings {
		e.Ranks = append(e.Ranks, Rank{K: g.K, Sums: *NewSums(n, g.K, g.Labels, widest(in.Parts), in.Missing)})
		if g.Halves[0] != nil {
			e.Ranks[i].Split = &Split{Half: in.Half, Ranks: make([]int, n*g.K)}
			if in.Missing {
				e.Ranks[i].Split.Known = make([]int, n*g.K)
			}
			for h, labels := range g.Halves {
				halves[i][h] = NewSums(0, g.K, labels, Scale{Floor: math.NaN()}, false)
				e.Ranks[i].Split.Sizes = append(e.Ranks[i].Split.Sizes, halves[i][h].Sizes)
			}
		}
	}
	const some = 64 // genes at a time
	var group errgroup.Group
	group.SetLimit(max(1, threads))
	for from := 0; from < n; from += some {
		group.Go(func() error {
			r := newRow(in.Samples)
			for g := from; g < min(from+some, n); g++ {
				if err := in.Row(g, r.values); err != nil {
					return err
				}
				scale := scaleOf(in.Parts, g)
				r.rank(scale)
				e.Ties[g] = r.ties
				for i := range groupings {
					e.Ranks[i].Sums.take(g, r, groupings[i].Labels, scale)
					if s := e.Ranks[i].Split; s != nil {
						s.take(g, r, groupings[i].Halves[in.Half[g]], groupings[i].K)
					}
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	return e, e.show(in)
}

// take puts gene g in.
func (s *Split) take(g int, r *row, labels []int, groups int) {
	for j, q := range labels {
		if q >= 0 && r.ranks[j] > 0 {
			s.Ranks[g*groups+q] += r.ranks[j]
			if s.Known != nil {
				s.Known[g*groups+q]++
			}
		}
	}
}

// MostShown is how many genes the picture of k subtypes shows of each, at most.
func MostShown(k int) int { return max(1, min(12, 60/k)) }

// show keeps the values of genes that pictures show.
func (e *Evidence) show(in Source) error {
	row := make([]float64, in.Samples)
	for i := range e.Ranks {
		r := &e.Ranks[i]
		seen := map[int]bool{}
		for _, genes := range e.Found(r.K).Best(Up, MostShown(r.K)) {
			for _, g := range genes {
				if seen[g] {
					continue
				}
				seen[g] = true
				if err := in.Row(g, row); err != nil {
					return err
				}
				values := make([]float64, len(row))
				for j, x := range row {
					values[j] = scaleOf(in.Parts, g).tested(x)
				}
				r.Shown = append(r.Shown, Shown{g, values})
			}
		}
	}
	return nil
}
