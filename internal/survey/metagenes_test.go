package survey

import (
	"context"
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"

	"subtype/consensus"
	"subtype/internal/confidence"
	"subtype/internal/reftest"
	"subtype/internal/sweep"
	"subtype/nmf"
	"subtype/rank"
)

// read are all runs of a plan that reads groups as clusters, of planted groups.
func read(t *testing.T, background bool) (v *nmf.Matrix, c *Collector, group, own []int) {
	t.Helper()
	rows, group, own := reftest.Planted(3, 300, 60)
	v, err := nmf.NewMatrix(rows)
	if err != nil {
		t.Fatal(err)
	}
	p := sweep.Plan{Ranks: []int{2, 3}, Restarts: 4, Seed: 7, Method: nmf.HALS{}, Read: sweep.Clusters,
		Background: background}
	c = NewCollector(p)
	err = sweep.Run(context.Background(), sweep.Alone(v), p, p.Tasks(sweep.Shard{}), 2,
		func(r sweep.Record, f nmf.Factors) error {
			c.Add(r, f)
			return nil
		})
	if err != nil {
		t.Fatal(err)
	}
	return v, c, group, own
}

// Of planted groups the subtypes, the metagenes that match them, the background that is
// none of them, and the genes are found.
func TestSubtypesThatAreMixturesOfMetagenes(t *testing.T) {
	v, c, group, own := read(t, true)
	r := found(t, c, v, 2).Ranks[1]
	if x := consensus.AdjustedRand(r.Subtypes, group); x < 0.95 {
		t.Errorf("index of subtypes %v", x)
	}
	if x := consensus.AdjustedRand(r.BestFit, r.Subtypes); x < 0.95 || r.BestFit[0] != r.Subtypes[0] {
		t.Errorf("index of the best fit %v", x)
	}
	if !r.Mixed() || r.Metagenes != 4 {
		t.Errorf("%d metagenes", r.Metagenes)
	}
	name := make([]int, 3) // subtype of a group
	for j, g := range group {
		name[g] = r.Subtypes[j]
	}
	// Without the background most of the typical genes have no share in other subtypes.
	selected := map[int]int{}
	for q, genes := range r.Features {
		for i, g := range genes[1:] {
			tied := math.Abs(r.GeneScores[genes[i]]-r.GeneScores[g]) < 1e-12
			if tied && r.Weights.At(genes[i], q) < r.Weights.At(g, q) {
				t.Errorf("gene %d of subtype %d stands after one of the same score and less weight", g, q)
			}
		}
		for _, g := range genes {
			selected[g] = q
		}
	}
	for g, o := range own {
		top := nmf.Largest(r.Weights.RawRowView(g))
		switch q, ok := selected[g]; {
		case o < 3 && top != name[o]:
			t.Errorf("gene %d of subtype %d has its largest weight in subtype %d", g, name[o], top)
		case ok && (o >= 3 || name[o] != q):
			t.Errorf("gene %d, typical of group %d, is selected for subtype %d", g, o, q)
		}
	}
	// Metagene q is that of subtype q: its coefficients are larger there than elsewhere.
	shares := func(a int) []float64 {
		sum, size := make([]float64, 3), make([]float64, 3)
		for j, q := range r.Subtypes {
			var all float64
			for b := range 4 {
				all += r.Factors.H.At(b, j)
			}
			sum[q] += r.Factors.H.At(a, j) / all
			size[q]++
		}
		for q := range sum {
			sum[q] /= size[q]
		}
		return sum
	}
	for a := range 3 {
		if s := shares(a); nmf.Largest(s) != a {
			t.Errorf("metagene %d has shares %.3f in the subtypes", a, s)
		}
	}
	last := shares(3)
	if spread := slices.Max(last) - slices.Min(last); spread > 0.1 {
		t.Errorf("the background has shares %.3f", last)
	}
}

// With one metagene more for what they share, or as many as groups, the survey comes out
// of records alone and is restored without the matrix; other factors are noticed.
func TestClustersAreRestored(t *testing.T) {
	for _, background := range []bool{false, true} {
		v, full, _, _ := read(t, background)
		want := found(t, full, v, 2)
		c := NewCollector(full.plan)
		for _, r := range full.Records() {
			c.Add(r, nmf.Factors{})
		}
		got := found(t, c, v, 1)
		rule, _ := rank.RuleByName("elbow")
		fitted := want.Fitted()
		restored, err := full.Restore(context.Background(), fitted, rule, 0, 2)
		if err != nil {
			t.Fatal(err)
		}
		for i, w := range want.Ranks {
			if !reflect.DeepEqual(got.Ranks[i].Weights, w.Weights) || !slices.Equal(got.Ranks[i].BestFit, w.BestFit) {
				t.Errorf("k = %d differs from records alone", w.K)
			}
			a, b := restored.Ranks[i], w
			if fmt.Sprint(a.Confidence) != fmt.Sprint(b.Confidence) {
				t.Errorf("k = %d: confidence %+v, want %+v", w.K, a.Confidence, b.Confidence)
			}
			a.Score, b.Score = rank.Score{}, rank.Score{} // NaN is not equal to itself
			a.Confidence, b.Confidence = confidence.Rank{}, confidence.Rank{}
			if !reflect.DeepEqual(a, b) {
				t.Errorf("k = %d is not restored", w.K)
			}
			if fmt.Sprint(restored.Ranks[i].Score) != fmt.Sprint(w.Score) {
				t.Errorf("k = %d: score %+v, want %+v", w.K, restored.Ranks[i].Score, w.Score)
			}
		}
		h := fitted[1].Factors.H
		_, n := h.Dims()
		turned := mat.DenseCopyOf(h)
		for j := range n {
			turned.SetCol(j, mat.Col(nil, j/2, h))
		}
		fitted[1].Factors.H = turned
		if _, err := full.Restore(context.Background(), fitted, rule, 0, 2); err == nil {
			t.Error("coefficients of other samples were taken")
		}
	}
}

// Worked by hand: two subtypes of two samples, the third metagene in all alike.
func TestMixturesByHand(t *testing.T) {
	h := mat.NewDense(3, 4, []float64{
		3, 1, 0, 0,
		1, 0, 4, 0,
		4, 1, 4, 0,
	})
	c := mixtures(h, []int{0, 0, 1, 1}, 2)
	// Shares 3/8 1/8 1/2; 1/2 0 1/2; 0 1/2 1/2; and of nothing 0 0 0.
	want := []float64{7.0 / 16, 0, 0, 1.0/4 - 1.0/16, 1.0/2 - 1.0/4, 0}
	for i, x := range c.RawMatrix().Data {
		if math.Abs(x-want[i]) > 1e-15 {
			t.Errorf("%v, want %v", c.RawMatrix().Data, want)
		}
	}
	if got := partners(mat.NewDense(4, 2, []float64{0.1, 0, 0, 0.3, 0.5, 0.4, 0, 0.2})); !slices.Equal(got,
		[]int{2, 1, 0, 3}) {
		t.Errorf("places %v", got)
	}
	p := weights(mat.NewDense(1, 2, []float64{2, 3}), mat.NewDense(2, 2, []float64{1, 0, 0.5, 4}))
	if p.At(0, 0) != 3.5 || p.At(0, 1) != 12 {
		t.Errorf("weights %v", p.RawMatrix().Data)
	}
}
