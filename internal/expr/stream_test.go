package expr

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"subtype/internal/expr/finding"
	"subtype/internal/expr/spread"
	"subtype/internal/expr/table"
)

// madeTable writes a table with duplicate genes (some of them identical), ties,
// zeros and, if told, missing and negative values, its rows and columns in the
// orders given.
func madeTable(seed uint64, missing, negative bool, rowOrder, columnOrder []int) string {
	r := rand.New(rand.NewPCG(seed, 9))
	rows := make([][]string, len(rowOrder))
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("g%d", i%(len(rows)*5/6))}
		spread := float64(1 + i%7)
		for j := range columnOrder {
			x := 60 + spread*r.NormFloat64()
			if negative {
				x -= 60
			}
			cell := fmt.Sprintf("%.1f", x)
			switch {
			case missing && r.IntN(30) == 0:
				cell = "NA"
			case i%29 == 0 || j == 3:
				cell = "0" // a gene of zeros; an empty sample
			case i%23 == 0:
				cell = "7"
			}
			rows[i] = append(rows[i], cell)
		}
	}
	rows[len(rows)-1] = rows[len(rows)-1-len(rows)*5/6] // the same row twice
	var b strings.Builder
	b.WriteString("gene")
	for _, j := range columnOrder {
		fmt.Fprintf(&b, "\ts%d", j)
	}
	for _, i := range rowOrder {
		b.WriteString("\n" + rows[i][0])
		for _, j := range columnOrder {
			b.WriteString("\t" + rows[i][1+j])
		}
	}
	return b.String() + "\n"
}

// sameMatrix compares all but what depends on the order in the file.
func sameMatrix(a, b *Matrix) error {
	if !slices.Equal(a.Genes, b.Genes) || !slices.Equal(a.Samples, b.Samples) || a.Masked != b.Masked ||
		!slices.Equal(a.Halves, b.Halves) {
		return fmt.Errorf("other genes or samples:\n%q\n%q", a.Genes, b.Genes)
	}
	for i, row := range a.Values {
		for j, x := range row {
			if y := b.Values[i][j]; math.Float64bits(y) != math.Float64bits(x) && !(x != x && y != y) {
				return fmt.Errorf("%s in %s is %v, was %v", a.Genes[i], a.Samples[j], y, x)
			}
		}
	}
	return nil
}

// Rows prepared as they are read give the same bytes as a table held whole, for
// any order of rows and columns and all flags.
func TestStreamingEqualsHolding(t *testing.T) {
	const genes, samples = 420, 14
	r := rand.New(rand.NewPCG(3, 3))
	order := func(n int) []int {
		x := make([]int, n)
		for i := range x {
			x[i] = i
		}
		return x
	}
	n := 0
	for _, missing := range MissingPolicies[1:] {
		for _, duplicates := range DuplicatesPolicies[:4] {
			for _, negatives := range NegativesPolicies {
				for _, log := range Log2Answers {
					n++
					o := Options{Duplicates: duplicates, Missing: missing, Negatives: negatives, Log2: log, DropEmptySamples: true,
						TopGenes: 30, Filter: Filters[n%2]}
					negative := negatives != "refuse" && log != "yes"
					whole, err := Prepare(readTable(t, madeTable(uint64(n), true, negative, order(genes), order(samples)),
						table.Options{}), o)
					if err != nil {
						t.Fatalf("%+v: %v", o, err)
					}
					rows, columns := order(genes), r.Perm(samples)
					if duplicates != "first" {
						rows = r.Perm(genes)
					}
					streamed, err := Load("expr.tsv", strings.NewReader(madeTable(uint64(n), true, negative, rows, columns)),
						table.Options{}, o)
					if err != nil {
						t.Fatalf("%+v: %v", o, err)
					}
					if err := sameMatrix(whole, streamed); err != nil {
						t.Fatalf("%+v: %v", o, err)
					}
					for _, code := range []finding.Code{finding.MissingValues, finding.NegativeValues, finding.ZeroGenes,
						finding.DuplicateGenes, finding.IdenticalRows, finding.LooksLinear} {
						if a, b := textOf(whole, code), textOf(streamed, code); a != b {
							t.Errorf("%+v: %s: %q, %q", o, code, a, b)
						}
					}
				}
			}
		}
	}
}

// textOf is the text of the first finding of a code.
func textOf(m *Matrix, code finding.Code) string {
	for _, f := range m.Findings {
		if f.Code == code {
			return f.Text
		}
	}
	return ""
}

