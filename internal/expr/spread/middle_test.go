package spread

import "testing"

func TestMiddleIsOfThreeOrMore(t *testing.T) {
	for _, c := range []struct {
		x    []float64
		want float64
	}{{nil, 0}, {[]float64{5}, 0}, {[]float64{5, 6}, 0}, {[]float64{9, 1, 2}, 4}, {[]float64{1, 2, 3, 10}, 4},
		{[]float64{100, 1, 2, 3, -100}, 2}, {[]float64{100, 1, 2, 3, 6, -100}, 3}} {
		if got := Middle(c.x); got != c.want {
			t.Errorf("%v: %v, want %v", c.x, got, c.want)
		}
	}
}
