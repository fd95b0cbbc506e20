package joint

import (
	"subtype/internal/expr"
	"subtype/internal/expr/rowstore"
	"subtype/internal/markers"
)

// Genes are the values of all genes as read, of one matrix or of several kinds of data, until
// the subtypes are known.
type Genes struct {
	Names []string // as the rows of the matrix are called
	Parts []markers.Part

	stores []*rowstore.Genes
	at     [][]int // of the samples of each store: the place in the matrix
	of     int     // samples of the matrix
}

// NewGenes are those of one matrix.
func NewGenes(store *rowstore.Genes, m *expr.Matrix) *Genes {
	at := make([]int, len(m.Samples))
	for i := range at {
		at[i] = i
	}
	g := &Genes{of: len(m.Samples)}
	g.add(store, at, store.Names)
	return g
}

func (g *Genes) add(store *rowstore.Genes, at []int, names []string) {
	from := len(g.Names)
	g.Names = append(g.Names, names...)
	g.Parts = append(g.Parts, markers.Part{From: from, To: len(g.Names),
		Scale: markers.Scale{Log2: store.Linear, Floor: store.Floor}})
	g.stores, g.at = append(g.stores, store), append(g.at, at)
}

// take takes in what was kept of several kinds.
func (g *Genes) take(j *joining) {
	if g == nil {
		return
	}
	*g = Genes{of: len(j.Samples)}
	for t, k := range j.kinds {
		names := make([]string, len(k.genes.Names))
		for i, gene := range k.genes.Names {
			names[i] = j.Kinds[t].Row(gene)
		}
		g.add(k.genes, j.at[t], names)
	}
}

// Row has the values of a gene; they are missing where it was not measured.
func (g *Genes) Row(gene int, into []float64) error {
	t := 0
	for gene >= g.Parts[t].To {
		t++
	}
	store, at := g.stores[t], g.at[t]
	row := store.Rows[gene-g.Parts[t].From]
	if len(at) == g.of { // all samples in their order
		return store.Get(row, into)
	}
	some := make([]float64, len(at))
	err := store.Get(row, some)
	for i := range into {
		into[i] = nan
	}
	for i, x := range some {
		into[at[i]] = x
	}
	return err
}

// Close lets go of the values.
func (g *Genes) Close() {
	for _, s := range g.stores {
		s.Close()
	}
}
