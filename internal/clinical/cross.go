package clinical

import (
	"math"

	"subtype/internal/stat"
)

// Cross is a table of counts: a row a level, a column a subtype.
type Cross struct {
	Counts       [][]int
	Rows, Sums   []int // their totals
	Total        int
	rows, widths int // rows and columns that are not empty
}

// newCross counts samples of which both are known.
func newCross(level, subtype []int, levels, k int) Cross {
	c := Cross{Counts: make([][]int, levels), Rows: make([]int, levels), Sums: make([]int, k)}
	for l := range c.Counts {
		c.Counts[l] = make([]int, k)
	}
	for i, l := range level {
		if q := subtype[i]; l >= 0 && q >= 0 {
			c.Counts[l][q]++
			c.Rows[l]++
			c.Sums[q]++
			c.Total++
		}
	}
	for _, n := range c.Rows {
		c.rows += min(n, 1)
	}
	for _, n := range c.Sums {
		c.widths += min(n, 1)
	}
	return c
}

// expected is the count that a cell would have if rows and columns had nothing to do with
// each other.
func (c Cross) expected(l, q int) float64 {
	return float64(c.Rows[l]) * float64(c.Sums[q]) / float64(c.Total)
}

// chiSquare is Pearson's statistic, without a correction.
func (c Cross) chiSquare() (chi float64, df int) {
	for l := range c.Counts {
		for q, n := range c.Counts[l] {
			if e := c.expected(l, q); e > 0 {
				d := float64(n) - e
				chi += d * d / e
			}
		}
	}
	return chi, (c.rows - 1) * (c.widths - 1)
}

// cramer is Cramér's V, from 0 to 1.
func (c Cross) cramer() float64 {
	least := min(c.rows, c.widths) - 1
	if least < 1 {
		return math.NaN()
	}
	chi, _ := c.chiSquare()
	return math.Sqrt(min(1, chi/(float64(c.Total)*float64(least))))
}

// residuals are the differences from the expected counts in standard errors, Haberman's
// adjusted residuals.
func (c Cross) residuals() [][]float64 {
	out := make([][]float64, len(c.Counts))
	n := float64(c.Total)
	for l := range c.Counts {
		out[l] = make([]float64, len(c.Sums))
		for q, count := range c.Counts[l] {
			e := c.expected(l, q)
			variance := e * (1 - float64(c.Rows[l])/n) * (1 - float64(c.Sums[q])/n)
			out[l][q] = math.NaN()
			if variance > 0 {
				out[l][q] = (float64(count) - e) / math.Sqrt(variance)
			}
		}
	}
	return out
}

// large says whether the expected counts allow the chi-square test, by Cochran's rule: four
// in five are 5 or more, and none is below 1.
func (c Cross) large() bool {
	below, cells := 0, 0
	for l := range c.Counts {
		for q := range c.Sums {
			if c.Rows[l] == 0 || c.Sums[q] == 0 {
				continue
			}
			e := c.expected(l, q)
			if e < 1 {
				return false
			}
			cells++
			if e < 5 {
				below++
			}
		}
	}
	return 5*below <= cells
}

// test chooses the test: chi-square where the counts allow it, else Fisher's.
func (c Cross) test(e effort, draws func() Random) Test {
	t := Test{Statistic: math.NaN(), P: math.NaN(), Effect: c.cramer(), EffectName: "Cramér's V"}
	if c.rows < 2 || c.widths < 2 {
		return t
	}
	if c.large() {
		t.Method = ChiSquare
		t.Statistic, t.DF = c.chiSquare()
		t.P = stat.ChiSquareTail(t.Statistic, float64(t.DF))
		return t
	}
	if p, ok := c.fisher(e.work); ok {
		t.Method, t.P = Fisher, p
		return t
	}
	t.Method, t.P = FisherDrawn, c.drawn(draws(), e.draws)
	return t
}
