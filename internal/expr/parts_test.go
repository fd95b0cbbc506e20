package expr

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/table"
)

// Halves of a split gene are not counted as genes.
func TestRowsTextCountsGenesOnce(t *testing.T) {
	for _, c := range []struct{ text, negatives, want string }{
		{"gene\ta\tb\tc\nx\t1\t2\t3\ny\t2\t1\t3\n", "split", "2 genes"}, // nothing is negative, nothing is split
		{"gene\ta\tb\tc\nx\t1\t-2\t3\ny\t2\t1\t3\n", "split", "3 up and down parts of 2 genes"},
		{"gene\ta\tb\tc\nx\t1\t-2\t3\ny\t2\t-1\t-3\n", "split", "4 up and down parts of 2 genes"},
		{"gene\ta\tb\tc\nx\t-1\t-2\t-3\n", "split", "1 up and down part of 1 gene"},
		{"gene\ta\tb\tc\nx\t1\t-2\t3\ny\t2\t1\t3\n", "shift", "2 genes"},
	} {
		m := prepare(t, c.text, Options{Negatives: c.negatives})
		if got := m.RowsText(); got != c.want {
			t.Errorf("%q, %s: %s, want %s", c.text, c.negatives, got, c.want)
		}
		for _, f := range m.Findings {
			if f.Code == "few-genes" && !strings.Contains(f.Text, "only "+c.want+" left") {
				t.Errorf("%s: %s", c.want, f.Text)
			}
		}
	}
}

// found are the findings about a matrix of a gene of each kind, as text.
func found(t *testing.T, text string, o Options) string {
	t.Helper()
	var fs finding.Findings
	if m, err := Prepare(readTable(t, text, table.Options{}), o); err == nil {
		fs = m.Findings
	} else if r, ok := err.(*finding.Refusal); ok {
		fs = r.Findings
	} else {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range fs {
		fmt.Fprintln(&b, f)
	}
	return b.String()
}

// No flag is advised that is in use, or that would be refused.
func TestAdviceFitsTheFlagsInUse(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	random := func(genes, samples int, first string, at func() float64) string {
		var b strings.Builder
		b.WriteString("gene")
		for j := range samples {
			fmt.Fprintf(&b, "\ts%d", j)
		}
		for i := range genes {
			fmt.Fprintf(&b, "\ng%d", i)
			for j := range samples {
				if i == 0 && j == 0 && first != "" {
					b.WriteString("\t" + first)
					continue
				}
				fmt.Fprintf(&b, "\t%.2f", at())
			}
		}
		return b.String() + "\n"
	}
	linear := random(60, 6, "1e7", func() float64 { return 200 * r.Float64() })
	signed := random(60, 6, "", func() float64 { return 900*r.Float64() - 300 })
	gaps := random(60, 6, "NA", func() float64 { return 5 + r.Float64() })
	twice := strings.Replace(gaps, "\ng2\t", "\ng1\t", 1)
	few := random(20, 6, "", func() float64 { return 5 + r.Float64() })
	for name, c := range map[string]struct {
		text     string
		o        Options
		has, not string
	}{
		"one gene holds all":            {linear, Options{}, "alone holds more than 99 % of the sum", "the factorisation"},
		"one gene held all before log2": {linear, Options{Log2: "yes"}, "log2(x+1) taken", "alone holds"},
		"linear":                        {linear, Options{}, "--log2 yes takes log2(x+1)", ""},
		"linear, with negatives":        {signed, Options{Negatives: "clip"}, "look linear", "--log2 yes takes log2(x+1)"},
		"another treatment of negatives": {signed, Options{Negatives: "clip"}, "--negatives split, " +
			"shift-gene, shift or rank does otherwise", ""},
		"another treatment of gaps": {gaps, Options{Missing: "median"}, "--missing drop-genes, knn or " +
			"mask does otherwise", ""},
		"gaps": {gaps, Options{Missing: "median"}, `at most 1 in one sample ("s0")`, "most of them"},
		"another treatment of names": {twice, Options{Missing: "median", Duplicates: "first"},
			"the first row of each was kept; --duplicates max-mad, mean, sum or error does otherwise", ""},
		"few genes by the filter": {gaps, Options{Missing: "median", TopGenes: 10}, "--top-genes keeps more",
			"--genes"},
		"few genes by a list": {gaps, Options{Missing: "median", Only: []string{"g3", "g4"}},
			"is the list of --genes spelt", "cut down"},
		"few genes": {few, Options{}, "was the matrix cut down already?", "--genes"},
		"few samples at the least rank": {"gene\ta\tb\tc\nx\t1\t2\t3\ny\t2\t1\t3\n", Options{MostRank: 2},
			"are few for rank 2", "smaller ranks"},
		"zero after a shift": {"gene\ta\tb\tc\nx\t-1\t2\t3\ny\t-1\t-1\t-1\n", Options{Negatives: "shift"},
			`"y" is 0 in every sample once the minimum is subtracted`, ""},
	} {
		got := found(t, c.text, c.o)
		if !strings.Contains(got, c.has) || c.not != "" && strings.Contains(got, c.not) {
			t.Errorf("%s:\n%swant %q, not %q", name, got, c.has, c.not)
		}
	}
}
