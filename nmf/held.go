package nmf

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/mat"

	"subtype/internal/kernel"
)

// Held is a method with metagenes that are known and stay as they are: the first columns of
// W. Start, update and result have them so; the other columns, and all of H, are fitted
// around them. It is for KL, HALS, Brunet, Euclidean, MU and CD. KL then updates W
// multiplicatively. Columns of W are not scaled unless Settings say so.
type Held struct {
	Method
	Basis *Basis
}

// Basis are columns of W that are known. It is compared by what it points to.
type Basis struct{ W *mat.Dense } // genes × metagenes, ≥ 0

// holding is an Updater that can hold the first columns of W.
type holding interface{ hold(columns int) }

// MayHold says whether a method can be Held.
func MayHold(m Method) bool {
	switch m.(type) {
	case KL, HALS, Brunet, Euclidean, MU, CD:
		return true
	}
	return false
}

// Defaults are those of the method, but that columns are not scaled.
func (m Held) Defaults() (StopRule, Scale) {
	stop, _ := m.Method.Defaults()
	return stop, ScaleNone
}

// MostIterations is that of the method.
func (m Held) MostIterations() int { return MostIterations(m.Method) }

// Bind returns a run's workspace. Of more columns than k the first k are held. It
// panics where the basis does not fit v, and for methods that cannot hold.
func (m Held) Bind(v *Matrix, k int) Updater {
	genes, columns := m.Basis.W.Dims()
	if n, _ := v.Dims(); genes != n || !MayHold(m.Method) {
		panic(fmt.Sprintf("nmf: %s cannot hold %d metagenes of %d genes in a matrix of %d", m.Name(), columns, genes, n))
	}
	u := m.Method.Bind(v, k)
	u.(holding).hold(min(columns, k))
	return u
}

// ForGenes is the method for a matrix of some of the genes, by their numbers; nil is all.
func ForGenes(m Method, genes []int) Method {
	if own, ok := m.(interface{ ForGenes([]int) Method }); ok && genes != nil {
		return own.ForGenes(genes)
	}
	held, ok := m.(Held)
	if !ok || genes == nil {
		return m
	}
	_, columns := held.Basis.W.Dims()
	w := mat.NewDense(len(genes), columns, nil)
	for i, g := range genes {
		w.SetRow(i, held.Basis.W.RawRowView(g))
	}
	return Held{held.Method, &Basis{w}}
}

// start puts the known metagenes into a start.
func (m Held) start(f Factors) {
	_, columns := m.Basis.W.Dims()
	for a := range min(columns, f.rank()) {
		f.W.SetCol(a, mat.Col(nil, a, m.Basis.W))
	}
}

// Given starts from factors, which it copies.
func Given(f Factors) Init {
	return func(*Matrix, int, *rand.Rand) Factors {
		return Factors{W: mat.DenseCopyOf(f.W), H: mat.DenseCopyOf(f.H)}
	}
}

// hold makes the first columns of W stay.
func (s *workspace) hold(columns int) {
	s.held, s.kept = columns*kernel.Lanes, make([]float64, columns*kernel.Lanes)
}

// around does a step of W, and puts back what is held.
func (s *workspace) around(step func()) {
	copy(s.kept, s.x[:s.held])
	step()
	copy(s.x[:s.held], s.kept)
}

// descendHeld is the coordinate descent of HALS for the columns of W that are not held:
// the others are part of what they are to explain less.
func (u *hals) descendHeld(hess []float64) {
	first := u.held / kernel.Lanes
	free := u.k - first
	if free == 0 {
		return
	}
	at := func(a, b int) []float64 { return hess[(min(a, b)*u.k+max(a, b))*kernel.Lanes:][:kernel.Lanes] }
	num, rest := slices.Clone(u.num[u.held:]), make([]float64, free*free*kernel.Lanes)
	for a := range free {
		for b := range first {
			for l, g := range at(first+a, b) {
				num[a*kernel.Lanes+l] -= float64(g * u.x[b*kernel.Lanes+l])
			}
		}
		for b := range free {
			copy(rest[(a*free+b)*kernel.Lanes:], at(first+a, first+b))
		}
	}
	kernel.CoordinateStep(u.x[u.held:], num, rest, u.steps, free, halsSweeps)
}
