package sweep

import (
	"context"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/reftest"
	"subtype/nmf"
)

// planted is a matrix of groups over a background.
func planted(t *testing.T, groups, genes, samples int) (*nmf.Matrix, []int) {
	t.Helper()
	rows, group, _ := reftest.Planted(groups, genes, samples)
	v, err := nmf.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	return v, group
}

var clusters = Plan{Ranks: []int{2, 3}, Restarts: 3, Seed: 7, Method: nmf.HALS{}, Read: Clusters, Background: true}

// Groups over a background are found as clusters, by every run, and by each half of the
// samples in the other.
func TestClustersAreFoundOverABackground(t *testing.T) {
	v, group := planted(t, 3, 300, 61)
	source := &Resample{V: v, Seed: 7}
	for _, d := range []Data{{}, {Split: 1, Half: HalfA}, {Halving: 1, Side: HalfA}, {Halving: 1, Side: HalfB},
		{Subsample: 1}} {
		for run := 1; run <= 3; run++ {
			rec, f, err := clusters.Fit(context.Background(), source, Task{Data: d, K: 3, Run: run})
			if err != nil {
				t.Fatal(err)
			}
			if got := consensus.AdjustedRand(rec.Labels, group); got < 0.9 {
				t.Errorf("%q, run %d: index %.3f", d, run, got)
			}
			if _, m := f.W.Dims(); m != 4 {
				t.Errorf("%q: %d metagenes", d, m)
			}
			if d.Halving != 0 && slices.Contains(rec.Labels, consensus.Absent) {
				t.Errorf("%q: some sample has no label", d)
			}
		}
	}
}

// A half labels the other samples as it would label its own: by their coefficients.
func TestHalvesLabelOthersByTheirMetagenes(t *testing.T) {
	v, _ := planted(t, 3, 300, 60)
	source := &Resample{V: v, Seed: 7}
	for _, p := range []Plan{clusters, {Seed: 7, Method: nmf.KL{}}, {Seed: 7, Method: nmf.Brunet{}, MaxIter: 100}} {
		task := Task{Data: Data{Halving: 2, Side: HalfB}, K: 3, Run: 1}
		rec, f, err := p.Fit(context.Background(), source, task)
		if err != nil {
			t.Fatal(err)
		}
		whole, own := nmf.Project(v, f.W, p.Method), source.Side(2, HalfB)
		if p.Read == Clusters {
			centres := make([]float64, 3*4)
			size := [3]float64{}
			for _, j := range own {
				size[rec.Labels[j]]++
			}
			for _, j := range own {
				for a, x := range direction(whole, j) {
					centres[4*rec.Labels[j]+a] += x / size[rec.Labels[j]]
				}
			}
			want := consensus.Nearest(Directions(whole), consensus.NewPoints(4, centres))
			for j, l := range rec.Labels {
				if l != want[j] && !slices.Contains(own, j) {
					t.Errorf("sample %d has label %d, want %d", j, l, want[j])
				}
			}
			continue
		}
		for j, l := range nmf.Assign(whole, nil) {
			if l != rec.Labels[j] && !slices.Contains(own, j) {
				t.Errorf("%s: sample %d has label %d, want %d", p.Method.Name(), j, rec.Labels[j], l)
			}
		}
	}
}

func direction(h *mat.Dense, j int) []float64 {
	x := mat.Col(nil, j, h)
	var squares float64
	for _, c := range x {
		squares += c * c
	}
	for a := range x {
		x[a] /= math.Sqrt(squares)
	}
	return x
}

// Reading changes no factors, and what a run starts from.
func TestReadingLeavesTheFactors(t *testing.T) {
	v, _ := planted(t, 3, 100, 30)
	p := Plan{Seed: 7, Method: nmf.HALS{}}
	task := Task{K: 3, Run: 2}
	largest, f, err := p.Fit(context.Background(), Alone(v), task)
	if err != nil {
		t.Fatal(err)
	}
	p.Read = Clusters
	read, g, err := p.Fit(context.Background(), Alone(v), task)
	if err != nil {
		t.Fatal(err)
	}
	if largest.Loss != read.Loss || !mat.Equal(f.W, g.W) || !mat.Equal(f.H, g.H) {
		t.Error("the factors differ")
	}
	if again, _, _ := p.Fit(context.Background(), Alone(v), task); !equal(again, read) {
		t.Error("the same run differs")
	}
	if !slices.Equal(largest.Labels, nmf.Assign(f.H, nil)) {
		t.Error("labels are not those of the largest coefficients")
	}
}

func TestABackgroundNeedsClusters(t *testing.T) {
	p := Plan{Ranks: []int{2}, Restarts: 1, Background: true}
	if p.Check(10) == nil {
		t.Error("a background of the largest coefficients")
	}
	p.Read = Clusters
	if err := p.Check(10); err != nil || p.Metagenes(2) != 3 {
		t.Error(err)
	}
}

func TestDirections(t *testing.T) {
	d := consensus.Euclidean(Directions(mat.NewDense(2, 4, []float64{3, 0, 3e-200, 0, 4, 0, 4e-200, 7e200})))
	for _, c := range []struct {
		i, j int
		want float64
	}{{0, 1, 1}, {1, 2, 1}, {1, 3, 1}, {0, 2, 0}, {0, 3, math.Sqrt(0.4)}} {
		if got := d.At(c.i, c.j); math.Abs(got-c.want) > 1e-15 {
			t.Errorf("columns %d and %d are %v apart, want %v", c.i, c.j, got, c.want)
		}
	}
}
