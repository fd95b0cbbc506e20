package indices

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"subtype/consensus"
)

// mod is i·a modulo b.
func mod(i, a, b int) float64 { return float64(i * a % b) }

// points are those of testdata/indices.R.
func points() consensus.Points {
	var x []float64
	is := func(i, rest int, by float64) float64 {
		if i%4 == rest {
			return by
		}
		return 0
	}
	for i := 1; i <= 40; i++ {
		x = append(x, mod(i, 7, 13)/13+is(i, 0, 3), mod(i, 5, 11)/11+is(i, 1, 4), mod(i, 3, 17)/17-is(i, 2, 2))
	}
	return consensus.NewPoints(3, x)
}

// The indices are R's: those that are no draw to 1e-12, and the gap statistic as near to
// that of 2000 reference sets as 50 can be.
func TestIndicesAreThoseOfR(t *testing.T) {
	f, err := os.Open("testdata/indices.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma = '\t'
	want, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := Of(points(), 8, rand.New(rand.NewPCG(1, 2)))
	if len(rows) != len(want)-1 {
		t.Fatalf("%d rows, want %d", len(rows), len(want)-1)
	}
	for i, row := range rows {
		number := func(column int) float64 {
			x, err := strconv.ParseFloat(want[i+1][column], 64)
			if err != nil {
				return math.NaN()
			}
			return x
		}
		for c, x := range []float64{row.CalinskiHarabasz, row.Silhouette, row.Height} {
			if y := number(1 + c); !(math.Abs(x-y) <= 1e-12*math.Abs(y)) && !(math.IsNaN(x) && math.IsNaN(y)) {
				t.Errorf("k = %d: %s is %v, in R %v", row.K, want[0][1+c], x, y)
			}
		}
		sd := number(5)
		if limit := 4 * sd * math.Sqrt(1.0/References+1.0/2000); !(math.Abs(row.Gap-number(4)) <= limit) {
			t.Errorf("k = %d: gap %v, in R %v, more than %v apart", row.K, row.Gap, number(4), limit)
		}
		if !(math.Abs(row.GapSE/sd-1) <= 0.45) { // a standard deviation of 50 is known to a tenth; four of them
			t.Errorf("k = %d: standard error %v, in R %v", row.K, row.GapSE, sd)
		}
	}
}

// Four groups that are far apart are found by all; one cloud has no two by the gap.
func TestPicks(t *testing.T) {
	ratios := []float64{math.NaN(), 1, 2, 7, 1, 1, math.NaN(), math.NaN()}
	for _, p := range Picks(Of(points(), 8, rand.New(rand.NewPCG(1, 2))), ratios) {
		if p.K != 4 {
			t.Errorf("%s picks %d", p.Index, p.K)
		}
	}
	rng := rand.New(rand.NewPCG(3, 4))
	x := make([]float64, 2*60)
	for i := range x {
		x[i] = rng.Float64()
	}
	for _, p := range Picks(Of(consensus.NewPoints(2, x), 8, rng), make([]float64, 8)) {
		if p.Index == "gap" && p.K != 1 {
			t.Errorf("the gap sees %d groups in a uniform cloud", p.K)
		}
	}
}

// Points that coincide, two points, and one dimension are no trouble.
func TestNothingToTell(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	rows := Of(consensus.NewPoints(2, make([]float64, 20)), 4, rng)
	for _, r := range rows {
		if !math.IsNaN(r.Gap) {
			t.Errorf("k = %d of ten equal points: gap %v", r.K, r.Gap)
		}
	}
	if rows = Of(consensus.NewPoints(1, []float64{1, 2}), 9, rng); len(rows) != 1 {
		t.Errorf("%d rows for two points", len(rows))
	}
	if rows = Of(consensus.NewPoints(1, []float64{1}), 9, rng); rows != nil {
		t.Errorf("%v for one point", rows)
	}
}

// The box lies along the principal axes: that of points on a slanted line has one side.
func TestBoxLiesAlongThePrincipalAxes(t *testing.T) {
	var x []float64
	for i := range 9 {
		x = append(x, float64(3*i), float64(4*i), 7)
	}
	long := 0.0
	for _, side := range box(consensus.NewPoints(3, x)) {
		if side > 1e-9 {
			long += side
		}
	}
	if math.Abs(long-40) > 1e-9 {
		t.Errorf("sides sum to %v, want 40", long)
	}
}
