package figure

import (
	"math"
	"strconv"
	"strings"
)

// axis brings values onto the page.
type axis struct{ lo, hi, from, to float64 }

// at is the place of a value.
func (a axis) at(v float64) float64 { return a.from + (a.to-a.from)*(v-a.lo)/(a.hi-a.lo) }

// tick is a mark of an axis.
type tick struct {
	at    float64
	label string
}

// ticks are multiples of 1, 2 or 5 times a power of ten from lo to hi, about five of them,
// labelled with as many digits as they differ in.
func ticks(lo, hi float64) []tick {
	step := math.Pow(10, math.Floor(math.Log10((hi-lo)/4)))
	for _, f := range []float64{1, 2, 5, 10} {
		if (hi-lo)/(step*f) <= 6 {
			step *= f
			break
		}
	}
	var out []tick
	for i := math.Ceil(lo / step); i*step <= hi; i++ {
		x := i*step + 0 // not −0
		label := strconv.FormatFloat(x, 'f', max(0, int(-math.Floor(math.Log10(step)+1e-9))), 64)
		if math.Abs(hi) >= 1e7 {
			label = strconv.FormatFloat(x, 'g', 4, 64)
		}
		out = append(out, tick{x, strings.Replace(label, "-", "−", 1)})
	}
	return out
}
