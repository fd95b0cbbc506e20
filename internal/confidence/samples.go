package confidence

import (
	"math"

	"subtype/consensus"
)

// Class says how sure a sample's subtype is.
type Class string

const (
	Firm       Class = "firm"       // it came back nearly always, whatever was perturbed
	Borderline Class = "borderline" // it did not always
	Unassigned Class = "unassigned" // more often than not another came, by one perturbation or more
)

// A sample is firm from the one frequency on and unassigned below the other.
const (
	FirmFrom        = 0.95
	UnassignedBelow = 0.5
)

// Frequency is the least of a sample's frequencies that are known; NaN where none is.
func (r *Rank) Frequency(j int) float64 {
	f := math.NaN()
	for _, x := range [...]float64{r.SamplesFrequency[j], r.GenesFrequency[j], r.HalvesFrequency[j]} {
		if !math.IsNaN(x) && !(x >= f) {
			f = x
		}
	}
	return f
}

// Class is that of sample j, "" where nothing was perturbed. Where there are no
// subtypes nobody's is firm.
func (r *Rank) Class(j int, word Word) Class {
	switch f := r.Frequency(j); {
	case math.IsNaN(f):
		return ""
	case f < UnassignedBelow:
		return Unassigned
	case f < FirmFrom || word == None:
		return Borderline
	}
	return Firm
}

// Classes counts the samples of each class.
func (r *Rank) Classes(word Word) map[Class]int {
	count := map[Class]int{}
	for j := range r.SamplesFrequency {
		count[r.Class(j, word)]++
	}
	return count
}

// tally counts how often samples kept their subtype.
type tally struct{ kept, seen []float64 }

func newTally(n int) tally { return tally{make([]float64, n), make([]float64, n)} }

// add counts a labeling. All of its samples name its groups; those for which some is
// true are counted.
func (t tally) add(labels, subtypes []int, k int, some func(j int) bool) {
	var own, reference []int
	for j, l := range labels {
		if l != consensus.Absent {
			own, reference = append(own, l), append(reference, subtypes[j])
		}
	}
	partner := consensus.Match(own, reference, k)
	for j, l := range labels {
		if l == consensus.Absent || !some(j) {
			continue
		}
		t.seen[j]++
		if partner[l] == subtypes[j] {
			t.kept[j]++
		}
	}
}

// frequencies are NaN where a sample was never counted.
func (t tally) frequencies() []float64 {
	out := make([]float64, len(t.kept))
	for j := range out {
		out[j] = t.kept[j] / t.seen[j]
	}
	return out
}

func frequencies(l Labelings) (samples, genes, halves []float64) {
	n := len(l.Subtypes)
	inSamples, inGenes, inHalves := newTally(n), newTally(n), newTally(n)
	all := func(int) bool { return true }
	for _, labels := range l.Samples {
		inSamples.add(labels, l.Subtypes, l.K, all)
	}
	for _, split := range l.Genes {
		for _, labels := range split {
			inGenes.add(labels, l.Subtypes, l.K, all)
		}
	}
	for _, h := range l.Halves {
		inHalves.add(h.Labels[0], l.Subtypes, l.K, func(j int) bool { return h.Second[j] })
		inHalves.add(h.Labels[1], l.Subtypes, l.K, func(j int) bool { return !h.Second[j] })
	}
	return inSamples.frequencies(), inGenes.frequencies(), inHalves.frequencies()
}
