// Package spread has the measures of location and spread that genes are compared by.
package spread

import (
	"math"
	"slices"
)

// MAD is the median absolute deviation from the median, without R's factor
// 1.4826. It changes x.
func MAD(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	m := Median(x)
	for i, v := range x {
		x[i] = math.Abs(v - m)
	}
	return Median(x)
}

// Median is the median of values without NaN; it puts them in another order.
func Median(x []float64) float64 {
	h := len(x) / 2
	selectSmallest(x, h)
	if len(x)%2 == 1 {
		return x[h]
	}
	return (slices.Max(x[:h]) + x[h]) / 2
}

// Middle is near the median, and not the value of one sample: the mean of the three or four values
// in the middle; 0 where there are fewer. It sorts x.
func Middle(x []float64) float64 {
	n := len(x)
	if n < 3 {
		return 0
	}
	slices.Sort(x)
	sum, around := 0.0, x[(n+1)/2-2:n/2+2]
	for _, v := range around {
		sum += v
	}
	return sum / float64(len(around))
}

// selectSmallest moves the k smallest values, of which there must be more than
// k, before the others, and the next one to x[k].
//
// Hoare, Algorithm 65: Find, CACM 4(7):321 (1961).
func selectSmallest(x []float64, k int) {
	lo, hi := 0, len(x)-1
	for turns := 0; lo < hi; turns++ {
		if turns == 64 { // does not happen to data that were not made for it
			slices.Sort(x[lo : hi+1])
			return
		}
		a, b, c := x[lo], x[(lo+hi)/2], x[hi]
		pivot := max(min(a, b), min(max(a, b), c))
		i, j := lo, hi
		for i <= j {
			for x[i] < pivot {
				i++
			}
			for pivot < x[j] {
				j--
			}
			if i <= j {
				x[i], x[j] = x[j], x[i]
				i++
				j--
			}
		}
		if k <= j {
			hi = j
		} else if k >= i {
			lo = i
		} else {
			return
		}
	}
}

// Variance is the sample variance of the values that are not missing, its sums
// in plain order.
func Variance(x []float64) float64 {
	var sum, squares float64
	n := 0
	for _, v := range x {
		if v == v {
			sum += v
			n++
		}
	}
	mean := sum / float64(max(1, n))
	for _, v := range x {
		if v == v {
			squares = math.FMA(v-mean, v-mean, squares)
		}
	}
	return squares / float64(max(1, n-1))
}
