package survival

import (
	"math"
	"slices"
)

// Times are times under observation, and whether each ended with the event; else it was
// censored.
type Times struct {
	Time  []float64
	Event []bool
}

// Events is the number of events.
func (t Times) Events() int {
	n := 0
	for _, e := range t.Event {
		if e {
			n++
		}
	}
	return n
}

// Of is the part of the times whose group is g.
func (t Times) Of(group []int, g int) Times {
	var out Times
	for i, time := range t.Time {
		if group[i] == g {
			out.Time, out.Event = append(out.Time, time), append(out.Event, t.Event[i])
		}
	}
	return out
}

// tolerance is how far times may be apart, absolutely or as a share of their mean size, and
// are still the same: as R's survival has it.
const tolerance = 1.4901161193847656e-08 // √(machine epsilon)

// Tied gives times that are the same but for rounding one value, the least of them.
func (t Times) Tied() Times {
	unique := slices.Clone(t.Time)
	slices.Sort(unique)
	unique = slices.Compact(unique)
	size := 0.0
	for _, x := range unique {
		size += math.Abs(x)
	}
	size /= float64(len(unique))
	cuts := unique[:0:0]
	for i, x := range unique {
		if i > 0 {
			if d := x - unique[i-1]; d <= tolerance || d/size <= tolerance {
				continue
			}
		}
		cuts = append(cuts, x)
	}
	out := Times{Time: make([]float64, len(t.Time)), Event: t.Event}
	for i, x := range t.Time {
		at, found := slices.BinarySearch(cuts, x)
		if !found {
			at--
		}
		out.Time[i] = cuts[at]
	}
	return out
}

// moments are the numbers of the observations at each different time, in order of time.
func (t Times) moments() (times []float64, at [][]int) {
	times = slices.Clone(t.Time)
	slices.Sort(times)
	times = slices.Compact(times)
	at = make([][]int, len(times))
	for i, x := range t.Time {
		j, _ := slices.BinarySearch(times, x)
		at[j] = append(at[j], i)
	}
	return times, at
}
