package clinical

import (
	"math"
	"slices"

	"subtype/internal/stat"
	"subtype/internal/traits"
)

// Names of tests.
const (
	ChiSquare   = "chi-square"
	Fisher      = "Fisher exact"
	FisherDrawn = "Fisher exact, Monte Carlo"
	Kruskal     = "Kruskal–Wallis"
	Trend       = "Kruskal–Wallis of levels"
)

// Test is that of one column against the subtypes. What cannot be tested has no method, and
// numbers that are none.
type Test struct {
	Method     string
	Statistic  float64
	DF         int
	P          float64
	Q          float64 // adjusted over all columns, by Benjamini and Hochberg
	Effect     float64 // 0 to 1
	EffectName string
}

// Column is a column beside the subtypes.
type Column struct {
	*traits.Column
	Test
	Cross     Cross       // of categories
	Numbers   []Numbers   // of numbers: of each subtype, and last of all
	Missing   []int       // values that are not known, of each subtype, and last of all
	Residuals [][]float64 // of each level and subtype, or in one row of numbers: how far off, in standard errors
}

// Numbers sums up numbers.
type Numbers struct {
	N              int
	Median, Q1, Q3 float64
}

// Table is all columns beside the subtypes.
type Table struct {
	Sizes   []int // of the subtypes
	Draws   int   // of tables, in Fisher's test where there are too many
	Columns []Column
}

// Compare tests every column that can be tested against subtypes numbered from 0; below 0
// a sample has none. draws gives a random stream of its own to the column of that name.
func Compare(columns []traits.Column, subtypes []int, k int, draws func(column string) Random) *Table {
	tested := 0
	for i := range columns {
		if columns[i].Tested() {
			tested++
		}
	}
	share := min(1, fewColumns/float64(max(1, tested)))
	e := effort{int(mostWork * share), max(leastDraws, int(mostDraws*share))}
	t := &Table{Sizes: make([]int, k), Draws: e.draws}
	for _, q := range subtypes {
		if q >= 0 {
			t.Sizes[q]++
		}
	}
	var p []float64
	for i := range columns {
		if columns[i].Tested() {
			c := compare(&columns[i], subtypes, k, e, draws)
			t.Columns = append(t.Columns, c)
			p = append(p, c.P)
		}
	}
	for i, q := range stat.Adjusted(p) {
		t.Columns[i].Q = q
	}
	return t
}

// fewColumns is how many columns are tested with all effort: with more each gets less.
const fewColumns = 100

// effort is what Fisher's test of a column may take.
type effort struct{ work, draws int }

func compare(from *traits.Column, subtypes []int, k int, e effort, draws func(string) Random) Column {
	c := Column{Column: from, Missing: make([]int, k+1)}
	for i, q := range subtypes {
		if known := from.Categorical() && from.Level[i] >= 0 || !from.Categorical() && !math.IsNaN(from.Numbers[i]); !known &&
			q >= 0 {
			c.Missing[q]++
			c.Missing[k]++
		}
	}
	if from.Categorical() {
		c.Cross = newCross(from.Level, subtypes, len(from.Levels), k)
		c.Residuals = c.Cross.residuals()
		if from.Type != traits.Ordered || len(from.Levels) < 3 {
			c.Test = c.Cross.test(e, func() Random { return draws(from.Name) })
			return c
		}
		var places []float64
		for _, l := range from.Level {
			x := float64(l)
			if l < 0 {
				x = math.NaN()
			}
			places = append(places, x)
		}
		c.Test, _ = rankTest(places, subtypes, k)
		if c.Method != "" {
			c.Method = Trend
		}
		return c
	}
	for q := range k + 1 {
		var of []float64
		for i, x := range from.Numbers {
			if !math.IsNaN(x) && subtypes[i] >= 0 && (q == k || subtypes[i] == q) {
				of = append(of, x)
			}
		}
		c.Numbers = append(c.Numbers, sumUp(of))
	}
	var off []float64
	c.Test, off = rankTest(from.Numbers, subtypes, k)
	c.Residuals = [][]float64{off}
	return c
}

// rankTest is Kruskal and Wallis' test, its effect the share of the variance of the ranks
// between the subtypes, and how far the mean rank of each subtype is off, in standard errors.
func rankTest(x []float64, subtypes []int, k int) (Test, []float64) {
	var values []float64
	var group []int
	for i, v := range x {
		if !math.IsNaN(v) && subtypes[i] >= 0 {
			values, group = append(values, v), append(group, subtypes[i])
		}
	}
	t := Test{Method: Kruskal, EffectName: "eta² of ranks", Effect: math.NaN()}
	t.Statistic, t.DF, t.P = stat.KruskalWallis(values, group, k)
	off := make([]float64, k)
	ranks, ties := stat.Ranks(values)
	n := float64(len(values))
	for q := range off {
		sum, size := 0.0, 0.0
		for i, r := range ranks {
			if group[i] == q {
				sum += r
				size++
			}
		}
		variance := (n + 1) / 12 * (1 - ties/(n*(n*n-1))) * (n - size) / size
		off[q] = math.NaN()
		if size > 0 && variance > 0 {
			off[q] = (sum/size - (n+1)/2) / math.Sqrt(variance)
		}
	}
	if math.IsNaN(t.P) {
		t.Method, t.DF = "", 0
	} else {
		t.Effect = t.Statistic / (n - 1)
	}
	return t, off
}

// sumUp gives median and quartiles as R's quantile has them by default.
func sumUp(x []float64) Numbers {
	x = slices.Clone(x)
	slices.Sort(x)
	at := func(share float64) float64 {
		if len(x) == 0 {
			return math.NaN()
		}
		h := float64(len(x)-1) * share
		low := int(h)
		high := min(low+1, len(x)-1)
		return x[low] + float64((h-float64(low))*(x[high]-x[low]))
	}
	return Numbers{N: len(x), Median: at(0.5), Q1: at(0.25), Q3: at(0.75)}
}
