package expr

import (
	"fmt"
	"slices"
	"strings"

	"subtype/internal/expr/alike"
	"subtype/internal/expr/finding"
)

// likeLeast is with how many genes or more samples are compared.
const likeLeast = 20

// likeSamples warns of samples that are the same or nearly so: their runs agree
// by themselves, which makes a consensus look better than it is.
func (p *preparation) likeSamples(rows []row) {
	n := len(p.samples)
	if len(rows) < likeLeast || n < 2 {
		return
	}
	rows = slices.Clone(rows)
	slices.SortFunc(rows, func(a, b row) int { return strings.Compare(a.name, b.name) })
	values := make([][]float64, len(rows))
	for i, r := range rows {
		values[i] = r.values
	}
	pairs, all := alike.Samples(values, n)
	for _, q := range pairs {
		what := fmt.Sprintf("correlate with r = %.5f over the %s kept", q.R, p.rowsText(rows))
		if n > alike.MostCompared {
			what = fmt.Sprintf("are the same in all of the %s kept", p.rowsText(rows))
		}
		p.pairFinding(q.A, q.B, what)
	}
	p.pairSummary(all)
}

func (p *preparation) pairFinding(a, b int, what string) {
	t := p.table
	first, second := p.samples[a], p.samples[b]
	if first > second {
		first, second = second, first
	}
	f := finding.Finding{Code: finding.LikeSamples, Severity: finding.Note, Column: t.Columns[first],
		Sample: t.Samples[first], Count: 2}
	where := fmt.Sprintf("column %d", t.Columns[second])
	if t.SampleLines != nil {
		f.Line, where = t.SampleLines[first], fmt.Sprintf("line %d", t.SampleLines[second])
	}
	f.Text = fmt.Sprintf("samples %s and %s (%s) %s", finding.Quote(t.Samples[first]),
		finding.Quote(t.Samples[second]), where, what)
	p.add(f)
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
