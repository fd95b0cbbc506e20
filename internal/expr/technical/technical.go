// Package technical measures in each sample what may come from its preparation and not from
// the tumour, row by row and from all genes of a file: how high its values are altogether,
// how many genes are detected, and genes that vary with sex, blood or damage.
package technical

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/names"
	"subtype/internal/expr/spread"
)

// Measure is a number of each sample.
type Measure struct {
	Name   string
	Of     string    // what it stands for, in words
	Share  bool      // a share of all genes
	Genes  []string  // that it was measured in, where they are few
	Values []float64 // not a number: not known
}

// Names of measures.
const (
	Level    = "level of all genes"
	Detected = "share of genes detected"
)

// Collector sees the genes of a file, one after the other. No measure depends on their order:
// counts are added, and ranks.
type Collector struct {
	above, known []int // of each sample: genes above their median, and genes that are known
	detected     []int // above the lowest value of the gene, where several samples share that
	floors       int   // genes whose lowest value several samples share
	told         []told
	room         []float64
}

// told is a gene that tells of something.
type told struct {
	kind  int // index of names.Telltales
	name  string
	ranks []float64 // of the samples, from −1 to 1; 0: not known
}

// Add takes in the values of a gene.
func (c *Collector) Add(name string, x []float64) {
	if c.above == nil {
		c.above, c.known, c.detected = make([]int, len(x)), make([]int, len(x)), make([]int, len(x))
	}
	c.room = c.room[:0]
	low, high, lowest := math.Inf(1), math.Inf(-1), 0
	for _, v := range x {
		if v != v {
			continue
		}
		c.room = append(c.room, v)
		if v < low {
			low, lowest = v, 0
		}
		if v == low {
			lowest++
		}
		high = max(high, v)
	}
	if low >= high {
		return
	}
	median, floor := spread.Median(c.room), lowest > 1
	if floor {
		c.floors++
	}
	for i, v := range x {
		if v != v {
			continue
		}
		// Twice, so that one at the median counts half.
		c.known[i] += 2
		switch cmp.Compare(v, median) {
		case 1:
			c.above[i] += 2
		case 0:
			c.above[i]++
		}
		if floor && v > low {
			c.detected[i]++
		}
	}
	for _, s := range names.Spellings(name) {
		for kind, t := range names.Telltales {
			if t.Genes[strings.ToUpper(s)] {
				c.told = append(c.told, told{kind, name, ranks(strings.ToUpper(s), x)})
				return
			}
		}
	}
}

// female are the genes of women among those that vary with sex.
var female = []string{"XIST", "TSIX", "ENSG00000229807"}

// ranks are where the values of a gene stand among the samples, from −1 to 1.
func ranks(gene string, x []float64) []float64 {
	out := make([]float64, len(x))
	sorted := slices.DeleteFunc(slices.Clone(x), func(v float64) bool { return v != v })
	slices.Sort(sorted)
	sign := 1.0
	if slices.Contains(female, gene) {
		sign = -1
	}
	for i, v := range x {
		if v != v {
			continue
		}
		from, _ := slices.BinarySearch(sorted, v)
		to := from
		for to < len(sorted) && sorted[to] == v {
			to++
		}
		out[i] = sign * float64(from+to-len(sorted)) / float64(len(sorted))
	}
	return out
}

// leastGenes is the number of genes from which shares of all genes are given.
const leastGenes = 200

// Measures are all that could be measured.
func (c *Collector) Measures() []Measure {
	var out []Measure
	if len(c.known) == 0 {
		return nil
	}
	if genes := slices.Max(c.known) / 2; genes >= leastGenes {
		share := func(counts, of []int) (x []float64) {
			for i, n := range counts {
				x = append(x, float64(n)/float64(of[i]))
			}
			return x
		}
		out = append(out, Measure{Name: Level, Of: "how high values are altogether, as by the size of the library",
			Share:  true,
			Values: share(c.above, c.known)})
		if c.floors >= leastGenes {
			all := make([]int, len(c.detected))
			for i := range all {
				all[i] = c.floors
			}
			out = append(out, Measure{Name: Detected, Of: "depth or quality of the measurement", Share: true,
				Values: share(c.detected, all)})
		}
	}
	for kind, t := range names.Telltales {
		if m, ok := c.mean(kind); ok {
			m.Name, m.Of = nameOf[t.Code], t.Of
			out = append(out, m)
		}
	}
	for i := range out {
		for j, v := range out[i].Values {
			if math.IsInf(v, 0) {
				out[i].Values[j] = math.NaN()
			}
		}
	}
	return out
}

var nameOf = map[finding.Code]string{finding.SexGenes: "sex genes", finding.BloodGenes: "blood genes",
	finding.MitochondrialGenes: "mitochondrial genes"}

// mean is the mean place of each sample by the genes of a kind.
func (c *Collector) mean(kind int) (m Measure, ok bool) {
	var of []told
	for _, t := range c.told {
		if t.kind == kind {
			of = append(of, t)
			m.Genes = append(m.Genes, t.name)
		}
	}
	if len(of) == 0 {
		return m, false
	}
	slices.SortFunc(of, func(a, b told) int { return strings.Compare(a.name, b.name) })
	slices.Sort(m.Genes)
	m.Genes = slices.Compact(m.Genes)
	m.Values = make([]float64, len(of[0].ranks))
	for i := range m.Values {
		for _, t := range of {
			m.Values[i] += t.ranks[i]
		}
		m.Values[i] /= float64(len(of))
	}
	return m, true
}
