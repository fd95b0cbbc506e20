package expr

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"subtype/internal/expr/finding"
)

// Samples whose Pearson correlation over the genes kept is above nearlyOne are
// one specimen twice, or as good as.
const (
	nearlyOne     = 0.999
	likeSamples   = 2000 // up to so many samples all pairs are compared
	likeLeast     = 20   // and with so many genes or more
	likePairsKept = 200
)

// pair is two samples, the first of the smaller position.
type pair struct {
	a, b int32
	off  float64 // squared distance of the standardised samples so far
}

// likeSamples warns of samples that are the same or nearly so: their runs agree
// by themselves, which makes a consensus look better than it is.
//
// Of standardised samples u, v of length 1 the squared distance is 2 − 2r. It
// only grows with each gene, so most pairs are done with after a few. Beyond
// 2000 samples only identical ones are looked for.
func (p *preparation) likeSamples(rows []row) {
	n := len(p.samples)
	if len(rows) < likeLeast || n < 2 {
		return
	}
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.name, b.name) })
	if n > likeSamples {
		p.identicalSamples(rows)
		return
	}
	mean, size := standard(rows, n)
	const block = 16
	most := 2 - 2*nearlyOne
	unit := make([]float64, n*block)
	var left []pair
	for from := 0; from < len(rows) && (from == 0 || len(left) > 0); from += block {
		part := rows[from:min(from+block, len(rows))]
		for i, r := range part {
			for c, x := range r.values {
				unit[c*block+i] = (x - mean[c]) / size[c] // NaN where missing
			}
		}
		near := func(q *pair) bool {
			u, v := unit[int(q.a)*block:][:len(part)], unit[int(q.b)*block:][:len(part)]
			for i := range u {
				if d := u[i] - v[i]; d == d {
					q.off += float64(d * d)
				}
			}
			return q.off < most
		}
		if from > 0 {
			kept := left[:0]
			for _, q := range left {
				if near(&q) {
					kept = append(kept, q)
				}
			}
			left = kept
			continue
		}
		for a := range n {
			for b := a + 1; b < n; b++ {
				if q := (pair{a: int32(a), b: int32(b)}); size[a] > 0 && size[b] > 0 && near(&q) {
					left = append(left, q)
				}
			}
		}
	}
	for i, q := range left {
		if i == likePairsKept {
			break
		}
		p.pairFinding(int(q.a), int(q.b), fmt.Sprintf("correlate with r = %.5f over the %s kept", 1-q.off/2,
			p.rowsText(rows)))
	}
	p.pairSummary(len(left))
}

// standard returns the mean of each sample and the length of what is left of it.
func standard(rows []row, n int) (mean, size []float64) {
	mean, size = make([]float64, n), make([]float64, n)
	known := make([]float64, n)
	for _, r := range rows {
		for c, x := range r.values {
			if x == x {
				mean[c] += x
				known[c]++
			}
		}
	}
	for c := range mean {
		mean[c] /= max(1, known[c])
	}
	for _, r := range rows {
		for c, x := range r.values {
			if d := x - mean[c]; d == d {
				size[c] = math.FMA(d, d, size[c])
			}
		}
	}
	for c := range size {
		size[c] = math.Sqrt(size[c])
		if math.IsInf(size[c], 0) {
			size[c] = 0
		}
	}
	return mean, size
}

// identicalSamples finds samples that are the same value by value.
func (p *preparation) identicalSamples(rows []row) {
	column := make([]float64, len(rows))
	first := map[uint64]int{}
	found := 0
	for c := range p.samples {
		for i, r := range rows {
			column[i] = r.values[c]
		}
		d := digest(column)
		a, ok := first[d]
		if !ok {
			first[d] = c
			continue
		}
		if found++; found <= likePairsKept {
			p.pairFinding(a, c, fmt.Sprintf("are the same in all of the %s kept", p.rowsText(rows)))
		}
	}
	p.pairSummary(found)
}

func (p *preparation) pairFinding(a, b int, what string) {
	t := p.table
	first, second := p.samples[a], p.samples[b]
	if first > second {
		first, second = second, first
	}
	p.add(finding.Finding{Code: finding.LikeSamples, Severity: finding.Note, Column: t.Columns[first],
		Sample: t.Samples[first], Count: 2,
		Text: fmt.Sprintf("samples %s and %s (column %d) %s", finding.Quote(t.Samples[first]),
			finding.Quote(t.Samples[second]), t.Columns[second], what)})
}

func (p *preparation) pairSummary(pairs int) {
	if pairs == 0 {
		return
	}
	noun := "1 pair of samples is"
	if pairs > 1 {
		noun = fmt.Sprintf("%d pairs of samples are", pairs)
	}
	p.add(finding.Finding{Code: finding.SamplesAlike, Severity: finding.Warning, Count: pairs,
		Text:   noun + " the same or nearly so (r > 0.999): one specimen twice makes a consensus look clearer than it is",
		Remedy: "leave one of each out, unless they are meant to be replicates"})
}
