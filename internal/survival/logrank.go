package survival

import (
	"math"

	"subtype/internal/stat"
)

// Test is a statistic that is chi-square under the hypothesis. Without degrees of freedom
// there is nothing to test, and Chi and P are not numbers.
type Test struct {
	Chi float64
	DF  int
	P   float64
}

func testOf(chi float64, df int) Test {
	if df < 1 {
		return Test{math.NaN(), 0, math.NaN()}
	}
	return Test{chi, df, stat.ChiSquareTail(chi, float64(df))}
}

// LogRank is the log-rank test of groups. Expected are the events that each would have if
// all died alike.
type LogRank struct {
	Test
	Observed []int
	Expected []float64
}

// TestLogRank compares groups, given the number of each observation's. Groups without
// observations are not counted. Ties are taken as in R's survdiff, by the hypergeometric
// variance.
func TestLogRank(t Times, group []int, groups int) LogRank {
	out := LogRank{Observed: make([]int, groups), Expected: make([]float64, groups)}
	_, at := t.Tied().moments()
	risk := make([]int, groups)
	for _, g := range group {
		risk[g]++
	}
	left := len(t.Time)
	v := newSquare(groups)
	for _, who := range at {
		d := 0
		for _, i := range who {
			if t.Event[i] {
				d++
				out.Observed[group[i]]++
			}
		}
		if d > 0 {
			out.add(v, risk, left, d)
		}
		for _, i := range who {
			risk[group[i]]--
		}
		left -= len(who)
	}
	var counted []int
	for g, e := range out.Expected {
		if e > 0 {
			counted = append(counted, g)
		}
	}
	if len(counted) < 2 {
		out.Test = testOf(0, 0)
		return out
	}
	counted = counted[1:]
	part, difference := newSquare(len(counted)), make([]float64, len(counted))
	for a, g := range counted {
		difference[a] = float64(out.Observed[g]) - out.Expected[g]
		for b, h := range counted {
			part.x[a*part.n+b] = v.at(g, h)
		}
	}
	f := part.factor()
	out.Test = testOf(f.quadratic(difference), f.rank())
	return out
}

// add adds what d events among those left say: expected numbers and their variances.
func (r *LogRank) add(v square, risk []int, left, d int) {
	share, rest := float64(d)/float64(left), 0.0
	if left > 1 {
		rest = share * float64(left-d) / float64(left-1)
	}
	for g, n := range risk {
		r.Expected[g] += float64(float64(n) * share)
		for h, m := range risk {
			of := -float64(n) * float64(m) / float64(left)
			if g == h {
				of += float64(n)
			}
			v.x[g*v.n+h] += float64(of * rest)
		}
	}
}
