package study

import (
	"testing"

	"subtype/internal/expr/annotation"
	"subtype/internal/expr/finding"
	"subtype/internal/sweep"
	"subtype/nmf"
)

// Whatever makes a job larger makes its estimate larger. That it is enough is measured by
// bench/memory.sh.
func TestMemoryGrowsWithTheJob(t *testing.T) {
	matrix := func(genes, samples int) *nmf.Matrix {
		rows := make([][]float64, genes)
		for i := range rows {
			rows[i] = make([]float64, samples)
			for j := range rows[i] {
				rows[i][j] = 1
			}
		}
		v, err := nmf.NewMatrix(rows)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	held := finding.Size{Genes: 100, Samples: 50}
	plan := sweep.Plan{Ranks: []int{2, 3}, Restarts: 10}
	sampled := sweep.Plan{Ranks: plan.Ranks, Restarts: 10, Sets: []sweep.Set{{Data: sweep.Data{Subsample: 1}, Runs: 1}}}
	least := (&demand{held: held}).memory(matrix(100, 50), plan, 1)
	values := make([]string, 50)
	for what, more := range map[string]float64{
		"genes":       (&demand{held: held}).memory(matrix(40_000, 50), plan, 1),
		"samples":     (&demand{held: held}).memory(matrix(100, 2500), plan, 1),
		"held":        (&demand{held: finding.Size{Genes: 100_000, Samples: 50}}).memory(matrix(100, 50), plan, 1),
		"ranks":       (&demand{held: held}).memory(matrix(100, 50), sweep.Plan{Ranks: []int{2, 40}, Restarts: 10}, 1),
		"restarts":    (&demand{held: held}).memory(matrix(100, 50), sweep.Plan{Ranks: []int{2, 3}, Restarts: 10_000}, 1),
		"data sets":   (&demand{held: held}).memory(matrix(100, 50), sampled, 1),
		"all genes":   (&demand{held: held, all: 60_000}).memory(matrix(100, 50), plan, 1),
		"threads":     (&demand{held: held}).memory(matrix(100, 50), plan, 2),
		"annotations": (&demand{held, 0, []annotation.Column{{Values: values}}, 0}).memory(matrix(100, 50), plan, 1),
	} {
		if more <= least {
			t.Errorf("more %s: %.0f MB, less: %.0f MB", what, more/1e6, least/1e6)
		}
	}
}

// A matrix that is mostly 0 takes less than one that is not, and so do its subsamples; data sets
// without groups have no zeros.
func TestMemoryOfWhatIsMostlyZero(t *testing.T) {
	rows := func(every int) [][]float64 {
		out := make([][]float64, 12_000)
		for i := range out {
			out[i] = make([]float64, 500)
			for j := i % every; j < 500; j += every {
				out[i][j] = 1
			}
		}
		return out
	}
	full, err := nmf.NewMatrix(rows(1))
	lists, err2 := nmf.NewMatrix(rows(50))
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	d := &demand{held: finding.Size{Genes: 100, Samples: 500}}
	set := func(d sweep.Data) []sweep.Set { return []sweep.Set{{Data: d, Runs: 1}} }
	var last float64
	for _, c := range []struct {
		what string
		v    *nmf.Matrix
		sets []sweep.Set
	}{
		{"lists", lists, nil}, {"subsamples of lists", lists, set(sweep.Data{Subsample: 1})},
		{"the matrix in full", full, nil},
		{"sets without groups of lists", lists, set(sweep.Data{Null: 1})},
		{"sets without groups", full, set(sweep.Data{Null: 1})},
	} {
		got := d.memory(c.v, sweep.Plan{Ranks: []int{2, 3}, Restarts: 10, Sets: c.sets}, 1)
		if got <= last {
			t.Errorf("%s: %.1f MB, want more than %.1f", c.what, got/1e6, last/1e6)
		}
		last = got
	}
}
