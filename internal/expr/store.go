package expr

import (
	"cmp"
	"container/heap"
	"slices"
	"strings"
)

// store holds the values of the genes that may be among the most variable. It
// is no more than a memory: which genes are kept is decided at the end from the
// scores of all, and should one of them not be held any more (rows that stood
// for a gene were replaced by less variable ones of the same name), the rows
// are read again with everything held.
type store struct {
	most    int // genes to be kept; 0: all are held
	leading leastVariableFirst
	live    int // of those held, the ones that still stand for a gene
}

// slack is how many genes are held beyond those to be kept.
func (s *store) slack() int { return 64 + s.most/8 }

// hold copies the values of a gene, and lets go of the least variable one when
// there are too many.
func (s *store) hold(genes []gene, i int, x []float64) {
	if s.most == 0 {
		genes[i].values = slices.Clone(x)
		return
	}
	s.leading.genes = genes
	full := s.live >= s.most+s.slack()
	for full && len(s.leading.at) > 0 && genes[s.leading.at[0]].values == nil {
		heap.Pop(&s.leading) // has been replaced
	}
	if full && len(s.leading.at) > 0 {
		worst := s.leading.at[0]
		if moreVariable(&genes[worst], &genes[i]) < 0 {
			return
		}
		heap.Pop(&s.leading)
		genes[i].values, genes[worst].values = genes[worst].values, nil
		copy(genes[i].values, x)
	} else {
		genes[i].values = slices.Clone(x)
		s.live++
	}
	heap.Push(&s.leading, i)
}

// drop lets go of a gene that another row replaces.
func (s *store) drop(g *gene) {
	if g.values != nil {
		g.values = nil
		s.live--
	}
}

// moreVariable puts the gene of the larger score first, ties by variance, then by name.
func moreVariable(a, b *gene) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.variance, a.variance), strings.Compare(a.name, b.name),
		cmp.Compare(a.line, b.line))
}

// leastVariableFirst is a heap with the least variable gene on top.
type leastVariableFirst struct {
	genes []gene
	at    []int
}

func (h *leastVariableFirst) Len() int { return len(h.at) }
func (h *leastVariableFirst) Less(a, b int) bool {
	return moreVariable(&h.genes[h.at[a]], &h.genes[h.at[b]]) > 0
}
func (h *leastVariableFirst) Swap(a, b int) { h.at[a], h.at[b] = h.at[b], h.at[a] }
func (h *leastVariableFirst) Push(x any)    { h.at = append(h.at, x.(int)) }
func (h *leastVariableFirst) Pop() any {
	last := h.at[len(h.at)-1]
	h.at = h.at[:len(h.at)-1]
	return last
}
