package expr

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/table"
	"subtype/internal/expr/transform"
)

// anyTable is a table of genes of one row each, with ties, zeros, a gene of no more than
// zeros and, if told, missing and negative values.
func anyTable(seed uint64, missing, negative bool) string {
	r := rand.New(rand.NewPCG(seed, 5))
	const genes, samples = 90, 13
	var b strings.Builder
	b.WriteString("gene")
	for j := range samples {
		fmt.Fprintf(&b, "\ts%d", (7*j)%samples)
	}
	for i := range genes {
		fmt.Fprintf(&b, "\ng%d", (17*i)%genes)
		for range samples {
			x := 9 + float64(1+i%4)*r.NormFloat64()
			if negative {
				x -= 9
			} else {
				x = max(x, 0)
			}
			switch {
			case missing && r.IntN(12) == 0:
				b.WriteString("\tNA")
			case i%31 == 5:
				b.WriteString("\t0")
			default:
				fmt.Fprintf(&b, "\t%.1f", x)
			}
		}
	}
	return b.String() + "\n"
}

// inputOf is the table as it was read, with the samples given.
func inputOf(t *table.Table, samples []string) transform.Input {
	in := transform.Input{Name: t.Name, Genes: t.Genes, Samples: samples}
	for _, row := range t.Values {
		var values []float64
		for _, s := range samples {
			values = append(values, row[slices.Index(t.Samples, s)])
		}
		in.Values = append(in.Values, values)
	}
	return in
}

// sameBits says where two matrices differ.
func sameBits(got, want [][]float64) error {
	if len(got) != len(want) {
		return fmt.Errorf("%d rows, not %d", len(got), len(want))
	}
	for i, row := range want {
		for j, x := range row {
			if y := got[i][j]; math.Float64bits(y) != math.Float64bits(x) && !(x != x && y != y) {
				return fmt.Errorf("row %d, column %d is %v, not %v", i, j, y, x)
			}
		}
	}
	return nil
}

// Applied to what it was fitted to, a transform gives the prepared matrix to the bit; to
// a part of the samples, their columns; and it is the same after JSON.
func TestTransformGivesWhatPreparingGave(t *testing.T) {
	n := 0
	for _, missing := range MissingPolicies {
		for _, negatives := range NegativesPolicies {
			for _, log := range Log2Answers {
				for _, top := range []int{0, 25} {
					n++
					o := Options{Missing: missing, Negatives: negatives, Log2: log, TopGenes: top, Filter: Filters[n%2]}
					if negatives != "refuse" {
						o.Center = Centers[n/2%2]
					}
					gaps := missing != "refuse" && missing != "knn" // what knn puts in cannot be frozen
					read := readTable(t, anyTable(uint64(n), gaps, negatives != "refuse" && log != "yes"), table.Options{})
					m, err := Prepare(read, o)
					if err != nil {
						t.Fatalf("%+v: %v", o, err)
					}
					text, err := json.Marshal(m.Transform)
					if err != nil {
						t.Fatal(err)
					}
					var frozen transform.Transform
					if err := json.Unmarshal(text, &frozen); err != nil || !reflect.DeepEqual(&frozen, m.Transform) {
						t.Fatalf("%+v: not the same after JSON: %v", o, err)
					}
					out, err := frozen.Apply(inputOf(read, m.Samples))
					if err == nil {
						err = sameBits(out.Values, m.Values)
					}
					if err != nil || out.Absent != nil || out.Clipped > 0 {
						t.Fatalf("%+v: %v, %d absent, %d clipped", o, err, len(out.Absent), out.Clipped)
					}
					part := []int{11, 2, 7}
					var samples []string
					want := make([][]float64, len(m.Values))
					for _, j := range part {
						samples = append(samples, m.Samples[j])
						for i, row := range m.Values {
							want[i] = append(want[i], row[j])
						}
					}
					out, err = frozen.Apply(inputOf(read, samples))
					if err == nil {
						err = sameBits(out.Values, want)
					}
					if err != nil {
						t.Fatalf("%+v, a part of the samples: %v", o, err)
					}
				}
			}
		}
	}
}

