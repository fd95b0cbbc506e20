package expr

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"subtype/internal/expr/table"
)

func readTable(t *testing.T, text string, o table.Options) *table.Table {
	t.Helper()
	tab, err := table.Read("expr.tsv", strings.NewReader(text), o)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return tab
}

func prepare(t *testing.T, text string, o Options) *Matrix {
	t.Helper()
	m, err := Prepare(readTable(t, text, table.Options{}), o)
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return m
}

func showMatrix(m *Matrix) string {
	var b strings.Builder
	fmt.Fprintln(&b, strings.Join(m.Samples, "|"))
	for i, g := range m.Genes {
		b.WriteString(g)
		for _, x := range m.Values[i] {
			fmt.Fprintf(&b, "|%.4g", x)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

func codes(m *Matrix) string {
	var out []string
	for _, f := range m.Findings {
		if f.Code != "few-genes" && f.Code != "looks-like-counts" { // as are all examples by hand
			out = append(out, string(f.Code))
		}
	}
	return strings.Join(out, " ")
}

func TestPutsGenesAndSamplesInBytewiseOrder(t *testing.T) {
	m := prepare(t, "gene\tb\tB\ta10\ta2\nz\t1\t2\t3\t4\nZ\t5\t6\t7\t8\na\t9\t10\t11\t12\n", Options{})
	if got := showMatrix(m); got != "B|a10|a2|b\nZ|6|7|8|5\na|10|11|12|9\nz|2|3|4|1\n" {
		t.Errorf("got\n%s", got)
	}
	if fmt.Sprint(m.SampleOrder) != "[3 0 1 2]" || fmt.Sprint(m.GeneOrder) != "[2 0 1]" {
		t.Errorf("file order %v, %v", m.SampleOrder, m.GeneOrder)
	}
}

func TestPreparesAsTold(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		o     Options
		want  string
		codes string
	}{
		"all-zero genes": {"gene\ta\tb\nz\t0\t0\nc\t5\t5\nx\t1\t0\n", Options{}, "a|b\nc|5|5\nx|1|0\n",
			"zero-genes constant-genes zero-gene"},
		"log2": {"gene\ta\tb\nx\t1\t3\ny\t1000\t0\n", Options{Log2: "yes"}, "a|b\nx|1|2\ny|9.967|0\n", "log2"},
		"log2, auto, linear": {"gene\ta\tb\nx\t1\t3\ny\t1000\t0\n", Options{Log2: "auto"},
			"a|b\nx|1|2\ny|9.967|0\n", "log2"},
		"log2, auto, logarithms": {"gene\ta\tb\nx\t1\t3\ny\t10\t0\n", Options{Log2: "auto"},
			"a|b\nx|1|3\ny|10|0\n", ""},
		"log2, auto, ratios": {"gene\ta\tb\nx\t-3\t1\ny\t1000\t0\n", Options{Log2: "auto", Negatives: "shift-gene"},
			"a|b\nx|0|4\ny|1000|0\n", "looks-linear negative-values"},
		"log2, center, shift-gene": {"gene\ta\tb\tc\nx\t1\t3\t7\nz\t7\t7\t7\ny\t1023\t0\t0\n",
			Options{Log2: "auto", Center: "median", Negatives: "shift-gene"}, "a|b|c\nx|0|1|2\ny|10|0|0\n",
			"negative-values log2 centred zero-genes zero-gene"},
		"center, split": {"gene\ta\tb\tc\nx\t1\t3\t7\ny\t1\t0\t2\n", Options{Center: "median", Negatives: "split"},
			"a|b|c\nx (+)|0|0|4\nx (-)|2|0|0\ny (+)|0|0|1\ny (-)|0|1|0\n", "more-samples-than-genes negative-values centred"},
		"missing, drop": {"gene\ta\tb\nx\t1\tNA\ny\t2\t3\n", Options{Missing: "drop-genes"}, "a|b\ny|2|3\n",
			"missing-values"},
		"missing, median": {"gene\ta\tb\tc\td\nx\t1\tNA\t9\t2\ny\tNA\t\tNA\t-\nz\t1\t2\t3\t4\n", Options{Missing: "median"},
			"a|b|c|d\nx|1|2|9|2\nz|1|2|3|4\n", "more-samples-than-genes missing-sample missing-values missing-gene"},
		"duplicates, default": {"gene\ta\tb\tc\ny\t2\t2\t2\ng\t1\t1\t2\ng\t1\t5\t9\n", Options{}, "a|b|c\ng|1|5|9\ny|2|2|2\n",
			"duplicate-genes constant-genes duplicate-gene"},
		"duplicates, mean": {"gene\ta\tb\ng\t1\t1\ng\t1\t5\n", Options{Duplicates: "mean"}, "a|b\ng|1|3\n",
			"duplicate-genes duplicate-gene"},
		"duplicates, sum":     {"gene\ta\tb\ng\t1\t1\ng\t1\t5\n", Options{Duplicates: "sum"}, "a|b\ng|2|6\n", ""},
		"duplicates, first":   {"gene\ta\tb\ng\t1\t1\ng\t1\t5\n", Options{Duplicates: "first"}, "a|b\ng|1|1\n", ""},
		"duplicates, missing": {"gene\ta\tb\ng\t1\tNA\ng\t3\t5\n", Options{Duplicates: "mean"}, "a|b\ng|2|5\n", ""},
		"split": {"gene\ta\tb\tc\nx\t1\t-2\t0\ny\t3\t4\t5\nw\t-1\t-2\t0\n", Options{Negatives: "split"},
			"a|b|c\nw (-)|1|2|0\nx (+)|1|0|0\nx (-)|0|2|0\ny (+)|3|4|5\n", "negative-values"},
		"shift-gene": {"gene\ta\tb\nx\t1\t-2\ny\t3\t4\n", Options{Negatives: "shift-gene"}, "a|b\nx|3|0\ny|0|1\n",
			"negative-values"},
		"shift": {"gene\ta\tb\nx\t1\t-2\ny\t3\t4\n", Options{Negatives: "shift"}, "a|b\nx|3|0\ny|5|6\n", "negative-values"},
		"clip":  {"gene\ta\tb\nx\t1\t-2\ny\t3\t4\n", Options{Negatives: "clip"}, "a|b\nx|1|0\ny|3|4\n", "negative-values"},
		"rank": {"gene\ta\tb\tc\nx\t1\t2\t3\ny\t5\t-7\t5\nz\t0\t0\t0\nw\t4\t3\t2\n", Options{Negatives: "rank"},
			// after centring a: −1 0 0 1 (x y z w), b: 0 −12 0 0, c: 1 0 0 −1
			"a|b|c\nw|1|0.75|0.25\nx|0.25|0.75|1\ny|0.625|0.25|0.625\nz|0.625|0.75|0.625\n", "negative-values"},
		"genes by name": {"gene\ta\tb\nx\t1\t2\ny\t3\t4\nz\t0\t5\n", Options{Only: []string{"z", "x", "no", "no"}},
			"a|b\nx|1|2\nz|0|5\n", "genes-absent genes-named"},
		"top genes by mad": {"gene\ta\tb\tc\tq\tr\n" +
			"v\t0\t0\t0\t0\t100\nx\t1\t2\t3\t4\t5\ny\t1\t1\t1\t2\t2\nw\t5\t4\t3\t2\t1\n", Options{TopGenes: 2},
			"a|b|c|q|r\nw|5|4|3|2|1\nx|1|2|3|4|5\n", "more-samples-than-genes looks-linear gene-filter"},
		"top genes by variance": {"gene\ta\tb\tc\tq\tr\nv\t0\t0\t0\t0\t100\nx\t1\t2\t3\t4\t5\ny\t1\t1\t1\t2\t2\nw\t5\t4\t" +
			"3\t2\t1\n", Options{TopGenes: 2, Filter: "variance"},
			"a|b|c|q|r\nv|0|0|0|0|100\nw|5|4|3|2|1\n", ""},
		"empty sample dropped": {"gene\ta\tb\tc\nx\t1\t0\t2\ny\t3\t0\t4\n", Options{DropEmptySamples: true},
			"a|c\nx|1|2\ny|3|4\n", "more-samples-than-genes empty-sample"},
	} {
		m := prepare(t, c.text, c.o)
		if got := showMatrix(m); got != c.want {
			t.Errorf("%s: got\n%swant\n%s", name, got, c.want)
		}
		if c.codes != "" && codes(m) != c.codes {
			t.Errorf("%s: findings %s, want %s", name, codes(m), c.codes)
		}
	}
}

// Splitting keeps both parts of the genes that vary most before the split.
func TestSplitGenesAreFilteredAsOne(t *testing.T) {
	m := prepare(t, "gene\ta\tb\tc\tq\nx\t-9\t9\t-9\t9\ny\t1\t1\t1\t1\nz\t-1\t1\t0\t0\n", Options{Negatives: "split",
		TopGenes: 1})
	if fmt.Sprint(m.Genes) != "[x (+) x (-)]" {
		t.Errorf("genes %q", m.Genes)
	}
}

func TestPrepareRefusesWithRemedy(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		o    Options
		want []string
	}{
		"negatives": {"gene\ta\tb\nx\t1\t-2\ny\t-3\t4\n", Options{},
			[]string{"expr.tsv:2: column 3 (b): 2 values (50.0 %) are negative, the lowest -3, in 2 of 2 genes",
				"--negatives split"}},
		"row-centred": {"gene\ta\tb\nx\t2\t-2\ny\t-3\t3\n", Options{}, []string{"gene-centred"}},
		"too large": {"gene\ta\tb\nx\t1\t2e100\n", Options{},
			[]string{"expr.tsv:2: column 3 (b): gene \"x\" has the value 2e+100, which is larger"}},
		"too small": {"gene\ta\tb\nx\t1e-120\t0\ny\t0\t1e-130\n", Options{},
			[]string{"the largest value is 1e-120"}},
		"too few": {"gene\ta\tb\nx\t1\t2\n", Options{MinSamples: 3, MinGenes: 2},
			[]string{"2 samples left: 3 or more", "1 gene left: 2 or more"}},
		"negatives and missing": {"gene\ta\tb\nx\tNA\t-2\ny\t-3\t4\n", Options{},
			[]string{"expr.tsv:2: column 3 (b): 2 values (50.0 %) are negative, the lowest -3, in 2 of 2 genes"}},
		"missing": {"gene\ta\tb\nx\t1\t2\ny\tNA\t4\n", Options{},
			[]string{`expr.tsv:3: column 2 (a): 1 value (25.0 %) is missing, written "NA", in 1 of 2 genes and 1 of 2 samples`,
				"--missing drop-genes (leaves 1 gene)"}},
		"both at once": {"gene\ta\tb\nx\t-1\t2\ny\tNA\t4\n", Options{}, []string{"missing", "negative"}},
		"empty sample": {"gene\ta\tb\tc\nx\t1\t0\t2\ny\t3\t0\t4\n", Options{},
			[]string{"column 3 (b): the sample has no value other than 0 or missing", "--drop-empty-samples"}},
		"after filter": {"gene\ta\tb\tc\td\nx\t0\t0\t9\t9\ny\t3\t1\t3\t3\n", Options{TopGenes: 1},
			[]string{"column 2 (a): the sample has only zeros in the 1 gene kept", "column 3 (b)"}},
		"duplicates": {"gene\ta\tb\nx\t1\t2\nx\t3\t4\n", Options{Duplicates: "error"},
			[]string{`gene "x" stands on lines 2 and 3`, "--duplicates"}},
		"log of negative": {"gene\ta\tb\nx\t1\t-2\n", Options{Log2: "yes"},
			[]string{"expr.tsv:2: column 3 (b)", "--log2 no"}},
		"no gene named": {"gene\ta\tb\nx\t1\t2\n", Options{Only: []string{"y"}},
			[]string{`none of the genes named is in the matrix: "y"`}},
		"all dropped":     {"gene\ta\tb\nx\t0\t0\n", Options{DropEmptySamples: true}, []string{"no sample is left"}},
		"split collision": {"gene\ta\tb\nx\t1\t-2\nx (+)\t1\t2\n", Options{Negatives: "split"}, nil},
	} {
		m, err := Prepare(readTable(t, c.text, table.Options{}), c.o)
		if name == "split collision" { // the names differ: "x (+)" and "x (+) (+)"
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: accepted as\n%s", name, showMatrix(m))
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v\nlacks %q", name, err, want)
			}
		}
	}
}

