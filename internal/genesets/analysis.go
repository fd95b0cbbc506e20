package genesets

import (
	"math"
	"math/rand/v2"
	"slices"

	"subtype/internal/stat"
)

// Test says how a set was tested.
type Test string

// The tests.
const (
	OverUp   Test = "overrepresented_up"   // of the set among the best genes up
	OverDown Test = "overrepresented_down" // and down
	ByMean   Test = "camera"               // of the set's mean statistic
	BySum    Test = "preranked"            // by a running sum
)

// Tests are all tests, in order.
var Tests = []Test{OverUp, OverDown, ByMean, BySum}

// Numbers that results depend on.
const (
	LeastMatched = 5    // genes that a set must have among those measured to be tested
	Listed       = 200  // best genes of a direction that over-representation looks at, at most
	Draws        = 1000 // random sets of each size
)

// Result of a set and a subtype by a test.
type Result struct {
	Set, Subtype, Matched int
	Test                  Test
	Statistic             float64 // genes among the best; t; the normalised score of the running sum
	P, Q                  float64 // NaN where the set was not tested
	Leading               []int   // units: those among the best, or of the leading edge
}

// Subtype is what is known of the units in a subtype.
type Subtype struct {
	Statistics []float64 // of each unit; NaN: not tested
	Up, Down   []int     // the best units, Listed at most
}

// Analyse tests all sets in all subtypes. Q is over all sets and subtypes, test by test.
func Analyse(u *Units, sets []Set, subtypes []Subtype, stream func(use int) *rand.Rand) []Result {
	matched := make([][]int, len(sets))
	for i, s := range sets {
		matched[i] = u.Match(s)
	}
	var all []Result
	for q, s := range subtypes {
		known, place := tested(s.Statistics)
		ranking := NewRanking(known)
		random := map[int]Random{}
		rng := stream(q)
		for i, units := range matched {
			in := inside(units, place)
			results := s.overlaps(units, len(u.Names))
			mean := Result{Test: ByMean, Statistic: math.NaN(), P: math.NaN()}
			sum := Result{Test: BySum, Statistic: math.NaN(), P: math.NaN()}
			if len(in) >= LeastMatched && len(in) < len(known) {
				mean.Statistic, mean.P = Camera(known, in)
				e := ranking.Score(in)
				if random[len(in)] == nil {
					random[len(in)] = ranking.Draw(len(in), Draws, rng)
				}
				e.Test(random[len(in)])
				sum.Statistic, sum.P, sum.Leading = e.Normalised, e.P, outside(e.Leading, place)
			}
			for _, r := range append(results, mean, sum) {
				r.Set, r.Subtype, r.Matched = i, q, len(units)
				all = append(all, r)
			}
		}
	}
	for _, t := range Tests {
		adjust(all, t)
	}
	return all
}

// overlaps tests a set against the best units of both directions.
func (s Subtype) overlaps(units []int, measured int) []Result {
	out := []Result{{Test: OverUp}, {Test: OverDown}}
	for i, best := range [][]int{s.Up, s.Down} {
		r := &out[i]
		r.Statistic, r.P = math.NaN(), math.NaN()
		if len(units) >= LeastMatched && len(best) > 0 {
			both, p := Overlap(units, best, measured)
			r.Statistic, r.P = float64(both), p
			for _, g := range best {
				if _, ok := slices.BinarySearch(units, g); ok {
					r.Leading = append(r.Leading, g)
				}
			}
		}
	}
	return out
}

// tested are the statistics that are known, and of each unit its place among them, −1
// where it has none.
func tested(statistics []float64) (known []float64, place []int) {
	place = make([]int, len(statistics))
	for g, x := range statistics {
		place[g] = -1
		if !math.IsNaN(x) {
			place[g] = len(known)
			known = append(known, x)
		}
	}
	return known, place
}

// inside are the places of units that have one, rising as these do.
func inside(units, place []int) []int {
	var out []int
	for _, g := range units {
		if place[g] >= 0 {
			out = append(out, place[g])
		}
	}
	return out
}

// outside are the units at places.
func outside(places, place []int) []int {
	units := make([]int, 0, len(place))
	for g, p := range place {
		if p >= 0 {
			units = append(units, g)
		}
	}
	out := make([]int, len(places))
	for i, p := range places {
		out[i] = units[p]
	}
	return out
}

// adjust fills Q of one test.
func adjust(all []Result, t Test) {
	var at []int
	var p []float64
	for i, r := range all {
		if r.Test == t {
			at, p = append(at, i), append(p, r.P)
		}
	}
	for i, q := range stat.Adjusted(p) {
		all[at[i]].Q = q
	}
}
