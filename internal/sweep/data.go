package sweep

import (
	"errors"
	"fmt"
	"strings"

	"subtype/consensus"
	"subtype/nmf"
)

// Data names a data set that runs factorise: which one, which of its samples, and
// which of its genes. The zero value is the matrix itself. It is comparable, and
// its numbers say with the plan's seed alone what is drawn: adding a data set leaves
// every other as it was.
type Data struct {
	Null      int  // 0: the matrix that was read; i: data set i without groups, made from it
	Subsample int  // 0: all samples; i: those of subsample i
	Split     int  // 0: all genes; i: one half of those of split i
	Half      Half // which one: HalfA or HalfB where Split is not 0, else Whole
	Halving   int  // 0: not halved; i: one half of the samples of halving i, which label the others, too
	Side      Half // which one: HalfA or HalfB where Halving is not 0, else Whole
}

// Half says which genes of a split, or which samples of a halving, are factorised.
type Half uint8

const (
	Whole Half = iota // all of them: there are no halves
	HalfA             // those of one half
	HalfB             // those of the other: disjoint, and together all
)

// letters name the halves.
var letters = map[Half]string{HalfA: "a", HalfB: "b"}

// String is the canonical encoding, a part of the task's: it never changes for a
// data set that exists, and is empty for the matrix itself.
func (d Data) String() string {
	var parts []string
	if d.Null != 0 {
		parts = append(parts, fmt.Sprintf("null=%d", d.Null))
	}
	if d.Subsample != 0 {
		parts = append(parts, fmt.Sprintf("samples=%d", d.Subsample))
	}
	if d.Split != 0 {
		parts = append(parts, fmt.Sprintf("genes=%d%s", d.Split, letters[d.Half]))
	}
	if d.Halving != 0 {
		parts = append(parts, fmt.Sprintf("halves=%d%s", d.Halving, letters[d.Side]))
	}
	return strings.Join(parts, " ")
}

// Check returns an error for numbers that name no data set.
func (d Data) Check() error {
	if min(d.Null, d.Subsample, d.Split, d.Halving) < 0 || !d.Half.of(d.Split) || !d.Side.of(d.Halving) ||
		d.Subsample != 0 && d.Halving != 0 {
		return fmt.Errorf("null %d, subsample %d, split %d, half %d, halving %d, side %d name no data set",
			d.Null, d.Subsample, d.Split, d.Half, d.Halving, d.Side)
	}
	return nil
}

// of says whether it is a half of split or halving i: Whole exactly where there is none.
func (h Half) of(i int) bool { return h <= HalfB && (h == Whole) == (i == 0) }

// Share is the share of the matrix' values that a data set holds, about.
func (d Data) Share() float64 {
	share := 1.0
	if d.Subsample != 0 {
		share *= SubsampleShare
	}
	if d.Split != 0 {
		share /= 2
	}
	if d.Halving != 0 {
		share /= 2
	}
	return share
}

// Loaded is a data set ready to be factorised.
type Loaded struct {
	V       *nmf.Matrix
	Genes   []int // the genes of the whole that are in it, rising; nil: all of them
	Samples []int // the samples of the whole that are in it, rising; nil: all of them
	Of      int   // samples of the whole

	Others *nmf.Matrix // of the same genes: the other samples, where they are labelled too; else nil
}

// labels are those of all samples, given those of the samples in the data set and, where
// they are labelled, of the others.
func (l Loaded) labels(labels, others []int) []int {
	if l.Samples == nil {
		return labels
	}
	all := make([]int, l.Of)
	for j := range all {
		all[j] = consensus.Absent
	}
	for i, j := range l.Samples {
		all[j] = labels[i]
	}
	if l.Others != nil {
		for i, j := range without(l.Samples, l.Of) {
			all[j] = others[i]
		}
	}
	return all
}

// without are the numbers from 0 to n−1 that are not among some of them, rising.
func without(some []int, n int) []int {
	var rest []int
	for j := range n {
		if len(some) > 0 && some[0] == j {
			some = some[1:]
		} else {
			rest = append(rest, j)
		}
	}
	return rest
}

// Source gives data sets by their names. It may be asked for several at once, and
// for one more than once.
type Source interface {
	Load(Data) (Loaded, error)
}

// Alone is the source of one matrix and of nothing drawn from it.
func Alone(v *nmf.Matrix) Source { return alone{v} }

type alone struct{ v *nmf.Matrix }

func (a alone) Load(d Data) (Loaded, error) {
	if d != (Data{}) {
		return Loaded{}, errors.New("sweep: there is no data set " + d.String())
	}
	_, n := a.v.Dims()
	return Loaded{V: a.v, Of: n}, nil
}