// Shuffled columns or rows give the same matrix, duplicates and ties included.
func TestOrderInTheFileDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	const genes, samples = 60, 13
	rows := make([][]string, genes)
	for i := range rows {
		rows[i] = []string{fmt.Sprintf("g%d", i%50)} // ten names twice
		for range samples {
			cell := fmt.Sprintf("%.1f", r.NormFloat64()*3)
			if r.IntN(40) == 0 {
				cell = "NA"
			}
			rows[i] = append(rows[i], cell)
		}
	}
	write := func(rowOrder, columnOrder []int) string {
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
	identity := func(n int) []int {
		x := make([]int, n)
		for i := range x {
			x[i] = i
		}
		return x
	}
	for _, duplicates := range []string{"max-mad", "mean", "sum"} {
		for _, negatives := range []string{"split", "shift-gene", "shift", "rank", "clip"} {
			o := Options{Duplicates: duplicates, Negatives: negatives, Missing: "median", TopGenes: 30}
			want := prepare(t, write(identity(genes), identity(samples)), o)
			for range 5 {
				got := prepare(t, write(r.Perm(genes), r.Perm(samples)), o)
				if !slices.Equal(got.Genes, want.Genes) || !slices.Equal(got.Samples, want.Samples) {
					t.Fatalf("%s, %s: other genes or samples", duplicates, negatives)
				}
				for i, row := range want.Values {
					for j, x := range row {
						if math.Float64bits(got.Values[i][j]) != math.Float64bits(x) {
							t.Fatalf("%s, %s: %s in %s is %v, was %v", duplicates, negatives, want.Genes[i], want.Samples[j],
								got.Values[i][j], x)
						}
					}
				}
			}
		}
	}
}

