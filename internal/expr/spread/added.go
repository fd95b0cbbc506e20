package spread

import "math"

// AddedBefore is the power of ten below 1 whose logarithm x is, and the logarithm.
func AddedBefore(x float64) (added float64, base string) {
	if !(x < 0) {
		return 0, ""
	}
	for _, log := range []struct {
		name string
		of   float64 // the logarithm of 10
	}{{"log2", math.Log2(10)}, {"ln", math.Ln10}, {"log10", 1}} {
		power := math.Round(x / log.of)
		if power <= -1 && power >= -12 && math.Abs(x/log.of-power) < 2e-4 {
			return math.Pow(10, power), log.name
		}
	}
	return 0, ""
}
