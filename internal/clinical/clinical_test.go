package clinical

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"subtype/internal/expr/annotation"
	"subtype/internal/reftest"
	"subtype/internal/stat"
	"subtype/internal/traits"
)

func numbers(t *testing.T, s string) (out []float64) {
	t.Helper()
	for _, f := range strings.Fields(s) {
		x, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func lines(t *testing.T, file string) [][]string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

func ints(x []float64) (out []int) {
	for _, v := range x {
		out = append(out, int(v))
	}
	return out
}

// near compares with R to 1e-10 of each value.
func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d values, want %d", what, len(got), len(want))
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= 1e-10*math.Abs(want[i])+1e-13) {
			t.Errorf("%s: value %d is %.15g, want %.15g", what, i, got[i], want[i])
		}
	}
}

// crossOf is a table of counts.
func crossOf(counts []int, rows int) Cross {
	var level, subtype []int
	k := len(counts) / rows
	for at, n := range counts {
		for range n {
			level, subtype = append(level, at/k), append(subtype, at%k)
		}
	}
	return newCross(level, subtype, rows, k)
}

func testCross(t *testing.T, name string, c Cross, fields []string) {
	want := numbers(t, fields[0])
	p, ok := c.fisher(mostWork)
	if !ok {
		t.Errorf("%s: Fisher's test gave up", name)
	}
	near(t, name+": Fisher", []float64{p}, want)
	chi, df := c.chiSquare()
	near(t, name+": chi-square", []float64{chi, float64(df), stat.ChiSquareTail(chi, float64(df)), c.cramer()},
		numbers(t, fields[1]))
	near(t, name+": residuals", slices.Concat(c.residuals()...), numbers(t, fields[2]))
}

func testNumbers(t *testing.T, name string, x []float64, group []int, fields []string) {
	k := slices.Max(group) + 1
	test, off := rankTest(x, group, k)
	near(t, name+": Kruskal–Wallis", []float64{test.Statistic, float64(test.DF), test.P, test.Effect},
		numbers(t, fields[0]))
	near(t, name+": mean ranks", off, numbers(t, fields[1]))
	var quartiles []float64
	for q := range k {
		var of []float64
		for i, v := range x {
			if group[i] == q {
				of = append(of, v)
			}
		}
		s := sumUp(of)
		quartiles = append(quartiles, s.Q1, s.Median, s.Q3)
	}
	near(t, name+": quartiles", quartiles, numbers(t, fields[2]))
}

func TestTestsAreThoseOfR(t *testing.T) {
	for _, f := range lines(t, "testdata/clinical.tsv") {
		if f[0] == "table" {
			rows, _ := strconv.Atoi(f[2])
			testCross(t, f[1], crossOf(ints(numbers(t, f[3])), rows), f[4:])
			continue
		}
		testNumbers(t, f[1], numbers(t, f[2]), ints(numbers(t, f[3])), f[4:])
	}
}