func TestTellsLinearFromLogarithmic(t *testing.T) {
	for name, c := range map[string]struct {
		cell func(r *rand.Rand) float64
		want string
	}{
		"intensities": {func(r *rand.Rand) float64 { return math.Floor(20 + 5000*r.Float64()) }, "looks-linear"},
		"logarithms":  {func(r *rand.Rand) float64 { return 16 * r.Float64() }, ""},
	} {
		r := rand.New(rand.NewPCG(1, 1))
		text := "gene\ta\tb\tc\n"
		for i := range 40 {
			text += fmt.Sprintf("g%d\t%v\t%v\t%v\n", i, c.cell(r), c.cell(r), c.cell(r))
		}
		if got := codes(prepare(t, text, Options{})); got != c.want {
			t.Errorf("%s: findings %q, want %q", name, got, c.want)
		}
		m := prepare(t, text, Options{Log2: "yes"})
		if twice := strings.Contains(codes(m), "logged-twice"); twice != (c.want == "") {
			t.Errorf("%s, logged: findings %q", name, codes(m))
		}
	}
}

// What a GCT file says about its samples stays beside them in their order.
func TestAnnotationsOfTheFileFollowTheSamples(t *testing.T) {
	m := prepare(t, "#1.3\n2\t3\t1\t2\nid\tsymbol\tb\ta\tc\nsex\tna\tF\tM\tF\nage\tna\t50\tNA\t61\n"+
		"g1\tA\t1\t2\t3\ng2\tB\t4\t5.5\t6\n", Options{})
	if got := fmt.Sprint(m.Samples, m.Annotations); got != "[a b c] [{sex [M F F]} {age [ 50 61]}]" {
		t.Errorf("annotations %s", got)
	}
}
