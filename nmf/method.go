package nmf

import (
	"math/rand/v2"

	"subtype/internal/kernel"
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

// workspace is what every multiplicative update needs: the tiles of one panel,
// and the coefficients once more as rows (samples × k), the form in which the
// gene side reads them.
type workspace struct {
	v           *Matrix
	k           int
	x, num, den []float64 // tiles: the unknowns, numerator, denominator
	ht          []float64 // Hᵀ
	lanes       []float64 // sums of a panel
	kept        []float64 // what of a tile of W is held
	held        int       // how much of it that is
}

func newWorkspace(v *Matrix, k int) workspace {
	_, n := v.Dims()
	tile := k * kernel.Lanes
	return workspace{v: v, k: k,
		x: make([]float64, tile), num: make([]float64, tile), den: make([]float64, tile),
		ht: make([]float64, n*k), lanes: make([]float64, kernel.Lanes)}
}

// scaleByQuotients is the multiplicative update of the tile x of panel b for the
// Kullback–Leibler divergence; sums are the column sums of f.
func (s *workspace) scaleByQuotients(v side, b int, f, sums []float64) {
	kernel.QuotientSums(s.num, v.Panel(b), f, s.x, s.k)
	if v.known == nil {
		kernel.ScaleRatio(s.x, s.num, sums)
		return
	}
	kernel.Products(s.den, v.known.Panel(b), f, s.k)
	kernel.ScaleRatios(s.x, s.num, s.den)
}

// sumLanes adds up a kernel's lane sums over all samples, in order: those of all
// entries, or of the known ones where some are missing.
func (s *workspace) sumLanes(f Factors, all func(sums, v, f, x []float64, k int),
	known func(sums, v, o, f, x []float64, k int)) float64 {
	w, h := f.data()
	var total float64
	for b := range s.v.bySample.Blocks() {
		kernel.ColumnsToTile(s.x, h, b, s.k)
		if v := s.v.bySample; v.known == nil {
			all(s.lanes, v.Panel(b), w, s.x, s.k)
		} else {
			known(s.lanes, v.Panel(b), v.known.Panel(b), w, s.x, s.k)
		}
		for _, x := range s.lanes {
			total += x
		}
	}
	return total
}

// divergence and squares are the two objectives that sumLanes adds up.
func (s *workspace) divergence(f Factors) float64 {
	return s.sumLanes(f, kernel.Divergence, kernel.KnownDivergence)
}

func (s *workspace) squares(f Factors) float64 {
	return s.sumLanes(f, kernel.SquaredError, kernel.KnownSquaredError)
}
