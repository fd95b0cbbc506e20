package expr

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// negatives makes every value ≥ 0, as told.
func (p *preparation) negatives() {
	cells, genes, centred := 0, 0, 0
	lowest, firstLine := 0.0, 0
	for _, r := range p.rows {
		n, sum, size := 0, 0.0, 0.0
		for _, x := range r.values {
			if x < 0 {
				n++
			}
			if math.IsNaN(x) { // refused already; the other problems are still to be named
				continue
			}
			lowest = min(lowest, x)
			sum += x
			size += math.Abs(x)
		}
		if n > 0 && firstLine == 0 {
			firstLine = r.line
		}
		if n > 0 {
			genes++
		}
		if size > 0 && math.Abs(sum) < 0.05*size {
			centred++
		}
		cells += n
	}
	policy := p.options.Negatives
	if cells == 0 && policy != "rank" {
		return
	}
	found := Finding{Code: "negative-values", Severity: Fatal, Line: firstLine, Count: cells,
		Text: fmt.Sprintf("%s negative, the lowest %.4g, in %d of %s; the first gene is on this line",
			p.shareOfValues(cells), lowest, genes, count(len(p.rows), "gene"))}
	if 2*centred > len(p.rows) {
		found.Text += "; most genes have a mean near 0: the matrix is gene-centred or holds ratios"
	}
	if policy == "" || policy == "refuse" {
		found.Remedy = "a factorisation needs values from 0 on: --negatives split (each gene as its up and its down part), shift-gene (minus the gene's minimum), shift (minus the overall minimum), rank (ranks within each sample) or clip (negatives become 0)"
		p.add(found)
		return
	}
	if cells > 0 {
		found.Severity = Warning
	} else {
		found = Finding{Code: "negative-values", Severity: Note, Text: "no value is negative"}
	}
	switch policy {
	case "clip":
		var lost, all float64
		p.each(func(x float64) float64 {
			all += math.Abs(x)
			if x < 0 {
				lost -= x
			}
			return math.Max(x, 0)
		})
		found.Text += fmt.Sprintf("; set to 0, which loses %.1f %% of the sum of absolute values", 100*lost/all)
	case "shift":
		p.each(func(x float64) float64 { return x - lowest })
		found.Text += fmt.Sprintf("; %.4g was added to every value", -lowest)
	case "shift-gene":
		for _, r := range p.rows {
			if low := slices.Min(r.values); low < 0 {
				for c := range r.values {
					r.values[c] -= low
				}
			}
		}
		found.Text += "; each such gene had its minimum subtracted"
	case "rank":
		p.ranks()
		found.Text += "; genes were centred on their median, and values replaced by their rank within the sample, divided by the number of genes"
	case "split":
		p.split()
		found.Text += "; each gene became its up part, max(x, 0), and its down part, max(−x, 0)"
	}
	p.add(found)
}

// each replaces every value.
func (p *preparation) each(f func(float64) float64) {
	for _, r := range p.rows {
		for c, x := range r.values {
			r.values[c] = f(x)
		}
	}
}

// split makes two rows of each gene, its up and its down part, and leaves out
// one that would be all zero.
func (p *preparation) split() {
	out := make([]row, 0, 2*len(p.rows))
	for _, r := range p.rows {
		up, down := r, r
		up.name, down.name = r.name+UpSuffix, r.name+DownSuffix
		down.values = make([]float64, len(r.values))
		for c, x := range r.values {
			up.values[c], down.values[c] = math.Max(x, 0), math.Max(-x, 0)
		}
		for _, half := range []row{up, down} {
			if len(half.values) > 0 && slices.Max(half.values) > 0 {
				out = append(out, half)
			}
		}
	}
	p.rows = out
}

// What --negatives split adds to a gene's name.
const (
	UpSuffix   = " (+)"
	DownSuffix = " (-)"
)

// ranks centres every gene on its median and replaces values by their rank
// within the sample, equal values sharing the mean rank, divided by the number
// of genes.
//
// Broad GDAC Firehose, mRNAseq_Clustering_CNMF.
func (p *preparation) ranks() {
	for _, r := range p.rows {
		m := median(slices.Clone(r.values))
		for c := range r.values {
			r.values[c] -= m
		}
	}
	order, rank := make([]int, len(p.rows)), make([]float64, len(p.rows))
	for c := range p.samples {
		for i := range order {
			order[i] = i
		}
		at := func(i int) float64 { return p.rows[i].values[c] }
		slices.SortFunc(order, func(a, b int) int { return cmp.Compare(at(a), at(b)) })
		for from := 0; from < len(order); {
			to := from + 1
			for to < len(order) && at(order[to]) == at(order[from]) {
				to++
			}
			for _, i := range order[from:to] {
				rank[i] = float64(from+1+to) / 2 / float64(len(order))
			}
			from = to
		}
		for i, r := range p.rows {
			r.values[c] = rank[i]
		}
	}
}
