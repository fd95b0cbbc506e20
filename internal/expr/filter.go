package expr

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// score ranks genes by how much they vary between samples.
func (p *preparation) score() {
	for i := range p.rows {
		r := &p.rows[i]
		if p.options.Filter == "variance" {
			r.score = variance(r.values)
		} else {
			r.score = mad(slices.Clone(r.values))
		}
	}
}

// filter keeps the most variable genes, ties by name. Both parts of a split
// gene go with it and count as one.
func (p *preparation) filter() {
	most := p.options.TopGenes
	measure := "median absolute deviation"
	if p.options.Filter == "variance" {
		measure = "variance"
	}
	gene := func(r row) string {
		if p.options.Negatives == "split" {
			return strings.TrimSuffix(strings.TrimSuffix(r.name, UpSuffix), DownSuffix)
		}
		return r.name
	}
	best := map[string]float64{}
	for _, r := range p.rows {
		best[gene(r)] = r.score
	}
	if most == 0 || len(best) <= most {
		return
	}
	names := make([]string, 0, len(best))
	for name := range best {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(best[b], best[a]), cmp.Compare(a, b))
	})
	keep := make(map[string]bool, most)
	for _, name := range names[:most] {
		keep[name] = true
	}
	p.rows = slices.DeleteFunc(p.rows, func(r row) bool { return !keep[gene(r)] })
	p.add(Finding{Code: "gene-filter", Severity: Note, Count: most,
		Text:   fmt.Sprintf("the %d genes of largest %s were kept of %d", most, measure, len(names)),
		Remedy: "--top-genes and --filter change it"})
}

// mad is the median absolute deviation from the median, without R's factor
// 1.4826. It sorts x.
func mad(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	m := median(x)
	for i, v := range x {
		x[i] = math.Abs(v - m)
	}
	return median(x)
}

// median sorts x and returns its median.
func median(x []float64) float64 {
	slices.Sort(x)
	h := len(x) / 2
	if len(x)%2 == 1 {
		return x[h]
	}
	return (x[h-1] + x[h]) / 2
}

// variance is the sample variance, its sums in plain order.
func variance(x []float64) float64 {
	var sum, squares float64
	for _, v := range x {
		sum += v
	}
	mean := sum / float64(len(x))
	for _, v := range x {
		squares = math.FMA(v-mean, v-mean, squares)
	}
	return squares / float64(max(1, len(x)-1))
}

// zeroGenes drops genes without any value above zero, and counts those that are
// constant, which stay.
func (p *preparation) zeroGenes() {
	constant := 0
	before := len(p.rows)
	p.rows = slices.DeleteFunc(p.rows, func(r row) bool {
		if slices.Max(r.values) > 0 {
			if slices.Min(r.values) == slices.Max(r.values) {
				constant++
			}
			return false
		}
		p.add(Finding{Code: "zero-gene", Severity: Note, Line: r.line, Gene: r.name, Count: 1, Text: "gene " + quote(r.name) + " is 0 in every sample: left out"})
		return true
	})
	if n := before - len(p.rows); n > 0 {
		p.add(Finding{Code: "zero-genes", Severity: Note, Count: n, Text: fmt.Sprintf("%s 0 in every sample: left out", genesAre(n))})
	}
	if constant > 0 {
		p.add(Finding{Code: "constant-genes", Severity: Note, Count: constant, Text: fmt.Sprintf("%s the same value in every sample, and stay unless the gene filter leaves them out", genesHave(constant))})
	}
}

func genesAre(n int) string {
	if n == 1 {
		return "1 gene is"
	}
	return fmt.Sprintf("%d genes are", n)
}

func genesHave(n int) string {
	if n == 1 {
		return "1 gene has"
	}
	return fmt.Sprintf("%d genes have", n)
}