// The same of real data, which are not part of the project.
func TestTestsOfRealDataAreThoseOfR(t *testing.T) {
	file := filepath.Join(reftest.Dir(), "..", "..", "shared", "data", "lgg_tcga150", "labels.tsv")
	f, err := os.Open(file)
	if err != nil {
		t.Skip("the data are not here")
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.Comma = '\t'
	rows, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) traits.Column {
		at := slices.Index(rows[0], name)
		c := annotation.Column{Name: name}
		for _, row := range rows[1:] {
			c.Values = append(c.Values, strings.TrimSuffix(row[at], "NA"))
		}
		out, err := traits.Of(c, "")
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for _, f := range lines(t, "testdata/sets.tsv") {
		name, against, ok := strings.Cut(strings.TrimPrefix(f[1], "lgg_tcga150 "), ", ")
		if !ok {
			against = "label"
		}
		c, label := column(name), column(against)
		if f[0] == "table" {
			testCross(t, f[1], newCross(c.Level, label.Level, len(c.Levels), len(label.Levels)), f[2:])
			continue
		}
		var x []float64
		var group []int
		for i, v := range c.Numbers {
			if !math.IsNaN(v) && label.Level[i] >= 0 {
				x, group = append(x, v), append(group, label.Level[i])
			}
		}
		testNumbers(t, f[1], x, group, f[2:])
	}
}

func TestAgreementIsThatOfScikitLearn(t *testing.T) {
	for _, f := range lines(t, "testdata/agreement.tsv") {
		x, y := ints(numbers(t, f[1])), ints(numbers(t, f[2]))
		c := traits.Column{Name: f[0], Levels: []string{"0", "1", "2", "3", "4"}, Level: x}
		a := Agree([]traits.Column{c}, []int{6}, [][]int{y})[0]
		near(t, f[0], []float64{a.Rand, a.Information}, slices.Concat(numbers(t, f[3]), numbers(t, f[4])))
	}
}

// Drawn tables give the p-value of all tables, but for chance.
func TestDrawnTablesAgreeWithAllTables(t *testing.T) {
	for _, f := range lines(t, "testdata/clinical.tsv")[:4] {
		rows, _ := strconv.Atoi(f[2])
		c := crossOf(ints(numbers(t, f[3])), rows)
		p, _ := c.fisher(mostWork)
		q := c.drawn(rand.New(rand.NewPCG(1, 2)), mostDraws)
		if math.Abs(p-q) > 5*math.Sqrt(p/mostDraws)+2.0/mostDraws {
			t.Errorf("%s: %v of drawn tables, %v of all", f[1], q, p)
		}
	}
}

// A table with too many ways is drawn, and is drawn the same again.
func TestLargeTablesAreDrawn(t *testing.T) {
	var counts []int
	for i := range 49 {
		counts = append(counts, 2+i*i%7)
	}
	c := crossOf(counts, 7)
	if _, ok := c.fisher(mostWork); ok {
		t.Error("all tables of 7 × 7 were looked at")
	}
	same := func() float64 { return c.drawn(rand.New(rand.NewPCG(1, 2)), mostDraws) }
	if same() != same() {
		t.Error("the same draws give another p-value")
	}
}

// Nothing is said of a column that cannot be tested, and no number is endless.
func TestNothingToTest(t *testing.T) {
	nan := math.NaN()
	columns := []traits.Column{
		{Name: "one level in all", Type: traits.Category, Levels: []string{"a", "b"}, Level: []int{0, 0, 0, 0, -1, -1}},
		{Name: "one subtype", Type: traits.Category, Levels: []string{"a", "b"}, Level: []int{0, 1, -1, -1, -1, -1}},
		{Name: "all equal", Type: traits.Number, Numbers: []float64{3, 3, 3, 3, 3, 3}},
		{Name: "unknown", Type: traits.Number, Numbers: []float64{nan, nan, nan, nan, nan, nan}},
		{Name: "tested", Type: traits.Number, Numbers: []float64{1, 2, 3, 4, 5, nan}},
		{Name: "left out", Type: traits.Text, Why: "remarks"},
	}
	table := Compare(columns, []int{0, 0, 1, 1, 2, 2}, 3, func(string) Random { return rand.New(rand.NewPCG(1, 2)) })
	if len(table.Columns) != 5 {
		t.Fatalf("%d columns", len(table.Columns))
	}
	for _, c := range table.Columns {
		tested := c.Name == "tested"
		if (c.Method != "") != tested || math.IsNaN(c.P) == tested || math.IsNaN(c.Q) == tested {
			t.Errorf("%s: %+v", c.Name, c.Test)
		}
		for _, r := range slices.Concat(c.Residuals...) {
			if math.IsInf(r, 0) {
				t.Errorf("%s: a residual without end", c.Name)
			}
		}
	}
	if last := table.Columns[4]; last.Missing[2] != 1 || last.Missing[3] != 1 || last.Q != last.P {
		t.Errorf("%+v", last)
	}
}
