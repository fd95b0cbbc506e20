package survival

import (
	"math"

	"subtype/internal/stat"
)

// Z95 is half the width of an interval of 95 % in standard errors.
const Z95 = 1.959963984540054

// Curve is Kaplan and Meier's estimate: a step at each time at which something happens.
type Curve struct {
	Time             []float64
	AtRisk           []int // just before the time
	Events, Censored []int
	Survival         []float64
	SE               []float64 // by Greenwood's formula
	Low, High        []float64 // interval of 95 %, symmetric about ln S, as R's survfit has it
}

// KaplanMeier estimates the survival function. The product is taken over the times; the
// variance of ln S is Greenwood's sum of d/(n(n−d)). Where S is 0, SE and the interval are
// not numbers.
func KaplanMeier(t Times) Curve {
	times, at := t.Tied().moments()
	c := Curve{Time: times}
	left, survival, sum := len(t.Time), 1.0, 0.0
	for _, who := range at {
		d := 0
		for _, i := range who {
			if t.Event[i] {
				d++
			}
		}
		c.AtRisk = append(c.AtRisk, left)
		c.Events, c.Censored = append(c.Events, d), append(c.Censored, len(who)-d)
		survival *= float64(left-d) / float64(left)
		sum += float64(d) / (float64(left) * float64(left-d)) // not a number from S = 0 on
		sigma := math.Sqrt(sum)
		low, high, se := survival*stat.Exp(-Z95*sigma), min(1, survival*stat.Exp(Z95*sigma)), survival*sigma
		if survival == 0 {
			low, high, se = math.NaN(), math.NaN(), math.NaN()
		}
		c.Survival = append(c.Survival, survival)
		c.SE, c.Low, c.High = append(c.SE, se), append(c.Low, low), append(c.High, high)
		left -= len(who)
	}
	return c
}

// At is the survival at a time, 1 before the first step.
func (c Curve) At(time float64) float64 {
	s := 1.0
	for i, x := range c.Time {
		if x <= time {
			s = c.Survival[i]
		}
	}
	return s
}

// Risk is the number under observation just before a time; from the beginning on all are.
func (c Curve) Risk(time float64) int {
	for i, x := range c.Time {
		if x >= time || time <= 0 {
			return c.AtRisk[i]
		}
	}
	return 0
}

// Interval is an estimate with its interval of 95 %; what is not reached is not a number.
type Interval struct{ Value, Low, High float64 }

// Median is the time at which half have had the event, as R has it: the first time at which
// S is below ½, or halfway to the next step where it is ½ exactly; its interval is where the
// interval of the curve crosses ½.
func (c Curve) Median() Interval {
	return Interval{c.crossing(c.Survival), c.crossing(c.Low), c.crossing(c.High)}
}

func (c Curve) crossing(of []float64) float64 {
	first := -1
	for i, s := range of {
		switch {
		case math.IsNaN(s) || s >= 0.5+tolerance:
		case first < 0:
			first = i
			if math.Abs(s-0.5) >= tolerance {
				return c.Time[i]
			}
		case s < of[first]:
			return (c.Time[first] + c.Time[i]) / 2
		}
	}
	if first < 0 {
		return math.NaN()
	}
	return c.Time[first]
}

// Restricted is the mean time until the event or until the end, whichever is first: the area
// below the curve. Its variance is Greenwood's.
func (c Curve) Restricted(end float64) (mean, se float64) {
	var steps []int // before the end
	for i, x := range c.Time {
		if x < end {
			steps = append(steps, i)
		}
	}
	// area[j] lies between step j and the end.
	area := make([]float64, len(steps)+1)
	next := end
	for j := len(steps) - 1; j >= 0; j-- {
		i := steps[j]
		area[j] = area[j+1] + float64(c.Survival[i]*(next-c.Time[i]))
		next = c.Time[i]
	}
	mean = area[0] + next // S is 1 from 0 to the first step
	variance := 0.0
	for j, i := range steps {
		if n, d := float64(c.AtRisk[i]), float64(c.Events[i]); n > d {
			variance += area[j] * area[j] * d / (n * (n - d))
		}
	}
	return mean, math.Sqrt(variance)
}
