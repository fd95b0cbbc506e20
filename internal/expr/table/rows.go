package table

import (
	"math"
	"strings"
)

// sink is where the rows of a table go. Without take they stay in the table;
// with it they are handed on one by one, and only their names and lines stay.
type sink struct {
	take    func(t *Table, values []float64) // must not keep values
	scratch []float64
}

// unusable stands in a row for a cell that is reported as no number. It is a NaN
// of its own, as a missing value is another: what is not readable is not missing.
var unusable = math.Float64frombits(0x7ff8_0000_0bad_ce11)

func IsUnusable(x float64) bool { return math.Float64bits(x) == math.Float64bits(unusable) }

// blank returns room for a row of n values.
func (t *Table) blank(n int) []float64 {
	if t.sink.take == nil {
		return make([]float64, n)
	}
	if cap(t.sink.scratch) < n {
		t.sink.scratch = make([]float64, n)
	}
	return t.sink.scratch[:n]
}

// add takes in the row of one gene, whose values came from blank.
func (t *Table) add(name string, line int, values []float64) {
	bare := strings.TrimSpace(name)
	if bare != name {
		t.Repaired.Trimmed++
	}
	t.Genes = append(t.Genes, strings.Clone(bare)) // a part of the line would keep all of it
	t.Lines = append(t.Lines, line)
	if t.sink.take != nil {
		t.sink.take(t, values)
		return
	}
	t.Values = append(t.Values, values)
}
