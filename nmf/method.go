package nmf

import (
	"math/rand/v2"

	"subtype/internal/kernel"
	"subtype/internal/side"
)

// Method is an algorithm: how the factors are updated, and what they lower.
// It is an immutable value, shared by all runs.
type Method interface {
	// Name is the algorithm's name on the command line.
	Name() string
	// Bind returns one run's workspace for v at rank k. v is shared and
	// only read.
	Bind(v *Matrix, k int) Updater
	// Defaults are the criterion that ends a run and the norm in which labels
	// are read, where Settings say nothing.
	Defaults() (StopRule, Scale)
}

// Updater is the state of one run: one goroutine, one pair of factors, which nobody
// else changes between two updates.
type Updater interface {
	// Update does one iteration in place: H, then W.
	Update(f Factors)
	// Loss is the method's objective D(V‖WH) at f.
	Loss(f Factors) float64
}

// Drawing is an Updater whose steps take random numbers, which go on from the start's.
type Drawing interface{ Draw(rng *rand.Rand) }

// severalUpdater is an Updater that does several iterations on end in less time.
type severalUpdater interface {
	Updater
	// Updates does n iterations in place.
	Updates(f Factors, n int)
}

// update does n iterations.
func update(u Updater, f Factors, n int) {
	if s, ok := u.(severalUpdater); ok {
		s.Updates(f, n)
		return
	}
	for range n {
		u.Update(f)
	}
}

// Methods are the algorithms of this package.
func Methods() []Method {
	return []Method{KL{}, Brunet{}, HALS{}, Lee{}, Euclidean{}, MU{}, CD{}, NonSmooth{}, LeastSquares{},
		ARD{KullbackLeibler}}
}

// MostIterations is the limit of iterations of a method where Settings name none.
func MostIterations(m Method) int {
	if own, ok := m.(interface{ MostIterations() int }); ok {
		return own.MostIterations()
	}
	return DefaultMaxIter
}

// workspace is what every multiplicative update needs: the tiles of one block,
// and the coefficients once more as rows (samples × k), the form in which the
// gene side reads them.
type workspace struct {
	v              *Matrix
	samples, genes *side.Reader // V with the factor that the update of one side reads
	k              int
	x, num, den    []float64 // tiles: the unknowns, numerator, denominator
	ht             []float64 // Hᵀ
	lanes          []float64 // sums of a block
	kept           []float64 // what of a tile of W is held
	held           int       // how much of it that is
}

func newWorkspace(v *Matrix, k int) workspace {
	_, n := v.Dims()
	tile := k * kernel.Lanes
	return workspace{v: v, samples: v.bySample.Reader(k), genes: v.byGene.Reader(k), k: k,
		x: make([]float64, tile), num: make([]float64, tile), den: make([]float64, tile),
		ht: make([]float64, n*k), lanes: make([]float64, kernel.Lanes)}
}

// eachSample has improve change the tile x of every block of H, given the rows of f, which stands
// for W.
func (s *workspace) eachSample(f, h []float64, improve func(v *side.Reader, b int)) {
	s.samples.Read(f)
	for b := range s.samples.Blocks() {
		s.samples.ColumnsToTile(s.x, h, b, s.k)
		improve(s.samples, b)
		s.samples.TileToColumns(h, s.x, b, s.k)
		s.samples.TileToRows(s.ht, s.x, b, s.k)
	}
}

// eachGene has improve change the tile x of every block of W, given the rows of f, which stands
// for Hᵀ.
func (s *workspace) eachGene(f, w []float64, improve func(v *side.Reader, b int)) {
	s.genes.Read(f)
	for b := range s.genes.Blocks() {
		s.genes.RowsToTile(s.x, w, b, s.k)
		improve(s.genes, b)
		s.genes.TileToRows(w, s.x, b, s.k)
	}
}

// scaleByQuotients is the multiplicative update of the tile x of block b for the
// Kullback–Leibler divergence; sums are the column sums of the factor that is read.
func (s *workspace) scaleByQuotients(v *side.Reader, b int, sums []float64) {
	v.QuotientSums(s.num, b, s.x)
	if !v.Weighted() {
		kernel.ScaleRatio(s.x, s.num, sums)
		return
	}
	v.WeightSums(s.den, b)
	kernel.ScaleRatios(s.x, s.num, s.den)
}

// sumLanes adds up lane sums over all samples, in order.
func (s *workspace) sumLanes(f Factors, of func(v *side.Reader, b int)) float64 {
	w, h := f.data()
	var total float64
	s.samples.Read(w)
	for b := range s.samples.Blocks() {
		s.samples.ColumnsToTile(s.x, h, b, s.k)
		of(s.samples, b)
		for _, x := range s.lanes {
			total += x
		}
	}
	return total
}

// inexact is the share of ΣV, or of ΣV², below which an objective of lists is computed in full:
// what is quick is right to 1e-16 of these.
const inexact = 1e-6

// divergence and squares are the two objectives that sumLanes adds up.
func (s *workspace) divergence(f Factors) float64 {
	sum := s.sumLanes(f, func(v *side.Reader, b int) { v.Divergence(s.lanes, b, s.x) })
	if s.samples.IsLists() && sum < inexact*s.v.sum {
		sum = s.sumLanes(f, func(v *side.Reader, b int) { v.ExactDivergence(s.lanes, b, s.x) })
	}
	return sum
}

func (s *workspace) squares(f Factors) float64 {
	sum := s.sumLanes(f, func(v *side.Reader, b int) { v.SquaredError(s.lanes, b, s.x) })
	if s.samples.IsLists() && sum < inexact*s.v.sumSquares {
		sum = s.sumLanes(f, func(v *side.Reader, b int) { v.ExactSquaredError(s.lanes, b, s.x) })
	}
	return sum
}
