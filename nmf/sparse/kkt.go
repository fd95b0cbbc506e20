package sparse

import (
	"math"
	"slices"

	"subtype/internal/kernel"
	"subtype/internal/side"
	"subtype/nmf"
)

// KKT stops SNMF as R NMF does: looked at in the first and in every fifth iteration, when
// the largest entry of every column of H and of every row of W has been the same in 10
// checks on end, and the mean violation of the conditions of a minimum (Karush, Kuhn and
// Tucker), over entries that violate any, is no more than 1e-4 of that in the first check.
// Of equal entries the first is the largest; R draws one.
func KKT() nmf.Criterion { return &kkt{} }

// KKTRule is the criterion by its name.
var KKTRule = nmf.StopRule{Name: "kkt", New: KKT, About: "when the largest entry of every column of H and row of W " +
	"had been the same in 10 " +
	"checks on end, one every 5 iterations, and the conditions of a minimum were violated by no more than 1e-4 of what " +
	"they were at the start"}

const (
	kktEvery = 5
	kktSame  = 10
	kktLeft  = 1e-4
)

type kkt struct {
	largest []int
	same    int
	first   float64
	asked   bool
}

func (c *kkt) Every() int { return 1 }

func (c *kkt) Met(p *nmf.Progress) bool {
	u, ok := p.Updater().(*snmf)
	if !ok || p.Iter == 0 {
		return false
	}
	if u.anew {
		*c = kkt{}
		return false
	}
	if c.asked && p.Iter%kktEvery != 0 {
		return false
	}
	m, n := u.v.Dims()
	now := make([]int, 0, m+n)
	w, h := data(p.Factors())
	u.rows(h)
	for _, x := range [][]float64{w, u.ht} {
		for ; len(x) >= u.k; x = x[u.k:] {
			now = append(now, nmf.Largest(x[:u.k]))
		}
	}
	if slices.Equal(now, c.largest) {
		c.same++
	} else {
		c.same = 0
	}
	violation := u.mean(w, h)
	if !c.asked {
		c.first, c.asked = violation, true
	}
	c.largest = now
	return c.same >= kktSame && violation <= kktLeft*c.first
}

// mean is the mean violation of the conditions of a minimum.
func (u *snmf) mean(w, h []float64) float64 {
	sparse, ridge := snmfTerm{all: u.beta}, snmfTerm{own: float64(u.eta * u.eta)}
	ofW, ofH := ridge, sparse
	if u.left {
		ofW, ofH = sparse, ridge
	}
	var sum float64
	count := 0
	u.share(w, ofH)
	u.bySample.Read(w)
	for b := range u.bySample.Blocks() {
		u.bySample.ColumnsToTile(u.x, h, b, u.k)
		u.violations(u.bySample, b, ofH, &sum, &count)
	}
	u.share(u.ht, ofW)
	u.byGene.Read(u.ht)
	for b := range u.byGene.Blocks() {
		u.byGene.RowsToTile(u.x, w, b, u.k)
		u.violations(u.byGene, b, ofW, &sum, &count)
	}
	if count == 0 {
		return 0
	}
	return sum / float64(count)
}

// violations adds |min(x, gradient)| of the entries of a tile.
func (u *snmf) violations(v *side.Reader, b int, t snmfTerm, sum *float64, count *int) {
	u.products(v, b)
	for l := range v.Width(b) {
		for a := range u.k {
			i := a*kernel.Lanes + l
			gradient := -u.num[i]
			for c := range u.k {
				g := u.g[a*u.k+c]
				if v.Weighted() {
					g = u.hess[(min(a, c)*u.k+max(a, c))*kernel.Lanes+l] + t.at(a*u.k+c, u.k)
				}
				gradient = math.FMA(g, u.x[c*kernel.Lanes+l], gradient)
			}
			if r := math.Min(u.x[i], gradient); r != 0 {
				*sum += math.Abs(r)
				*count++
			}
		}
	}
}