// Row 46 of the table of inputs: the rows held stay near the number to be kept, and what had to be let go too
// early is read again.
func TestHoldsNoMoreThanItMayKeep(t *testing.T) {
	var b strings.Builder
	b.WriteString("gene\ta\tb\tc\n")
	const n = 4000
	for i := range n {
		fmt.Fprintf(&b, "v%d\t%d\t%d\t1\n", i, 3*i, i)
	}
	// All the most variable ones are replaced by rows of the same name that vary
	// more as read, and less as logarithms.
	for i := n - 1000; i < n; i++ {
		fmt.Fprintf(&b, "v%d\t%d\t%d\t%d\n", i, 900000, 910000, 930000)
	}
	o := Options{TopGenes: 100, Log2: "yes"}
	most, passes := 0, 0
	m, err := prepareRows(o, func(take func(*table.Table, []float64)) (*table.Table, error) {
		passes++
		return table.ReadRows("expr.tsv", strings.NewReader(b.String()), table.Options{}, take)
	})
	if err != nil {
		t.Fatal(err)
	}
	whole, err := Prepare(readTable(t, b.String(), table.Options{}), o)
	if err != nil {
		t.Fatal(err)
	}
	if err := sameMatrix(whole, m); err != nil {
		t.Error(err)
	}
	if passes != 2 {
		t.Errorf("%d passes", passes)
	}
	p := &preparation{options: Options{TopGenes: 100}, byName: map[string]int{}, families: map[string]*family{}}
	_, err = table.ReadRows("expr.tsv", strings.NewReader(b.String()), table.Options{}, func(t *table.Table, x []float64) {
		p.row(t, x)
		held := 0
		for i := range p.genes {
			if p.genes[i].values != nil {
				held++
			}
		}
		most = max(most, held)
	})
	if err != nil || most > 100+p.store.slack() {
		t.Errorf("%d genes held, %v", most, err)
	}
}

// All that stands against a file is said at once: unreadable cells, missing,
// negative and empty.
func TestAllProblemsInOneGo(t *testing.T) {
	_, err := Load("expr.tsv", strings.NewReader("gene\ta\tb\tc\ta\nx\t1\tNA\t0\tfoo\ny\t-3\t1e999\t0\tInf\n"),
		table.Options{}, Options{})
	var refusal *finding.Refusal
	if !errors.As(err, &refusal) {
		t.Fatal(err)
	}
	for _, want := range []string{`"foo" is not a number`, `"1e999" is too large`, `the value "Inf"`,
		"column 2 has the same name", "1 value (12.5 %) is missing", "1 value (12.5 %) is negative",
		"column 4 (c): the sample has no value"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %q", err, want)
		}
	}
}

func TestMedianIsThatOfSortedValues(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := 1; n < 200; n++ {
		x := make([]float64, n)
		for i := range x {
			x[i] = float64(r.IntN(1 + n/2))
		}
		if n%3 == 0 {
			slices.Sort(x)
		}
		sorted := slices.Clone(x)
		slices.Sort(sorted)
		want := (sorted[(n-1)/2] + sorted[n/2]) / 2
		if got := spread.Median(x); got != want {
			t.Fatalf("%d values: %v, want %v", n, got, want)
		}
	}
}

// Nearest neighbours found early and by bounds are those of a plain search.
func TestNeighboursAreThoseOfAPlainSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	const genes, samples = 80, 70
	var pool []candidate
	for i := range genes {
		g := &gene{name: fmt.Sprintf("g%02d", i), values: make([]float64, samples), missing: make([]uint64, 2)}
		for c := range g.values {
			g.values[c] = float64(i/8) + r.NormFloat64()
			if r.IntN(8) == 0 {
				g.values[c] = math.NaN()
				g.missing[c/64] |= 1 << (c % 64)
				g.absent++
			}
		}
		c := newCandidate(g)
		c.missing = g.missing
		for _, v := range g.values {
			if v != v {
				v = 0
			}
			c.filled = append(c.filled, v)
		}
		pool = append(pool, c)
	}
	slices.SortStableFunc(pool, func(a, b candidate) int { return compareFloat(a.mean, b.mean) })
	for i := range pool {
		target := &pool[i]
		x, _ := fillFrom(target, pool)
		var all []neighbour
		for _, c := range pool {
			sum, shared := 0.0, 0
			for s, v := range target.gene.values {
				if d := v - c.gene.values[s]; d == d {
					sum += d * d
					shared++
				}
			}
			if c.gene != target.gene && 2*shared >= samples-target.gene.absent {
				all = append(all, neighbour{c.gene, sum / float64(shared)})
			}
		}
		slices.SortFunc(all, neighbour.compare)
		for s, v := range target.gene.values {
			if v == v {
				continue
			}
			sum, n := 0.0, 0
			for _, c := range all[:neighbours] {
				if y := c.gene.values[s]; y == y {
					sum += y
					n++
				}
			}
			if n > 0 && math.Abs(x[s]-sum/float64(n)) > 1e-12 {
				t.Fatalf("%s, sample %d: %v, want %v", target.gene.name, s, x[s], sum/float64(n))
			}
		}
	}
}