// What other samples bring is filled, clipped, reported or refused, and nothing is invented.
func TestTransformOfOtherSamples(t *testing.T) {
	const text = "gene\ta\tb\tc\nx\t1\tNA\t3\ny\t-2\t4\t6\nz\t5\t1\t1\n"
	fit := func(o Options) *transform.Transform { return prepare(t, text, o).Transform }
	nan := math.NaN()
	shift := fit(Options{Missing: "median", Negatives: "shift-gene"})
	for name, c := range map[string]struct {
		t               *transform.Transform
		genes           string
		values          []float64 // of one sample
		want            string
		absent          string
		filled, clipped int
		refused         finding.Code
	}{
		"another order, and a gene too many": {t: shift, genes: "z q y x", values: []float64{1, 9, 2, 3}, want: "[2 4 0]"},
		"a gap is the median": {t: shift, genes: "x y z", values: []float64{nan, 0, 0},
			want: "[1 2 0]", filled: 1, clipped: 1},
		"below the minimum": {t: shift, genes: "x y z", values: []float64{1, -5, 0}, want: "[0 0 0]", clipped: 2},
		"a gene is absent":  {t: shift, genes: "x z", values: []float64{1, 2}, want: "[0 NaN 1]", absent: "y"},
		"no gene is there":  {t: shift, genes: "q", values: []float64{1}, want: "[NaN NaN NaN]", absent: "x y z"},
		"a gene twice":      {t: shift, genes: "x y x z", values: []float64{1, 2, 3, 4}, refused: finding.DuplicateGene},
		"infinite":          {t: shift, genes: "x y z", values: []float64{1, 2, math.Inf(1)}, refused: finding.TooLarge},
		"halves": {t: fit(Options{Missing: "drop-genes", Negatives: "split"}), genes: "y z", values: []float64{-3, 2},
			want: "[0 3 2]"},
		"a half that nobody had": {t: fit(Options{Missing: "drop-genes", Negatives: "split"}), genes: "y z",
			values: []float64{-3, -2},
			want:   "[0 3 0]"},
		"a gap where genes with gaps were dropped": {t: fit(Options{Missing: "drop-genes", Negatives: "split"}), genes: "y z",
			values: []float64{nan, 2}, refused: finding.MissingValues},
		"a gap after knn": {t: fit(Options{Missing: "knn", Negatives: "clip"}), genes: "x y z", values: []float64{1, 2, nan},
			refused: finding.MissingValues},
		"a gap in a mask": {t: fit(Options{Missing: "mask", Negatives: "clip"}), genes: "x y z",
			values: []float64{1, -2, nan},
			want:   "[1 0 NaN]"},
		// Medians 2, 4 and 1 leave −1, 0 and 4.
		"ranks": {t: fit(Options{Missing: "median", Negatives: "rank"}), genes: "x y z",
			values: []float64{1, 4, 5}, want: "[0.3333333333333333 0.6666666666666666 1]"},
		"ranks without one": {t: fit(Options{Missing: "median", Negatives: "rank"}), genes: "z x",
			values: []float64{5, 1}, want: "[0.5 NaN 1]", absent: "y"},
		"negatives where none": {t: prepare(t, "gene\ta\tb\nx\t1\t2\ny\t2\t1\n", Options{}).Transform, genes: "x y",
			values: []float64{1, -1}, refused: finding.NegativeValues},
		"logarithms of nothing": {t: prepare(t, "gene\ta\tb\nx\t1\t2\ny\t2\t1\n", Options{Log2: "yes"}).Transform,
			genes: "x y", values: []float64{1, -1}, refused: finding.Log2Negative},
	} {
		in := transform.Input{Name: "new.tsv", Genes: strings.Fields(c.genes), Samples: []string{"n"}}
		for _, x := range c.values {
			in.Values = append(in.Values, []float64{x})
		}
		before := fmt.Sprint(in)
		out, err := c.t.Apply(in)
		if before != fmt.Sprint(in) {
			t.Errorf("%s: the input was changed", name)
		}
		if c.refused != "" {
			var r *finding.Refusal
			if !errors.As(err, &r) || r.Findings[0].Code != c.refused || !strings.Contains(err.Error(), "new.tsv: gene") {
				t.Errorf("%s: %v, want %s", name, err, c.refused)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var column []float64
		for _, row := range out.Values {
			column = append(column, row...)
		}
		if got := fmt.Sprint(column); got != c.want || strings.Join(out.Absent, " ") != c.absent ||
			out.Filled != c.filled || out.Clipped != c.clipped {
			t.Errorf("%s: %s, absent %q, %d filled, %d clipped", name, got, out.Absent, out.Filled, out.Clipped)
		}
	}
}
